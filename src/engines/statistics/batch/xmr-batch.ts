import { naturalLimitFactor, rangeLimitFactor } from '../xmr.ts'

/** A point's signals, one bit each; a point may carry several. */
export const signalBits = {
  outside: { higher: 1, lower: 2 },
  trend: { higher: 4, lower: 8 },
  twoInThree: { higher: 16, lower: 32 },
  shift: { higher: 64, lower: 128 },
} as const

type Bits = { higher: number; lower: number }

/** Charts of the same length one after the other; a month that is absent is NaN. */
export type ChartRows = { values: Float64Array; length: number }

export type ChartColumns = {
  mean: Float64Array
  lower: Float64Array
  upper: Float64Array
  /** `signalBits` of every point, in the order of the values. */
  signals: Uint8Array
}

type Centre = { mean: number; range: number }

const centreOf = (values: Float64Array, from: number, to: number, screening: boolean): Centre => {
  let [sum, points, ranges, sumOfRanges] = [0, 0, 0, 0]
  let before = NaN
  for (let i = from; i < to; i++) {
    const value = values[i] ?? NaN
    if (!Number.isNaN(value)) {
      sum += value
      points++
    }
    const range = Math.abs(value - before)
    if (!Number.isNaN(range)) {
      sumOfRanges += range
      ranges++
    }
    before = value
  }
  const mean = sum / points
  const all = ranges === 0 ? 0 : sumOfRanges / ranges
  if (!screening) return { mean, range: all }
  const limit = rangeLimitFactor * all
  let [kept, sumOfKept] = [0, 0]
  for (let i = from + 1; i < to; i++) {
    const range = Math.abs((values[i] ?? NaN) - (values[i - 1] ?? NaN))
    if (range < limit) {
      sumOfKept += range
      kept++
    }
  }
  return { mean, range: sumOfKept > 0 ? sumOfKept / kept : all }
}

const mark = (signals: Uint8Array, at: number, bits: Bits, sign: number): void => {
  signals[at] = (signals[at] ?? 0) | (sign > 0 ? bits.higher : bits.lower)
}

/** Neighbours with one sign that, with `before` points ahead of them, make `run` points or more. */
const markRuns = (
  signals: Uint8Array,
  signs: Int8Array,
  at: number,
  { run, before, bits }: { run: number; before: number; bits: Bits },
): void => {
  let from = 0
  for (let i = 1; i <= signs.length; i++) {
    const sign = signs[from] ?? 0
    if (i < signs.length && signs[i] === sign) continue
    if (sign !== 0 && i - from + before >= run)
      for (let j = from - before; j < i; j++) mark(signals, at + j, bits, sign)
    from = i
  }
}

/** Of three neighbours on one side, those near a limit where they are two or three. */
const markTwoInThree = (
  signals: Uint8Array,
  sides: Int8Array,
  near: Int8Array,
  at: number,
): void => {
  for (let i = 2; i < sides.length; i++) {
    const side = sides[i] ?? 0
    if (side === 0 || sides[i - 1] !== side || sides[i - 2] !== side) continue
    const close = (near[i] ?? 0) + (near[i - 1] ?? 0) + (near[i - 2] ?? 0)
    if (Math.abs(close) < 2) continue
    for (let j = i - 2; j <= i; j++)
      if (near[j] !== 0) mark(signals, at + j, signalBits.twoInThree, side)
  }
}

const signOf = (difference: number): number => (difference > 0 ? 1 : difference < 0 ? -1 : 0)

/**
 * XmR limits and every NHS rule of many charts: as `xmr` and `xmrSignals` give each chart without a
 * rebase. Ranges are screened once; a gap has no range and ends a run.
 */
export const xmrBatch = (
  { values, length }: ChartRows,
  { screening = true, run = 7 }: { screening?: boolean; run?: number } = {},
): ChartColumns => {
  const charts = values.length / length
  const columns: ChartColumns = {
    mean: new Float64Array(charts),
    lower: new Float64Array(charts),
    upper: new Float64Array(charts),
    signals: new Uint8Array(values.length),
  }
  const { signals } = columns
  const [sides, steps, near] = [new Int8Array(length), new Int8Array(length), new Int8Array(length)]
  for (let c = 0; c < charts; c++) {
    const at = c * length
    const { mean, range } = centreOf(values, at, at + length, screening)
    const lower = mean - naturalLimitFactor * range
    const upper = mean + naturalLimitFactor * range
    columns.mean[c] = mean
    columns.lower[c] = lower
    columns.upper[c] = upper
    const width = upper - mean
    for (let i = 0; i < length; i++) {
      const value = values[at + i] ?? NaN
      const distance = Math.abs(value - mean)
      const side = signOf(value - mean)
      sides[i] = side
      steps[i] = i === 0 ? 0 : signOf(value - (values[at + i - 1] ?? NaN))
      near[i] = distance > (2 / 3) * width && distance <= width ? side : 0
      if (value > upper || value < lower) mark(signals, at + i, signalBits.outside, side)
    }
    markRuns(signals, sides, at, { run, before: 0, bits: signalBits.shift })
    markRuns(signals, steps, at, { run, before: 1, bits: signalBits.trend })
    markTwoInThree(signals, sides, near, at)
  }
  return columns
}
