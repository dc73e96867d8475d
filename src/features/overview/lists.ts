import { formatMonth } from '../../core/month.ts'
import { html, joined, type Content, type Html } from '../../ui/html.ts'
import { page } from '../../ui/layout.ts'
import { figureLink, formatCount } from '../../ui/money.ts'
import { button, input } from '../../ui/nhsuk.ts'
import { saidHtml } from '../../ui/said.ts'
import { dataTable, type TableColumn } from '../../ui/table.ts'
import { beforeText, statementPath, wholeMoney } from '../statement/statement.ts'
import type { PlaceLine } from './amounts.ts'
import type { FoundRow } from './store.ts'
import { sorts, type Sort } from './tables.ts'
import type { OverviewView } from './view.ts'

const linked = ({ href, name }: PlaceLine): Content =>
  href === null ? name : html`<a class="nhsuk-link" href="${href}">${name}</a>`

/** Below this many patients a rate says little; it stays, greyed, and says why. */
const smallList = 1_000n

const rateCell = ({ rate, patients }: PlaceLine): Content => {
  if (rate === null) return '–'
  if (patients === null || patients >= smallList) return wholeMoney(rate)
  return html`<span class="steward-small">${wholeMoney(rate)} small list</span>`
}

/** The columns of services, localities and practices, with what each kind of line has besides money. */
export const placeColumns = (
  { periods, services }: OverviewView,
  heading: string,
  extra: readonly ('practices' | 'patients' | 'remark')[],
): TableColumn<PlaceLine>[] => {
  const { month, from, beforeFrom, beforeTo } = periods
  const practice = extra.includes('remark')
  const columns: (TableColumn<PlaceLine> | false)[] = [
    { heading, cell: linked },
    practice && { heading: 'Locality', wide: true, cell: ({ remark }) => remark ?? '' },
    extra.includes('practices') && {
      heading: 'Practices',
      numeric: true,
      cell: ({ practices }) => practices ?? '–',
    },
    extra.includes('patients') && {
      heading: 'Patients',
      numeric: true,
      cell: ({ patients, patientsFigure }) =>
        patients === null || patientsFigure === null
          ? '–'
          : figureLink(formatCount(patients), patientsFigure),
    },
    {
      heading: formatMonth(month),
      numeric: true,
      wide: practice && from !== month,
      cell: (line) => wholeMoney(line.month),
    },
    from !== month && {
      heading: 'Since April',
      numeric: true,
      cell: (line) => wholeMoney(line.year),
    },
    !practice && {
      heading: beforeText(beforeFrom, beforeTo),
      numeric: true,
      cell: (line) => wholeMoney(line.before),
    },
    { heading: 'Change', numeric: true, wide: practice, cell: ({ change }) => change ?? '–' },
    { heading: 'Per 1,000 patients', numeric: true, cell: rateCell },
  ]
  const money = columns.findIndex((column) => column && column.heading === formatMonth(month))
  const shown = services.length === 0 ? columns.slice(0, money) : columns
  return shown.filter((column) => column !== false)
}

const sortNames: Readonly<Record<Sort, string>> = {
  name: 'name',
  locality: 'locality',
  patients: 'patients',
  cost: 'cost since April',
  rate: 'cost per 1,000',
}

/** Every practice of the place, sorted as asked, with links to the other orders. */
export const practiceSection = (view: OverviewView, path: string): Html =>
  view.released
    ? html`<p id="practices">
        Figures of single practices stay inside the group.
        <a class="nhsuk-link" href="/members">Members</a> names the practices.
      </p>`
    : practiceTable(view, path)

const practiceTable = (view: OverviewView, path: string): Html =>
  html`<section class="steward-section" id="practices">
    ${dataTable<PlaceLine>({
      caption: 'Practices',
      captionSize: 'm',
      columns: placeColumns(view, 'Practice', ['remark', 'patients']),
      rows: view.practices,
      empty: 'No membership has been loaded for this month.',
    })}
    <p class="steward-screen steward-note">
      Sorted by ${sortNames[view.sort]}. Sort by:
      ${joined(
        sorts
          .filter((sort) => sort !== view.sort)
          .map(
            (sort) =>
              html`<a class="nhsuk-link" href="${path}&sort=${sort}#practices"
                >${sortNames[sort]}</a
              >`,
          ),
        ' · ',
      )}.
      Differences between practices also arise by chance, age and need.
    </p>
  </section>`

export type ListView = {
  build: { id: string; asAt: string }
  month: OverviewView['periods']['month']
  find: string
  found: readonly FoundRow[] | null
  places: readonly OverviewView[]
}

const findForm = (find: string): Html =>
  html`<form class="steward-choices" method="get" action="/practices">
    ${input({ id: 'find', name: 'find', label: { text: 'Find a practice by name or code' }, value: find })}
    ${button({ text: 'Find', classes: 'nhsuk-button--secondary nhsuk-button--small' })}
  </form>`

const foundTable = (view: ListView, found: readonly FoundRow[]): Html =>
  dataTable<FoundRow>({
    caption: `Practices found for “${view.find}”`,
    captionSize: 'm',
    rows: found,
    empty: 'No practice has this in its name or code.',
    columns: [
      {
        heading: 'Practice',
        cell: ({ practice, name }) =>
          html`<a class="nhsuk-link" href="${statementPath(practice, view.month)}">${name}</a>`,
      },
      { heading: 'Code', cell: ({ practice }) => practice },
      { heading: 'Group', cell: ({ group_name: group }) => group ?? 'none' },
      { heading: 'Locality', cell: ({ locality_name: locality }) => locality ?? '–' },
    ],
  })

/** The list of practices: a search over all of them, and the members of each group. */
export const listPage = (view: ListView): Html =>
  page({
    title: 'Practices',
    build: view.build,
    section: 'practices',
    body: html`<h1 class="nhsuk-heading-l">Practices</h1>
      ${findForm(view.find)} ${view.found && foundTable(view, view.found)}
      ${
        view.found === null &&
        (view.places.length === 0
          ? html`<p>No group’s membership has been loaded for ${formatMonth(view.month)}.</p>`
          : view.places.map(
              (place) =>
                html`<h2 class="nhsuk-heading-m">${place.place.groupName}, ${place.monthName}</h2>
                  <p>${joined(place.says.map(saidHtml), ' ')}</p>
                  ${practiceSection(place, `/practices?month=${view.month}`)}`,
            ))
      }`,
  })
