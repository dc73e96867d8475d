import { formatMonth, type Month } from '../../core/month.ts'
import { html, type Content, type Html } from '../../ui/html.ts'
import { page } from '../../ui/layout.ts'
import { button, select } from '../../ui/nhsuk.ts'
import { dataTable } from '../../ui/table.ts'
import { countOf } from '../figures/figures.ts'
import { minutesText, type LevelView, type ThingView } from './view.ts'

export type MeterView = {
  month: Month
  months: readonly Month[]
  /** Null for whoever may see only their own. */
  levels: readonly LevelView[] | null
  things: readonly ThingView[]
  /** The viewer's own minutes and cap; null for the operator. */
  own: { minutes: number; capMinutes: number | null } | null
}

const says = ({ month, levels, own }: MeterView): string => {
  const when = formatMonth(month)
  const mine =
    own === null
      ? ''
      : `Steward asked ${minutesText(own.minutes)} of you in ${when}${own.capMinutes === null ? '' : `; the cap for your part in the group is ${minutesText(own.capMinutes)}`}.`
  const [gps] = levels ?? []
  if (!gps) return mine
  const over = (levels ?? []).reduce((sum, { overCap }) => sum + overCap, 0)
  const caps =
    over === 0
      ? 'Nobody was asked more than their cap.'
      : `${countOf(over, 'person was', 'people were')} asked more than their cap.`
  return `In ${when} each GP was asked ${minutesText(gps.mean)} on average, of a cap of ${minutesText(gps.capMinutes)}. ${caps}`
}

const levelTable = (levels: readonly LevelView[]): Html =>
  dataTable<LevelView>({
    caption: 'Minutes asked by level of involvement',
    captionSize: 'm',
    rows: levels,
    columns: [
      { heading: 'Level', cell: ({ name }) => name },
      { heading: 'People', numeric: true, cell: ({ people }) => people },
      { heading: 'Each on average', numeric: true, cell: ({ mean }) => minutesText(mean) },
      { heading: 'The most of one person', numeric: true, cell: ({ most }) => minutesText(most) },
      { heading: 'Cap', numeric: true, cell: ({ capMinutes }) => minutesText(capMinutes) },
      { heading: 'Over the cap', numeric: true, cell: ({ overCap }) => overCap },
    ],
  })

const thingTable = (things: readonly ThingView[]): Html =>
  dataTable<ThingView>({
    caption: 'What asked for it',
    captionSize: 'm',
    rows: things,
    empty: 'Nothing was asked in this month.',
    columns: [
      { heading: 'Page, form or message', cell: ({ title }) => title },
      { heading: 'Opened', numeric: true, cell: ({ opened }) => opened },
      { heading: 'Sent', numeric: true, cell: ({ submitted }) => submitted },
      { heading: 'Of these timed', numeric: true, cell: ({ timed }) => timed },
      { heading: 'Minutes in all', numeric: true, cell: ({ minutes }) => minutesText(minutes) },
    ],
  })

const choice = ({ month, months }: MeterView): Content =>
  html`<div class="steward-choices">
    <form method="get" action="/meter">
      ${select({
        id: 'month',
        name: 'month',
        label: { text: 'Month', size: 's' },
        value: month,
        items: months.map((value) => ({ value, text: formatMonth(value) })),
      })}
      ${button({ text: 'Show', classes: 'nhsuk-button--secondary', small: true })}
    </form>
  </div>`

/** The minutes that Steward asked: of each level for the board, of oneself for everybody. */
export const meterPage = (view: MeterView): Html =>
  page({
    title: 'Minutes asked',
    body: html`<div class="steward-lead">
        <h1 class="nhsuk-heading-l">Minutes that Steward asks for</h1>
        <p class="steward-says">${says(view)}</p>
        <p class="steward-note">
          Pages and messages count the minutes that the rule file estimates; a form counts the time
          between opening and sending it where that is known. Nobody sees whose minutes they are but
          the person. Month-end says of each practice whether anybody there has opened a statement
          since the close, and not who.
        </p>
      </div>
      ${choice(view)} ${view.levels !== null && levelTable(view.levels)} ${thingTable(view.things)}`,
  })
