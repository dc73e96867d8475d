/** 3 ÷ d₂ for moving ranges of two, as the NHS guides round it. */
export const naturalLimitFactor = 2.66
/** Upper limit of the moving range as a multiple of its mean. */
export const rangeLimitFactor = 3.267

export type Segment = {
  /** Index of the first point and of the one after the last. */
  from: number
  to: number
  mean: number
  lower: number
  upper: number
  meanRange: number
  rangeLimit: number
  /** Points that the limits rest on. */
  basis: number
  /** Points absent between the first and the last of the segment: shown as gaps, never joined. */
  absent: number
  /** Ranges left out because they were at or beyond their own limit; stated beside the chart. */
  screenedRanges: number
}

export type XmrOptions = {
  /** Leave out, once, moving ranges at or beyond their upper limit (Nelson 1982). */
  screening?: boolean
  /** Limits rest on this many first points of each segment, and stay there as data come. */
  baseline?: number
  /** Indices at which a recorded rebase begins a new segment. */
  rebases?: readonly number[]
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length

const meanOfRanges = (
  ranges: readonly number[],
  screening: boolean,
): { meanRange: number; screenedRanges: number } => {
  if (ranges.length === 0) return { meanRange: 0, screenedRanges: 0 }
  const all = mean(ranges)
  const kept = screening ? ranges.filter((range) => range < rangeLimitFactor * all) : ranges
  // Where only ranges of nought would be left, screening would put the limits on the mean itself.
  if (kept.every((range) => range === 0)) return { meanRange: all, screenedRanges: 0 }
  return { meanRange: mean(kept), screenedRanges: ranges.length - kept.length }
}

/**
 * XmR limits: mean ± 2.66 × the mean moving range, segment by segment. Points absent (null) are a
 * gap: no range is taken across it. Units: those of the values.
 * Source: Wheeler; Nelson 1982 (JQT 14:172) for screening; NHS England, Making Data Count.
 */
export const xmr = (
  values: readonly (number | null)[],
  { screening = true, baseline = Infinity, rebases = [] }: XmrOptions = {},
): Segment[] => {
  const starts = [...new Set([0, ...rebases])].toSorted((a, b) => a - b)
  return starts.map((from, i) => {
    const to = starts[i + 1] ?? values.length
    const points: number[] = []
    const ranges: number[] = []
    for (let at = from; at < to && points.length < baseline; at++) {
      const value = values[at] ?? null
      if (value === null) continue
      const before = at > from ? (values[at - 1] ?? null) : null
      if (before !== null) ranges.push(Math.abs(value - before))
      points.push(value)
    }
    const centre = mean(points)
    const { meanRange, screenedRanges } = meanOfRanges(ranges, screening)
    return {
      from,
      to,
      mean: centre,
      lower: centre - naturalLimitFactor * meanRange,
      upper: centre + naturalLimitFactor * meanRange,
      meanRange,
      rangeLimit: rangeLimitFactor * meanRange,
      basis: points.length,
      absent: values.slice(from, to).filter((value) => value === null).length,
      screenedRanges,
    }
  })
}

/** Whether the process as it stands meets a target: judged by the last segment's limits. */
export const assurance = (
  segments: readonly Segment[],
  target: number,
  better: 'higher' | 'lower',
): 'consistently meets' | 'consistently misses' | 'may meet or miss' => {
  const last = segments.at(-1)
  if (!last || (target >= last.lower && target <= last.upper)) return 'may meet or miss'
  return target < last.lower === (better === 'higher')
    ? 'consistently meets'
    : 'consistently misses'
}
