import { formatDate } from '../../../core/month.ts'
import { errorSummary } from '../../../ui/form.ts'
import { html, type Content, type Html } from '../../../ui/html.ts'
import { page } from '../../../ui/layout.ts'
import { summaryList } from '../../../ui/nhsuk.ts'
import { stateWords } from '../course/states.ts'
import type { StateRow } from '../read.ts'
import { handlerForms, noteForm, raiserForm } from './forms.ts'
import type { OneView } from './view.ts'
import { aboutText, dueText, paragraphs, stateTag } from './words.ts'

const step = ({ state, on, reply, into, by }: StateRow, others: OneView['others']): Html => {
  const other =
    into !== null &&
    (others.has(into)
      ? html`<a class="nhsuk-link" href="/concerns/${into}">number ${into}</a>`
      : 'The other is not yours to open; you hear whatever it hears.')
  return html`<li>
    <p class="nhsuk-u-margin-bottom-1">
      <strong>${stateWords[state]}</strong> ${formatDate(on)}, ${by} ${other}
    </p>
    ${paragraphs(reply)}
  </li>`
}

const course = ({ concern, others }: OneView): Html =>
  html`<section class="steward-section" id="course">
    <h2 class="nhsuk-heading-m">What has happened</h2>
    <ol class="nhsuk-list steward-course">
      ${concern.steps.map((each) => step(each, others))}
    </ol>
  </section>`

const facts = (view: OneView): Html => {
  const { concern, names, today } = view
  const about = aboutText(concern, names)
  const practice = concern.practice === null ? '' : `, ${names.practice(concern.practice)}`
  const due = dueText(concern, today)
  const row = (key: string, value: Content): { key: { text: string }; value: { html: Html } } => ({
    key: { text: key },
    value: { html: html`${value}` },
  })
  return summaryList({
    rows: [
      row('Where it stands', html`${stateTag(concern.state)} ${due}`),
      row(
        'Raised',
        `${formatDate(concern.raisedOn)} by ${concern.raisedByName}${practice}${concern.via === 'mail' ? ', by mail' : ''}`,
      ),
      row(
        'Looked after by',
        concern.owner?.name ?? 'Nobody yet: the management team will find somebody',
      ),
      row('Locality', names.locality(concern.locality)),
      row('Topic', concern.topic),
      ...(about === null ? [] : [row('About', about)]),
      ...(concern.themes.length === 0 ? [] : [row('Themes', concern.themes.join(', '))]),
    ],
  })
}

const meetings = ({ taken }: OneView): Content =>
  taken.length > 0 &&
  html`<section class="steward-section" id="meetings">
    <h2 class="nhsuk-heading-m">Taken at</h2>
    <ul class="nhsuk-list nhsuk-list--bullet">
      ${taken.map(
        ({ meeting, title, heldOn, note }) =>
          html`<li>
            ${
              meeting === null
                ? title
                : html`<a class="nhsuk-link" href="/meetings/${meeting}">${title}</a>`
            },
            ${formatDate(heldOn)}${note !== '' && `: ${note}`}
          </li>`,
      )}
    </ul>
  </section>`

const mergedOnes = ({ merged }: OneView): Content =>
  merged.length > 0 &&
  html`<section class="steward-section" id="merged">
    <h2 class="nhsuk-heading-m">Merged with this one</h2>
    <ul class="nhsuk-list nhsuk-list--bullet">
      ${merged.map(
        ({ id, title, raisedByName }) =>
          html`<li>
            <a class="nhsuk-link" href="/concerns/${id}">${title}</a>, raised by ${raisedByName}
          </li>`,
      )}
    </ul>
  </section>`

const said = ({ notes }: OneView): Content =>
  notes.length > 0 &&
  html`<section class="steward-section" id="notes">
    <h2 class="nhsuk-heading-m">Added since</h2>
    ${notes.map(
      ({ words, on, by, via }) =>
        html`<div>
          <p class="steward-note nhsuk-u-margin-bottom-1">
            ${by}, ${formatDate(on)}${via === 'mail' && ', by mail'}
          </p>
          ${paragraphs(words)}
        </div>`,
    )}
  </section>`

/** One idea or concern: what was raised, what has happened, and what this viewer can do about it. */
export const onePage = (view: OneView): Html => {
  const { concern, refusals, isRaiser, isHandler, mayAdd } = view
  return page({
    title: concern.title,
    section: 'concerns',
    breadcrumbs: [{ text: 'Ideas and concerns', href: '/concerns' }],
    body: html`${errorSummary(refusals)}
      <div class="steward-lead">
        <h1 class="nhsuk-heading-l">${concern.title}</h1>
        <p class="steward-lead__who">
          ${concern.kind === 'idea' ? 'Idea' : 'Concern'} number ${concern.id}
        </p>
      </div>
      ${paragraphs(concern.words)} ${facts(view)} ${course(view)} ${meetings(view)}
      ${mergedOnes(view)} ${said(view)} ${isRaiser && raiserForm(view)}
      ${isHandler && handlerForms(view)} ${mayAdd && noteForm(view)}`,
  })
}
