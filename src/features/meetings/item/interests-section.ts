import type { Refusal } from '../../../core/refusal.ts'
import { handlings } from '../../../engines/conflicts/rules.ts'
import { textOf, type FormBody } from '../../../ui/form-body.ts'
import { button, errorAt, form, radios, select, textInput } from '../../../ui/form.ts'
import { html, joined, type Content, type Html } from '../../../ui/html.ts'
import { dataTable } from '../../../ui/table.ts'
import { handlingWords } from '../../interests/interests.ts'
import {
  presidingWords,
  standingWords,
  type ItemConflict,
  type Judgement,
} from '../sitting/judgement.ts'
import type { Sitting } from '../sitting/sitting.ts'

const grounds = ({ grounds: all }: ItemConflict): Html =>
  joined(
    all.map(({ says, kind, about }) => `${says} (${kind.toLowerCase()}; ${about})`),
    html`<br />`,
  )

const table = (conflicts: readonly ItemConflict[]): Html =>
  dataTable<ItemConflict>({
    caption: 'Interests in this item',
    captionSize: 'm',
    rows: conflicts,
    empty: 'Nobody who is there or expected has an interest in what this item names.',
    columns: [
      { heading: 'Who', cell: ({ name }) => name },
      { heading: 'Interest', cell: grounds },
      {
        heading: 'Proposed',
        cell: ({ proposal }) => (proposal === 'none' ? '–' : handlingWords[proposal]),
      },
      {
        heading: 'The chair decided',
        cell: ({ ruling }) =>
          ruling ? `${handlingWords[ruling.handling]}: ${ruling.reason}` : 'Not yet',
      },
    ],
  })

const choices = handlings.map((handling) => ({ value: handling, text: handlingWords[handling] }))

/** The form by which the chair’s decisions about interests are noted; never for an interest of one’s own. */
const rulingForm = (view: InterestsView): Content => {
  const { judgement, sitting, item, csrf, refusals, typed, me } = view
  const ruleable = judgement.conflicts.filter(({ person }) => person !== me)
  const others = sitting.present.filter(
    ({ person }) => person !== me && !judgement.conflicts.some((one) => one.person === person),
  )
  return html`<section class="steward-section">
    <h2 class="nhsuk-heading-m">What the chair decides</h2>
    ${form({
      action: `/meetings/items/${item}/rulings`,
      csrf,
      body: html`${ruleable.map(({ person, name, proposal, ruling, decider }) => {
        const proposed = proposal === 'none' ? '' : proposal
        return html`${radios({
          name: `handling-${person}`,
          label: name,
          labelSize: 's',
          hint:
            decider === null
              ? 'Neither chair nor deputy may rule on it: those who are there do.'
              : `Decided by ${sitting.names.get(decider) ?? 'the chair'}.`,
          value: textOf(typed, `handling-${person}`) || (ruling?.handling ?? proposed),
          error: errorAt(refusals, `handling-${person}`),
          items: choices,
        })}
        ${textInput({
          name: `reason-${person}`,
          label: `Reason, for ${name}`,
          value: textOf(typed, `reason-${person}`) || (ruling?.reason ?? ''),
          error: errorAt(refusals, `reason-${person}`),
        })}`
      })}
      ${
        others.length > 0 &&
        html`<details
          class="nhsuk-details"
          ${(errorAt(refusals, 'other') !== undefined || textOf(typed, 'other') !== '') && html` open`}
        >
          <summary class="nhsuk-details__summary">
            <span class="nhsuk-details__summary-text">Somebody else declared an interest here</span>
          </summary>
          <div class="nhsuk-details__text">
            ${select({
              name: 'other',
              label: 'Who?',
              value: textOf(typed, 'other'),
              error: errorAt(refusals, 'other'),
              items: [
                { value: '', text: 'Nobody else' },
                ...others.map(({ person, name }) => ({ value: String(person), text: name })),
              ],
            })}
            ${textInput({
              name: 'other-says',
              label: 'What is the interest?',
              value: textOf(typed, 'other-says'),
              error: errorAt(refusals, 'other-says'),
            })}
            ${select({
              name: 'other-handling',
              label: 'What does the chair decide?',
              value: textOf(typed, 'other-handling'),
              error: errorAt(refusals, 'other-handling'),
              items: choices,
            })}
            ${textInput({
              name: 'other-reason',
              label: 'Reason',
              value: textOf(typed, 'other-reason'),
              error: errorAt(refusals, 'other-reason'),
            })}
          </div>
        </details>`
      }
      ${button({ text: 'Save the chair’s decisions' })}`,
    })}
  </section>`
}

export type InterestsView = {
  item: number
  sitting: Sitting
  judgement: Judgement
  keeper: boolean
  me: number | null
  csrf: string
  refusals: readonly Refusal[]
  typed: FormBody
}

/** The interests in an item, how it stands with them, and for whoever keeps the agenda the chair’s decisions. */
export const interestsSection = (view: InterestsView): Html => {
  const { judgement, sitting, keeper } = view
  const presides = presidingWords(judgement, (person) => sitting.names.get(person) ?? '')
  const mine = keeper && judgement.conflicts.some(({ person }) => person === view.me)
  return html`<section class="steward-section" id="interests">
      ${table(judgement.conflicts)}
      ${standingWords(judgement).map((sentence) => html`<p>${sentence}</p>`)}
      ${presides && html`<p>${presides}</p>`}
      ${!judgement.ruled && html`<p class="steward-note">Until the chair has decided, this is as it would stand with what is proposed.</p>`}
      ${mine && html`<p class="steward-note">Your own interest is ruled on by somebody else.</p>`}
    </section>
    ${keeper && !sitting.decisions.some((one) => one.item === view.item) && (judgement.conflicts.length > 0 || sitting.present.length > 0) && rulingForm(view)}`
}
