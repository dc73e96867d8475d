import type { Random } from '../../../core/random.ts'
import { quantile } from '../../statistics/quantile.ts'
import { drawImpact, impactMean, impactVariance, type Impact } from './impact.ts'

/** One line of the register: it happens with a probability, and then costs its impact. */
export type Risk = { name: string; probability: number; impact: Impact }

/** Expected cost p m, and variance p v + p (1 − p) m². */
export const riskMoments = ({
  probability: p,
  impact,
}: Risk): { mean: number; variance: number } => {
  const [m, v] = [impactMean(impact), impactVariance(impact)]
  return { mean: p * m, variance: p * v + p * (1 - p) * m * m }
}

export type RegisterTotal = { mean: number; sd: number; chanceOfAny: number }

/** Mean and standard deviation of the sum of independent risks, and the chance that any happens. */
export const registerTotal = (risks: readonly Risk[]): RegisterTotal => {
  const moments = risks.map(riskMoments)
  return {
    mean: moments.reduce((sum, { mean }) => sum + mean, 0),
    sd: Math.sqrt(moments.reduce((sum, { variance }) => sum + variance, 0)),
    chanceOfAny: 1 - risks.reduce((none, { probability }) => none * (1 - probability), 1),
  }
}

/** Percentiles of the total by seeded simulation. */
export const simulateRegister = (
  risks: readonly Risk[],
  percentiles: readonly number[],
  runs: number,
  random: Random,
): number[] => {
  const totals = Float64Array.from({ length: runs }, () =>
    risks.reduce(
      (sum, { probability, impact }) =>
        random.next() < probability ? sum + drawImpact(impact, random) : sum,
      0,
    ),
  )
  const sorted = [...totals.sort()]
  return percentiles.map((p) => quantile(sorted, p))
}

/**
 * The exact distribution where each risk costs its most likely value or nothing: every total that
 * there can be, from the smallest, with its probability. Twice as many totals with every risk, so it
 * is for registers of up to about twenty.
 */
export const registerOfModes = (
  risks: readonly Risk[],
): { value: number; probability: number }[] => {
  let chances = new Map<number, number>([[0, 1]])
  for (const { probability, impact } of risks) {
    const next = new Map<number, number>()
    for (const [value, chance] of chances) {
      next.set(value, (next.get(value) ?? 0) + chance * (1 - probability))
      const happened = value + impact.mode
      next.set(happened, (next.get(happened) ?? 0) + chance * probability)
    }
    chances = next
  }
  return [...chances]
    .map(([value, probability]) => ({ value, probability }))
    .sort((a, b) => a.value - b.value)
}

/** The smallest total that is reached with at least a share p of chance. */
export const registerQuantile = (
  totals: readonly { value: number; probability: number }[],
  p: number,
): number => {
  let sum = 0
  return totals.find(({ probability }) => (sum += probability) >= p - 1e-12)?.value ?? NaN
}
