import { leastSquares, multiply, transpose } from '../../statistics/models/linear-model.ts'

/** A form of exponential smoothing with additive error: which parts it has, and its constants. */
export type Form = { trend: boolean; season: boolean; alpha: number; beta: number; gamma: number }

/**
 * A form of smoothing as matrices. With its constants fixed, and its starting states those that make
 * the squares of its one-step errors least, both the errors and the forecast are linear in the series.
 */
export type SmoothingMap = {
  form: Form
  months: number
  ahead: number
  /** One-step errors = this × series, months × months, row by row. */
  errors: Float64Array
  /** Months ahead = this × series, ahead × months, row by row. */
  forecast: Float64Array
  /** Constants and states that were fitted, and the variance of the errors, as AICc counts them. */
  parameters: number
  /** Variance of each month ahead, and of their sum, as multiples of the one-step variance. */
  spread: number[]
  sumSpread: number
}

const statesOf = ({ trend, season }: Form): number => 1 + (trend ? 1 : 0) + (season ? 11 : 0)

type Run = { errors: Float64Array; ahead: Float64Array }

/** The recursion over a series from given states: l, b, and twelve seasons that add to nought. */
const run = (form: Form, series: Float64Array, states: readonly number[], ahead: number): Run => {
  const { alpha, beta, gamma, trend, season } = form
  let level = states[0] ?? 0
  let slope = trend ? (states[1] ?? 0) : 0
  const free = season ? states.slice(trend ? 2 : 1) : []
  const seasons = season ? [...free, -free.reduce((all, s) => all + s, 0)] : []
  const errors = new Float64Array(series.length)
  for (let t = 0; t < series.length; t++) {
    const own = season ? (seasons[t % 12] ?? 0) : 0
    const error = (series[t] ?? 0) - level - slope - own
    errors[t] = error
    level += slope + alpha * error
    slope += trend ? beta * error : 0
    if (season) seasons[t % 12] = own + gamma * error
  }
  return {
    errors,
    ahead: Float64Array.from(
      { length: ahead },
      (_, i) => level + (i + 1) * slope + (season ? (seasons[(series.length + i) % 12] ?? 0) : 0),
    ),
  }
}

/** Effect of one month's error on the forecast made of the month j later. */
const weight = ({ alpha, beta, gamma, trend, season }: Form, j: number): number =>
  alpha + (trend ? beta * j : 0) + (season && j % 12 === 0 ? gamma : 0)

const spreadOf = (form: Form, ahead: number): { each: number[]; total: number } => {
  const each = Array.from({ length: ahead }, (_, h) => {
    let all = 1
    for (let j = 1; j <= h; j++) all += weight(form, j) ** 2
    return all
  })
  // The error of month k is in that month once and in each later one by its weight.
  let total = 0
  for (let k = 0; k < ahead; k++) {
    let own = 1
    for (let j = 1; j < ahead - k; j++) own += weight(form, j)
    total += own ** 2
  }
  return { each, total }
}

/**
 * The matrices of a form over so many months of history and ahead. Needs more months than states.
 * Source: Hyndman, Koehler, Ord and Snyder 2008, chapters 2, 5 and 6 (innovations form, class 1).
 */
export const smoothingMap = (form: Form, months: number, ahead: number): SmoothingMap => {
  const count = statesOf(form)
  const silence = new Float64Array(months)
  const byState = Array.from({ length: count }, (_, s) =>
    run(
      form,
      silence,
      Array.from({ length: count }, (__, i) => (i === s ? 1 : 0)),
      ahead,
    ),
  )
  const byMonth = Array.from({ length: months }, (_, m) => {
    const one = new Float64Array(months)
    one[m] = 1
    return run(form, one, [], ahead)
  })
  const design = Array.from({ length: months }, (_, t) =>
    byState.map(({ errors }) => -(errors[t] ?? 0)),
  )
  const raw = Array.from({ length: months }, (_, t) => byMonth.map(({ errors }) => errors[t] ?? 0))
  const { inverse } = leastSquares(
    design,
    Array.from({ length: months }, () => 0),
  )
  const states = multiply(multiply(inverse, transpose(design)), raw)
  const fitted = multiply(design, states)
  const errors = new Float64Array(months * months)
  const forecast = new Float64Array(ahead * months)
  for (let m = 0; m < months; m++) {
    for (let t = 0; t < months; t++)
      errors[t * months + m] = (raw[t]?.[m] ?? 0) - (fitted[t]?.[m] ?? 0)
    for (let h = 0; h < ahead; h++) {
      let all = byMonth[m]?.ahead[h] ?? 0
      for (let s = 0; s < count; s++) all += (byState[s]?.ahead[h] ?? 0) * (states[s]?.[m] ?? 0)
      forecast[h * months + m] = all
    }
  }
  const { each, total } = spreadOf(form, ahead)
  return {
    form,
    months,
    ahead,
    errors,
    forecast,
    parameters: count + 2 + (form.trend ? 1 : 0) + (form.season ? 1 : 0),
    spread: each,
    sumSpread: total,
  }
}

const tiny = 1e-4
const alphas = [tiny, 0.1, 0.25, 0.5, 0.8]

/** The forms that are tried: short lists of constants, with and without trend and season. */
export const forms = (months: number): Form[] => [
  ...alphas.map((alpha) => ({ trend: false, season: false, alpha, beta: 0, gamma: 0 })),
  ...[tiny, 0.15, 0.4].flatMap((alpha) =>
    [tiny, 0.05].map((beta) => ({
      trend: true,
      season: false,
      alpha,
      beta: Math.min(beta, alpha),
      gamma: 0,
    })),
  ),
  ...(months < 24
    ? []
    : [false, true].flatMap((trend) =>
        [tiny, 0.1, 0.25, 0.5].flatMap((alpha) =>
          [tiny, 0.2].map((gamma) => ({ trend, season: true, alpha, beta: tiny, gamma })),
        ),
      )),
]
