import { formatMonth, type Month } from '../../core/month.ts'
import { formatShortPence } from '../../core/money.ts'
import { checkboxes } from '../../ui/form.ts'
import { html, joined, type Content, type Html } from '../../ui/html.ts'
import { page, type PageBuild } from '../../ui/layout.ts'
import { formatCount } from '../../ui/money.ts'
import { button, details, insetText } from '../../ui/nhsuk.ts'
import { dataTable } from '../../ui/table.ts'
import { countOf } from '../figures/figures.ts'
import type { RiskOfSet } from '../risk/risk.ts'
import { mapPicture } from './map/picture.ts'
import type { AgeBand, Candidate, ProviderCost } from './store.ts'
import { needIndex, shareOf, type BoundaryView, type SetSums } from './view.ts'

export type BoundaryPage = {
  build: PageBuild
  month: Month
  view: BoundaryView
  localities: readonly { code: string; name: string }[]
  pathOf: (practices: readonly string[], risk?: boolean) => string
  /** Null where it was not asked for, or cannot be worked out. */
  risk: RiskOfSet | null
  riskAsked: boolean
}

const percent = (share: number | null): string =>
  share === null ? 'not known' : `${(share * 100).toFixed(1)}%`

const indexText = (set: SetSums): string => needIndex(set)?.toFixed(3) ?? 'not known'

const lies = ({ pieces, unplaced }: BoundaryView): string => {
  const outside =
    unplaced.length === 0
      ? ''
      : ` ${countOf(unplaced.length, 'practice has', 'practices have')} no coordinates and ${unplaced.length === 1 ? 'is' : 'are'} left out of this.`
  if (pieces.length === 0) return `No coordinates are known.${outside}`
  if (pieces.length === 1) return `They lie together.${outside}`
  const apart = pieces
    .slice(1)
    .flat()
    .map(({ name }) => name)
  const names = apart.slice(0, 3).join(', ')
  const more = apart.length > 3 ? ` and ${apart.length - 3} more` : ''
  return `They do not lie together: they fall into ${pieces.length} pieces, with ${names}${more} apart from the largest.${outside}`
}

/** The patients of those whose list is known; nothing where none is. */
const patientsText = ({ practices, withoutList, patients }: SetSums): string =>
  withoutList === practices ? '–' : formatCount(patients)

const says = ({ view }: BoundaryPage): string => {
  const { sums, all, chosen } = view
  if (chosen.length === 0) return 'Choose practices to see what a group of them would be.'
  return `${countOf(chosen.length, 'practice', 'practices')} ${patientsText(sums) === '–' ? 'whose lists are not loaded' : `with ${patientsText(sums)} patients`}. Need index ${indexText(sums)}; ${percent(shareOf(sums, all))} of the group’s need. ${lies(view)}`
}

type Line = { name: string; chosen: string; group: string }

const summary = ({ view }: BoundaryPage): Html => {
  const { sums, all, needYear } = view
  const lines: Line[] = [
    { name: 'Practices', chosen: `${sums.practices}`, group: `${all.practices}` },
    { name: 'Patients', chosen: patientsText(sums), group: patientsText(all) },
    {
      name: `Weighted for need${needYear === null ? '' : `, ${needYear}`}`,
      chosen: formatCount(Math.round(sums.weighted)),
      group: formatCount(Math.round(all.weighted)),
    },
    { name: 'Need index', chosen: indexText(sums), group: indexText(all) },
    {
      name: 'Share of a budget set by need',
      chosen: percent(shareOf(sums, all)),
      group: '100.0%',
    },
  ]
  return dataTable<Line>({
    caption: 'The set beside the group as it is',
    captionSize: 'm',
    rows: lines,
    columns: [
      { heading: 'What', cell: ({ name }) => name },
      { heading: 'Chosen', numeric: true, cell: ({ chosen }) => chosen },
      { heading: 'Group', numeric: true, cell: ({ group }) => group },
    ],
  })
}

const ages = ({ view }: BoundaryPage): Content => {
  const sum = (of: 'chosen' | 'members'): number =>
    view.ages.reduce((total, each) => total + Number(each[of]), 0)
  const [chosen, members] = [sum('chosen'), sum('members')]
  return (
    chosen > 0 &&
    dataTable<AgeBand>({
      caption: 'Age',
      captionSize: 'm',
      rows: view.ages,
      columns: [
        { heading: 'Age', cell: ({ band }) => band },
        { heading: 'Patients chosen', numeric: true, cell: (each) => formatCount(each.chosen) },
        {
          heading: 'Share',
          numeric: true,
          cell: (each) => percent(Number(each.chosen) / chosen),
        },
        {
          heading: 'Group',
          numeric: true,
          cell: (each) => (members === 0 ? 'not known' : percent(Number(each.members) / members)),
        },
      ],
    })
  )
}

const providers = ({ view, month }: BoundaryPage): Content => {
  const all = view.providers.reduce((sum, { cost_pence: pence }) => sum + pence, 0n)
  return (
    view.providers.length > 0 &&
    dataTable<ProviderCost>({
      caption: `Providers used in the year to ${formatMonth(month)}`,
      captionSize: 'm',
      rows: view.providers.slice(0, 12),
      columns: [
        { heading: 'Provider', cell: ({ name }) => name },
        {
          heading: 'Cost',
          numeric: true,
          cell: ({ cost_pence: pence }) => formatShortPence(pence),
        },
        {
          heading: 'Share of the set’s cost',
          numeric: true,
          cell: ({ cost_pence: pence }) => percent(all === 0n ? null : Number(pence) / Number(all)),
        },
      ],
    })
  )
}

const risk = ({ view, risk: worked, riskAsked, pathOf }: BoundaryPage): Content => {
  if (view.chosen.length === 0) return false
  const codes = view.chosen.map(({ practice }) => practice)
  if (!riskAsked) {
    return html`<p>
      <a class="nhsuk-link" href="${pathOf(codes, true)}#risk"
        >Work out the financial risk of this set</a
      >
      (takes a few seconds).
    </p>`
  }
  const heading = html`<h2 class="nhsuk-heading-m" id="risk">Financial risk of the set</h2>`
  if (worked === null) {
    return html`${heading}
      <p>It cannot be worked out: no patient-level lines or lists by age are loaded.</p>`
  }
  const pounds = (above: number): string =>
    formatShortPence(BigInt(Math.round(worked.expectedPence * (1 + above))))
  return html`${heading}
    <p>
      By chance alone, hospital care for this set costs between ${pounds(worked.best)} and
      ${pounds(worked.worst)} in a year (9 years in 10), around an expected ${pounds(0)}.
    </p>
    ${dataTable<{ share: number; exact: number }>({
      caption: 'Chance of overspending a budget set at what is expected',
      rows: worked.chances,
      columns: [
        { heading: 'By more than', cell: ({ share }) => percent(share) },
        { heading: 'Chance in a year', numeric: true, cell: ({ exact }) => percent(exact) },
      ],
    })}`
}

const choosing = ({ view, localities, pathOf, month }: BoundaryPage): Html => {
  const item = ({ practice, name, patients }: Candidate) => ({
    value: practice,
    text: name,
    hint: patients === null ? 'no list' : `${formatCount(patients)} patients`,
  })
  const picked = view.chosen.map(({ practice }) => practice)
  const members = view.candidates.filter(({ member }) => member)
  const sets: Content[] = [
    html`<a class="nhsuk-link" href="${pathOf(members.map(({ practice }) => practice))}"
      >the whole group</a
    >`,
    ...localities.map(
      ({ code, name }) =>
        html`<a
          class="nhsuk-link"
          href="${pathOf(members.filter(({ locality }) => locality === code).map(({ practice }) => practice))}"
          >${name}</a
        >`,
    ),
    html`<a class="nhsuk-link" href="${pathOf([])}">nobody</a>`,
  ]
  const others = view.candidates.filter(({ member }) => !member)
  const part = (name: string, heading: string, of: readonly Candidate[]): Content =>
    of.length > 0 &&
    details({
      summaryText: `${heading} (${of.length})`,
      html: checkboxes({ name: 'practice', label: heading, values: picked, items: of.map(item) }),
      id: `choose-${name}`,
    })
  return html`<section class="steward-section" id="choose">
    <h2 class="nhsuk-heading-m">Choose practices</h2>
    <p>Begin with ${joined(sets, ', ')}.</p>
    <form method="get" action="/boundaries">
      <input type="hidden" name="month" value="${month}" />
      <input type="hidden" name="chosen" value="yes" />
      ${localities.map(({ code, name }) =>
        part(
          code,
          name,
          members.filter(({ locality }) => locality === code),
        ),
      )}
      ${part('others', 'Practices nearby in no locality', others)}
      ${button({ text: 'Show this set' })}
    </form>
  </section>`
}

/** What a group of other practices would be: people, need, ages, providers, whether they lie together. */
export const boundaryPage = (options: BoundaryPage): Html => {
  const { view, pathOf, build } = options
  const codes = view.chosen.map(({ practice }) => practice)
  const toggled = (practice: string): string =>
    pathOf(
      codes.includes(practice) ? codes.filter((code) => code !== practice) : [...codes, practice],
    )
  return page({
    title: 'What if the group were others?',
    section: 'members',
    build,
    breadcrumbs: [{ text: 'Members', href: '/members' }],
    body: html`<div class="steward-lead">
        <h1 class="nhsuk-heading-l">What if the group were others?</h1>
        <p class="steward-says">${says(options)}</p>
      </div>
      <div class="steward-columns">
        <div>
          ${view.points.length > 0 && mapPicture(view, toggled)}
          <p class="steward-note">
            Each circle is a practice, larger with its list; filled: chosen; dark rim: a member now.
            Lines join neighbours, between whom no third practice lies. A set lies together when
            every practice is reached over neighbours that are chosen. It judges surgeries, not the
            homes of patients.
          </p>
        </div>
        <div>${summary(options)}</div>
      </div>
      ${choosing(options)}
      <div class="steward-columns">
        <div>${ages(options)}</div>
        <div>${providers(options)}</div>
      </div>
      ${risk(options)}
      ${insetText({
        text: 'Nothing here is stored. A set has its own address, which can be sent to others.',
      })}`,
  })
}
