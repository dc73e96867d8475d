import { explainQuorum } from './explain.ts'
import { isOf, type Crowd, type Member, type Quorum } from './rule.ts'

/** What became of a rule, or of one condition of it. */
export type QuorumVerdict = {
  kind: Quorum['kind']
  met: boolean
  /** The condition in words. */
  says: string
  /** How many who count are there; null where conditions are joined. */
  have: number | null
  /** How many are needed; null where conditions are joined. */
  need: number | null
  parts: readonly QuorumVerdict[]
}

const count = (people: readonly Member[], crowd: Crowd): number =>
  people.filter((member) => isOf(member, crowd)).length

/** The fewest whole people that reach a share of a number, or exceed it where it must be exceeded. */
const needed = (numerator: number, denominator: number, of: number, strictly: boolean): number =>
  strictly
    ? Math.floor((numerator * of) / denominator) + 1
    : Math.ceil((numerator * of) / denominator)

/**
 * Whether those who count make a quorum. Counts are of `counting`; a share is of everyone in
 * `members`, whether there or not; a majority is among the voting members who count. A person who
 * may not decide an item must not be among `counting` (standing orders: no longer counts).
 */
export const evaluateQuorum = (
  rule: Quorum,
  members: readonly Member[],
  counting: readonly Member[],
): QuorumVerdict => {
  const says = explainQuorum(rule)
  const number = (have: number, need: number): QuorumVerdict => ({
    kind: rule.kind,
    met: have >= need,
    says,
    have,
    need,
    parts: [],
  })
  if (rule.kind === 'at least') return number(count(counting, rule.of), rule.count)
  if (rule.kind === 'share') {
    const { numerator, denominator } = rule.share
    const need = needed(numerator, denominator, count(members, rule.of), rule.strictly)
    return number(count(counting, rule.of), need)
  }
  if (rule.kind === 'majority') {
    const voting = counting.filter((member) => member.voting)
    return number(count(voting, rule.of), needed(1, 2, voting.length, true))
  }
  const parts = rule.parts.map((part) => evaluateQuorum(part, members, counting))
  const met = rule.kind === 'all' ? parts.every((part) => part.met) : parts.some((part) => part.met)
  return { kind: rule.kind, met, says, have: null, need: null, parts }
}

/** The conditions that are not met; alternatives count as one. */
export const missingOf = (verdict: QuorumVerdict): readonly QuorumVerdict[] => {
  if (verdict.met) return []
  return verdict.kind === 'all' ? verdict.parts.flatMap(missingOf) : [verdict]
}
