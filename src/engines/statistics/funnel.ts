import { binomialTails } from './distributions/beta.ts'
import { poissonTails } from './distributions/gamma.ts'
import { normalQuantile } from './distributions/normal.ts'
import type { Tails } from './distributions/tail.ts'
import { binomialLimit, poissonLimit } from './exact-limits.ts'
import {
  chanceOfSpread,
  overdispersion,
  winsorisedOverdispersion,
  type Overdispersion,
} from './overdispersion.ts'

/** A unit of a funnel: events of a denominator (proportion), or observed of expected (ratio). */
export type Unit = { count: number; of: number }

/** A law of chance, the scale on which its spread hardly depends on its level, and the way back. */
export type Law = {
  limit: (p: number, of: number, target: number) => number
  /** Chance of at most so many (lower) and of more (upper) at the target. */
  tails: (count: number, of: number, target: number) => Tails
  forward: (value: number) => number
  back: (transformed: number) => number
  error: (of: number) => number
}

const clamp = (value: number, low: number, high: number): number =>
  Math.min(Math.max(value, low), high)

/** Arcsine of the root, kept within 0 and π/2 before going back. */
export const proportionLaw: Law = {
  limit: binomialLimit,
  tails: binomialTails,
  forward: (value) => Math.asin(Math.sqrt(value)),
  back: (transformed) => Math.sin(clamp(transformed, 0, Math.PI / 2)) ** 2,
  error: (of) => 1 / (2 * Math.sqrt(of)),
}

/** Square root, kept at or above 0 before squaring. */
export const ratioLaw: Law = {
  limit: poissonLimit,
  tails: (count, of, target) => poissonTails(count, of * target),
  forward: Math.sqrt,
  back: (transformed) => Math.max(transformed, 0) ** 2,
  error: (of) => 1 / (2 * Math.sqrt(of)),
}

export type Funnel = {
  target: number
  zScores: number[]
  overdispersion: Overdispersion
  winsorised: Overdispersion
  /** Chance of so wide a spread were there no true differences. */
  chance: number
}

/**
 * A funnel's centre and spread: z = (f(y) − f(target)) ÷ s for each unit with a count of a denominator, φ and
 * τ² as they are and winsorised, always estimated and both to be shown. Source: Spiegelhalter 2005.
 */
export const funnel = (units: readonly Unit[], law: Law, target: number): Funnel => {
  const used = units.filter(({ count, of }) => of > 0 && !Number.isNaN(law.forward(count / of)))
  const centre = law.forward(target)
  const errors = used.map(({ of }) => law.error(of))
  const zScores = used.map(
    ({ count, of }, i) => (law.forward(count / of) - centre) / (errors[i] ?? NaN),
  )
  const plain = overdispersion(zScores, errors)
  return {
    target,
    zScores,
    overdispersion: plain,
    winsorised: winsorisedOverdispersion(zScores, errors),
    chance: chanceOfSpread(plain),
  }
}

export type LimitKind = 'exact' | 'multiplicative' | 'additive'

/**
 * The limit that leaves the share p below it at a denominator. Exact: chance alone, interpolated.
 * Multiplicative: z s √max(1, φ). Additive: z √(s² + τ²). The last two are found on the law's scale
 * and taken back, never past its range.
 */
export const funnelLimit = (
  kind: LimitKind,
  law: Law,
  of: number,
  p: number,
  { target, spread }: { target: number; spread: Overdispersion },
): number => {
  if (kind === 'exact') return law.limit(p, of, target)
  const s = law.error(of)
  const width =
    kind === 'multiplicative'
      ? s * Math.sqrt(Math.max(1, spread.phi))
      : Math.sqrt(s * s + spread.tauSquared)
  return law.back(law.forward(target) + normalQuantile(p) * width)
}
