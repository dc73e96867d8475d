import type { Refusal } from '../../../core/refusal.ts'
import {
  button,
  checkboxes,
  errorAt,
  errorSummary,
  form,
  radios,
  select,
  textArea,
  textInput,
} from '../../../ui/form.ts'
import { html, type Html } from '../../../ui/html.ts'
import { page } from '../../../ui/layout.ts'
import { insetText } from '../../../ui/nhsuk.ts'
import type { Typed } from '../raised.ts'
import type { ConcernRule } from '../rule.ts'

/** One that reads alike, for whoever is about to raise the same. */
export type Alike = { id: number; title: string }

export type RaiseView = {
  csrf: string
  typed: Typed
  refusals: readonly Refusal[]
  alike: readonly Alike[]
  rule: ConcernRule
  localities: readonly { locality: string; name: string }[]
  providers: readonly { code: string; name: string }[]
}

const confirming = (refusals: readonly Refusal[]): boolean =>
  refusals.some(({ where }) => where === 'checked')

const alikeBox = (view: RaiseView): Html =>
  html`${insetText({
    html: html`<p>This may have been raised before:</p>
      <ul class="nhsuk-list nhsuk-list--bullet">
        ${view.alike.map(
          ({ id, title }) =>
            html`<li><a class="nhsuk-link" href="/concerns/${id}">${title}</a> (number ${id})</li>`,
        )}
      </ul>
      <p>If yours is one of these, add what you know to it instead.</p>`,
  })}
  ${checkboxes({
    name: 'anyway',
    label: 'Is it something else?',
    error: errorAt(view.refusals, 'anyway'),
    items: [{ value: 'yes', text: 'Yes, raise it as well' }],
  })}`

const fields = (view: RaiseView): Html => {
  const { typed, refusals, rule, localities, providers } = view
  const error = (name: string): string | undefined => errorAt(refusals, name)
  return html`${radios({
    name: 'kind',
    label: 'What is it?',
    value: typed.kind,
    error: error('kind'),
    inline: true,
    items: [
      { value: 'concern', text: 'A concern' },
      { value: 'idea', text: 'An idea' },
    ],
  })}
  ${textInput({
    name: 'title',
    label: 'In a few words',
    hint: 'Others will know it by this.',
    value: typed.title,
    error: error('title'),
  })}
  ${textArea({
    name: 'words',
    label: 'What happened, or what do you propose?',
    hint: 'Name no patient: no names, NHS numbers, dates of birth or addresses. How often it happens matters more than who it happened to.',
    rows: 7,
    value: typed.words,
    error: error('words'),
  })}
  ${
    confirming(refusals) &&
    checkboxes({
      name: 'checked',
      label: 'Is it a patient’s?',
      error: error('checked'),
      items: [{ value: 'yes', text: 'No: I have checked, and it is no patient’s' }],
    })
  }
  ${select({
    name: 'locality',
    label: 'Whose meeting should take it?',
    value: typed.locality,
    error: error('locality'),
    items: [
      { value: '', text: 'Choose a locality' },
      ...localities.map(({ locality, name }) => ({ value: locality, text: name })),
    ],
  })}
  ${select({
    name: 'topic',
    label: 'Topic',
    value: typed.topic,
    error: error('topic'),
    items: [
      { value: '', text: 'Choose a topic' },
      ...rule.topics.map((topic) => ({ value: topic, text: topic })),
    ],
  })}
  ${select({
    name: 'provider',
    label: 'About which provider? (if any)',
    value: typed.provider,
    error: error('provider'),
    items: [
      { value: '', text: 'None, or not in this list' },
      ...providers.map(({ code, name }) => ({ value: code, text: name })),
    ],
  })}
  ${textInput({
    name: 'service',
    label: 'Or which service? (if any)',
    value: typed.service,
    error: error('service'),
  })}`
}

/** The form by which an idea or concern is raised, with all that was typed when something is wrong. */
export const raisePage = (view: RaiseView): Html =>
  page({
    title: 'Raise an idea or concern',
    section: 'concerns',
    breadcrumbs: [{ text: 'Ideas and concerns', href: '/concerns' }],
    body: html`${errorSummary(view.refusals)}
      <h1 class="nhsuk-heading-l">Raise an idea or concern</h1>
      <p>
        It takes about three minutes. You will hear within ${view.rule.promise.heard} days who looks
        into it, and then what comes of it.
      </p>
      ${form({
        action: '/concerns',
        csrf: view.csrf,
        body: html`${fields(view)} ${view.alike.length > 0 && alikeBox(view)}
        ${button({ text: 'Raise it' })}`,
      })}`,
  })
