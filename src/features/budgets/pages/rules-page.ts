import { formatPence } from '../../../core/money.ts'
import type { Refusal } from '../../../core/refusal.ts'
import type { BudgetRules } from '../../../engines/capitation/rules.ts'
import { serviceLines, type ServiceLine } from '../../../engines/capitation/service-line.ts'
import { button, errorAt, errorSummary, form, select, textInput } from '../../../ui/form.ts'
import { html, type Html } from '../../../ui/html.ts'
import { page, type PageBuild } from '../../../ui/layout.ts'
import { dataTable } from '../../../ui/table.ts'
import { serviceLineNames } from '../../service-lines/service-lines.ts'
import { tableLinks } from '../../table-files.ts'
import { budgetsPath } from '../paths.ts'
import { parameterNames } from './parts.ts'

export type RulesView = {
  build: PageBuild | null
  group: string
  packs: readonly BudgetRules[]
  pack: BudgetRules
  typed: Readonly<Record<string, string>>
  refusals: readonly Refusal[]
  csrf: string
}

type Known = { name: string; status: string; value: string; source: string }

const scopeNames = new Set<string>(serviceLines)

/** Whether a parameter is a line's scope. */
export const isScope = (name: string): name is ServiceLine => scopeNames.has(name)

const millionths = new Set([
  'threshold',
  'step',
  'floorGrowth',
  'furthestUnder',
  'healthInequalitiesShare',
  'contingencyShare',
  'riskPoolShare',
  'keptShare',
  'rate',
])
const pence = new Set(['managementPencePerPatient', 'stopLossPence', 'incentivePencePerPatient'])

/** A parameter's value as people say it: shares as per cent, pence as pounds. */
const valueText = (value: unknown, name = ''): string => {
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'bigint') {
    if (millionths.has(name)) return `${Number(value) / 10_000}%`
    return pence.has(name) ? formatPence(BigInt(value)) : value.toString()
  }
  if (Array.isArray(value)) return value.map((part) => valueText(part)).join('; ')
  if (typeof value === 'object' && value !== null)
    return Object.entries(value)
      .map(([key, part]) => `${key} ${valueText(part, key)}`)
      .join(', ')
  return 'none'
}

/** The parameters of a pack in the order of its file; an assumed one without a value. */
export const parametersOf = (pack: BudgetRules): Known[] =>
  Object.entries({ ...pack.scope, ...pack.parameters }).map(([name, parameter]) => ({
    name,
    status: parameter.status,
    value: parameter.status === 'assumed' ? '' : valueText(parameter.value, name),
    source: parameter.source,
  }))

const hints: Readonly<Record<string, string>> = {
  threshold: 'A part of one, such as 0.10 for 10%, or none',
  step: 'A part of one, such as 0.01 for a point a year, or none',
  floorGrowth: 'A part of one, 0 for no loss in cash, −0.01 for at most 1%, or none',
  furthestUnder: 'A part of one, or none',
  healthInequalitiesShare: 'A part of one, such as 0.10, or none',
  contingencyShare: 'A part of one, such as 0.005, or none',
  riskPoolShare: 'A part of one, such as 0.01, or none',
  managementPencePerPatient: 'Whole pence for each patient, such as 190, or none',
  stopLossPence: 'Whole pence for each patient and year, such as 2500000, or none',
  keptShare: 'A part of one, such as 0.7',
  incentivePencePerPatient: 'Whole pence for each patient, or none',
  yearsToBalance: 'Whole years, such as 3, or none',
  bearer: 'pro rata, pool or payer',
  uses: 'Separate several by a semicolon',
  approvals: 'Separate several by a semicolon',
  methods: 'weighted capitation, per head, historic, glide; separate several by a semicolon',
  minimumSavingsRate: 'none, or leave it to a pack of your own',
}

const field = (view: RulesView, { name, source }: Known): Html =>
  isScope(name)
    ? select({
        name,
        label: `${serviceLineNames[name]}: scope`,
        hint: source,
        value: view.typed[name],
        error: errorAt(view.refusals, name),
        items: ['in scope', 'blocked back', 'excluded'].map((value) => ({ value, text: value })),
      })
    : textInput({
        name,
        label: (parameterNames[name] ?? name).replace(/^./, (letter) => letter.toUpperCase()),
        hint: `${hints[name] ?? ''}. ${source}`,
        value: view.typed[name],
        error: errorAt(view.refusals, name),
      })

/** Adopting a rule pack: what has a source is shown with it, what is assumed must be set. */
export const rulesPage = (view: RulesView): Html => {
  const { pack, packs, group, refusals } = view
  const all = parametersOf(pack)
  const assumed = all.filter(({ status }) => status === 'assumed')
  return page({
    title: 'Rules of budgets and savings',
    build: view.build,
    section: 'budgets',
    breadcrumbs: [{ text: 'Budgets', href: budgetsPath(group) }],
    alternatives: tableLinks(
      '/budgets/rules',
      'rules',
      ['Parameters'],
      new URLSearchParams({ group, pack: pack.id }).toString(),
    ),
    body: html`${errorSummary(refusals)}
      <div class="steward-lead">
        <h1 class="nhsuk-heading-l">Which rules does the group work by?</h1>
        <p class="steward-says">
          ${pack.title}.
          ${pack.template && 'Its terms are still open: it is a form to be filled in.'}
          ${assumed.length} of its parameters have no source. Nobody but the group can set them, and
          every page that uses one says <strong>assumed</strong>.
        </p>
      </div>
      <form method="get" action="/budgets/rules" class="steward-choices">
        <input type="hidden" name="group" value="${group}" />
        ${select({
          name: 'pack',
          label: 'Rule pack',
          value: pack.id,
          items: packs.map(({ id, title }) => ({ value: id, text: `${id}: ${title}` })),
        })}
        ${button({ text: 'Show', kind: 'secondary', small: true })}
      </form>
      <h2 class="nhsuk-heading-m">What the group must set</h2>
      ${form({
        action: '/budgets/rules',
        csrf: view.csrf,
        body: html`<input type="hidden" name="group" value="${group}" />
          <input type="hidden" name="pack" value="${pack.id}" />
          ${assumed.map((one) => field(view, one))} ${button({ text: `Adopt ${pack.id}` })}`,
      })}
      ${dataTable({
        caption: 'What the pack fixes, and where it is from',
        captionSize: 'm',
        columns: [
          { heading: 'Parameter', cell: ({ name }) => parameterNames[name] ?? name },
          { heading: 'Value', cell: ({ value }) => value },
          { heading: 'Status', cell: ({ status }) => status },
          { heading: 'Source', long: true, cell: ({ source }) => source },
        ],
        rows: all.filter(({ status }) => status !== 'assumed'),
      })}`,
  })
}
