import { exactPoissonLimits } from '../../engines/statistics/poisson-limits.ts'
import { xmr } from '../../engines/statistics/xmr.ts'

/** Lines of one practice at one point of delivery by month; a month that has not arrived is null. */
export type Series = {
  practice: string
  kind: string
  pod: string
  lines: readonly (number | null)[]
  /** Whether the newest month is whole: no first cut, and no provider absent. */
  whole: boolean
}

/** A newest month that neither its own history nor chance explains. */
export type Unusual = Omit<Series, 'lines' | 'whole'> & {
  now: number
  /** The mean of the months before, and the natural process limits, in lines a month. */
  usual: number
  from: number
  to: number
}

/** Months before the newest by which it is judged, at least. */
export const leastMonths = 12

/** How often chance alone would call a month: the outer share of the exact limits. */
export const calledByChance = 0.002

const judge = ({ practice, kind, pod, lines, whole }: Series): Unusual | 'usual' | null => {
  const now = lines.at(-1) ?? null
  const earlier = lines.slice(0, -1)
  if (now === null || earlier.filter((each) => each !== null).length < leastMonths) return null
  const [limits] = xmr(earlier)
  if (!limits || limits.mean === 0) return null
  const isBeyond = now > limits.upper || (whole && now < limits.lower)
  const chance = exactPoissonLimits(now, 1 - calledByChance)
  const byChance = limits.mean >= chance.lower && limits.mean <= chance.upper
  if (!isBeyond || byChance) return 'usual'
  const range = { from: Math.max(0, limits.lower), to: limits.upper }
  return { practice, kind, pod, now, usual: limits.mean, ...range }
}

/** How far a month lies from what is usual, in standard deviations of a count. */
const distance = ({ now, usual }: Unusual): number => Math.abs(now - usual) / Math.sqrt(usual)

/**
 * Movements that are unusual: newest months outside the natural process limits (XmR) of at least 12 months before, and
 * whose usual level lies outside the exact Poisson limits (99.8%) of the count; the farthest first. A fall of a month that
 * is a first cut, or that a provider is absent from, is not called. Units: lines a month.
 */
export const unusualOf = (
  series: readonly Series[],
): { judged: number; called: readonly Unusual[] } => {
  const judged = series.map(judge).filter((each) => each !== null)
  const called = judged.filter((each) => each !== 'usual')
  return { judged: judged.length, called: called.toSorted((a, b) => distance(b) - distance(a)) }
}
