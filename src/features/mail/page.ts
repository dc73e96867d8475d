import { formatDate } from '../../core/month.ts'
import { html, type Html } from '../../ui/html.ts'
import { page } from '../../ui/layout.ts'
import { pagination, summaryList } from '../../ui/nhsuk.ts'
import { dataTable } from '../../ui/table.ts'
import type { MailState, StoredMail } from './store.ts'

/** What each state of a message says, with and without a mail server. */
const words = (state: MailState, leaves: boolean): string =>
  ({
    waiting: leaves ? 'Waiting to be sent' : 'Kept here',
    sent: 'Sent by mail',
    failed: 'Could not be sent; tried again later',
    'no address': 'Kept here: no mail address is known',
  })[state]

export type OutboxView = {
  mail: readonly StoredMail[]
  nameOf: (mail: StoredMail) => string
  /** Whether a mail server is set, so that messages leave this machine. */
  leaves: boolean
  everybody: boolean
  older: number | null
}

/** What Steward has written: to the viewer, or to everybody for those who look after it. */
export const outboxPage = ({ mail, nameOf, leaves, everybody, older }: OutboxView): Html =>
  page({
    title: 'Messages',
    body: html`<h1 class="nhsuk-heading-l">Messages</h1>
      <p class="steward-says">
        ${everybody ? 'Everything that Steward has written to people.' : 'What Steward has written to you.'}
        ${leaves ? 'Each is also sent by mail.' : 'No mail server is set, so messages are kept here and read here.'}
      </p>
      ${dataTable<StoredMail>({
        caption: 'Newest first',
        captionSize: 'm',
        rows: mail,
        empty: 'Nothing has been written yet.',
        columns: [
          {
            heading: 'Subject',
            cell: ({ id, subject }) =>
              html`<a class="nhsuk-link" href="/mail/${id}">${subject}</a>`,
          },
          { heading: 'To', cell: nameOf },
          { heading: 'Written', cell: ({ queued_on: on }) => formatDate(on) },
          { heading: 'State', cell: ({ state }) => words(state, leaves) },
        ],
      })}
      ${older !== null && pagination({ next: { href: `/mail?before=${older}`, text: 'Older' } })}`,
  })

/** What the reader of a message may do about it: the idea or concern it is about, and whether they may open that. */
export type Opening = { concern: number; mayOpen: boolean } | null

const openingText = ({ concern, mayOpen }: NonNullable<Opening>): Html =>
  mayOpen
    ? html`<p><a class="nhsuk-link" href="/concerns/${concern}">Go to what it is about</a></p>`
    : html`<p>It is about idea or concern ${concern}, which is not yours to open.</p>`

/** One message, whole, with a link to what it is about where the reader may open that. */
export const messagePage = (
  mail: StoredMail,
  to: string,
  leaves: boolean,
  opening: Opening,
): Html =>
  page({
    title: mail.subject,
    breadcrumbs: [{ text: 'Messages', href: '/mail' }],
    body: html`<h1 class="nhsuk-heading-l">${mail.subject}</h1>
      ${summaryList({
        rows: [
          { key: { text: 'To' }, value: { text: to } },
          { key: { text: 'Written' }, value: { text: formatDate(mail.queued_on) } },
          { key: { text: 'State' }, value: { text: words(mail.state, leaves) } },
        ],
      })}
      ${mail.text.split('\n\n').map((text) => html`<p>${text}</p>`)}
      ${opening && openingText(opening)}`,
  })
