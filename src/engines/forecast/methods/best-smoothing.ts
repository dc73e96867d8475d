import { type SmoothingMap, forms, smoothingMap } from './smoothing.ts'

export type Smoothed = {
  map: SmoothingMap
  mean: Float64Array
  /** Σ of the squared one-step errors ÷ (months − fitted constants and states). */
  variance: number
  criterion: number
}

/** Matrices of the forms are made once for each length of history and of the time ahead. */
const made = new Map<string, SmoothingMap[]>()
const keep = 100

export const smoothingMaps = (months: number, ahead: number): SmoothingMap[] => {
  const key = `${months}/${ahead}`
  const known = made.get(key)
  if (known) return known
  const maps = forms(months)
    .map((form) => smoothingMap(form, months, ahead))
    .filter(({ parameters }) => months > parameters + 1)
  made.set(key, maps)
  const oldest = made.keys().next()
  if (made.size > keep && !oldest.done) made.delete(oldest.value)
  return maps
}

const squaresOf = (
  { errors, months }: SmoothingMap,
  series: Float64Array,
  least: number,
): number => {
  let squares = 0
  for (let t = 0; t < months; t++) {
    let error = 0
    const row = t * months
    for (let m = 0; m < months; m++) error += errors[row + m]! * series[m]!
    squares += error * error
    if (squares > least) return Infinity
  }
  return squares
}

/** Corrected information criterion: n ln(squares) + 2k + 2k(k + 1) ÷ (n − k − 1). Source: Hurvich and Tsai 1989. */
const penalty = (months: number, k: number): number => 2 * k + (2 * k * (k + 1)) / (months - k - 1)

/**
 * Exponential smoothing with additive error, its form and constants those of the forms tried with the
 * least AICc, its starting states by least squares. Withheld below eight months.
 */
export const bestSmoothing = (series: Float64Array, ahead: number): Smoothed | null => {
  const months = series.length
  let best: { map: SmoothingMap; squares: number; criterion: number } | null = null
  if (months < 8) return null
  for (const map of smoothingMaps(months, ahead)) {
    const cost = penalty(months, map.parameters)
    const least = best === null ? Infinity : Math.exp((best.criterion - cost) / months)
    const squares = squaresOf(map, series, least)
    const criterion = months * Math.log(Math.max(squares, Number.MIN_VALUE)) + cost
    if (best === null || criterion < best.criterion) best = { map, squares, criterion }
  }
  if (best === null) return null
  const { map, squares, criterion } = best
  const mean = new Float64Array(ahead)
  for (let h = 0; h < ahead; h++) {
    let all = 0
    for (let m = 0; m < months; m++) all += map.forecast[h * months + m]! * series[m]!
    mean[h] = all
  }
  return { map, mean, variance: squares / (months - map.parameters + 1), criterion }
}
