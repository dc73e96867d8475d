import { xmr } from '../../../engines/statistics/xmr.ts'

/**
 * What is said about the figures, decided by rule: when a month is unusual, and which few differences
 * are worth a question. Never a verdict: age, illness and need are not allowed for here.
 */

/** The range in which a monthly figure usually moves. */
export type UsualRange = { from: number; to: number }

const leastMonths = 12

/**
 * The natural process limits (XmR) of the months before the last, by which the last is judged; null
 * with fewer than 12 of them.
 */
export const usualRange = (values: readonly number[]): UsualRange | null => {
  const earlier = values.slice(0, -1)
  const [limits] = earlier.length < leastMonths ? [] : xmr(earlier)
  return limits ? { from: Math.max(0, limits.lower), to: limits.upper } : null
}

/** A count of lines held against what the group's rate gives for a list of the same size. */
export type Difference = { observed: number; expected: number; costPence: number }

const leastExpected = 10
/** How far practices differ from each other beyond chance, as a share of what is expected. */
const betweenPractices = 0.15
/** About one in a thousand by chance. */
const threshold = 3.1

/**
 * How far a count lies above what is expected, in standard deviations that hold both the chance of a
 * count (its Poisson variance) and the ordinary differences between practices (15% of the expected).
 */
export const distance = ({ observed, expected }: Difference): number =>
  (observed - expected) / Math.sqrt(expected + (betweenPractices * expected) ** 2)

/** The differences worth a question, largest cost first: beyond chance, upwards, and on enough lines. */
export const worthAsking = <T extends Difference>(differences: readonly T[], most: number): T[] =>
  differences
    .filter(
      (difference) => difference.expected >= leastExpected && distance(difference) >= threshold,
    )
    .sort((a, b) => excessCost(b) - excessCost(a))
    .slice(0, most)

const excessCost = ({ observed, expected, costPence }: Difference): number =>
  observed === 0 ? 0 : ((observed - expected) / observed) * costPence
