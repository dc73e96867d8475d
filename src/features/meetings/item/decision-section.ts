import type { Refusal } from '../../../core/refusal.ts'
import { textOf, typedDate, type FormBody } from '../../../ui/form-body.ts'
import { button, dateInput, errorAt, form, radios, select, textArea } from '../../../ui/form.ts'
import { html, type Content, type Html } from '../../../ui/html.ts'
import { readOptions, stateWords, type Decision } from '../../decisions/decisions.ts'
import type { Item } from '../store/items.ts'
import { referredTo, type Judgement } from '../sitting/judgement.ts'
import type { Voter } from './voters.ts'

export type DecisionSectionView = {
  item: Item
  judgement: Judgement
  decision: Decision | null
  voters: readonly Voter[]
  keeper: boolean
  /** Why it cannot be decided now, and where that is put right. */
  barred: (Refusal & { href: string }) | null
  csrf: string
  refusals: readonly Refusal[]
  typed: FormBody
}

const written = ({ refusals, typed }: DecisionSectionView): Html =>
  html`${textArea({
    name: 'reason',
    label: 'Reason, as the public will read it',
    labelSize: 's',
    value: textOf(typed, 'reason'),
    error: errorAt(refusals, 'reason'),
    rows: 3,
  })}`

const voted = (view: DecisionSectionView): Html => {
  const { item, refusals, typed, voters, judgement } = view
  const several = textOf(typed, 'options')
  const options = readOptions(several).options.map(({ key, text }) => ({ value: key, text }))
  return html`${textArea({
      name: 'proposal',
      label: 'What was proposed?',
      labelSize: 's',
      value: textOf(typed, 'proposal') || item.about,
      error: errorAt(refusals, 'proposal'),
      rows: 3,
    })}
    ${textArea({
      name: 'options',
      label: 'Options, if it was more than agreeing or not',
      labelSize: 's',
      hint: 'Two to eight, one on each line. Leave it empty for a plain “agree” or “do not agree”.',
      value: several,
      error: errorAt(refusals, 'options'),
      rows: 3,
    })}
    <button
      class="nhsuk-button nhsuk-button--secondary nhsuk-button--small"
      data-module="nhsuk-button"
      type="submit"
      name="step"
      value="options"
    >
      Use these options below
    </button>
    ${radios({
      name: 'how',
      label: 'How was it decided?',
      labelSize: 's',
      value: textOf(typed, 'how'),
      error: errorAt(refusals, 'how'),
      items: [
        { value: 'together', text: 'Agreed by everyone who may decide' },
        { value: 'vote', text: 'By a vote', hint: 'Note each vote below.' },
      ],
    })}
    ${
      several !== '' &&
      select({
        name: 'agreed',
        label: 'What everyone agreed on, where there was no vote',
        value: textOf(typed, 'agreed'),
        error: errorAt(refusals, 'agreed'),
        items: [{ value: '', text: 'Choose an option' }, ...options],
      })
    }
    <details class="nhsuk-details" ${textOf(typed, 'how') === 'vote' && html` open`}>
      <summary class="nhsuk-details__summary">
        <span class="nhsuk-details__summary-text"
          >Votes (${judgement.body.ballot.title.toLowerCase()})</span
        >
      </summary>
      <div class="nhsuk-details__text">
        ${voters.map(({ voter, name }, i) =>
          select({
            name: `vote-${i}`,
            label: name,
            value: textOf(typed, `vote-${i}`),
            error: errorAt(refusals, `vote-${i}`),
            items: [
              { value: 'none', text: 'Did not vote' },
              ...options,
              { value: 'abstain', text: 'Abstained' },
            ],
            hint: voter.startsWith('practice:') ? 'One vote for the practice.' : undefined,
          }),
        )}
        ${
          judgement.body.ballot.castingVote &&
          select({
            name: 'casting',
            label: 'Casting vote of whoever presides, if the votes are level',
            value: textOf(typed, 'casting'),
            error: errorAt(refusals, 'casting'),
            items: [{ value: '', text: 'None' }, ...options],
          })
        }
      </div>
    </details>
    ${written(view)}
    ${textArea({
      name: 'binds',
      label: 'What does it bind?',
      labelSize: 's',
      hint: 'Whom, to what, from when. Leave it empty if nothing.',
      value: textOf(typed, 'binds'),
      error: errorAt(refusals, 'binds'),
      rows: 2,
    })}
    ${dateInput({
      name: 'review',
      label: 'When is it to be looked at again, if at all?',
      labelSize: 's',
      value: typedDate(typed, 'review'),
      error: errorAt(refusals, 'review'),
    })}
    ${button({ text: 'Record the decision' })}`
}

const referred = (view: DecisionSectionView): Html =>
  html`<p>
      It cannot be decided here: those who may decide are not quorate. Recording it sends it on to:
      <strong>${referredTo(view.judgement)}</strong>.
    </p>
    ${written(view)} ${button({ text: 'Record that it goes there' })}`

/** What came of an item for decision, or the form to record it. */
export const decisionSection = (view: DecisionSectionView): Content => {
  const { item, decision, keeper, judgement, barred, csrf } = view
  if (item.purpose !== 'decision') return false
  if (decision)
    return html`<section class="steward-section" id="decision">
      <h2 class="nhsuk-heading-m">Decision</h2>
      <p>
        <strong>${stateWords(decision)}</strong>.
        <a class="nhsuk-link" href="/decisions/${decision.id}">The decision and its reason</a>
      </p>
    </section>`
  if (!keeper) return false
  return html`<section class="steward-section" id="decision">
    <h2 class="nhsuk-heading-m">Decision</h2>
    ${
      barred
        ? html`<p>
            ${barred.message} <a class="nhsuk-link" href="${barred.href}">${barred.remedy}</a>
          </p>`
        : judgement.ruled
          ? form({
              action: `/meetings/items/${item.id}/decision`,
              csrf,
              body: judgement.standing.outcome === 'quorate' ? voted(view) : referred(view),
            })
          : html`<p>First the chair decides about each interest above.</p>`
    }
  </section>`
}
