import {
  funnel,
  funnelLimit,
  proportionLaw,
  ratioLaw,
  type Law,
} from '../../../engines/statistics/funnel.ts'
import { exactStatus, type FunnelStatus } from '../../../engines/statistics/funnels/status.ts'
import { isWithheld } from '../../../engines/statistics/interval.ts'
import type { Overdispersion } from '../../../engines/statistics/overdispersion.ts'
import { shrinkRatios } from '../../../engines/statistics/shrinkage/gamma-poisson.ts'
import { shrinkProportions } from '../../../engines/statistics/shrinkage/normal-normal.ts'
import type { Measure } from '../definition.ts'
import type { Compared, Comparison } from './compare.ts'

/** Where a unit lies in the funnel. */
export type Placed = {
  code: string
  name: string
  /** What chance acts on: events of a denominator (shares) or of those expected (rates). */
  events: number
  of: number
  ratio: number
  /** Outside the exact limits of chance alone. */
  beyondChance: FunnelStatus | null
  /** Outside the limits widened by how much units differ anyway; null inside. */
  beyondUsual: FunnelStatus | null
}

/** A funnel of units that count events: its centre, spread and limits at 95% and 99.8%. */
export type ChanceView = {
  /** What the funnel counts, when it is not the numerator itself: items behind a cost or a quantity. */
  basis: string | null
  isShare: boolean
  target: number
  placed: readonly Placed[]
  phi: number
  phiWinsorised: number
  tauSquared: number
  chance: number
  /** Exact and widened limits along the axis of denominators. */
  lines: readonly {
    of: number
    exact: readonly [number, number, number, number]
    usual: readonly [number, number, number, number]
  }[]
  /** Share of the true differences in what is seen, by unit: 0 all chance, 1 all real. */
  shrunk: ReadonlyMap<string, number>
}

const levels = [0.001, 0.025, 0.975, 0.999] as const

const limitsAt = (
  kind: 'exact' | 'additive',
  law: Law,
  of: number,
  target: number,
  spread: Overdispersion,
): [number, number, number, number] => {
  const [a, b, c, d] = levels.map((p) => funnelLimit(kind, law, of, p, { target, spread }))
  return [a ?? 0, b ?? 0, c ?? 0, d ?? 0]
}

const outside = (
  ratio: number,
  [low998, low95, high95, high998]: readonly [number, number, number, number],
): FunnelStatus | null => {
  if (ratio < low998) return { direction: 'low', beyond: 0.998 }
  if (ratio > high998) return { direction: 'high', beyond: 0.998 }
  if (ratio < low95) return { direction: 'low', beyond: 0.95 }
  return ratio > high95 ? { direction: 'high', beyond: 0.95 } : null
}

const basisOf = ({ numerator }: Measure): string | null =>
  ['items', 'lines', 'register'].includes(numerator.count)
    ? null
    : 'codes' in numerator
      ? 'items'
      : 'admissions and attendances'

type Usable = { unit: Compared; events: number; of: number }

/** Rates are held against what the units together would give the same people, weighted by age and sex where it can be. */
const usableOf = (units: readonly Compared[], isShare: boolean): Usable[] => {
  const counted = units.filter(({ tally }) => tally.of !== null && tally.of > 0)
  if (isShare)
    return counted
      .filter(({ tally }) => tally.events <= (tally.of ?? 0))
      .map((unit) => ({ unit, events: unit.tally.events, of: unit.tally.of ?? 0 }))
  const weightOf = ({ tally }: Compared): number => tally.weighted ?? tally.of ?? 0
  const events = counted.reduce((sum, { tally }) => sum + tally.events, 0)
  const weights = counted.reduce((sum, unit) => sum + weightOf(unit), 0)
  return counted
    .filter((unit) => weightOf(unit) > 0)
    .map((unit) => ({
      unit,
      events: unit.tally.events,
      of: (weightOf(unit) * events) / weights,
    }))
}

const shrunkOf = (usable: readonly Usable[], isShare: boolean): Map<string, number> => {
  const { units } = isShare
    ? shrinkProportions(usable.map(({ events, of }) => ({ count: events, of })))
    : shrinkRatios(usable.map(({ events, of }) => ({ observed: events, expected: of })))
  return new Map(
    units.flatMap((unit, i): [string, number][] =>
      isWithheld(unit) ? [] : [[usable[i]?.unit.code ?? '', unit.weight]],
    ),
  )
}

/** The funnel of a comparison; null where fewer than two units have events to count, or none has any. */
export const chanceOf = (
  measure: Measure,
  { units }: Pick<Comparison, 'units'>,
  isShare: boolean,
): ChanceView | null => {
  const usable = usableOf(units, isShare)
  const events = usable.reduce((sum, one) => sum + one.events, 0)
  const all = usable.reduce((sum, one) => sum + one.of, 0)
  if (usable.length < 2 || events === 0 || (isShare && events >= all)) return null
  const law = isShare ? proportionLaw : ratioLaw
  const target = events / all
  const found = funnel(
    usable.map((one) => ({ count: one.events, of: one.of })),
    law,
    target,
  )
  const spread = found.overdispersion
  const largest = Math.max(...usable.map(({ of }) => of))
  const axis = Array.from({ length: 60 }, (_, i) => largest * 1.05 * ((i + 1) / 60) ** 1.6)
  return {
    basis: basisOf(measure),
    isShare,
    target,
    placed: usable.map((one) => {
      const ratio = one.events / one.of
      const beyondChance = exactStatus(law, { count: one.events, of: one.of }, target)
      const wide = limitsAt('additive', law, one.of, target, spread)
      return {
        code: one.unit.code,
        name: one.unit.name,
        events: one.events,
        of: one.of,
        ratio,
        beyondChance,
        // Without spread beyond chance the exact limits are the limits; widened ones are never narrower.
        beyondUsual:
          spread.tauSquared === 0 || beyondChance === null ? beyondChance : outside(ratio, wide),
      }
    }),
    phi: spread.phi,
    phiWinsorised: found.winsorised.phi,
    tauSquared: spread.tauSquared,
    chance: found.chance,
    lines: axis.map((of) => ({
      of,
      exact: limitsAt('exact', law, of, target, spread),
      usual: limitsAt(spread.tauSquared === 0 ? 'exact' : 'additive', law, of, target, spread),
    })),
    shrunk: shrunkOf(usable, isShare),
  }
}
