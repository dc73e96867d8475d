import { formatDate } from '../../../core/month.ts'
import type { Refusal } from '../../../core/refusal.ts'
import type { FormBody } from '../../../ui/form-body.ts'
import { button, errorSummary, form } from '../../../ui/form.ts'
import { html, type Content, type Html } from '../../../ui/html.ts'
import { page } from '../../../ui/layout.ts'
import { dataTable } from '../../../ui/table.ts'
import { stateWords as decided } from '../../decisions/decisions.ts'
import type { DraftItem } from '../agenda/draft.ts'
import type { Action } from '../store/actions.ts'
import type { Item } from '../store/items.ts'
import { counted, purposeWords, stateWords, timeAfter, whenWords } from '../words.ts'
import { actionForms, actionList } from './actions.ts'
import { standingWords, type Judgement } from './judgement.ts'
import { isCounted, type Sitting } from './sitting.ts'

export type SittingView = {
  sitting: Sitting
  judgements: ReadonlyMap<number, Judgement>
  /** The quorum of the meeting as a whole, in sentences. */
  quorum: readonly string[]
  keeper: boolean
  /** Whether the viewer sits in the series and has not sent apologies. */
  mayApologise: boolean
  /** What the agenda could hold, drafted from figures, ideas and promises; empty for others than keepers. */
  draft: readonly DraftItem[]
  csrf: string
  /** What was typed into one of the page's forms, and what is wrong with it. */
  typed: FormBody
  refusals: readonly Refusal[]
}

const says = ({ sitting, judgements, quorum }: SittingView): string => {
  const { series, present, items, attendance } = sitting
  const there = isCounted(attendance) ? 'are there' : 'are expected'
  const decisions = items.filter(({ purpose }) => purpose === 'decision').length
  const touched = [...judgements.values()].filter(({ conflicts }) => conflicts.length > 0).length
  return [
    `${present.length} of ${counted(series.members.length, 'member')} ${there}. ${quorum[0] ?? ''}`,
    items.length === 0
      ? 'The agenda is empty.'
      : `${counted(items.length, 'item')}, ${decisions} for decision; interests touch ${touched}.`,
  ].join(' ')
}

const agendaTable = (view: SittingView): Content => {
  const { sitting, judgements } = view
  let at = sitting.meeting.starts
  const times = new Map<number, string>()
  for (const item of sitting.items) {
    times.set(item.id, at)
    at = timeAfter(at, item.minutes)
  }
  return dataTable<Item>({
    caption: 'Agenda',
    captionSize: 'm',
    rows: sitting.items,
    empty: 'Nothing is on the agenda yet.',
    columns: [
      {
        heading: 'Item',
        cell: ({ id, position, title, closed }) =>
          html`<a class="nhsuk-link" href="/meetings/items/${id}">${position}. ${title}</a
            >${closed && ' (closed)'}`,
      },
      { heading: 'Purpose', cell: ({ purpose }) => purposeWords[purpose] },
      { heading: 'At', cell: ({ id, minutes }) => `${times.get(id)}, ${minutes} min` },
      {
        heading: 'Led by',
        cell: ({ owner }) => (owner === null ? '–' : (sitting.names.get(owner) ?? '–')),
      },
      { heading: 'Papers', numeric: true, cell: ({ papers }) => papers.length },
      {
        heading: 'Interests and quorum',
        cell: (item) => {
          const decision = sitting.decisions.find((one) => one.item === item.id)
          if (decision) return decided(decision)
          const judgement = judgements.get(item.id)
          if (!judgement || item.purpose !== 'decision') return '–'
          return html`${judgement.conflicts.length > 0 && `${counted(judgement.conflicts.length, 'interest')}${judgement.ruled ? '' : ' to rule on'}. `}${standingWords(judgement)[0]?.split(':')[0]}`
        },
      },
    ],
  })
}

const draftSection = ({ draft, csrf, sitting }: SittingView): Content =>
  draft.length > 0 &&
  html`<section class="steward-section">
    <h2 class="nhsuk-heading-m">Drafted for this agenda</h2>
    <p>
      From the figures, ideas and concerns, and what was promised. Leave out what is not wanted.
    </p>
    ${form({
      action: `/meetings/${sitting.meeting.id}/draft`,
      csrf,
      body: html`<div class="nhsuk-form-group">
          <fieldset class="nhsuk-fieldset">
            <legend class="nhsuk-fieldset__legend nhsuk-fieldset__legend--s">
              Put on the agenda
            </legend>
            <div class="nhsuk-checkboxes">
              ${draft.map(
                (item, i) =>
                  html`<div class="nhsuk-checkboxes__item">
                    <input
                      class="nhsuk-checkboxes__input"
                      type="checkbox"
                      id="origin-${i}"
                      name="origin"
                      value="${item.origin}"
                      checked
                    />
                    <label class="nhsuk-label nhsuk-checkboxes__label" for="origin-${i}">
                      ${item.title}<br /><span class="nhsuk-u-font-size-16">${item.because}</span>
                    </label>
                  </div>`,
              )}
            </div>
          </fieldset>
        </div>
        ${button({ text: 'Add to the agenda', kind: 'secondary' })}`,
    })}
  </section>`

const keeperLinks = ({ sitting, keeper }: SittingView): Content => {
  const { id } = sitting.meeting
  const links: [string, string][] = [
    ...(keeper
      ? ([
          [`/meetings/${id}/items/new`, 'Add an item'],
          [`/meetings/${id}/attendance`, 'Note who is there'],
          [`/meetings/${id}/plan`, 'Change day, place or state'],
        ] satisfies [string, string][])
      : []),
    [`/meetings/${id}/minutes`, 'Minutes'],
    [`/meetings/series/${sitting.series.id}`, 'All dates of this series'],
  ]
  return html`<ul class="nhsuk-list">
    ${links.map(([href, text]) => html`<li><a class="nhsuk-link" href="${href}">${text}</a></li>`)}
  </ul>`
}

const apologies = ({ mayApologise, csrf, sitting }: SittingView): Content =>
  mayApologise &&
  form({
    action: `/meetings/${sitting.meeting.id}/apologies`,
    csrf,
    body: button({ text: 'Send my apologies', kind: 'secondary' }),
  })

/** A meeting: when and where, whether it is quorate, its agenda, and what is carried from before. */
export const sittingPage = (view: SittingView): Html => {
  const { sitting, quorum, keeper, csrf, typed, refusals } = view
  const { meeting, series, carried, agreed, before } = sitting
  const actions: readonly Action[] = [...carried, ...agreed]
  return page({
    title: `${series.name}, ${formatDate(meeting.onDate)}`,
    section: 'meetings',
    breadcrumbs: [{ text: 'Meetings', href: '/meetings' }],
    body: html`${errorSummary(refusals)}
      <div class="steward-lead">
        <h1 class="nhsuk-heading-l">${series.name}</h1>
        <p class="steward-lead__who">
          <strong>${whenWords(meeting)}</strong> · ${meeting.place} ·
          ${meeting.inPublic ? 'in public' : 'not in public'} · ${stateWords[meeting.state]}
        </p>
        <p class="steward-says">${says(view)}</p>
        ${quorum.slice(1).map((sentence) => html`<p>${sentence}</p>`)}
      </div>
      ${keeperLinks(view)} ${apologies(view)}
      <section class="steward-section">${agendaTable(view)}</section>
      ${draftSection(view)}
      ${
        actions.length > 0 &&
        html`<section class="steward-section">
          <h2 class="nhsuk-heading-m">Actions</h2>
          ${before && carried.length > 0 && html`<p>Carried from before, until they are done.</p>`}
          ${keeper ? actionForms(actions, { at: meeting.id, csrf, typed, refusals }) : actionList(actions)}
        </section>`
      }`,
  })
}
