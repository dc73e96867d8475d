import { guessCount } from '../exact-limits.ts'
import { funnelLimit, proportionLaw, ratioLaw } from '../funnel.ts'
import { exactStatus } from '../funnels/status.ts'
import { chanceOfSpread, type Overdispersion } from '../overdispersion.ts'

/** Units of one funnel as columns: counts, and denominators or expected counts. */
export type FunnelRows = { count: Float64Array; of: Float64Array }

export type FunnelKind = 'proportion' | 'ratio'

/** Shares below the four limits of a funnel, from the lowest limit to the highest. */
export const limitShares = [0.001, 0.025, 0.975, 0.999] as const

export type FunnelColumns = {
  overdispersion: Overdispersion
  winsorised: Overdispersion
  /** Chance of so wide a spread were there no true differences. */
  chance: number
  /** Exact limits, one column for each of `limitShares`, one row for each point of the axis. */
  limits: Float64Array[]
  /** −2, −1, 0, 1, 2: below 99.8%, below 95%, inside, above 95%, above 99.8%; 0 where there is no count of a denominator. */
  status: Int8Array
}

/** z of the four limits: normal quantiles of `limitShares`, to pass over units that are far from all. */
const deviates = [-3.0902323061678132, -1.959963984540054, 1.959963984540054, 3.0902323061678132]

const quantileOf = (sorted: Float64Array, p: number): number => {
  const at = (sorted.length - 1) * p
  const below = Math.floor(at)
  const low = sorted[below] ?? NaN
  const high = sorted[Math.min(below + 1, sorted.length - 1)] ?? NaN
  return low === high ? low : low + (at - below) * (high - low)
}

const spreadOf = (
  scores: Float64Array,
  [low, high]: readonly [number, number],
  room: number,
): Overdispersion => {
  const units = scores.length
  let squares = 0
  for (const z of scores) {
    const kept = z < low ? low : z > high ? high : z
    squares += kept * kept
  }
  const phi = units === 0 ? 0 : squares / units
  const tauSquared = units > 1 && room > 0 ? Math.max(0, (units * phi - (units - 1)) / room) : 0
  return { units, phi, tauSquared }
}

/**
 * Status by the exact limits. A count more than a few from all four of the guessed ones needs no
 * tail: the guess is right to less than one where the spread is at least two.
 */
const statusOf = (kind: FunnelKind, count: number, of: number, target: number): number => {
  const mean = of * target
  const chance = kind === 'proportion' ? 1 - target : 1
  const spread = Math.sqrt(mean * chance)
  const skew = kind === 'proportion' ? 1 - 2 * target : 1
  if (spread >= 2) {
    const margin = 1.5 + 3 / spread
    let [below, close] = [0, false]
    for (const z of deviates) {
      const distance = count - guessCount(z, mean, spread, skew)
      close ||= Math.abs(distance) < margin
      if (distance > 0) below++
    }
    if (!close) return below - 2
  }
  const status = exactStatus(
    kind === 'proportion' ? proportionLaw : ratioLaw,
    { count, of },
    target,
  )
  if (!status) return 0
  return (status.direction === 'low' ? -1 : 1) * (status.beyond === 0.998 ? 2 : 1)
}

/**
 * One funnel of many units: φ and τ² as they are and winsorised, exact limits along an axis, and
 * each unit's status by the same exact limits; as `funnel`, `funnelLimit` and `exactStatus` give
 * them. Units without a count of a denominator are left out of the spread.
 */
export const funnelBatch = (
  kind: FunnelKind,
  { count, of }: FunnelRows,
  target: number,
  axis: Float64Array,
): FunnelColumns => {
  const law = kind === 'proportion' ? proportionLaw : ratioLaw
  const rows = count.length
  const centre = law.forward(target)
  const found = new Float64Array(rows)
  const status = new Int8Array(rows)
  let [units, sum, squares] = [0, 0, 0]
  for (let i = 0; i < rows; i++) {
    const own = of[i] ?? NaN
    const observed = count[i] ?? NaN
    const forward = law.forward(observed / own)
    if (!(own > 0) || Number.isNaN(forward)) continue
    const error = law.error(own)
    const weight = 1 / (error * error)
    found[units++] = (forward - centre) / error
    sum += weight
    squares += weight * weight
    status[i] = statusOf(kind, observed, own, target)
  }
  const scores = found.subarray(0, units)
  const sorted = scores.toSorted()
  const room = sum - squares / sum
  const overdispersion = spreadOf(scores, [-Infinity, Infinity], room)
  const ends = [quantileOf(sorted, 0.1), quantileOf(sorted, 0.9)] as const
  const limits = limitShares.map((p) =>
    axis.map((point) => funnelLimit('exact', law, point, p, { target, spread: overdispersion })),
  )
  return {
    overdispersion,
    winsorised: spreadOf(scores, ends, room),
    chance: chanceOfSpread(overdispersion),
    limits,
    status,
  }
}
