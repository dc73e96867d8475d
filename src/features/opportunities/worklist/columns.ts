import { html, joined, type Content } from '../../../ui/html.ts'
import { formatCount } from '../../../ui/money.ts'
import { absent, type TableColumn } from '../../../ui/table.ts'
import type { Asked } from '../asked.ts'
import { definitionPath, prescribingPath } from '../parts.ts'
import type { Worklist } from '../view.ts'
import {
  actorWords,
  evidenceWords,
  horizonWords,
  influenceWords,
  short,
  shortRange,
  signed,
  signedRange,
} from '../words.ts'
import { isCare, type Row } from './rows.ts'

/** The address of a line's own page. */
export const rowPath = (row: Row, { place }: Worklist, asked: Partial<Asked> = {}): string =>
  isCare(row) ? definitionPath(row, place, asked) : prescribingPath(row, place, asked)

const nameCell = (row: Row, worklist: Worklist, asked: Asked): Content =>
  html`<a class="nhsuk-link" href="${rowPath(row, worklist, asked)}">${row.task.name}</a><br /><span
      class="nhsuk-u-secondary-text-colour nhsuk-body-s"
      >${joined(
        [
          row.task.who.map((actor, i) => [i > 0 && ', ', actorWords[actor]]),
          horizonWords[row.task.horizon],
          `practices have ${influenceWords[row.task.influence]}`,
          evidenceWords[row.task.evidence],
        ],
        ' · ',
      )}</span
    >`

const worthCell = (row: Row): Content => {
  if (row.worthPence === 0) return absent(isCare(row) ? 'none beyond chance' : 'nothing to save')
  return html`<strong>${short(row.worthPence)}</strong
    ><br />${isCare(row) ? shortRange(row.worthLimits) : 'chance not taken off'}`
}

const aboveCell = (row: Row): Content =>
  isCare(row)
    ? html`${signed(row.difference)} of ${formatCount(Math.round(row.observed))}<br />${signedRange(
          row.differenceLimits,
        )}`
    : html`${short(row.worthPence)} of ${short(row.spentPence)}`

/** What each line says; a group’s own mean differs from itself by nothing, so there the practices above are counted. */
export const columns = (worklist: Worklist, asked: Asked): TableColumn<Row>[] => [
  { heading: 'What', cell: (row) => nameCell(row, worklist, asked) },
  { heading: 'Worth a year', numeric: true, cell: worthCell },
  worklist.place.kind === 'group' && worklist.benchmark === 'mean'
    ? {
        heading: 'Practices above',
        numeric: true,
        cell: ({ called }) => (called === 0 ? '–' : formatCount(called)),
      }
    : { heading: 'Above the benchmark', numeric: true, cell: aboveCell },
  {
    heading: 'In scope',
    numeric: true,
    wide: true,
    cell: (row) => short(isCare(row) ? row.inScopePence : row.spentPence),
  },
  {
    heading: worklist.years === 1 ? 'Realistic in a year' : `Realistic in ${worklist.years} years`,
    numeric: true,
    wide: true,
    cell: (row) =>
      isCare(row) && row.realistic !== null
        ? shortRange({ lower: row.realistic.low, upper: row.realistic.high })
        : absent('not asked'),
  },
  {
    heading: 'Money',
    wide: true,
    cell: (row) => (isCare(row) && row.money === 'capacity' ? 'capacity' : 'cash'),
  },
  {
    heading: worklist.place.kind === 'practice' ? 'Beyond chance' : 'Half of it in',
    numeric: true,
    cell: ({ called, forHalf }) => {
      if (worklist.place.kind === 'practice') return called > 0 ? 'yes' : 'no'
      return forHalf === 0 ? '–' : `${forHalf} of ${worklist.place.members.length} practices`
    },
  },
]
