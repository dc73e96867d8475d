import { formatDate } from '../../../core/month.ts'
import type { Refusal } from '../../../core/refusal.ts'
import {
  button,
  dateInput,
  errorAt,
  errorSummary,
  form,
  select,
  textArea,
  textInput,
  type TypedDate,
} from '../../../ui/form.ts'
import { html, type Content, type Html } from '../../../ui/html.ts'
import { page } from '../../../ui/layout.ts'
import { details } from '../../../ui/nhsuk.ts'
import { dataTable } from '../../../ui/table.ts'
import { countOf } from '../../figures/figures.ts'
import type { Constitution, Signature } from '../constitution.ts'

export type ConstitutionView = {
  csrf: string
  shown: Constitution | null
  versions: readonly Constitution[]
  members: readonly string[]
  /** Members for which the viewer may sign. */
  own: readonly string[]
  practice: (code: string) => string
  mayAdd: boolean
  refusals: readonly Refusal[]
  typed: { title: string; text: string; from: TypedDate; signedBy: string; practice: string }
}

const says = ({ shown, members }: ConstitutionView): string => {
  if (shown === null) return 'No constitution has been entered yet.'
  const signed = shown.signatures.filter(
    ({ state, practice }) => state === 'signed' && members.includes(practice),
  ).length
  return `Version ${shown.version} is in force from ${formatDate(shown.inForceFrom)}. ${signed} of ${countOf(members.length, 'member practice has', 'member practices have')} signed it.`
}

const signForm = ({ csrf, shown, own, practice, refusals, typed }: ConstitutionView): Content =>
  shown !== null &&
  own.length > 0 &&
  html`<section class="steward-section" id="sign-section">
    <h2 class="nhsuk-heading-m">Sign for a practice</h2>
    ${form({
      action: '/members/constitution/sign',
      csrf,
      body: html`<input type="hidden" name="version" value="${shown.version}" /> ${select({
          name: 'practice',
          label: 'Practice',
          value: typed.practice,
          error: errorAt(refusals, 'practice'),
          items: own.map((value) => ({ value, text: practice(value) })),
        })}
        ${textInput({
          name: 'signedBy',
          label: 'Name of whoever signs',
          value: typed.signedBy,
          error: errorAt(refusals, 'signedBy'),
        })}
        ${button({ text: `Sign version ${shown.version}`, name: 'state', value: 'signed' })}
        ${button({
          text: 'Take the signature back',
          kind: 'secondary',
          name: 'state',
          value: 'withdrawn',
        })}`,
    })}
  </section>`

const addForm = ({ csrf, mayAdd, refusals, typed, shown }: ConstitutionView): Content =>
  mayAdd &&
  details({
    summaryText: 'Add a version',
    open: refusals.some(({ where }) => ['title', 'text', 'from'].includes(where ?? '')),
    html: form({
      action: '/members/constitution',
      csrf,
      body: html`${textInput({
        name: 'title',
        label: 'Title',
        value: typed.title || (shown?.title ?? ''),
        error: errorAt(refusals, 'title'),
      })}
      ${textArea({
        name: 'text',
        label: 'Text',
        rows: 12,
        value: typed.text || (shown?.text ?? ''),
        error: errorAt(refusals, 'text'),
      })}
      ${dateInput({
        name: 'from',
        label: 'In force from',
        value: typed.from,
        error: errorAt(refusals, 'from'),
      })}
      ${button({ text: 'Add this version' })}`,
    }),
  })

const signatures = ({ shown, members, practice }: ConstitutionView): Content =>
  shown !== null &&
  dataTable<{ code: string; signature: Signature | undefined }>({
    caption: 'Signatures',
    captionSize: 'm',
    rows: members.map((code) => ({
      code,
      signature: shown.signatures.find((each) => each.practice === code),
    })),
    columns: [
      { heading: 'Practice', cell: ({ code }) => practice(code) },
      {
        heading: 'Signed',
        cell: ({ signature }) =>
          signature === undefined
            ? 'Not yet'
            : signature.state === 'withdrawn'
              ? `Taken back ${formatDate(signature.on)}`
              : formatDate(signature.on),
      },
      { heading: 'By', cell: ({ signature }) => signature?.signedBy ?? '' },
    ],
  })

/** A version of the constitution, who has signed it, and the forms to sign and to add one. */
export const constitutionPage = (view: ConstitutionView): Html => {
  const { shown, versions, refusals } = view
  return page({
    title: 'Constitution',
    section: 'members',
    breadcrumbs: [{ text: 'Members', href: '/members' }],
    body: html`${errorSummary(refusals)}
      <div class="steward-lead">
        <h1 class="nhsuk-heading-l">${shown?.title ?? 'Constitution'}</h1>
        <p class="steward-says">${says(view)}</p>
      </div>
      ${(shown?.text ?? '').split(/\n\s*\n/).map((text) => text.trim() !== '' && html`<p>${text}</p>`)}
      ${
        versions.length > 1 &&
        html`<p>
          Versions:
          ${versions.map(
            ({ version }) =>
              html`<a class="nhsuk-link" href="/members/constitution?version=${version}"
                >${version}</a
              > `,
          )}
        </p>`
      }
      ${signForm(view)} ${addForm(view)} ${signatures(view)}`,
  })
}
