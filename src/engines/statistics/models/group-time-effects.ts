import type { Observation } from './difference-in-differences.ts'

export type GroupTime = {
  /** First period under the change of the practices judged. */
  group: number
  t: number
  effect: number
  /** NaN where either side has no practice. */
  error: number
}

/**
 * The period that a change is counted from: the one before the change for every period (an event
 * study), or, before the change, the period just before, which shows each step by itself.
 */
export type BasePeriod = 'before the change' | 'just before'

type Changes = { mean: number; variance: number; practices: number }

const changesOf = (values: readonly number[]): Changes => {
  const practices = values.length
  const mean = values.reduce((sum, value) => sum + value, 0) / practices
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / practices
  return { mean, variance, practices }
}

/**
 * The effect in each period for those that changed at the same time, against those that never did:
 * the difference of the two mean changes since the base period. Error: √ of the sum of each side's
 * variance of changes ÷ its practices. A practice without a figure in either period is left out of
 * that effect. Source: Callaway and Sant'Anna 2021, without covariates.
 */
export const groupTimeEffects = (
  rows: readonly Observation[],
  basePeriod: BasePeriod = 'just before',
): GroupTime[] => {
  const practices = [...Map.groupBy(rows, ({ practice }) => practice).values()].map((own) => ({
    changedFrom: own[0]?.changedFrom ?? null,
    at: new Map(own.map(({ t, value }) => [t, value])),
  }))
  const changes = (group: number | null, from: number, to: number): Changes =>
    changesOf(
      practices
        .filter(({ changedFrom }) => changedFrom === group)
        .map(({ at }) => (at.get(to) ?? NaN) - (at.get(from) ?? NaN))
        .filter((change) => !Number.isNaN(change)),
    )
  const groups = [...new Set(practices.map(({ changedFrom }) => changedFrom))].filter(
    (group) => group !== null,
  )
  const times = [...new Set(rows.map(({ t }) => t))].toSorted((a, b) => a - b)
  return groups.flatMap((group) =>
    times.flatMap((t, i) => {
      const previous = times[i - 1]
      const base = t >= group || basePeriod === 'before the change' ? group - 1 : previous
      if (base === undefined || base === t) return []
      const [own, others] = [changes(group, base, t), changes(null, base, t)]
      const error = Math.sqrt(own.variance / own.practices + others.variance / others.practices)
      return [{ group, t, effect: own.mean - others.mean, error }]
    }),
  )
}
