import { formatMonth } from '../../core/month.ts'
import { html, type Content, type Html } from '../../ui/html.ts'
import { formatCount } from '../../ui/money.ts'
import { dataTable } from '../../ui/table.ts'
import { calledByChance, type Movements, type NamedMovement } from '../changes/changes.ts'
import { countOf } from '../figures/figures.ts'
import { statementPath } from '../statement/statement.ts'

const says = ({ month, judged, called, shown }: Movements): string => {
  const found =
    called === 0
      ? `Nothing is unusual in ${formatMonth(month)}`
      : `${countOf(called, 'movement is', 'movements are')} unusual in ${formatMonth(month)}`
  const listed = called > shown.length ? ` The ${shown.length} farthest are listed.` : ''
  return `${found}, of ${countOf(judged, 'practice and point of delivery', 'practices and points of delivery')} that have a year of history.${listed}`
}

const byChance = (judged: number): string => {
  const most = Math.round(judged * calledByChance)
  return most === 0 ? 'less than one' : `at most about ${formatCount(most)}`
}

const causeText = ({ cause }: NamedMovement): string =>
  cause === null
    ? ''
    : `${cause.provider}, ${cause.specialty}: ${formatCount(Math.abs(cause.change))} ${cause.change < 0 ? 'fewer' : 'more'}`

/** The newest month where neither its history nor chance explains it, with what moved most. */
export const movementsSection = (movements: Movements): Html => {
  const { month, judged, shown } = movements
  const rows: Content =
    shown.length > 0 &&
    dataTable<NamedMovement>({
      caption: `Unusual movements in ${formatMonth(month)}, the farthest first`,
      rows: shown,
      columns: [
        {
          heading: 'Practice',
          cell: ({ practice, practiceName }) =>
            html`<a class="nhsuk-link" href="${statementPath(practice, month)}"
              >${practiceName}</a
            >`,
        },
        { heading: 'Point of delivery', cell: ({ podName }) => podName },
        { heading: 'Lines', numeric: true, cell: ({ now }) => formatCount(now) },
        {
          heading: 'Usually between',
          numeric: true,
          cell: ({ from, to }) =>
            `${formatCount(Math.ceil(from))} and ${formatCount(Math.floor(to))}`,
        },
        { heading: 'What moved most', long: true, cell: causeText },
      ],
    })
  return html`<section class="steward-section" id="movements">
    <h2 class="nhsuk-heading-m">Movements to look at</h2>
    <p class="steward-says">${says(movements)}</p>
    <p class="steward-note">
      Unusual: outside the limits of the practice’s own months before (XmR), and beyond the chance
      of a count. Chance alone would call ${byChance(judged)}. A fall in a month that is still to
      grow is not called.
    </p>
    ${rows}
  </section>`
}
