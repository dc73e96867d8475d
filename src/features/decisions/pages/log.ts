import { formatDate } from '../../../core/month.ts'
import { html, type Html } from '../../../ui/html.ts'
import { page } from '../../../ui/layout.ts'
import { dataTable } from '../../../ui/table.ts'
import type { Decision } from '../store.ts'
import { stateWords } from '../words.ts'

const link = ({ id, title }: Decision): Html =>
  html`<a class="nhsuk-link" href="/decisions/${id}">${title}</a>`

const logTable = (caption: string, rows: readonly Decision[], bodyName: (key: string) => string) =>
  dataTable<Decision>({
    caption,
    captionSize: 'm',
    rows,
    empty: 'Nothing has been decided yet.',
    columns: [
      { heading: 'What', cell: link },
      { heading: 'By', cell: ({ body }) => bodyName(body) },
      { heading: 'On', cell: ({ now }) => formatDate(now.onDate) },
      { heading: 'Outcome', cell: stateWords },
      { heading: 'What it binds', cell: ({ now }) => now.binds ?? '–', wide: true },
    ],
  })

/** The log: what is open to votes for those who may see it, and everything that was decided, newest first. */
export const logPage = (view: {
  decisions: readonly Decision[]
  bodyName: (key: string) => string
  officer: boolean
}): Html => {
  const { decisions, bodyName, officer } = view
  const open = decisions.filter(({ now }) => now.state === 'open')
  const stands = decisions.filter(({ now }) => !['open', 'withdrawn'].includes(now.state))
  return page({
    title: 'Decisions',
    section: 'meetings',
    alternatives: [
      { text: 'CSV', href: '/decisions.csv' },
      { text: 'JSON', href: '/decisions.json' },
    ],
    body: html`<div class="steward-lead">
        <h1 class="nhsuk-heading-l">Decisions</h1>
        <p class="steward-says">
          What the group has decided, by which vote, who stood aside for an interest, and why.
          Anyone may read this log.
        </p>
        ${officer && html`<p><a class="nhsuk-link" href="/decisions/new">Ask the practices to vote</a></p>`}
      </div>
      ${open.length > 0 && html`<section class="steward-section">${logTable('Open to votes', open, bodyName)}</section>`}
      <section class="steward-section">${logTable('Decided', stands, bodyName)}</section>`,
  })
}
