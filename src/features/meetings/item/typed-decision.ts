import type { Refusal } from '../../../core/refusal.ts'
import { dateOf, isEmptyDate, textOf, typedDate, type FormBody } from '../../../ui/form-body.ts'
import {
  plainOptions,
  readOptions,
  type AtMeeting,
  type Option,
} from '../../decisions/decisions.ts'
import { handlingWords } from '../../interests/interests.ts'
import { referredTo, type Judgement } from '../sitting/judgement.ts'
import type { Sitting } from '../sitting/sitting.ts'
import type { Item } from '../store/items.ts'
import { needs, wrong } from '../words.ts'
import type { Voter } from './voters.ts'

/** Votes as typed, by voter; all for what everyone agreed on: the proposal itself, or one of several options. */
export const readVotes = (
  body: FormBody,
  voters: readonly Voter[],
  options: readonly Option[],
): { votes: Map<string, string | null>; refusals: readonly Refusal[] } => {
  const how = textOf(body, 'how')
  const there = voters.filter((voter) => voter.there)
  const isOption = (choice: string): boolean => options.some(({ key }) => key === choice)
  if (how === 'together') {
    const agreed = options === plainOptions ? 'for' : textOf(body, 'agreed')
    return isOption(agreed)
      ? { votes: new Map(there.map(({ voter }) => [voter, agreed])), refusals: [] }
      : {
          votes: new Map(),
          refusals: [wrong('agreed', 'It is not said what was agreed on.', 'Choose an option.')],
        }
  }
  if (how !== 'vote') {
    const refusal = wrong('how', 'It is not said how it was decided.', 'Choose one.')
    return { votes: new Map(), refusals: [refusal] }
  }
  const votes = new Map<string, string | null>()
  for (const [i, { voter }] of there.entries()) {
    const choice = textOf(body, `vote-${i}`)
    if (choice === 'abstain') votes.set(voter, null)
    else if (isOption(choice)) votes.set(voter, choice)
    else if (choice !== '' && choice !== 'none')
      return {
        votes: new Map(),
        refusals: [
          wrong(`vote-${i}`, 'This vote is for none of the options above.', 'Choose one of them.'),
        ],
      }
  }
  return votes.size > 0
    ? { votes, refusals: [] }
    : { votes, refusals: [wrong('vote-0', 'No vote is noted.', 'Note how each voted.')] }
}

/** What a form of a decision says, as it is recorded; or what is wrong with it. */
export const readDecision = (
  body: FormBody,
  sitting: Sitting,
  item: Item,
  judgement: Judgement,
  voters: readonly Voter[],
): { made: AtMeeting; refusals: readonly Refusal[] } => {
  const { today, meeting } = sitting
  const [reason, binds] = [textOf(body, 'reason'), textOf(body, 'binds')]
  const isQuorate = judgement.standing.outcome === 'quorate'
  const proposal = isQuorate ? textOf(body, 'proposal') : item.about || item.title
  const typedReview = typedDate(body, 'review')
  const reviewOn = isEmptyDate(typedReview) ? null : dateOf(typedReview)
  const { options, refusals: wrongOptions } = readOptions(isQuorate ? textOf(body, 'options') : '')
  const { votes, refusals: wrongVotes } = readVotes(body, voters, options)
  const presiding = judgement.standing.presiding.person
  const casting = textOf(body, 'casting')
  const proposed = {
    body: judgement.body.key,
    title: item.title,
    proposal,
    options,
    subjects: item.subjects,
    meeting: meeting.id,
    item: item.id,
    closed: item.closed,
  }
  const setAside = judgement.conflicts
    .filter(({ ruling }) => ruling !== null && ruling.handling !== 'note')
    .map(({ name, ruling }) => ({
      name,
      handling: handlingWords[ruling?.handling ?? 'leave'],
      reason: ruling?.reason ?? '',
    }))
  const base = { proposal: proposed, body: judgement.body, today, reason, setAside }
  const made: AtMeeting = isQuorate
    ? {
        ...base,
        binds: binds === '' ? null : binds,
        reviewOn,
        did: 'voted',
        roll: voters.map(({ voter, name, person, practice, patients }) => ({
          voter,
          name,
          person,
          practice,
          patients,
        })),
        votes,
        casting: casting === '' ? null : { voter: `person:${presiding ?? 0}`, choice: casting },
      }
    : { ...base, binds: null, reviewOn: null, did: 'referred', referredTo: referredTo(judgement) }
  return {
    made,
    refusals: [
      ...needs(reason, 'reason', 'The reason', 2000),
      ...(isQuorate
        ? [
            ...needs(proposal, 'proposal', 'The proposal', 5000),
            ...(wrongOptions.length > 0 ? wrongOptions : wrongVotes),
            ...(binds === '' ? [] : needs(binds, 'binds', 'What it binds', 2000)),
            ...(!isEmptyDate(typedReview) && (reviewOn === null || reviewOn < today)
              ? [wrong('review', 'The day is not one from today on.', 'Write day, month, year.')]
              : []),
            ...(casting !== '' && !options.some(({ key }) => key === casting)
              ? [wrong('casting', 'The casting vote is for none of the options.', 'Choose one.')]
              : []),
            ...(casting !== '' && presiding === null
              ? [wrong('casting', 'Nobody presides by office.', 'Leave the casting vote out.')]
              : []),
          ]
        : []),
    ],
  }
}
