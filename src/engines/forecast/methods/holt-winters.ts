import { leastSquares } from '../../statistics/models/linear-model.ts'
import { type Ahead, sum } from './ahead.ts'

export type Smoothing = { alpha: number; beta: number; gamma: number }

export type HoltWinters = Ahead & {
  start: { level: number; trend: number; seasons: number[] }
  end: { level: number; trend: number; seasons: number[] }
  squares: number
}

/** Level, trend and season of the first two years: centred means over twelve months, and what is left. */
const startOf = (values: readonly number[]): HoltWinters['start'] => {
  const centre = Array.from({ length: 12 }, (_, i) => {
    const inner = sum(values, i + 1, i + 12)
    return (inner + ((values[i] ?? 0) + (values[i + 12] ?? 0)) / 2) / 12
  })
  const { coefficients } = leastSquares(
    centre.map((_, i) => [1, i + 1]),
    centre,
  )
  // The centred mean i stands at month i + 6, so each calendar month is met once in two years.
  const figure = Array.from({ length: 12 }, (_, place) => {
    const i = (place + 6) % 12
    return (values[i + 6] ?? 0) - (centre[i] ?? 0)
  })
  const mean = sum(figure) / 12
  return {
    level: coefficients[0] ?? NaN,
    trend: coefficients[1] ?? NaN,
    seasons: figure.map((value) => value - mean),
  }
}

/**
 * Additive Holt–Winters smoothing with given constants, started from the first two years.
 *
 * level ← α (y − season) + (1 − α)(level + trend); trend ← β × change of level + (1 − β) trend;
 * season ← γ (y − level) + (1 − γ) season. Variance h months ahead: s² (1 + Σ ψ²), j from 1 to h − 1,
 * ψ = α (1 + j β), and γ (1 − α) more each twelfth month. Needs 25 months.
 * Source: Holt 1957, Winters 1960; Chatfield and Yar 1991 for the variance.
 */
export const holtWinters = (
  values: readonly number[],
  { alpha, beta, gamma }: Smoothing,
  ahead: number,
): HoltWinters => {
  const start = startOf(values)
  let { level, trend } = start
  const seasons = [...start.seasons]
  const residuals: number[] = []
  for (let t = 12; t < values.length; t++) {
    const value = values[t] ?? NaN
    const season = seasons[t % 12] ?? 0
    residuals.push(value - (level + trend + season))
    const next = alpha * (value - season) + (1 - alpha) * (level + trend)
    trend = beta * (next - level) + (1 - beta) * trend
    level = next
    seasons[t % 12] = gamma * (value - level) + (1 - gamma) * season
  }
  const mean = sum(residuals) / residuals.length
  const variance = residuals.reduce((all, e) => all + (e - mean) ** 2, 0) / (residuals.length - 1)
  const to = Array.from({ length: ahead }, (_, i) => i + 1)
  const psi = to.map((j) => alpha * (1 + j * beta) + (j % 12 === 0 ? gamma * (1 - alpha) : 0))
  const next = Array.from({ length: 12 }, (_, i) => seasons[(values.length + i) % 12] ?? 0)
  return {
    mean: to.map((h) => level + h * trend + (next[(h - 1) % 12] ?? 0)),
    errors: to.map((h) =>
      Math.sqrt(variance * (1 + psi.slice(0, h - 1).reduce((all, p) => all + p * p, 0))),
    ),
    freedom: Infinity,
    start,
    end: { level, trend, seasons: next },
    squares: residuals.reduce((all, e) => all + e * e, 0),
  }
}
