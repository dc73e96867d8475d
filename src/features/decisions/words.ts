import { formatDate } from '../../core/month.ts'
import { formatCount } from '../../ui/money.ts'
import { outcomeWords } from './outcome/settlement.ts'
import type { Decision, Standing } from './store.ts'
import type { Option } from './tables.ts'

const plainWords = {
  open: 'Open to votes',
  'no majority': 'No decision: no majority',
  withdrawn: 'Withdrawn',
  replaced: 'Replaced by a later decision',
} as const

/** Where a decision stands, in a few words for the log. */
export const stateWords = ({ now, options }: Pick<Decision, 'now' | 'options'>): string => {
  const choice = options.find(({ key }) => key === now.choice)?.text
  if (now.state === 'decided')
    return choice === 'Agree' ? 'Agreed' : choice === 'Do not agree' ? 'Not agreed' : `${choice}`
  return now.state === 'referred'
    ? `Not decided here: referred to ${now.referredTo ?? 'another body'}`
    : plainWords[now.state]
}

/** The count of a decision in sentences: by what rule, what came of it, and how far it was from it. */
export const tallySentences = (
  { tally }: Pick<Standing, 'tally'>,
  options: readonly Option[],
): readonly string[] => {
  if (!tally) return []
  const { entitled, turnout, needed, abstentions } = tally
  const weighed = String(entitled.votes) !== entitled.weight
  const unit = weighed ? 'registered patients' : 'votes'
  const number = (text: string): string => formatCount(BigInt(text))
  return [
    `${tally.title}. ${formatCount(turnout.votes)} of ${formatCount(entitled.votes)} entitled voted${abstentions > 0 ? `, ${abstentions} of them to abstain` : ''}.`,
    `${number(needed)} ${unit} were needed: ${outcomeWords(tally.outcome, options)}.`,
    ...(BigInt(turnout.weight) < BigInt(turnout.needed)
      ? [
          `The turnout had to reach ${number(turnout.needed)} ${unit}; it was ${number(turnout.weight)}.`,
        ]
      : []),
  ]
}

/** A decision in one sentence, for minutes: what, what came of it, why. */
export const minuteOf = (decision: Decision): string => {
  const { now, title } = decision
  const [, count] = tallySentences(now, decision.options)
  return [
    `${stateWords(decision)}: ${title}.`,
    count ?? '',
    `Reason: ${now.reason}`,
    now.binds === null ? '' : `It binds: ${now.binds}`,
    now.reviewOn === null ? '' : `To be looked at again on ${formatDate(now.reviewOn)}.`,
  ]
    .filter((part) => part !== '')
    .join(' ')
}
