import type { Limits } from './poisson-limits.ts'
import { rangeLimitFactor } from './xmr.ts'
import { median } from './charts/run-analysis.ts'

/** A count and its denominator in one period. */
export type Part = { count: number; of: number }

/** A value with limits at three standard deviations, and inner ones at two. */
export type ChartPoint = Limits & { value: number; inner: Limits }

/** A chart's centre and its points. */
export type ControlChart = { centre: number; points: ChartPoint[] }

/** Standard deviation of a normal law as a multiple of its mean moving range of two (d₂ = 1.128). */
const deviationOfRange = 1.128

const average = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length

const movingRanges = (values: readonly number[]): number[] =>
  values.slice(1).map((value, i) => Math.abs(value - (values[i] ?? value)))

const meanRange = (values: readonly number[], screening: boolean): number => {
  const ranges = movingRanges(values)
  const all = average(ranges)
  const kept = screening ? ranges.filter((range) => range < rangeLimitFactor * all) : ranges
  return kept.every((range) => range === 0) ? all : average(kept)
}

/** Limits at so many standard deviations, kept within the range of the values. */
const limitsAt = (
  centre: number,
  width: number,
  [lowest, highest]: readonly [number, number],
): Limits => ({
  lower: Math.max(lowest, centre - width),
  upper: Math.min(highest, centre + width),
})

const chart = (
  values: readonly number[],
  centre: number,
  deviations: readonly number[],
  range: readonly [number, number] = [0, Infinity],
): ControlChart => ({
  centre,
  points: values.map((value, i) => {
    const deviation = deviations[i] ?? NaN
    const inner = limitsAt(centre, 2 * deviation, range)
    return { value, ...limitsAt(centre, 3 * deviation, range), inner }
  }),
})

type Attribute = { highest: number; deviation: (centre: number, of: number) => number }
/** A share of people: limits by the binomial law, within 0 and 1. */
const shareOfPeople: Attribute = {
  highest: 1,
  deviation: (centre, of) => Math.sqrt((centre * (1 - centre)) / of),
}
/** Events for each of a denominator: limits by the Poisson law. */
const eventsFor: Attribute = {
  highest: Infinity,
  deviation: (centre, of) => Math.sqrt(centre / of),
}

const attributeChart = (
  parts: readonly Part[],
  { highest, deviation }: Attribute,
  widen: (values: readonly number[], centre: number, deviations: readonly number[]) => number,
): ControlChart => {
  const values = parts.map(({ count, of }) => count / of)
  const total = parts.reduce((sum, { of }) => sum + of, 0)
  const centre = parts.reduce((sum, { count }) => sum + count, 0) / total
  const own = parts.map(({ of }) => deviation(centre, of))
  const factor = widen(values, centre, own)
  return chart(
    values,
    centre,
    own.map((s) => s * factor),
    [0, highest],
  )
}

const byChance = (): number => 1
const laney =
  (screening: boolean) =>
  (values: readonly number[], centre: number, deviations: readonly number[]): number => {
    const scores = values.map((value, i) => (value - centre) / (deviations[i] ?? NaN))
    return meanRange(scores, screening) / deviationOfRange
  }

/** p chart: Σx/Σn ± 3√(p̄(1 − p̄)/n). Source: Montgomery, chapter 7. */
export const pChart = (parts: readonly Part[]): ControlChart =>
  attributeChart(parts, shareOfPeople, byChance)

/** u chart: Σx/Σn ± 3√(ū/n). Source: Montgomery, chapter 7. */
export const uChart = (parts: readonly Part[]): ControlChart =>
  attributeChart(parts, eventsFor, byChance)

/**
 * p′ chart: the limits of a p chart times the spread of its z-scores, MR̄(z) ÷ 1.128. Needed where
 * denominators are in thousands, which make a p chart flag nearly everything.
 * Source: Laney 2002 (Qual Eng 14:531); Mohammed and Laney 2006.
 */
export const pPrimeChart = (parts: readonly Part[], screening = true): ControlChart =>
  attributeChart(parts, shareOfPeople, laney(screening))

/** u′ chart: the same for rates of events. Source: as for p′. */
export const uPrimeChart = (parts: readonly Part[], screening = true): ControlChart =>
  attributeChart(parts, eventsFor, laney(screening))

/** c chart: c̄ ± 3√c̄. Source: Montgomery, chapter 7. */
export const cChart = (counts: readonly number[]): ControlChart => {
  const centre = average(counts)
  return chart(
    counts,
    centre,
    counts.map(() => Math.sqrt(centre)),
  )
}

/** I chart: x̄ ± 3 × MR̄ ÷ 1.128, not clipped at nought. Source: Montgomery, chapter 6. */
export const iChart = (values: readonly number[], screening = true): ControlChart => {
  const centre = average(values)
  const deviation = meanRange(values, screening) / deviationOfRange
  return chart(
    values,
    centre,
    values.map(() => deviation),
    [-Infinity, Infinity],
  )
}

/** Moving range chart: MR̄ with its upper limit 3.267 × MR̄. The first point has no range. */
export const movingRangeChart = (values: readonly number[]): ControlChart => {
  const ranges = movingRanges(values)
  const centre = average(ranges)
  const upper = rangeLimitFactor * centre
  const inner = { lower: 0, upper: (2 / 3) * upper }
  return { centre, points: ranges.map((value) => ({ value, lower: 0, upper, inner })) }
}

/** t chart of the time between rare events: an I chart of gap^(1/3.6), taken back. Source: Nelson 1994. */
export const tChart = (gaps: readonly number[], screening = true): ControlChart => {
  const { centre, points } = iChart(
    gaps.map((gap) => gap ** (1 / 3.6)),
    screening,
  )
  const back = (value: number): number => Math.max(0, value) ** 3.6
  const limits = ({ lower, upper }: Limits): Limits => ({ lower: back(lower), upper: back(upper) })
  return {
    centre: back(centre),
    points: points.map((point, i) => ({
      value: gaps[i] ?? NaN,
      ...limits(point),
      inner: limits(point.inner),
    })),
  }
}

/** g chart of the cases between rare events: ḡ ± 3√(ḡ(ḡ + 1)), shown around the median. Source: Benneyan 2001. */
export const gChart = (gaps: readonly number[]): ControlChart => {
  const mean = average(gaps)
  const deviation = Math.sqrt(mean * (mean + 1))
  const { points } = chart(
    gaps,
    mean,
    gaps.map(() => deviation),
  )
  return { centre: median(gaps), points }
}
