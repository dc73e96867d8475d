import { normalTails } from '../statistics/distributions/normal-tails.ts'
import { normalQuantile } from '../statistics/distributions/normal.ts'

/** A person who costs nothing with a chance, and else a lognormal amount in pounds. */
export type ReferencePerson = { nothing: number; mu: number; sigma: number }

/** Mean £1,000 and coefficient of variation 3.6: the whole budget, half of the people costing nothing. */
export const referencePerson: ReferencePerson = { nothing: 0.5, mu: 6.629378, sigma: 1.393933 }

/** The first two moments of what is left of the person's cost below a limit (Infinity: all of it). */
export const retainedMoments = (
  { nothing, mu, sigma }: ReferencePerson,
  limit: number,
): { mean: number; sd: number } => {
  const moment = (k: number): number => {
    const whole = Math.exp(k * mu + (k * k * sigma * sigma) / 2)
    if (limit === Infinity) return (1 - nothing) * whole
    const z = (Math.log(limit) - mu) / sigma
    return (
      (1 - nothing) * (whole * normalTails(z - k * sigma).lower + limit ** k * normalTails(z).upper)
    )
  }
  const mean = moment(1)
  return { mean, sd: Math.sqrt(moment(2) - mean * mean) }
}

/** Share of people who cost more than a limit. */
export const shareAbove = ({ nothing, mu, sigma }: ReferencePerson, limit: number): number =>
  (1 - nothing) * normalTails((Math.log(limit) - mu) / sigma).upper

/** Costs in whole pence of so many people at equally spaced chances: a cell like the reference person. */
export const referenceCosts = (
  { nothing, mu, sigma }: ReferencePerson,
  people: number,
): Float64Array =>
  Float64Array.from({ length: people }, (_, i) => {
    const p = (i + 0.5) / people
    if (p < nothing) return 0
    return Math.round(100 * Math.exp(mu + sigma * normalQuantile((p - nothing) / (1 - nothing))))
  })
