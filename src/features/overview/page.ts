import { formatDate, formatMonth } from '../../core/month.ts'
import { asksBox } from '../../ui/asks.ts'
import { barChart } from '../../ui/charts/bars.ts'
import { html, joined, type Content, type Html } from '../../ui/html.ts'
import { page, sections } from '../../ui/layout.ts'
import { figureLink, formatCount, formatWholePounds } from '../../ui/money.ts'
import { saidHtml, saidLead } from '../../ui/said.ts'
import { absent, dataTable, type TableColumn } from '../../ui/table.ts'
import { forecastPath } from '../forecast/forecast.ts'
import {
  feedNames,
  groupPath,
  localityPath,
  membersChoice,
  monthChoice,
  needSection,
  trendFigure,
  withMembers,
} from '../statement/statement.ts'
import type { PlaceLine } from './amounts.ts'
import { placeColumns, practiceSection } from './lists.ts'
import type { FreshnessRow } from './store.ts'
import { leftInYear } from './tables.ts'
import type { OverviewView } from './view.ts'

/** Practices by how they stand in the month; one that left in the year still counts since April. */
export const membersText = ({ practices }: Pick<OverviewView, 'practices'>): string => {
  const left = practices.filter(({ remark }) => remark === leftInYear).length
  const members = practices.length - left
  const count = `${formatCount(members)} ${members === 1 ? 'practice' : 'practices'}`
  return left === 0 ? count : `${count}, and ${formatCount(left)} that left in the year`
}

const lead = (view: OverviewView): Html => {
  const { place, patients, monthName } = view
  const who: Content[] = [
    html`<strong>${monthName}</strong>`,
    ...(view.released ? [] : [membersText(view)]),
    patients === null ? 'list sizes not loaded' : `${formatCount(patients)} patients`,
  ]
  return html`<div class="steward-lead">
    <h1 class="nhsuk-heading-l">${place.localityName ?? place.groupName}</h1>
    <p class="steward-lead__who">${joined(who, ' · ')}</p>
    ${saidLead(view.says)} ${asksBox('asks', 'Worth asking', view.asks.map(saidHtml))}
    <p class="steward-note">${joined(view.sure.map(saidHtml), ' ')}</p>
  </div>`
}

const services = (view: OverviewView): Html =>
  html`<section class="steward-section" id="services">
    ${dataTable<PlaceLine>({
      caption: 'What care cost',
      captionSize: 'm',
      columns: placeColumns(view, 'Service', []),
      rows: view.services,
      empty: 'No costs have been loaded for these months.',
      ...(view.services.length > 0 ? { total: view.total } : {}),
    })}
  </section>`

const localityBars = (view: OverviewView): Content => {
  const rated = view.localities.filter(({ rate }) => rate !== null)
  if (rated.length < 2) return false
  const all = view.total.rate?.pence
  return barChart({
    title: 'Cost per 1,000 patients by locality',
    description: rated
      .map(({ name, rate }) => `${name} ${formatWholePounds(rate?.pence ?? 0n)}`)
      .join(', '),
    names: { value: 'the locality', ...(all === undefined ? {} : { compare: 'the group' }) },
    bars: rated.map(({ name, rate }) => ({
      label: name,
      value: Number(rate?.pence ?? 0n),
      ...(all === undefined ? {} : { compare: Number(all) }),
    })),
    format: (value) => formatWholePounds(BigInt(Math.round(value))),
    table: dataTable<PlaceLine>({
      caption: 'Cost per 1,000 patients by locality',
      rows: rated,
      columns: placeColumns(view, 'Locality', []).filter(
        ({ heading }) => heading === 'Locality' || heading.startsWith('Per 1,000'),
      ),
    }),
  })
}

const localities = (view: OverviewView): Content =>
  view.localities.length > 0 &&
  html`<section class="steward-section" id="localities">
    ${dataTable<PlaceLine>({
      caption: 'By locality',
      captionSize: 'm',
      columns: placeColumns(
        view,
        'Locality',
        view.released ? ['patients'] : ['practices', 'patients'],
      ),
      rows: view.localities,
    })}
  </section>`

const cutNames: Readonly<Record<string, string>> = { flex: 'first cut', freeze: 'final' }

const freshnessColumns: readonly TableColumn<FreshnessRow>[] = [
  { heading: 'Data', cell: ({ feed }) => feedNames[feed] ?? feed },
  {
    heading: 'Arrived to',
    cell: ({ month }) => (month === null ? absent('Nothing yet') : formatMonth(month)),
  },
  {
    heading: 'Extract of',
    cell: ({ extract_date: date }) => (date === null ? '–' : formatDate(date)),
  },
  { heading: 'Newest month is', cell: ({ cut }) => (cut === null ? '–' : (cutNames[cut] ?? cut)) },
  { heading: 'Late', numeric: true, cell: ({ late }) => formatCount(late) },
  { heading: 'Missing', numeric: true, cell: ({ missing }) => formatCount(missing) },
]

const whatBecame = ({ outside, periods, build }: OverviewView): Content => {
  if (outside === null) return false
  const { from, month } = periods
  const since = from === month ? `in ${formatMonth(month)}` : `since ${formatMonth(from)}`
  const unattributed = figureLink(formatCount(outside.not_attributed), {
    measure: 'activity-lines',
    where: { kind: 'unattributed' },
    from,
    to: month,
    cut: {},
    build: build.id,
  })
  return html`<p>
    Of all hospital lines ${since}, ${unattributed} could not be attributed to any practice,
    ${formatCount(outside.outside_group)} belong to practices outside every group, and
    ${formatCount(outside.excluded)} are excluded from pricing; ${formatCount(outside.undischarged)}
    episodes are of patients not yet discharged.
    <a class="nhsuk-link" href="${sections.status.href}">Data status</a> has the details.
  </p>`
}

const held = (view: OverviewView): Html =>
  html`<section class="steward-section" id="data">
    ${dataTable<FreshnessRow>({
      caption: 'How fresh the data is',
      captionSize: 'm',
      columns: freshnessColumns,
      rows: view.freshness.filter(({ feed }) => feed in feedNames),
      empty: 'Nothing that comes month by month has been loaded.',
    })}
    ${whatBecame(view)}
  </section>`

/** The page of a group, or of one of its localities. */
export const overviewPage = (view: OverviewView): Html => {
  const { place, periods, monthName } = view
  const { members } = place
  const plain = (month?: OverviewView['periods']['month']): string =>
    place.locality === null
      ? groupPath(place.group, month)
      : localityPath(place.group, place.locality, month)
  const path = (month?: OverviewView['periods']['month']): string =>
    withMembers(plain(month), members)
  const name = place.localityName ?? place.groupName
  const where = {
    kind: place.locality === null ? 'group' : 'locality',
    code: place.locality ?? place.group,
  } as const
  return page({
    title: `${name}, ${monthName}`,
    build: view.build,
    section: 'overview',
    ...(place.locality === null
      ? {}
      : {
          breadcrumbs: [
            {
              text: place.groupName,
              href: withMembers(groupPath(place.group, periods.month), members),
            },
          ],
        }),
    notices: view.notices,
    alternatives: [{ text: 'JSON', href: `${path(periods.month)}&format=json` }],
    body: html`${lead(view)}
      ${monthChoice({ ...view, month: periods.month }, path, members === 'now' ? { members } : {})}
      ${!view.released && membersChoice(members, (chosen) => withMembers(plain(periods.month), chosen))}
      <p class="steward-screen">
        ${
          !view.released &&
          html`<a
              class="nhsuk-link"
              href="${withMembers(forecastPath(where, place.group, periods.month), members)}"
              >Where the year will end</a
            >
            ·`
        }
        <a
          class="nhsuk-link"
          href="${withMembers(`/position?group=${encodeURIComponent(place.group)}&month=${periods.month}`, members)}"
          >Where the group stands against its budget</a
        >
      </p>
      ${services(view)}
      <div class="steward-columns">
        ${view.trends.map((trend) => trendFigure(trend, name))}${localityBars(view)}
      </div>
      ${localities(view)} ${practiceSection(view, path(periods.month))}
      ${view.need && needSection(view.need)} ${held(view)}`,
  })
}
