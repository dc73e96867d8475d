import type { Figure, Members } from '../../core/figure.ts'
import type { Pence } from '../../core/money.ts'
import { formatMonth, monthRange } from '../../core/month.ts'
import { asksBox } from '../../ui/asks.ts'
import { yearEndChart } from '../../ui/charts/year-end.ts'
import { html, type Content, type Html } from '../../ui/html.ts'
import { page } from '../../ui/layout.ts'
import { formatWholePounds, moneyAxis, moneyLink } from '../../ui/money.ts'
import { button, details, select } from '../../ui/nhsuk.ts'
import { dataTable, type TableColumn } from '../../ui/table.ts'
import { membersChoice, withMembers } from '../members-choice.ts'
import { serviceLineNames } from '../service-lines/service-lines.ts'
import type { Forecast, LineOutturn, Outturn, PhasedMonth } from './cut.ts'
import { restsOn } from './changes/page.ts'
import { tableLinks } from '../table-files.ts'
import { changesPath, forecastPath, trailOf } from './paths.ts'
import { changeWords } from './rules/known-change.ts'
import {
  asksOf,
  explanationOf,
  isEmpty,
  methodText,
  noticesOf,
  percentText,
  saysOf,
  yearPoints,
  type MonthSpan,
} from './view.ts'

const whole = (pence: Pence): string => formatWholePounds(pence)

const rangeText = ({ range95 }: Outturn): Content => {
  if (range95 === null) return 'Too little history'
  return range95.from === range95.to ? 'Known' : `${whole(range95.from)} to ${whole(range95.to)}`
}

const amounts = <Row extends Outturn>(): TableColumn<Row>[] => [
  { heading: 'Known', numeric: true, wide: true, cell: ({ known }) => whole(known) },
  {
    heading: 'Still expected',
    numeric: true,
    wide: true,
    cell: ({ added, ahead, adjusted }) => whole(added + ahead + adjusted),
  },
  { heading: 'Year', numeric: true, cell: ({ outturn }) => whole(outturn) },
  { heading: '19 years in 20', numeric: true, cell: rangeText },
]

/** The figure that explains what is known of the year. */
const knownFigure = ({ where, year, asAt, build }: Forecast): Figure => ({
  measure: 'cost',
  where,
  from: year.from,
  to: asAt,
  cut: {},
  build: build.id,
})

type Named = Outturn & { name: Content }

const services = (forecast: Forecast): Html =>
  dataTable<Named>({
    caption: 'Where each service line will end',
    captionSize: 'm',
    columns: [{ heading: 'Service line', cell: ({ name }) => name }, ...amounts<Named>()],
    rows: forecast.services.map((each) => ({ ...each, name: serviceLineNames[each.serviceLine] })),
    total: { ...forecast.total, name: 'All lines together' },
  })

const lineColumns: TableColumn<LineOutturn>[] = [
  { heading: 'Forecast line', cell: ({ name }) => name },
  ...amounts<LineOutturn>(),
  {
    heading: 'How',
    wide: true,
    cell: ({ method, ahead }) => (ahead === 0n ? '–' : methodText(method)),
  },
  {
    heading: 'Past error',
    numeric: true,
    wide: true,
    cell: ({ pastError }) => percentText(pastError),
  },
]

/** Lines that are shown at once; the others open below. */
const shownLines = 10

const lines = (forecast: Forecast): Html => {
  const sorted = forecast.lines.toSorted((a, b) => Number(b.outturn - a.outturn))
  const [top, rest] = [sorted.slice(0, shownLines), sorted.slice(shownLines)]
  const title = 'Each forecast line, and how wrong its way has been'
  return html`${dataTable({
    caption: rest.length === 0 ? title : `${title}: the ${top.length} largest of ${sorted.length}`,
    captionSize: 'm',
    columns: lineColumns,
    rows: top,
  })}
  ${
    rest.length > 0 &&
    details({
      classes: 'steward-screen',
      summaryText: `The other ${rest.length}`,
      html: dataTable({
        caption: `Forecast lines: the other ${rest.length}`,
        columns: lineColumns,
        rows: rest,
      }),
    })
  }`
}

const stateText = { known: 'Known', estimated: 'Estimated', forecast: 'Forecast' } as const

const phasing = (forecast: Forecast): Html => {
  const points = yearPoints(forecast)
  return yearEndChart({
    title: 'The year, month by month, added up',
    description: `The cost from April added up to each month: known to ${formatMonth(forecast.asAt)}, then the forecast with its widening range up to March.`,
    points,
    format: moneyAxis(Math.max(...points.map(({ value, range }) => range?.[1] ?? value))),
    names: {
      known: 'known',
      forecast: 'forecast',
      likely: '8 years in 10',
      range: '19 years in 20',
    },
    table: dataTable<PhasedMonth>({
      caption: 'The months of the year',
      columns: [
        { heading: 'Month', cell: ({ month }) => formatMonth(month) },
        { heading: 'Cost', numeric: true, cell: ({ pence }) => whole(pence) },
        { heading: 'State', cell: ({ state }) => stateText[state] },
      ],
      rows: forecast.months,
    }),
  })
}

const changes = ({ adjustments, group }: Forecast): Html =>
  html`${
      adjustments.length > 0 &&
      dataTable({
        caption: 'Known changes, in the forecast already',
        captionSize: 'm',
        columns: [
          { heading: 'Change', cell: ({ name }) => name },
          { heading: 'What it does', cell: changeWords },
          { heading: 'Why', cell: ({ why }) => why, wide: true },
          { heading: 'Rests on', cell: restsOn },
          { heading: 'Effect this year', numeric: true, cell: ({ pence }) => whole(pence) },
        ],
        rows: adjustments,
      })
    }
    <p>
      <a class="nhsuk-link" href="${changesPath(group.code)}">Known changes of the group</a>:
      approved schemes and prices that are to move.
    </p>`

type Place = Outturn & { name: Content }

const placesTable = (
  title: string,
  heading: string,
  places: readonly Forecast[],
  members: Members,
): Html | false =>
  places.length > 0 &&
  dataTable<Place>({
    caption: title,
    captionSize: 'm',
    columns: [{ heading, cell: ({ name }) => name }, ...amounts<Place>()],
    rows: places.map(({ where, name, group, asAt, total }) => ({
      ...total,
      name: html`<a
        class="nhsuk-link"
        href="${withMembers(forecastPath(where, group.code, asAt), members)}"
        >${name}</a
      >`,
    })),
  })

const monthChoice = (forecast: Forecast, span: MonthSpan, members: Members): Html => {
  const { where, group, asAt } = forecast
  return html`<div class="steward-choices">
    <form method="get" action="${forecastPath(where, group.code)}">
      ${members === 'now' && html`<input type="hidden" name="members" value="now" />`}
      ${select({
        id: 'month',
        name: 'month',
        label: { text: 'As known at the end of' },
        value: asAt,
        items: monthRange(span.first, span.last)
          .toReversed()
          .map((month) => ({ value: month, text: formatMonth(month) })),
      })}
      ${button({ text: 'Show', classes: 'nhsuk-button--secondary nhsuk-button--small' })}
    </form>
  </div>`
}

const figures = (forecast: Forecast): Html =>
  html`${phasing(forecast)}
    <section class="steward-section" id="services">${services(forecast)}</section>`

const detail = (forecast: Forecast): Html =>
  html`<section class="steward-section" id="lines">${lines(forecast)}</section>
    ${details({
      summaryText: 'How this was worked out',
      html: html`<ol class="nhsuk-list nhsuk-list--number">
          ${explanationOf(forecast).map((step) => html`<li>${step}</li>`)}
        </ol>
        <p>
          Past error is the sum of the errors at the past dates, whichever way they went, divided by
          what then came${forecast.where.kind === 'practice' ? ', of all practices together' : ''}.
          The known part, ${moneyLink(forecast.total.known, knownFigure(forecast))}, is explained
          down to its lines.
        </p>`,
    })}`

/** Where the year will end: words, then what is worth asking, then the year, then line by line. */
export const forecastPage = (
  forecast: Forecast,
  places: {
    localities: readonly Forecast[]
    practices: readonly Forecast[]
    missing: readonly string[]
    members: Members
  },
  span: MonthSpan,
): Html => {
  const { where, group, asAt, name } = forecast
  const asks = asksOf(forecast)
  const { members } = places
  const address = withMembers(forecastPath(where, group.code, asAt), members)
  const changed = forecast.adjustments.length > 0 ? ['Changes'] : []
  const nested = where.kind === 'practice' ? [] : ['Places']
  const shown = !isEmpty(forecast)
  return page({
    title: `Where the year will end: ${name}, ${formatMonth(asAt)}`,
    build: forecast.build,
    section: where.kind === 'practice' ? 'practices' : 'overview',
    breadcrumbs: trailOf(forecast, members),
    notices: [...places.missing, ...noticesOf(forecast)],
    alternatives: [
      { text: 'JSON', href: `${address}&format=json` },
      ...tableLinks(
        forecastPath(where, group.code),
        'forecast',
        ['Service lines', 'Lines', 'Months', ...nested, ...changed],
        `month=${asAt}${members === 'now' ? '&members=now' : ''}`,
      ),
    ],
    body: html`<div class="steward-lead">
        <h1 class="nhsuk-heading-l">Where the year will end</h1>
        <p class="steward-lead__who">
          <strong>${name}</strong> · as known at the end of ${formatMonth(asAt)} ·
          ${forecast.practices === 1 ? 'one practice' : `${forecast.practices} practices`}
        </p>
        <p class="steward-says">${saysOf(forecast).join(' ')}</p>
        ${asksBox('asks', 'Worth asking', asks)}
      </div>
      ${monthChoice(forecast, span, members)}
      ${
        where.kind !== 'practice' &&
        membersChoice(
          members,
          (other) => withMembers(forecastPath(where, group.code, asAt), other),
          'Known months count the practices that were members in each; months to come count those that are members at the month it is known to.',
        )
      }
      ${shown && figures(forecast)} ${changes(forecast)}
      ${shown && placesTable('Localities', 'Locality', places.localities, members)}
      ${shown && placesTable('Practices', 'Practice', places.practices, members)}
      ${shown && detail(forecast)}`,
  })
}
