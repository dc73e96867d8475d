import { formatDate } from '../../../core/month.ts'
import { serviceLines, type ServiceLine } from '../../../engines/capitation/service-line.ts'
import type { Refusal } from '../../../core/refusal.ts'
import { csvPounds } from '../../../ui/csv.ts'
import {
  button,
  errorAt,
  errorSummary,
  form,
  select,
  textArea,
  textInput,
} from '../../../ui/form.ts'
import { html, nothing, type Html } from '../../../ui/html.ts'
import { page, type PageBuild } from '../../../ui/layout.ts'
import { tableLinks } from '../../table-files.ts'
import { serviceLineNames } from '../../service-lines/service-lines.ts'
import type { GroupRules } from '../ledger/adoption.ts'
import type { VersionFacts } from '../ledger/version-shape.ts'
import { budgetsPath } from '../paths.ts'
import type { BudgetPlan } from '../plan/plan.ts'
import {
  assumedNote,
  cautions,
  changeTable,
  envelopeTable,
  sliceTable,
  type Names,
} from './parts.ts'

/** What the workspace shows: a plan as chosen, worked out where it can be, refusals where it cannot. */
export type WorkspaceView = {
  build: PageBuild
  group: string
  year: string
  rules: GroupRules
  /** What was typed, by field. */
  typed: Readonly<Record<string, string>>
  plan: BudgetPlan | null
  facts: VersionFacts | null
  refusals: readonly Refusal[]
  names: Names
  csrf: string
  repricedText: string
}

const scopes = ['in scope', 'blocked back', 'excluded'] as const

/** The fields of a plan as the form has them, from a plan. */
export const typedOf = (plan: BudgetPlan): Record<string, string> => ({
  year: plan.year,
  group: plan.group,
  blanks: plan.blanks,
  warn: String(plan.warnAt * 100),
  ...Object.fromEntries(
    serviceLines.flatMap((line) => [
      [`scope-${line}`, plan.lines[line].scope],
      [`pounds-${line}`, csvPounds(plan.lines[line].envelopePence)],
      [`method-${line}`, plan.lines[line].method],
      [`from-${line}`, plan.lines[line].from],
    ]),
  ),
})

const lineFields = ({ typed, refusals, rules }: WorkspaceView, line: ServiceLine): Html => {
  const at = (name: string): string | undefined => typed[`${name}-${line}`]
  const allowed = rules.rules.values.methods ?? [
    'weighted capitation',
    'per head',
    'historic',
    'glide',
  ]
  const item = (value: string): { value: string; text: string } => ({ value, text: value })
  return html`<fieldset class="nhsuk-fieldset steward-choices">
    <legend class="nhsuk-fieldset__legend nhsuk-fieldset__legend--s">
      ${serviceLineNames[line]}
    </legend>
    ${select({
      name: `scope-${line}`,
      label: 'Scope',
      value: at('scope'),
      items: scopes.map(item),
    })}
    ${textInput({
      name: `pounds-${line}`,
      label: 'Envelope',
      prefix: '£',
      width: 20,
      inputmode: 'decimal',
      value: at('pounds'),
      error: errorAt(refusals, `pounds-${line}`),
    })}
    ${select({
      name: `method-${line}`,
      label: 'Method',
      value: at('method'),
      error: errorAt(refusals, line),
      items: allowed.map(item),
    })}
    ${select({
      name: `from-${line}`,
      label: 'A glide starts from',
      value: at('from'),
      items: [item('historic'), item('per head')],
    })}
  </fieldset>`
}

const chooser = (view: WorkspaceView): Html =>
  html`<form method="get" action="/budgets/workspace" novalidate>
    <input type="hidden" name="group" value="${view.group}" />
    <input type="hidden" name="year" value="${view.year}" />
    <input type="hidden" name="chosen" value="yes" />
    ${serviceLines.map((line) => lineFields(view, line))}
    ${select({
      name: 'blanks',
      label: 'Where the need file has no figure',
      hint: 'The allocation tool replaces blanks and noughts by 1; here a nought stays nought unless you choose so.',
      value: view.typed['blanks'],
      items: [
        { value: 'per head', text: 'a blank is budgeted per head, a nought stays nought' },
        { value: 'one', text: 'both become one person' },
      ],
    })}
    ${textInput({
      name: 'warn',
      label: 'Warn at a loss of more than',
      suffix: '%',
      width: 5,
      inputmode: 'decimal',
      value: view.typed['warn'],
      error: errorAt(view.refusals, 'warn'),
    })}
    ${button({ text: 'Work it out', kind: 'secondary' })}
  </form>`

const startAgain = (view: WorkspaceView): Html =>
  html`<form method="get" action="/budgets/workspace" class="steward-choices" novalidate>
    <input type="hidden" name="group" value="${view.group}" />
    <input type="hidden" name="year" value="${view.year}" />
    ${textInput({
      name: 'growth',
      label: 'Start again: every line at last year’s cost, raised by',
      suffix: '%',
      width: 5,
      inputmode: 'decimal',
      value: view.typed['growth'] ?? '2',
      error: errorAt(view.refusals, 'growth'),
    })}
    ${button({ text: 'Start again', kind: 'secondary', small: true })}
  </form>`

/** What was chosen, to be sent again with what is asked for below it. */
const kept = (typed: WorkspaceView['typed']): [name: string, value: string][] =>
  Object.entries(typed).filter(([name]) => !['title', 'why', '_csrf'].includes(name))

const saving = (view: WorkspaceView): Html =>
  form({
    action: '/budgets/versions',
    csrf: view.csrf,
    body: html`${kept(view.typed).map(
      ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
    )}
    ${textInput({
      name: 'title',
      label: 'What is this version called?',
      value: view.typed['title'] ?? `Budgets of ${view.year}`,
      error: errorAt(view.refusals, 'title'),
    })}
    ${textArea({
      name: 'why',
      label: 'What should practices know about it?',
      hint: 'They are asked to reply to it.',
      rows: 3,
      value: view.typed['why'],
      error: errorAt(view.refusals, 'why'),
    })}
    ${button({ text: 'Save as a proposal' })}`,
  })

/** The workspace: choose scope, envelope and method of each line, see every practice's change, save as a proposal. */
export const workspacePage = (view: WorkspaceView): Html => {
  const { facts, year, rules, refusals, names, plan } = view
  return page({
    title: `Budgets of ${year}: workspace`,
    build: view.build,
    section: 'budgets',
    breadcrumbs: [{ text: 'Budgets', href: budgetsPath(view.group) }],
    alternatives:
      facts === null
        ? []
        : tableLinks(
            '/budgets/workspace',
            'workspace',
            ['Practices', 'Lines', 'Envelopes', 'Shares', 'Growth'],
            new URLSearchParams(kept(view.typed)).toString(),
          ),
    body: html`${errorSummary(refusals)}
      <div class="steward-lead">
        <h1 class="nhsuk-heading-l">Set the budgets of ${year}</h1>
        <p class="steward-says">
          Choose what each service line holds and how it is shared. Nothing is kept until you save
          it as a proposal; practices reply to it before the board decides.
        </p>
        <p class="steward-note">
          Rules: ${rules.rules.id}, adopted on ${formatDate(rules.adoptedOn)} by ${rules.by}.
          ${view.repricedText}
        </p>
      </div>
      ${assumedNote(rules.rules.assumed)} ${facts && plan && cautions(facts, names, plan)}
      <h2 class="nhsuk-heading-m">Choices</h2>
      ${startAgain(view)} ${chooser(view)}
      ${
        facts
          ? html`<h2 class="nhsuk-heading-m">What it would do</h2>
              ${envelopeTable(facts)} ${sliceTable(facts)}
              ${changeTable(facts, names, (_, content) => content)}
              <h2 class="nhsuk-heading-m">Save it</h2>
              ${saving(view)}`
          : nothing
      }`,
  })
}
