import type { Layout } from '../engine/layout.ts'
import { code, date, practiceCode, text } from '../engine/parsers.ts'

const day = date('20191031', '2019-10-31')

/**
 * Practices of primary care networks: the sheet of core partners of the ePCN workbook, found by its
 * headings. Memberships that have ended stay in the sheet with their end.
 */
export const networkMembers: Layout = {
  id: 'epcn',
  version: 1,
  feed: 'pcn-members',
  title: 'Primary care networks and their practices (ePCN)',
  kind: 'xlsx',
  header: 'first line',
  marks: ['Partner Organisation Code', 'PCN Code', 'Practice to PCN Relationship Start Date'],
  columns: [
    { field: 'practice', from: ['Partner Organisation Code'], parser: practiceCode, filled: true },
    {
      field: 'pcn',
      from: ['PCN Code'],
      parser: code('[A-Z][A-Z0-9]{4,7}', 'a code of a network'),
      filled: true,
    },
    { field: 'pcn_name', from: ['PCN Name'], parser: text(200) },
    {
      field: 'from_date',
      from: ['Practice to PCN Relationship Start Date'],
      parser: day,
      filled: true,
    },
    { field: 'to_date', from: ['Practice to PCN Relationship End Date'], parser: day },
  ],
  rules: [
    {
      fault: 'to_date < from_date',
      field: 'to_date',
      reason: 'is before the start of the membership',
      remedy: 'Correct one of the two dates.',
    },
  ],
  period: { by: 'newest', sql: 'greatest(from_date, to_date)' },
  notes: () => ['The file has no date of its own: its month is that of the newest date in it.'],
}
