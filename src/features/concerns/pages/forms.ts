import {
  button,
  checkboxes,
  errorAt,
  form,
  radios,
  select,
  textArea,
  textInput,
} from '../../../ui/form.ts'
import { html, type Content, type Html } from '../../../ui/html.ts'
import { details } from '../../../ui/nhsuk.ts'
import { stateWords, type State } from '../course/states.ts'
import type { OneView } from './view.ts'

const section = (id: string, heading: string, body: Content): Html =>
  html`<section class="steward-section" id="${id}">
    <h2 class="nhsuk-heading-m">${heading}</h2>
    ${body}
  </section>`

const pathOf = ({ concern }: OneView, what: string): string => `/concerns/${concern.id}/${what}`

/** What was wrong with this form of the page, and what was typed into it. */
const own = (view: OneView, name: string) => {
  const mine = view.typed?.form === name
  return {
    value: (field: string): string | undefined => (mine ? view.typed?.fields[field] : undefined),
    error: (field: string): string | undefined =>
      mine ? errorAt(view.refusals, field) : undefined,
  }
}

const raiserWords: Partial<Record<State, string>> = {
  done: 'Yes, this settles it',
  reopened: 'No, open it again',
}

/** For whoever raised it, once there is an answer: it settles it, or it is opened again. */
export const raiserForm = (view: OneView): Content => {
  const choices = view.choices.filter((state) => state === 'done' || state === 'reopened')
  if (!choices.includes('reopened')) return false
  const { value, error } = own(view, 'settle')
  return section(
    'settle',
    'You raised this',
    form({
      action: pathOf(view, 'settle'),
      csrf: view.csrf,
      body: html`${radios({
        name: 'settle',
        label: 'Does the answer settle it?',
        value: value('settle'),
        error: error('settle'),
        items: choices.map((state) => ({ value: state, text: raiserWords[state] ?? state })),
      })}
      ${textArea({
        name: 'why',
        label: 'In your words',
        hint: 'If it is opened again: what is still not right? Name no patient.',
        rows: 3,
        value: value('why'),
        error: error('why'),
      })}
      ${button({ text: 'Send' })}`,
    }),
  )
}

const promiseHint = ({ rule }: OneView, state: State): string | undefined => {
  if (state === 'looking into it' || state === 'becomes a scheme')
    return `Promises a next word within ${rule.promise[state]} days.`
  return undefined
}

const moveForm = (view: OneView): Content => {
  const choices = view.choices.filter((state) => state !== 'reopened')
  if (choices.length === 0) return false
  const { value, error } = own(view, 'state')
  const parting = choices.includes('heard')
  return section(
    'move',
    'Move it on',
    form({
      action: pathOf(view, 'state'),
      csrf: view.csrf,
      body: html`${radios({
        name: 'state',
        label: 'Where does it stand now?',
        value: value('state'),
        error: error('state'),
        items: choices.map((state) => ({
          value: state,
          text:
            state === 'heard'
              ? 'Heard: part it again from the one it was merged with'
              : stateWords[state],
          ...(promiseHint(view, state) === undefined
            ? {}
            : { hint: promiseHint(view, state) ?? '' }),
        })),
      })}
      ${
        choices.includes('merged') &&
        textInput({
          name: 'into',
          label: 'If merged: with which number?',
          width: 5,
          inputmode: 'numeric',
          value: value('into') ?? view.alike[0]?.id.toString(),
          error: error('into'),
        })
      }
      ${
        !parting &&
        textArea({
          name: 'reply',
          label: 'What should whoever raised it hear?',
          hint: 'It goes to them by mail and stands on this page. Name no patient.',
          rows: 4,
          value: value('reply'),
          error: error('reply'),
        })
      }
      ${button({ text: 'Move it on' })}`,
    }),
  )
}

const alikeList = ({ alike }: OneView): Content =>
  alike.length > 0 &&
  section(
    'alike',
    'These read alike',
    html`<ul class="nhsuk-list nhsuk-list--bullet">
      ${alike.map(
        ({ id, title, likeness }) =>
          html`<li>
            <a class="nhsuk-link" href="/concerns/${id}">${title}</a> (number ${id}, likeness
            ${likeness.toFixed(2)})
          </li>`,
      )}
    </ul>`,
  )

const ownerForm = (view: OneView): Html =>
  form({
    action: pathOf(view, 'owner'),
    csrf: view.csrf,
    body: html`${select({
      name: 'owner',
      label: 'Who looks after it?',
      value: view.concern.owner?.person.toString() ?? '',
      error: own(view, 'owner').error('owner'),
      items: [
        { value: '', text: 'Choose somebody' },
        ...view.owners.map(({ person, name }) => ({ value: String(person), text: name })),
      ],
    })}
    ${button({ text: 'Give it to them', kind: 'secondary' })}`,
  })

const themesForm = (view: OneView): Html =>
  form({
    action: pathOf(view, 'themes'),
    csrf: view.csrf,
    body: html`${checkboxes({
      name: 'themes',
      label: 'Themes',
      values: view.concern.themes,
      items: view.rule.themes.map(({ name }) => ({ value: name, text: name })),
    })}
    ${button({ text: 'Keep these themes', kind: 'secondary' })}`,
  })

/** For those who deal with it: the next state with its reply, the same thing twice, owner and themes. */
export const handlerForms = (view: OneView): Html =>
  html`${moveForm(view)} ${alikeList(view)}
  ${details({
    summaryText: 'Owner and themes',
    open: view.typed?.form === 'owner',
    html: html`${ownerForm(view)} ${themesForm(view)}`,
  })}`

/** For anyone who sees it: something more to be known. */
export const noteForm = (view: OneView): Html => {
  const { value, error } = own(view, 'notes')
  return section(
    'add',
    'Add to it',
    form({
      action: pathOf(view, 'notes'),
      csrf: view.csrf,
      body: html`${textArea({
        name: 'words',
        label: 'What else should be known?',
        hint: 'For example that it happens at your practice too. Name no patient.',
        rows: 3,
        value: value('words'),
        error: error('words'),
      })}
      ${button({ text: 'Add', kind: 'secondary' })}`,
    }),
  )
}
