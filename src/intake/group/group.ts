import type { Column, Layout, Rule } from '../engine/layout.ts'
import { code, date, month, practiceCode, text } from '../engine/parsers.ts'

const day = date('2019-10-31')
const practice: Column = {
  field: 'practice',
  from: ['practice_code'],
  parser: practiceCode,
  filled: true,
}
const ownCode = code('[A-Z0-9-]{1,20}', 'a code of capitals, digits and hyphens')

const common = {
  version: 1,
  kind: 'csv',
  header: 'first line',
  period: { by: 'all' },
} as const satisfies Partial<Layout>

const wholeMonths: readonly Rule[] = [
  {
    fault: 'day(from_date) <> 1',
    field: 'from_date',
    reason: 'is not the first day of a month',
    remedy: 'Let a membership begin on the first day of a month.',
  },
  {
    fault: 'to_date <> last_day(to_date)',
    field: 'to_date',
    reason: 'is not the last day of a month',
    remedy: 'Let a membership end on the last day of a month, or leave the end empty.',
  },
  {
    fault: 'to_date < from_date',
    field: 'to_date',
    reason: 'is before the membership begins',
    remedy: 'Correct one of the two dates.',
  },
]

/** Which practice belongs to which group and locality, and when: Steward’s own form. */
const membership: Layout = {
  ...common,
  id: 'membership',
  feed: 'membership',
  title: 'Membership of the group (practice, group, locality, from, to)',
  marks: ['practice_code', 'group_code', 'locality_code', 'from_date'],
  columns: [
    practice,
    { field: 'group_code', from: ['group_code'], parser: ownCode, filled: true },
    { field: 'group_name', from: ['group_name'], parser: text(200), filled: true },
    { field: 'locality', from: ['locality_code'], parser: ownCode, filled: true },
    { field: 'locality_name', from: ['locality_name'], parser: text(200), filled: true },
    { field: 'from_date', from: ['from_date'], parser: day, filled: true },
    { field: 'to_date', from: ['to_date'], parser: day },
  ],
  rules: wholeMonths,
  key: ['practice', 'from_date'],
}

/** Practices that took on the patients of one that closed: Steward’s own form. */
const successors: Layout = {
  ...common,
  id: 'successors',
  feed: 'successors',
  title: 'Successors of closed practices',
  marks: ['practice_code', 'successor_code', 'from_date'],
  columns: [
    practice,
    { field: 'successor', from: ['successor_code'], parser: practiceCode, filled: true },
    { field: 'from_date', from: ['from_date'], parser: day, filled: true },
  ],
  rules: [
    {
      fault: 'practice = successor',
      field: 'successor',
      reason: 'is the practice itself',
      remedy: 'Name the practice that took on the patients.',
    },
  ],
  key: ['practice', 'successor'],
}

/** The days on which each month’s first and final extracts are made: Steward’s own form. */
const reportingDates: Layout = {
  ...common,
  id: 'reporting-dates',
  feed: 'reporting-dates',
  title: 'Flex and freeze dates of each month',
  marks: ['month', 'flex_date', 'freeze_date'],
  columns: [
    { field: 'month', from: ['month'], parser: month, filled: true },
    { field: 'flex_date', from: ['flex_date'], parser: day, filled: true },
    { field: 'freeze_date', from: ['freeze_date'], parser: day, filled: true },
  ],
  rules: [
    {
      fault: 'freeze_date < flex_date',
      field: 'freeze_date',
      reason: 'is before the flex date of the same month',
      remedy: 'Correct one of the two dates.',
    },
  ],
  key: ['month'],
}

/** Steward’s own forms about the group itself. */
export const groupLayouts: readonly Layout[] = [membership, successors, reportingDates]
