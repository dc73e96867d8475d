import { formatDate } from '../../../core/month.ts'
import {
  errorAt,
  errorSummary,
  button,
  dateInput,
  fileUpload,
  form,
  select,
  textInput,
} from '../../../ui/form.ts'
import { textOf, typedDate } from '../../../ui/form-body.ts'
import { html, type Content, type Html } from '../../../ui/html.ts'
import { page } from '../../../ui/layout.ts'
import { formatCount } from '../../../ui/money.ts'
import { summaryList } from '../../../ui/nhsuk.ts'
import { subjectWords } from '../../interests/interests.ts'
import { actionList } from '../sitting/actions.ts'
import { purposeWords, whenWords } from '../words.ts'
import { decisionSection, type DecisionSectionView } from './decision-section.ts'
import { interestsSection, type InterestsView } from './interests-section.ts'

/** Everything about an item that its page shows. */
export type ItemView = Omit<InterestsView, 'item'> &
  DecisionSectionView & {
    /** Whether the viewer's own interest keeps the papers away. */
    withheldFromMe: boolean
    people: readonly { person: number; name: string }[]
  }

const kilobytes = (size: number): string =>
  `${formatCount(Math.max(1, Math.round(size / 1024)))} kB`

const papers = (view: ItemView): Content => {
  const { item, keeper, csrf, withheldFromMe, refusals } = view
  return html`<section class="steward-section" id="papers">
    <h2 class="nhsuk-heading-m">Papers</h2>
    ${
      withheldFromMe
        ? html`<p>
            The papers of this item are not given to you, because you have an interest in what it is
            about. The chair may decide otherwise.
          </p>`
        : item.papers.length === 0
          ? html`<p>No papers.</p>`
          : html`<ul class="nhsuk-list">
              ${item.papers.map(
                ({ id, name, size }) =>
                  html`<li>
                    <a class="nhsuk-link" href="/meetings/papers/${id}">${name}</a>
                    (${kilobytes(size)})
                    ${
                      keeper &&
                      form({
                        action: `/meetings/papers/${id}/withdraw`,
                        csrf,
                        body: button({ text: `Take back ${name}`, kind: 'secondary', small: true }),
                      })
                    }
                  </li>`,
              )}
            </ul>`
    }
    ${
      keeper &&
      !withheldFromMe &&
      form({
        action: `/meetings/items/${item.id}/papers`,
        csrf,
        multipart: true,
        body: html`${fileUpload({
          name: 'paper',
          label: 'Add a paper',
          labelSize: 's',
          hint: 'PDF, Office or OpenDocument without macros, picture, text or CSV; at most 10 MB.',
          error: errorAt(refusals, 'paper'),
        })}
        ${button({ text: 'Add the paper', kind: 'secondary' })}`,
      })
    }
  </section>`
}

const actions = (view: ItemView): Content => {
  const { item, sitting, keeper, csrf, refusals, typed, people } = view
  const own = sitting.agreed.filter((action) => action.item === item.id)
  if (own.length === 0 && !keeper) return false
  return html`<section class="steward-section" id="actions">
    <h2 class="nhsuk-heading-m">Actions from this item</h2>
    ${own.length > 0 && actionList(own)}
    ${
      keeper &&
      form({
        action: `/meetings/${item.meeting}/actions`,
        csrf,
        body: html`<input type="hidden" name="item" value="${item.id}" /> ${textInput({
            name: 'action-says',
            label: 'What is to be done?',
            value: textOf(typed, 'action-says'),
            error: errorAt(refusals, 'action-says'),
          })}
          ${select({
            name: 'action-owner',
            label: 'By whom?',
            value: textOf(typed, 'action-owner'),
            error: errorAt(refusals, 'action-owner'),
            items: [
              { value: '', text: 'Choose a person' },
              ...people.map(({ person, name }) => ({ value: String(person), text: name })),
            ],
          })}
          ${dateInput({
            name: 'action-due',
            label: 'By when?',
            value: typedDate(typed, 'action-due'),
            error: errorAt(refusals, 'action-due'),
          })}
          ${button({ text: 'Add the action', kind: 'secondary' })}`,
      })
    }
  </section>`
}

/** An item of an agenda: what it is about, its papers, interests, decision and actions. */
export const itemPage = (view: ItemView): Html => {
  const { item, sitting, keeper, refusals } = view
  const { meeting, series } = sitting
  const row = (key: string, value: Content) => ({
    key: { text: key },
    value: { html: html`${value}` },
  })
  return page({
    title: item.title,
    section: 'meetings',
    breadcrumbs: [
      { text: 'Meetings', href: '/meetings' },
      { text: `${series.name}, ${formatDate(meeting.onDate)}`, href: `/meetings/${meeting.id}` },
    ],
    body: html`${errorSummary(refusals)}
      <div class="steward-lead">
        <h1 class="nhsuk-heading-l">${item.title}</h1>
        <p class="steward-lead__who">
          <strong>${purposeWords[item.purpose]}</strong> · item ${item.position} · ${item.minutes}
          minutes · ${whenWords(meeting)}
        </p>
      </div>
      ${summaryList({
        rows: [
          ...(item.about === '' ? [] : [row('Summary', item.about)]),
          row('Led by', item.owner === null ? 'Not named' : (sitting.names.get(item.owner) ?? '–')),
          row('About', item.subjects.map(subjectWords).join('; ') || 'No organisation is named'),
          ...(item.sensitive
            ? [
                row(
                  'Papers',
                  'Not given to whoever has an interest, unless the chair decides otherwise',
                ),
              ]
            : []),
          ...(item.closed ? [row('Seen by', 'Members and officers alone')] : []),
        ],
      })}
      ${keeper && html`<p><a class="nhsuk-link" href="/meetings/items/${item.id}/edit">Change this item</a></p>`}
      ${papers(view)} ${interestsSection({ ...view, item: item.id })} ${decisionSection(view)}
      ${actions(view)}`,
  })
}
