import type { Crowd, Fraction, Quorum } from './rule.ts'

const names = new Map([
  ['1/4', 'a quarter'],
  ['1/3', 'a third'],
  ['1/2', 'half'],
  ['2/3', 'two thirds'],
  ['3/4', 'three quarters'],
])

const shareWords = ({ numerator, denominator }: Fraction): string =>
  names.get(`${numerator}/${denominator}`) ?? `${(100 * numerator) / denominator}%`

const either = (words: readonly string[]): string =>
  words.length < 2
    ? words.join('')
    : `${words.slice(0, -1).join(', ')} or ${words[words.length - 1]}`

/** Whom a condition counts, in words: "lay members", "nurse or specialist". */
export const crowdWords = (crowd: Crowd, count: number): string => {
  const end = count === 1 ? '' : 's'
  if (crowd.kind === 'roles') return either(crowd.words.map((word) => `${word}${end}`))
  return `${crowd.kind === 'members' ? '' : `${crowd.kind} `}member${end}`
}

/** A quorum rule in words; a single condition reads back as the same rule. */
export const explainQuorum = (rule: Quorum): string => {
  if (rule.kind === 'all') return rule.parts.map(explainQuorum).join('; ')
  if (rule.kind === 'any') return `either ${rule.parts.map(explainQuorum).join(', or ')}`
  if (rule.kind === 'majority') return `${crowdWords(rule.of, 2)} in the majority`
  if (rule.kind === 'at least') return `at least ${rule.count} ${crowdWords(rule.of, rule.count)}`
  return `${rule.strictly ? 'more than' : 'at least'} ${shareWords(rule.share)} of ${crowdWords(rule.of, 2)}`
}
