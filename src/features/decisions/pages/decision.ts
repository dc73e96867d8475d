import { formatDate } from '../../../core/month.ts'
import type { Refusal } from '../../../core/refusal.ts'
import {
  button,
  dateInput,
  errorAt,
  errorSummary,
  form,
  radios,
  textArea,
  type TypedDate,
} from '../../../ui/form.ts'
import { html, type Content, type Html } from '../../../ui/html.ts'
import { page } from '../../../ui/layout.ts'
import { formatCount } from '../../../ui/money.ts'
import { summaryList } from '../../../ui/nhsuk.ts'
import { dataTable } from '../../../ui/table.ts'
import type { Decision, OpenBallot } from '../store.ts'
import { stateWords, tallySentences } from '../words.ts'

const crumbs = [{ text: 'Decisions', href: '/decisions' }]

/** What somebody typed on the page of a decision. */
export type TypedVote = { voter: string; choice: string }
export type TypedClose = { reason: string; binds: string; review: TypedDate }

const countTable = (decision: Decision): Content => {
  const { tally } = decision.now
  if (!tally) return false
  const weighed = String(tally.entitled.votes) !== tally.entitled.weight
  return html`<section class="steward-section">
    ${tallySentences(decision.now, decision.options).map((says) => html`<p>${says}</p>`)}
    ${dataTable({
      caption: 'The count',
      captionSize: 'm',
      rows: [...tally.options, { option: 'abstained', votes: tally.abstentions, weight: null }],
      columns: [
        {
          heading: 'Option',
          cell: ({ option }) =>
            decision.options.find(({ key }) => key === option)?.text ?? 'Abstained',
        },
        { heading: 'Votes', numeric: true, cell: ({ votes }) => formatCount(votes) },
        ...(weighed
          ? [
              {
                heading: 'Patients',
                numeric: true,
                cell: ({ weight }: { weight: string | null }) =>
                  weight === null ? '–' : formatCount(BigInt(weight)),
              },
            ]
          : []),
      ],
    })}
    <p class="steward-note">Counted twice, by two programs that agree.</p>
  </section>`
}

const asideSection = (decision: Decision): Content =>
  decision.now.setAside.length > 0 &&
  html`<section class="steward-section">
    ${dataTable({
      caption: 'Who stood aside for an interest',
      captionSize: 'm',
      rows: decision.now.setAside,
      columns: [
        { heading: 'Who', cell: ({ name }) => name },
        { heading: 'How', cell: ({ handling }) => handling },
        { heading: 'Why', cell: ({ reason }) => reason },
      ],
    })}
  </section>`

const voteForm = (view: DecisionView): Content => {
  const { decision, ballot, mine, csrf, refusals, typedVote } = view
  if (!ballot || decision.now.state !== 'open' || mine.length === 0) return false
  const own = mine.every((entry) => entry.own)
  return form({
    action: `/decisions/${decision.id}/vote`,
    csrf,
    body: html`<h2 class="nhsuk-heading-m">${own ? 'Your vote' : 'Note a vote'}</h2>
      ${
        !own &&
        html`<p>
          For a practice that says its vote another way. One that its lead casts here takes the
          place of what is noted, and only its lead may change it.
        </p>`
      }
      ${mine.map((entry) =>
        ballot.votes.has(entry.voter)
          ? html`<p>
              ${ballot.noted.has(entry.voter) ? `Noted for ${entry.name}` : `${entry.name} has voted`}:
              ${decision.options.find(({ key }) => key === ballot.votes.get(entry.voter))?.text ?? 'abstained'}.
              You may change it until the vote is counted.
            </p>`
          : html``,
      )}
      ${
        mine.length === 1
          ? html`<input type="hidden" name="voter" value="${mine[0]?.voter}" />`
          : radios({
              name: 'voter',
              label: 'Whose vote is it?',
              labelSize: 's',
              value: typedVote.voter,
              error: errorAt(refusals, 'voter'),
              items: mine.map(({ voter, name }) => ({ value: voter, text: name })),
            })
      }
      ${radios({
        name: 'choice',
        label: mine.length === 1 ? `How does ${mine[0]?.name} vote?` : 'How is it cast?',
        labelSize: 's',
        value: typedVote.choice,
        error: errorAt(refusals, 'choice'),
        items: [
          ...decision.options.map(({ key, text }) => ({ value: key, text })),
          { value: 'abstain', text: 'Abstain' },
        ],
      })}
      ${button({ text: own ? 'Vote' : 'Note the vote' })}`,
  })
}

const closeForm = (view: DecisionView): Content => {
  const { decision, officer, csrf, refusals, typedClose } = view
  if (!officer || decision.now.state !== 'open') return false
  const [early] = view.uncountable
  if (early)
    return html`<section class="steward-section" id="reason">
      <h2 class="nhsuk-heading-m">Count the votes</h2>
      <p>${early.message} ${early.remedy}</p>
    </section>`
  return html`<section class="steward-section">
    ${form({
      action: `/decisions/${decision.id}/count`,
      csrf,
      body: html`<h2 class="nhsuk-heading-m">Count the votes</h2>
        ${textArea({
          name: 'reason',
          label: 'Reason, as the public will read it',
          labelSize: 's',
          value: typedClose.reason,
          error: errorAt(refusals, 'reason'),
          rows: 3,
        })}
        ${textArea({
          name: 'binds',
          label: 'What does it bind, if it is decided?',
          labelSize: 's',
          hint: 'Whom, to what, from when. Leave it empty if nothing.',
          value: typedClose.binds,
          error: errorAt(refusals, 'binds'),
          rows: 2,
        })}
        ${dateInput({
          name: 'review',
          label: 'When is it to be looked at again, if at all?',
          labelSize: 's',
          value: typedClose.review,
          error: errorAt(refusals, 'review'),
        })}
        ${button({ text: 'Count the votes and close', kind: 'warning' })}`,
    })}
  </section>`
}

const endForm = ({ decision, officer, csrf, refusals, typedEnd }: DecisionView): Content => {
  const { state } = decision.now
  if (!officer || !['open', 'decided', 'no majority', 'referred'].includes(state)) return false
  const isOpen = state === 'open'
  return html`<details class="nhsuk-details" ${typedEnd !== '' && html` open`}>
    <summary class="nhsuk-details__summary">
      <span class="nhsuk-details__summary-text"
        >${isOpen ? 'Withdraw this vote' : 'A later decision replaces this one'}</span
      >
    </summary>
    <div class="nhsuk-details__text">
      ${form({
        action: `/decisions/${decision.id}/end`,
        csrf,
        body: html`${textArea({
          name: 'why',
          label: isOpen ? 'Why is it withdrawn?' : 'Which decision replaces it, and why?',
          hint: 'What was decided before stays in the log.',
          value: typedEnd,
          error: errorAt(refusals, 'why'),
          rows: 2,
        })}
        ${button({ text: isOpen ? 'Withdraw it' : 'Mark it as replaced', kind: 'secondary' })}`,
      })}
    </div>
  </details>`
}

export type DecisionView = {
  decision: Decision
  bodyName: (key: string) => string
  ballot: OpenBallot | null
  /** The entries of the roll that the viewer may vote for. */
  mine: readonly { voter: string; name: string; own: boolean }[]
  officer: boolean
  /** Why the votes cannot be counted now. */
  uncountable: readonly Refusal[]
  csrf: string
  refusals: readonly Refusal[]
  typedVote: TypedVote
  typedClose: TypedClose
  /** The reason for ending it, as typed. */
  typedEnd: string
}

/** One decision: what was proposed, what came of it and why, and while it is open its vote. */
export const decisionPage = (view: DecisionView): Html => {
  const { decision, bodyName, ballot, refusals } = view
  const { now, proposal, options, subjects, madeOn } = decision
  const row = (key: string, value: Content) => ({
    key: { text: key },
    value: { html: html`${value}` },
  })
  return page({
    title: decision.title,
    section: 'meetings',
    breadcrumbs: crumbs,
    body: html`${errorSummary(refusals)}
      <div class="steward-lead">
        <h1 class="nhsuk-heading-l">${decision.title}</h1>
        <p class="steward-says">
          <strong>${stateWords(decision)}</strong>, ${formatDate(now.onDate)}.
        </p>
      </div>
      ${summaryList({
        rows: [
          row('Proposal', proposal),
          row('Options', options.map(({ text }) => text).join(' · ')),
          row('By', bodyName(decision.body)),
          ...(subjects.length > 0
            ? [row('About', subjects.map(({ name }) => name).join('; '))]
            : []),
          row('Proposed', formatDate(madeOn)),
          ...(now.state === 'open'
            ? []
            : [row('Reason', now.reason), row('What it binds', now.binds ?? 'Nothing')]),
          ...(now.reviewOn === null ? [] : [row('Looked at again', formatDate(now.reviewOn))]),
          ...(ballot
            ? [
                row('Vote', ballot.title),
                row('Voted', `${ballot.votes.size} of ${ballot.roll.length}`),
                ...(ballot.closesOn === null
                  ? []
                  : [row('Votes until', formatDate(ballot.closesOn))]),
              ]
            : []),
          row('Rules', now.rules),
          ...(decision.item === null
            ? []
            : [
                row(
                  'Where',
                  html`<a class="nhsuk-link" href="/meetings/items/${decision.item}"
                    >The item of the agenda</a
                  >`,
                ),
              ]),
        ],
      })}
      ${countTable(decision)} ${asideSection(decision)} ${voteForm(view)} ${closeForm(view)}
      ${endForm(view)}`,
  })
}
