import { barChart } from '../../../ui/charts/bars.ts'
import { html, type Html } from '../../../ui/html.ts'
import { formatCount } from '../../../ui/money.ts'
import { absent, dataTable, type TableColumn } from '../../../ui/table.ts'
import type { Member } from '../judging/group.ts'
import type { Judged } from '../judging/judge.ts'
import type { Opened } from '../open.ts'
import { periodWords, worklistPath } from '../parts.ts'
import type { Line } from '../view.ts'
import { percent, short, signed, signedRange, unitOf } from '../words.ts'

/** One practice of the place, as the definition finds it. */
export type PracticeLine = {
  member: Member
  observed: number
  expected: number
  difference: number
  limits: { lower: number; upper: number }
  chanceShare: number
  chanceAbove: number
  called: boolean
  worthPence: number
}

/** The practices of a place under one definition, the most worth first. */
export const practiceLines = (opened: Opened, judged: Judged): PracticeLine[] =>
  opened.worklist.place.members
    .flatMap((p): PracticeLine[] => {
      const member = opened.judgement.members[p]
      const opportunity = judged.opportunities[p]
      if (!member || !opportunity) return []
      const { observed, expected, excess, chanceShare, chanceAbove, called } = opportunity
      return [
        {
          member,
          observed,
          expected,
          difference: excess.value,
          limits: { lower: excess.lower, upper: excess.upper },
          chanceShare,
          chanceAbove,
          called,
          worthPence: judged.worth[p] ?? 0,
        },
      ]
    })
    .sort((a, b) => b.worthPence - a.worthPence || a.member.name.localeCompare(b.member.name, 'en'))

const charted = 12

/** Practices with the most worth: observed bars, the expected as a mark, and where chance alone would put them. */
export const definitionChart = (
  opened: Opened,
  line: Line,
  lines: readonly PracticeLine[],
): Html => {
  const unit = unitOf(line.definition)
  const rows = lines.slice(0, charted)
  return barChart({
    title: `${line.definition.name}: observed and expected`,
    description: `${opened.worklist.place.name}, ${periodWords(opened)}. ${rows
      .map(
        ({ member, observed, expected }) =>
          `${member.name} ${Math.round(observed)} where ${Math.round(expected)} are expected`,
      )
      .join('; ')}.`,
    names: { value: `${unit} observed`, compare: 'expected' },
    bars: rows.map(({ member, observed, expected, limits, difference }) => ({
      label: member.name,
      value: observed,
      compare: expected,
      chance: [
        Math.max(0, expected - (difference - limits.lower)),
        expected + (limits.upper - difference),
      ],
    })),
    format: (value) => formatCount(Math.round(value)),
    table: practiceTable(lines.slice(0, charted), `The ${rows.length} practices in the chart`),
  })
}

const practiceColumns: readonly TableColumn<PracticeLine>[] = [
  {
    heading: 'Practice',
    cell: ({ member }) =>
      html`<a
        class="nhsuk-link"
        href="${worklistPath({
          kind: 'practice',
          code: member.code,
          name: member.name,
          group: member.group,
          groupName: member.groupName,
          members: [],
        })}"
        >${member.name}</a
      >`,
  },
  { heading: 'Observed', numeric: true, cell: ({ observed }) => formatCount(Math.round(observed)) },
  {
    heading: 'Expected',
    numeric: true,
    cell: ({ expected }) =>
      expected < 10
        ? absent(`${expected.toFixed(1)}, too few to judge`)
        : formatCount(Math.round(expected)),
  },
  {
    heading: 'Difference',
    numeric: true,
    cell: ({ difference, limits }) => html`${signed(difference)}<br />${signedRange(limits)}`,
  },
  {
    heading: 'Chance takes off',
    numeric: true,
    wide: true,
    cell: ({ chanceShare }) => percent(chanceShare),
  },
  {
    heading: 'Chance of being above',
    numeric: true,
    wide: true,
    cell: ({ chanceAbove }) => percent(chanceAbove),
  },
  {
    heading: 'Worth',
    numeric: true,
    cell: ({ worthPence }) => (worthPence === 0 ? '–' : short(worthPence)),
  },
]

/** Practices under one definition. */
export const practiceTable = (lines: readonly PracticeLine[], caption: string): Html =>
  dataTable<PracticeLine>({ caption, rows: lines, columns: practiceColumns })
