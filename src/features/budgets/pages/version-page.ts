import { formatDate } from '../../../core/month.ts'
import type { Refusal } from '../../../core/refusal.ts'
import {
  button,
  errorAt,
  errorSummary,
  form,
  radios,
  select,
  textArea,
  textInput,
} from '../../../ui/form.ts'
import { html, nothing, type Content, type Html } from '../../../ui/html.ts'
import { page, type PageBuild } from '../../../ui/layout.ts'
import { dataTable } from '../../../ui/table.ts'
import { tableLinks } from '../../table-files.ts'
import type { GroupRules } from '../ledger/adoption.ts'
import type { Reply } from '../ledger/replies.ts'
import { decisionWords } from '../ledger/approval.ts'
import { standing, type Version } from '../ledger/versions.ts'
import { budgetLinePath, budgetsPath, versionPath } from '../paths.ts'
import { firstMonthOf } from '../plan/inputs.ts'
import {
  assumedNote,
  cautions,
  changeTable,
  envelopeTable,
  monthText,
  sliceTable,
  type Names,
} from './parts.ts'

export type VersionView = {
  build: PageBuild | null
  version: Version
  rules: GroupRules
  replies: readonly Reply[]
  names: Names
  /** Practices for which the viewer may reply. */
  mayReplyFor: readonly string[]
  mayApprove: boolean
  /** Decisions that an approval can rest on. */
  approving: readonly { id: number; title: string }[]
  /** Numbers of decisions that no longer stand. */
  ended: readonly number[]
  refusals: readonly Refusal[]
  typed: Readonly<Record<string, string>>
  csrf: string
}

const stanceWords = { agrees: 'agrees', objects: 'objects', comments: 'comments' } as const

const replyForm = (view: VersionView): Html =>
  form({
    action: `${versionPath(view.version.id)}/replies`,
    csrf: view.csrf,
    id: 'reply',
    body: html`${select({
      name: 'practice',
      label: 'Practice',
      value: view.typed['practice'],
      error: errorAt(view.refusals, 'practice'),
      items: view.mayReplyFor.map((code) => ({ value: code, text: view.names.of(code) })),
    })}
    ${radios({
      name: 'stance',
      label: 'Does the practice agree?',
      value: view.typed['stance'],
      error: errorAt(view.refusals, 'stance'),
      items: [
        { value: 'agrees', text: 'It agrees' },
        { value: 'objects', text: 'It objects' },
        { value: 'comments', text: 'It neither agrees nor objects, but has a comment' },
      ],
    })}
    ${textArea({
      name: 'reason',
      label: 'Why?',
      hint: 'Needed for an objection or a comment.',
      rows: 3,
      value: view.typed['reason'],
      error: errorAt(view.refusals, 'reason'),
    })}
    ${button({ text: 'Send the reply' })}`,
  })

const approvingHint = ({ version, approving: [first] }: VersionView): string =>
  first
    ? `Decision ${first.id}, ${first.title}, carried and names this version.`
    : `None in the log does yet. It must have carried, and name ${decisionWords(version)} in its title, its proposal or what it binds.`

const approveForm = (view: VersionView): Html =>
  form({
    action: `${versionPath(view.version.id)}/approve`,
    csrf: view.csrf,
    id: 'approve',
    body: html`${textInput({
      name: 'decision',
      label: 'Number of the decision that approves it',
      hint: approvingHint(view),
      width: 10,
      inputmode: 'numeric',
      value: view.typed['decision'] ?? String(view.approving[0]?.id ?? ''),
      error: errorAt(view.refusals, 'decision'),
    })}
    ${textInput({
      name: 'from',
      label: 'In force from which month?',
      hint: 'For example 2019-04',
      width: 10,
      value: view.typed['from'] ?? firstMonthOf(view.version.year) ?? '',
      error: errorAt(view.refusals, 'from'),
    })}
    ${textArea({
      name: 'why',
      label: 'What was decided, and why?',
      rows: 2,
      value: view.typed['why'],
      error: errorAt(view.refusals, 'why'),
    })}
    ${button({ text: 'Record the approval' })}`,
  })

const stepWords = (
  { state, inForceFrom, decision }: Version['states'][number],
  ended: readonly number[],
): Content => {
  if (state !== 'approved') return state
  const from = inForceFrom === null ? '' : `, in force from ${monthText(inForceFrom)}`
  if (decision === null) return `approved${from}`
  const link = html`<a class="nhsuk-link" href="/decisions/${decision}">decision ${decision}</a>`
  return html`approved${from} (${link}${ended.includes(decision) ? ', which no longer stands' : ''})`
}

/** One version of a year's budgets: what it does, what practices answered, and how far it has come. */
export const versionPage = (view: VersionView): Html => {
  const { version, rules, replies, names, refusals } = view
  const { facts, plan, id } = version
  const now = standing(version)
  const objections = replies.filter(({ stance }) => stance === 'objects')
  const first = firstMonthOf(version.year)
  return page({
    title: `${version.title}, version ${version.number}`,
    build: view.build,
    section: 'budgets',
    breadcrumbs: [{ text: 'Budgets', href: budgetsPath(version.group) }],
    alternatives: tableLinks(versionPath(id), 'budgets', [
      'Practices',
      'Lines',
      'Envelopes',
      'Shares',
      'Replies',
      'Steps',
    ]),
    body: html`${errorSummary(refusals)}
      <div class="steward-lead">
        <h1 class="nhsuk-heading-l">${version.title}, version ${version.number}</h1>
        <p class="steward-says">
          ${
            now === 'approved'
              ? 'This version is approved.'
              : now === 'withdrawn'
                ? 'This version was withdrawn.'
                : 'This version is proposed: practices are asked to reply before the board decides.'
          }
          ${replies.length} of ${facts.changes.length} practices have replied;
          ${objections.length === 0 ? 'none objects' : `${objections.length} object`}.
        </p>
        <p class="steward-note">
          Proposed on ${formatDate(version.madeOn)} by ${version.by} from build ${version.build},
          under ${rules.rules.title} (${rules.rules.id}).
        </p>
      </div>
      ${assumedNote(facts.assumed)} ${cautions(facts, names, plan)} ${envelopeTable(facts)}
      ${sliceTable(facts)}
      ${changeTable(facts, names, (practice, content) =>
        first === null
          ? content
          : html`<a
              class="nhsuk-link"
              href="${budgetLinePath(practice, facts.lines[0]?.line ?? 'general-and-acute', first)}"
              >${content}</a
            >`,
      )}
      ${dataTable({
        caption: 'What practices replied',
        captionSize: 'm',
        columns: [
          { heading: 'Practice', cell: ({ practice }) => names.of(practice) },
          { heading: 'Reply', cell: ({ stance }) => stanceWords[stance] },
          { heading: 'Reason', cell: ({ reason }) => reason },
          {
            heading: 'When',
            cell: ({ on, by, noted }) => `${formatDate(on)}, ${noted ? 'noted by ' : ''}${by}`,
          },
        ],
        rows: replies,
        empty: 'No practice has replied yet.',
      })}
      ${
        now === 'proposed' && view.mayReplyFor.length > 0
          ? html`<h2 class="nhsuk-heading-m">Reply for a practice</h2>
              ${replyForm(view)}`
          : nothing
      }
      ${dataTable({
        caption: 'How far it has come',
        captionSize: 'm',
        columns: [
          { heading: 'Step', cell: (step) => stepWords(step, view.ended) },
          { heading: 'When', cell: ({ on }) => formatDate(on) },
          { heading: 'By', cell: ({ by }) => by },
          { heading: 'Why', cell: ({ why }) => why },
        ],
        rows: version.states,
      })}
      ${
        now === 'proposed' && view.mayApprove
          ? html`<h2 class="nhsuk-heading-m">Record the board’s approval</h2>
              ${approveForm(view)}`
          : nothing
      }`,
  })
}
