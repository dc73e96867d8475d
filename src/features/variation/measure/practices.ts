import { html, type Content } from '../../../ui/html.ts'
import { formatCount } from '../../../ui/money.ts'
import { absent, type TableColumn } from '../../../ui/table.ts'
import {
  comparedTo,
  isPrevalence,
  unitText,
  valueText,
  type Compared,
} from '../../measures/measures.ts'
import { measurePath } from '../asked.ts'
import type { Variation } from '../load.ts'
import { savingText } from '../words.ts'
import type { Beside } from './beside.ts'

/** Denominators below this are shown greyed, with the reason. */
const small = 30

/** A ratio of the measure, or a dash. */
export const number = (value: number | null, measure: Variation['measure']): Content =>
  value === null ? absent('–') : valueText(measure, value)

const denominatorCell = ({ tally }: Compared): Content => {
  const { denominator } = tally
  if (denominator === null) return absent('none')
  const text = formatCount(Math.round(denominator))
  return denominator < small ? absent(`${text}, too few to judge`) : text
}

const intervalText = ({ interval }: Compared, measure: Variation['measure']): string =>
  interval === null
    ? ''
    : `${valueText(measure, interval.lower)} to ${valueText(measure, interval.upper)}`

/** What a ratio is called over its column. */
export const shareHeading = (measure: Variation['measure'], counted: number): string =>
  isPrevalence(measure)
    ? 'Prevalence'
    : measure.per === 100
      ? 'Share'
      : `Crude, ${unitText(measure, counted)}`

/** The columns of the table of practices. */
export const columnsOf = (view: Variation, beside: Beside): TableColumn<Compared>[] => {
  const { measure, chance, counted, asked } = view
  const placed = new Map(chance?.placed.map((one) => [one.code, one]))
  const columns: (TableColumn<Compared> | false)[] = [
    {
      heading: 'Practice',
      cell: ({ code, name }) =>
        html`<a class="nhsuk-link" href="${measurePath(measure.id, asked, { practice: code })}"
          >${name}</a
        >`,
    },
    {
      heading: measure.numerator.what,
      numeric: true,
      wide: true,
      cell: ({ tally }) =>
        Number.isNaN(tally.numerator)
          ? absent('withheld')
          : formatCount(Math.round(tally.numerator)),
    },
    { heading: measure.denominator.what, numeric: true, cell: denominatorCell },
    {
      heading: shareHeading(measure, counted),
      numeric: true,
      cell: ({ ratio }) => number(ratio, measure),
    },
    measure.adjust !== undefined && {
      heading: 'Age and sex allowed for',
      numeric: true,
      cell: ({ adjusted }) => number(adjusted, measure),
    },
    view.comparison.units.some(({ interval }) => interval !== null) && {
      heading: '95% by chance',
      wide: true,
      numeric: true,
      cell: (unit) => intervalText(unit, measure),
    },
    {
      heading: 'Percentile',
      numeric: true,
      cell: ({ percentile }) => (percentile === null ? '–' : String(Math.round(percentile))),
    },
    chance !== null && {
      heading: 'Place',
      cell: ({ code }) => comparedTo(placed.get(code)?.beyondUsual ?? null),
    },
    measure.saving !== 'none' && {
      heading: 'Possible saving',
      numeric: true,
      cell: (unit) => savingText(unit),
    },
    beside.replies.size > 0 && {
      heading: 'The practice says',
      cell: ({ code }) => {
        const reply = beside.replies.get(code)
        return reply
          ? html`<a class="nhsuk-link" href="#reply-${code}">${reply.reason}</a
              >${reply.due ? ' (due for review)' : ''}`
          : ''
      },
    },
  ]
  return columns.filter((column) => column !== false)
}

/** The most practices that a table on a page holds: a whole country is for the CSV. */
export const mostShown = 300

/** Rows as far as a page holds them, the practice it is about always among them; and the caption that says so. */
export const asShown = <T extends { code: string }>(
  caption: string,
  rows: readonly T[],
  own: string | null,
): { caption: string; rows: readonly T[] } =>
  rows.length <= mostShown
    ? { caption, rows }
    : {
        caption: `${caption}: the first ${mostShown} of ${formatCount(rows.length)}; all are in the CSV`,
        rows: rows.filter(({ code }, i) => i < mostShown || code === own),
      }

/** Practices by what they could change, else by their value. */
export const byGap = (a: Compared, b: Compared): number => {
  const worth = ({ saving, gap, ratio }: Compared): number =>
    typeof saving === 'number' ? saving : (gap ?? ratio ?? -Infinity)
  return worth(b) - worth(a)
}
