import { normalTails } from '../statistics/distributions/normal-tails.ts'
import { normalQuantile } from '../statistics/distributions/normal.ts'

/**
 * The coefficient of variation of one patient's yearly cost, c = CV × √N, from the mean and standard
 * deviation of the cost of N patients.
 */
export const personalVariation = (mean: number, sd: number, patients: number): number =>
  (sd / mean) * Math.sqrt(patients)

/** Coefficient of variation of the cost of N alike patients: CV = c ÷ √N. */
export const variationOf = (c: number, patients: number): number => c / Math.sqrt(patients)

/**
 * Chance of overspending by more than a share t, by the normal law: 1 − Φ(t √N ÷ c). It is a check
 * on the exact distribution and understates its tails: costs are skewed.
 */
export const normalOverspend = (c: number, patients: number, share: number): number =>
  normalTails(share / variationOf(c, patients)).upper

/** Fewest patients at which the chance of overspending by more than a share is at most p: (c z ÷ t)². */
export const normalPatientsNeeded = (c: number, share: number, p: number): number =>
  Math.ceil(((c * normalQuantile(p, 'upper')) / share) ** 2)
