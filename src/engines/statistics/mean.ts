import { studentQuantile } from './distributions/beta.ts'
import { outerShare, type Interval, type Withheld } from './interval.ts'

export type MeanInterval = Interval & { deviation: number; values: number }

/**
 * Mean with its limits: x̄ ± t(n − 1) s ÷ √n, s the sample standard deviation.
 * Withheld with fewer than two values: one value has no spread of its own.
 * Source: APHO Technical Briefing 3 (2008).
 */
export const mean = (values: readonly number[], confidence = 0.95): MeanInterval | Withheld => {
  const n = values.length
  if (n < 2) return { withheld: 'fewer than two values' }
  const value = values.reduce((sum, x) => sum + x, 0) / n
  const squares = values.reduce((sum, x) => sum + (x - value) ** 2, 0)
  const deviation = Math.sqrt(squares / (n - 1))
  const half = (studentQuantile(outerShare(confidence), n - 1, 'upper') * deviation) / Math.sqrt(n)
  return { value, lower: value - half, upper: value + half, deviation, values: n }
}
