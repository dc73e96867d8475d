import { divideHalfUp, type Pence } from '../../../core/money.ts'
import type { RateStep } from '../rules.ts'
import { portion, whole, type Millionths } from '../share.ts'

/**
 * The saving that must be passed before any is shared, for a number of patients: the rate of the last
 * step reached. Null below the first step: too few patients to take part.
 */
export const minimumSavingsRate = (
  steps: readonly RateStep[],
  patients: number,
): Millionths | null =>
  steps.toSorted((a, b) => a.patients - b.patients).findLast((step) => patients >= step.patients)
    ?.rate ?? null

/** The terms of a contract that pays only for a saving larger than chance would bring. */
export type SharedSavings = {
  minimumRate: Millionths
  share: Millionths
  /** Quality score, from nothing to all. */
  quality: Millionths
  /** The most that is paid, as a share of the benchmark; null for no cap. */
  cap: Millionths | null
}

/**
 * Payment = share × quality × (benchmark − spend) where (benchmark − spend) ÷ benchmark is at least
 * the minimum rate, and at most the cap; else nothing. Rounded once, half up to the penny.
 * Source: Medicare Shared Savings Program, 42 CFR 425.
 */
export const sharedSaving = (
  benchmark: Pence,
  spend: Pence,
  { minimumRate, share, quality, cap }: SharedSavings,
): Pence => {
  const saved = benchmark - spend
  if (saved <= 0n || saved * whole < minimumRate * benchmark) return 0n
  const pay = divideHalfUp(share * quality * saved, whole * whole)
  const most = cap === null ? pay : portion(benchmark, cap)
  return pay < most ? pay : most
}
