import { formatPence } from '../../../core/money.ts'
import { formatDate } from '../../../core/month.ts'
import type { Refusal } from '../../../core/refusal.ts'
import { serviceLines } from '../../../engines/capitation/service-line.ts'
import {
  button,
  errorAt,
  errorSummary,
  form,
  select,
  textArea,
  textInput,
} from '../../../ui/form.ts'
import { html, nothing, type Content, type Html } from '../../../ui/html.ts'
import { page, type PageBuild } from '../../../ui/layout.ts'
import { dataTable } from '../../../ui/table.ts'
import { serviceLineNames } from '../../service-lines/service-lines.ts'
import type { Commitment } from '../ledger/commitments.ts'
import { tableLinks } from '../../table-files.ts'
import { virementLimit, type Place, type Virement } from '../ledger/virements.ts'
import { budgetsPath } from '../paths.ts'
import { monthText, type Names } from './parts.ts'

export type VirementsView = {
  build: PageBuild | null
  group: string
  year: string
  practices: readonly string[]
  virements: readonly Virement[]
  commitments: readonly Commitment[]
  names: Names
  mayAsk: boolean
  mayApprove: boolean
  /** Who looks, and so may not answer what they asked for. */
  person: number | null
  mayCommit: boolean
  refusals: readonly Refusal[]
  typed: Readonly<Record<string, string>>
  csrf: string
}

const lineItems = serviceLines.map((line) => ({ value: line, text: serviceLineNames[line] }))
const lineName = (line: string): string =>
  serviceLines.find((known) => known === line) === undefined
    ? line
    : serviceLineNames[serviceLines.find((known) => known === line) ?? 'general-and-acute']

const picks = (view: VirementsView, name: string, label: string): Html =>
  html`${select({
    name: `${name}Practice`,
    label: `${label}: practice`,
    value: view.typed[`${name}Practice`],
    error: errorAt(view.refusals, `${name}Practice`),
    items: view.practices.map((code) => ({ value: code, text: view.names.of(code) })),
  })}
  ${select({
    name: `${name}Line`,
    label: `${label}: service line`,
    value: view.typed[`${name}Line`],
    error: errorAt(view.refusals, `${name}Line`),
    items: lineItems,
  })}`

const input = (view: VirementsView, name: string, label: string, prefix?: string): Html =>
  textInput({
    name,
    label,
    width: 10,
    value: view.typed[name],
    error: errorAt(view.refusals, name),
    ...(prefix === undefined ? {} : { prefix }),
  })

const askForm = (view: VirementsView): Html =>
  form({
    action: '/budgets/virements',
    csrf: view.csrf,
    id: 'ask',
    body: html`<input type="hidden" name="group" value="${view.group}" />
      <input type="hidden" name="year" value="${view.year}" />
      ${picks(view, 'from', 'From')} ${picks(view, 'to', 'To')}
      ${input(view, 'pounds', 'Amount', '£')}
      ${input(view, 'month', 'From which month on? For example 2019-10')}
      ${textArea({
        name: 'reason',
        label: 'Why?',
        rows: 2,
        value: view.typed['reason'],
        error: errorAt(view.refusals, 'reason'),
      })}
      ${button({ text: 'Ask for it' })}`,
  })

const commitForm = (view: VirementsView): Html =>
  form({
    action: '/budgets/commitments',
    csrf: view.csrf,
    id: 'commit',
    body: html`<input type="hidden" name="group" value="${view.group}" />
      <input type="hidden" name="year" value="${view.year}" />
      ${select({
        name: 'kind',
        label: 'What is it?',
        value: view.typed['kind'],
        items: [
          { value: 'accrual', text: 'An accrual: done, not billed' },
          { value: 'commitment', text: 'A commitment: ordered, still to come' },
        ],
      })}
      ${picks(view, 'for', 'For')}
      ${input(view, 'commitPounds', 'Amount; less than nought releases', '£')}
      ${input(view, 'commitMonth', 'In which month? For example 2019-10')}
      ${input(view, 'what', 'What for?')} ${button({ text: 'Note it', kind: 'secondary' })}`,
  })

const placeText = (view: VirementsView, { practice, line }: Place): Content =>
  `${view.names.of(practice)}, ${lineName(line)}`

const answer = (view: VirementsView, { id, state, why, askedBy }: Virement): Content => {
  if (state !== 'asked') return `${state}: ${why}`
  if (!view.mayApprove) return 'waits for an answer'
  if (askedBy !== null && askedBy === view.person) return 'waits for another officer’s answer'
  const name = `why-${id}`
  return form({
    action: `/budgets/virements/${id}`,
    csrf: view.csrf,
    body: html`<input type="hidden" name="group" value="${view.group}" />
      <input type="hidden" name="year" value="${view.year}" />
      ${textInput({
        name,
        label: 'Why?',
        value: view.typed[name],
        error: errorAt(view.refusals, name),
      })}
      <div class="nhsuk-button-group">
        ${button({ text: 'Approve', name: 'state', value: 'approved', small: true, kind: 'secondary' })}
        ${button({ text: 'Refuse', name: 'state', value: 'refused', small: true, kind: 'secondary' })}
      </div>`,
  })
}

/** Moves between lines and practices with their approvals, and what is committed or accrued. */
export const virementsPage = (view: VirementsView): Html =>
  page({
    title: `Virements of ${view.year}`,
    build: view.build,
    section: 'budgets',
    breadcrumbs: [{ text: 'Budgets', href: budgetsPath(view.group) }],
    alternatives: tableLinks(
      '/budgets/virements',
      'virements',
      ['Virements', 'Not yet billed'],
      new URLSearchParams({ group: view.group, year: view.year }).toString(),
    ),
    body: html`${errorSummary(view.refusals)}
      <div class="steward-lead">
        <h1 class="nhsuk-heading-l">Moving budget in ${view.year}</h1>
        <p class="steward-says">
          A virement moves at most ${String(virementLimit)}% of what a line has left, counts once it
          is approved, and leaves the group’s total as it was. More than that needs a new version.
        </p>
      </div>
      ${dataTable({
        caption: 'Virements',
        captionSize: 'm',
        columns: [
          { heading: 'From', cell: ({ from }) => placeText(view, from) },
          { heading: 'To', cell: ({ to }) => placeText(view, to) },
          { heading: 'Amount', numeric: true, cell: ({ pence }) => formatPence(pence) },
          { heading: 'From month', cell: ({ fromMonth }) => monthText(fromMonth) },
          { heading: 'Why', cell: ({ reason }) => reason },
          { heading: 'Asked', cell: ({ on, by }) => `${formatDate(on)}, ${by}` },
          { heading: 'Where it stands', cell: (virement) => answer(view, virement) },
        ],
        rows: view.virements,
        empty: 'Nothing has been moved.',
      })}
      ${
        view.mayAsk && view.practices.length > 0
          ? html`<h2 class="nhsuk-heading-m">Ask for a virement</h2>
              ${askForm(view)}`
          : nothing
      }
      ${dataTable({
        caption: 'Committed or accrued, not in a file yet',
        captionSize: 'm',
        columns: [
          { heading: 'Practice', cell: ({ practice }) => view.names.of(practice) },
          { heading: 'Line', cell: ({ line }) => lineName(line) },
          { heading: 'Month', cell: ({ month }) => monthText(month) },
          { heading: 'Kind', cell: ({ kind }) => kind },
          { heading: 'Amount', numeric: true, cell: ({ pence }) => formatPence(pence) },
          { heading: 'What for', cell: ({ what }) => what },
        ],
        rows: view.commitments,
        empty: 'Nothing is committed or accrued.',
      })}
      ${
        view.mayCommit && view.practices.length > 0
          ? html`<h2 class="nhsuk-heading-m">Note a commitment or an accrual</h2>
              ${commitForm(view)}`
          : nothing
      }`,
  })
