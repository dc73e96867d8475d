import type { Pence } from '../../core/money.ts'
import { type Result, accept, refuse } from '../../core/refusal.ts'
import { allot } from './allotment.ts'
import { portion, whole, type Millionths } from './share.ts'

/** How fast budgets move to their targets; every number is a parameter of the rule pack. */
export type Pace = {
  /** Practices further than this from target must move. */
  threshold: Millionths
  /** By how much of their target they move in a year. */
  step: Millionths
  /** Least growth on last year's amount (0n: nobody loses cash); null for no floor. */
  floorGrowth: Millionths | null
  /** Nobody ends further under target than this; null where there is no such rule. */
  furthestUnder: Millionths | null
}

export type Glide = {
  pence: Pence[]
  /** What practices under target should have gained and the floors did not allow. */
  unmetPence: Pence
}

const sumOf = (amounts: readonly Pence[]): Pence => amounts.reduce((sum, one) => sum + one, 0n)
const least = (a: Pence, b: Pence): Pence => (a < b ? a : b)
const most = (a: Pence, b: Pence): Pence => (a > b ? a : b)

/**
 * The least growth comes first: who stands below the floor is lifted to it, and the others give in
 * proportion to what they hold above their own floors.
 */
const aboveFloors = (opening: readonly Pence[], floors: readonly Pence[]): Pence[] => {
  const lift = opening.map((pence, i) => most(0n, (floors[i] ?? 0n) - pence))
  const room = opening.map((pence, i) => most(0n, pence - (floors[i] ?? 0n)))
  const given = allot(sumOf(lift), room)
  return opening.map((pence, i) => pence + (lift[i] ?? 0n) - (given[i] ?? 0n))
}

/** The least that each practice is promised: its baseline grown by the floor; nought where there is none. */
const floorsOf = (baselines: readonly Pence[], floorGrowth: Millionths | null): Pence[] =>
  baselines.map((pence) => (floorGrowth === null ? 0n : portion(pence, whole + floorGrowth)))

/**
 * Where a glide starts, in pence: the envelope shared as the baselines are, floors kept. Floors must not
 * add up to more than the envelope.
 */
export const openingOf = (
  baselines: readonly Pence[],
  envelope: Pence,
  floorGrowth: Millionths | null,
): Pence[] => aboveFloors(allot(envelope, baselines), floorsOf(baselines, floorGrowth))

/**
 * A year's move from a baseline towards targets, to the penny: the sum is the sum of the targets.
 *
 * 1. Uniform growth: the envelope is shared as the baselines are, floors kept.
 * 2. Who is over target by more than the threshold loses step × target, never past the target or
 *    the floor. Who is under by more than the threshold, or further than allowed, is owed step ×
 *    target or the way to the limit. Where losses do not cover what is owed, all who are over
 *    target give the rest in proportion to what they hold above it.
 * 3. What is owed is paid; what is left goes to all who are under target, in proportion to the gap.
 *
 * Errors: refuses floors that add up to more than the envelope. Source: the fair-shares rule of
 * 2008–2010 as described in the trade press; its step is not established and stays a parameter.
 */
export const glide = (
  baselines: readonly Pence[],
  targets: readonly Pence[],
  pace: Pace,
): Result<Glide> => {
  const envelope = sumOf(targets)
  const { floorGrowth, furthestUnder } = pace
  const floors = floorsOf(baselines, floorGrowth)
  if (sumOf(floors) > envelope) {
    return refuse(
      'floors-above-envelope',
      'The least growth that is promised costs more than the envelope holds.',
      'Lower the floor, or raise the envelope.',
      'floorGrowth',
    )
  }
  const opening = openingOf(baselines, envelope, floorGrowth)
  const excess = opening.map((pence, i) => most(0n, pence - (targets[i] ?? 0n)))
  const gap = opening.map((pence, i) => most(0n, (targets[i] ?? 0n) - pence))
  const room = opening.map((pence, i) => least(excess[i] ?? 0n, pence - (floors[i] ?? 0n)))
  const beyond = (distance: Pence, target: Pence): boolean =>
    distance * whole > pace.threshold * target

  const losses = targets.map((target, i) =>
    beyond(excess[i] ?? 0n, target) ? least(portion(target, pace.step), room[i] ?? 0n) : 0n,
  )
  const owed = targets.map((target, i) => {
    const own = gap[i] ?? 0n
    const step = beyond(own, target) ? portion(target, pace.step) : 0n
    const toLimit = furthestUnder === null ? 0n : own - portion(target, furthestUnder)
    return least(own, most(step, toLimit))
  })
  const more = room.map((pence, i) => pence - (losses[i] ?? 0n))
  const extra = allot(least(most(0n, sumOf(owed) - sumOf(losses)), sumOf(more)), more)
  const freed = sumOf(losses) + sumOf(extra)
  const paid = allot(least(freed, sumOf(owed)), owed)
  const openGap = gap.map((pence, i) => pence - (paid[i] ?? 0n))
  const shared = allot(freed - sumOf(paid), openGap)
  const gains = paid.map((pence, i) => pence + (shared[i] ?? 0n))
  return accept({
    pence: opening.map(
      (pence, i) => pence - (losses[i] ?? 0n) - (extra[i] ?? 0n) + (gains[i] ?? 0n),
    ),
    unmetPence: sumOf(owed) - sumOf(paid),
  })
}
