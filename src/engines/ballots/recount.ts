import type { Ballot, BallotOutcome, BallotRules } from './ballot.ts'

/**
 * The same ballot counted another way, elector by elector with shares compared as cross products
 * and nothing rounded: what people will argue about is worked out twice. Holds a sound ballot.
 */
export const recountBallot = (ballot: Ballot, rules: BallotRules): BallotOutcome => {
  const piles = new Map<string, bigint>(ballot.options.map((option) => [option, 0n]))
  let [entitled, voted, forAny] = [0n, 0n, 0n]
  for (const { voter, patients } of ballot.electors) {
    const weight = rules.method === 'weighted by list' ? patients : 1n
    entitled += weight
    for (const vote of ballot.votes) {
      if (vote.voter !== voter) continue
      voted += weight
      if (vote.option === null) continue
      forAny += weight
      piles.set(vote.option, (piles.get(vote.option) ?? 0n) + weight)
    }
  }
  const { turnout, majority } = rules
  if (voted === 0n || voted * BigInt(turnout.denominator) < entitled * BigInt(turnout.numerator))
    return { kind: 'turnout too small' }
  const ordered = [...piles].sort(([, one], [, other]) =>
    one === other ? 0 : one > other ? -1 : 1,
  )
  const [first, second] = ordered
  if (!first || !second) return { kind: 'no majority' }
  const reaches = (weight: bigint, extra: bigint): boolean => {
    const left = (weight + extra) * BigInt(majority.share.denominator)
    const of = majority.of === 'votes cast' ? forAny + extra : entitled
    const right = of * BigInt(majority.share.numerator)
    return left > right || (left === right && !majority.strictly)
  }
  if (first[1] !== second[1])
    return reaches(first[1], 0n)
      ? { kind: 'decided', option: first[0], byCastingVote: false }
      : { kind: 'no majority' }
  const level = ordered.filter(([, weight]) => weight === first[1]).map(([option]) => option)
  return rules.castingVote &&
    ballot.casting !== null &&
    level.includes(ballot.casting) &&
    reaches(first[1], 1n)
    ? { kind: 'decided', option: ballot.casting, byCastingVote: true }
    : { kind: 'level', options: level }
}
