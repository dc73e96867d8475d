import type { Refusal } from '../../../core/refusal.ts'
import { purposes } from '../../../engines/conflicts/rules.ts'
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
import type { Person } from '../../interests/interests.ts'
import { purposeWords } from '../words.ts'
import type { TypedItem } from './typed.ts'

const hints = {
  decision: 'Those there are asked to decide. Interests are ruled on first.',
  assurance: 'Those there are asked whether they are satisfied.',
  information: 'Nothing is asked of those there.',
}

/** The form of an item: new, or to change one. */
export const itemFormPage = (view: {
  heading: string
  action: string
  back: { text: string; href: string }
  csrf: string
  refusals: readonly Refusal[]
  typed: TypedItem
  people: readonly Person[]
  /** Whether the item is there already, and so can be moved or taken off. */
  existing: boolean
}): Html => {
  const { heading, action, back, csrf, refusals, typed, people, existing } = view
  const error = (name: string): string | undefined => errorAt(refusals, name)
  return page({
    title: heading,
    section: 'meetings',
    breadcrumbs: [{ text: 'Meetings', href: '/meetings' }, back],
    body: html`${errorSummary(refusals)}
      <h1 class="nhsuk-heading-l">${heading}</h1>
      ${form({
        action,
        csrf,
        body: html`${textInput({
          name: 'title',
          label: 'Title',
          labelSize: 's',
          value: typed.title,
          error: error('title'),
        })}
        ${radios({
          name: 'purpose',
          label: 'What is it for?',
          labelSize: 's',
          value: typed.purpose,
          error: error('purpose'),
          items: purposes.map((purpose) => ({
            value: purpose,
            text: purposeWords[purpose],
            hint: hints[purpose],
          })),
        })}
        ${textArea({
          name: 'about',
          label: 'Summary',
          labelSize: 's',
          hint: 'What those there need to know before they open a paper. For a decision, what is proposed.',
          value: typed.about,
          error: error('about'),
          rows: 5,
        })}
        ${select({
          name: 'owner',
          label: 'Who leads it?',
          labelSize: 's',
          value: typed.owner,
          error: error('owner'),
          items: [
            { value: '', text: 'Not named' },
            ...people.map(({ id, name, post }) => ({
              value: String(id),
              text: `${name}, ${post}`,
            })),
          ],
        })}
        ${textInput({
          name: 'minutes',
          label: 'Minutes',
          labelSize: 's',
          width: 3,
          inputmode: 'numeric',
          value: typed.minutes,
          error: error('minutes'),
        })}
        ${textArea({
          name: 'organisations',
          label: 'Which providers or practices is it about?',
          labelSize: 's',
          hint: 'One on each line: a code, or a part of the name. Interests in them are found by this.',
          value: typed.organisations,
          error: error('organisations'),
          rows: 3,
        })}
        ${textArea({
          name: 'contracts',
          label: 'Which contracts?',
          labelSize: 's',
          hint: 'One on each line: the reference, and after a comma the code of the provider that holds it.',
          value: typed.contracts,
          error: error('contracts'),
          rows: 2,
        })}
        ${checkboxes({
          name: 'flags',
          label: 'Does any of this hold?',
          labelSize: 's',
          values: typed.flags,
          items: [
            {
              value: 'every-practice',
              text: 'It pays or binds every practice',
              hint: 'Then everybody who works in a practice has an interest.',
            },
            {
              value: 'sensitive',
              text: 'Its papers would help somebody with an interest',
              hint: 'A procurement, a price, a dispute. They are not given to whoever has an interest.',
            },
            {
              value: 'closed',
              text: 'It is for members alone',
              hint: 'The item is not shown to anybody else.',
            },
          ],
        })}
        ${
          existing &&
          textInput({
            name: 'position',
            label: 'Place on the agenda',
            labelSize: 's',
            width: 3,
            inputmode: 'numeric',
            value: typed.position,
            error: error('position'),
          })
        }
        ${button({ text: 'Save' })}
        ${existing && button({ text: 'Take it off the agenda', kind: 'warning', name: 'withdraw', value: 'yes' })}`,
      })}`,
  })
}
