import { gammaTails } from '../statistics/distributions/gamma.ts'

/** Ratios of observed to expected, drawn towards their mean by how little each can tell. */
export type ShrunkenRatio = {
  /** The ratio after shrinkage. */
  value: number
  /** What the practice's own ratio counts for, 0 to 1. */
  weight: number
  /** Variance that is the practice's own, and the part it shares with all through the mean. */
  ownVariance: number
  sharedVariance: number
}

/** The mean ratio of a set of practices, and the variance between true ratios beyond chance. */
export type Prior = { mean: number; variance: number; ofMean: number }

const fewestEvents = 30

/**
 * Mean ratio and variance between practices beyond chance, by moments, in events (counts ÷ dispersion).
 * With fewer than 30 events in all no difference can be told from chance, and v is nought.
 * m = ΣO ÷ ΣE, v = max(0, (ΣE(r − m)² − (I − 1)m) ÷ (ΣE − ΣE² ÷ ΣE)). One practice may be left out.
 * Source: as shrinkRatios (Clayton and Kaldor 1987, Marshall 1991).
 */
export const priorOf = (
  observed: Float64Array,
  expected: Float64Array,
  dispersion: number,
  without = -1,
): Prior => {
  let [o, e, squares, n] = [0, 0, 0, 0]
  const each = (work: (count: number, base: number) => void): void => {
    for (let p = 0; p < observed.length; p++) {
      const base = (expected[p] ?? 0) / dispersion
      if (p !== without && base > 0) work((observed[p] ?? 0) / dispersion, base)
    }
  }
  each((count, base) => {
    o += count
    e += base
    squares += base * base
    n++
  })
  if (e === 0) return { mean: 0, variance: 0, ofMean: 0 }
  const mean = o / e
  let spread = 0
  each((count, base) => (spread += base * (count / base - mean) ** 2))
  const room = e - squares / e
  const variance = room > 0 && e >= fewestEvents ? Math.max(0, (spread - (n - 1) * mean) / room) : 0
  let precision = 0
  if (mean > 0) each((_, base) => (precision += 1 / (variance + mean / base)))
  return { mean, variance, ofMean: precision > 0 ? 1 / precision : 0 }
}

/** One practice's ratio drawn towards the mean of the prior; the mean itself where nothing is expected. */
export const shrink = (
  prior: Prior,
  observed: number,
  expected: number,
  dispersion: number,
): ShrunkenRatio => {
  const { mean, variance, ofMean } = prior
  const events = expected / dispersion
  if (!(events > 0) || mean === 0)
    return { value: mean, weight: 0, ownVariance: 0, sharedVariance: ofMean }
  const weight = variance / (variance + mean / events)
  const value = mean + weight * (observed / expected - mean)
  return {
    value,
    weight,
    ownVariance: (weight * value) / events,
    sharedVariance: (1 - weight) ** 2 * ofMean,
  }
}

/** The chance that a shrunken ratio truly lies above a benchmark ratio that is itself uncertain: a gamma law of its mean and variance. */
export const chanceAbove = (
  { value, ownVariance, sharedVariance }: ShrunkenRatio,
  benchmark: number,
  benchmarkVariance = 0,
): number => {
  const variance = ownVariance + sharedVariance + benchmarkVariance
  if (value <= 0) return 0
  if (variance === 0) return value > benchmark ? 1 : 0
  const shape = (value * value) / variance
  return gammaTails(shape, (benchmark * shape) / value).upper
}
