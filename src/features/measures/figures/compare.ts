import {
  centiles,
  deciles,
  percentiles,
  ratioOf,
  type Decile,
} from '../../../engines/measures/percentiles.ts'
import {
  costSaving,
  fewestForShare,
  isAssessable,
  shareSaving,
  sumOfPositive,
  unitCosts,
  type NotAssessable,
} from '../../../engines/measures/savings.ts'
import { isWithheld, type Interval } from '../../../engines/statistics/interval.ts'
import { wilson } from '../../../engines/statistics/proportion.ts'
import { rate } from '../../../engines/statistics/rate.ts'
import type { Measure } from '../definition.ts'
import type { Tally } from './tally.ts'

/** One organisation beside others. Ratios are numerator ÷ denominator; multiply by the measure's `per` to show them. */
export type Compared = {
  code: string
  name: string
  tally: Tally
  ratio: number | null
  /** The same per weighted person; null where the measure has no adjustment or the list has no ages. */
  adjusted: number | null
  /** 95% limits of the crude ratio, where what is counted are events; in the unit of the ratio. */
  interval: Interval | null
  /** 0 to 100 among those that have a ratio; null among fewer than two. */
  percentile: number | null
  /** Pounds, against the centile chosen. */
  saving: number | NotAssessable | null
  /** What lies beyond the centile in the direction that is worse, in the unit of the numerator; null without a direction. */
  gap: number | null
}

export type Comparison = {
  units: readonly Compared[]
  /** The nine deciles of the ratios; null each where fewer than two organisations have one. */
  deciles: readonly (number | null)[]
  /** The centile that savings and gaps are told against, and its ratio. */
  target: { decile: Decile; ratio: number | null }
  total: Tally
  ratio: number | null
  /** Pounds over all whose saving is positive; null where the measure tells none. */
  saving: number | null
  /** Over all whose gap is positive; null without a direction. */
  gap: number | null
  /** The fewest who make half of the saving, or of the gap where no saving is told. */
  half: { units: readonly Compared[]; share: number; total: number } | null
}

const isEvents = ({ numerator, denominator }: Measure): boolean =>
  numerator.count === 'register' ||
  ((numerator.count === 'items' || numerator.count === 'lines') &&
    (denominator.count === 'items' ||
      denominator.count === 'lines' ||
      denominator.count === 'patients'))

/** Limits by chance where what is counted are events: Wilson’s of a share, exact ones of a rate; null elsewhere. */
export const intervalOf = (measure: Measure, { events, of }: Tally): Interval | null => {
  if (!isEvents(measure) || of === null || of <= 0) return null
  const made =
    measure.per === 100 && measure.denominator.count !== 'patients'
      ? wilson(events, of)
      : rate(events, of, { per: 1 })
  return isWithheld(made) ? null : made
}

const savingOf = (
  measure: Measure,
  tally: Tally,
  centile: number | null,
  prices: ReturnType<typeof unitCosts>,
): number | NotAssessable | null => {
  if (measure.saving === 'none') return null
  if (measure.saving === 'switch')
    return tally.split === null ? null : shareSaving(tally.split, 0, prices)
  if (centile === null) return { notAssessable: 'fewer than two to compare' }
  if (measure.saving === 'cost') return costSaving(tally.numerator, tally.denominator, centile)
  return tally.split === null ? null : shareSaving(tally.split, centile, prices)
}

const gapOf = (measure: Measure, tally: Tally, centile: number | null): number | null => {
  if (measure.better === 'neither' || centile === null || tally.denominator === null) return null
  const beyond = tally.numerator - centile * tally.denominator
  return measure.better === 'lower' ? beyond : -beyond
}

/** Holds organisations of one level beside each other. Where more is better the centiles are counted from the other end. */
export const compare = (
  measure: Measure,
  units: readonly { code: string; name: string; tally: Tally }[],
  total: Tally,
  decile: Decile = 10,
): Comparison => {
  const ratios = units.map(({ tally }) => ratioOf(tally.numerator, tally.denominator))
  const places = percentiles(ratios)
  const bands = centiles(ratios)
  const wanted = measure.better === 'higher' ? 100 - decile : decile
  const centile = bands[deciles.findIndex((one) => one === wanted)] ?? null
  const prices = unitCosts(units.flatMap(({ tally }) => tally.split ?? []))
  const compared = units.map((unit, i): Compared => {
    const ratio = ratios[i] ?? null
    return {
      ...unit,
      ratio,
      adjusted: ratio === null ? null : ratioOf(unit.tally.numerator, unit.tally.weighted),
      interval: intervalOf(measure, unit.tally),
      percentile: places[i] ?? null,
      saving: savingOf(measure, unit.tally, centile, prices),
      gap: gapOf(measure, unit.tally, centile),
    }
  })
  const told = measure.saving !== 'none'
  const worth = ({ saving, gap }: Compared): number =>
    told ? (saving !== null && isAssessable(saving) ? saving : 0) : (gap ?? 0)
  const few = fewestForShare(compared, worth)
  return {
    units: compared,
    deciles: bands,
    target: { decile, ratio: centile },
    total,
    ratio: ratioOf(total.numerator, total.denominator),
    saving: told ? sumOfPositive(compared.map(({ saving }) => saving ?? 0)) : null,
    gap:
      measure.better === 'neither'
        ? null
        : compared.reduce((sum, { gap }) => sum + Math.max(0, gap ?? 0), 0),
    half: few.total > 0 ? { units: few.units, share: few.sum / few.total, total: few.total } : null,
  }
}
