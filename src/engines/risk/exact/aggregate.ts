import { momentsOf, type Moments, type Part } from './cell.ts'
import { cumulated, type Distribution, type LatticeError } from './distribution.ts'
import { fourier } from './fourier.ts'
import { inverted, lastFrequency, pointsFor, product } from './frequencies.ts'
import type { Split } from './lattice.ts'
import { spectra, type Spectrum } from './spectrum.ts'
import { windowOf } from './window.ts'

/** What is not the patients' own chance: a normal part of the cost, mean 0. */
export type Beside = {
  normalSd?: number
  /** Pence between points, to override the choice. */ step?: number
}

export type Aggregation = (parts: readonly Part[], beside?: Beside) => Distribution

/** Largest value of |x² − 1| φ(x) ÷ 6: what a unit of skewness moves a chance by, at most. */
const skewToChance = 1 / (6 * Math.sqrt(2 * Math.PI))
/** Negative mass above this is not rounding: the split that never makes any is used instead. */
const tolerable = 1e-9

/** Smallest power of two of pence at which the points span the window. */
const stepFor = (width: number, points: number): number =>
  Math.max(1, 2 ** Math.ceil(Math.log2(width / (points - 4))))

const latticeError = (
  parts: readonly Part[],
  own: readonly Spectrum[],
  variance: number,
): LatticeError => {
  let [added, third] = [0, 0]
  for (const [i, part] of parts.entries()) {
    const count = 'patients' in part ? part.patients : part.events
    added += count * own[i]!.addedVariance
    third += count * own[i]!.movedThird
  }
  if (variance === 0) return { addedVariance: 0, chance: 0 }
  const fromVariance = (added / variance) * 0.5 * 0.242
  return {
    addedVariance: added / variance,
    chance: fromVariance + (skewToChance * third) / variance ** 1.5,
  }
}

/**
 * The exact distribution of the yearly cost of a set of patients.
 *
 * Each listed patient is an independent draw from the cost distribution of the cell, list size
 * fixed: the characteristic functions of the cells are raised to the cells' counts and multiplied,
 * and one Fourier transform gives the distribution. Events add λ (φ − 1) to the logarithm
 * (compound Poisson); misfit and shared shocks multiply by a normal function. Costs lie on a
 * lattice that keeps mean and variance; its step and what it may move are returned. Where high
 * frequencies are negligible the answer has fewer points than the lattice, and loses nothing.
 *
 * Spectra of cells are kept between calls, so that many sets that share cells cost little each.
 * Source: Klugman, Panjer and Willmot, Loss Models, chapter 9.
 */
export const aggregation = (points = 8192): Aggregation => {
  const spectrumFor = spectra(fourier(points))

  const solve = (
    parts: readonly Part[],
    moments: Moments,
    { normalSd = 0, step: asked }: Beside,
    split: Split,
  ): Distribution => {
    const { low, high } = windowOf(moments, normalSd)
    const fine = asked ?? stepFor(high - low, points)
    const own = parts.map(({ cell }) => spectrumFor(cell, fine, split))
    const last = lastFrequency(parts, own)
    const shown = pointsFor(last, points)
    const step = (fine * points) / shown
    const first = Math.floor(low / step) - 1
    const mass = inverted(product(parts, own, last), shown, first, normalSd / step)
    const variance = moments.variance + normalSd ** 2
    return {
      from: first * step,
      step,
      mass,
      below: cumulated(mass),
      mean: moments.mean,
      variance,
      lattice: latticeError(parts, own, variance),
    }
  }

  return (all, beside = {}) => {
    const parts = all.filter((part) => ('patients' in part ? part.patients : part.events) > 0)
    const moments = momentsOf(parts)
    const exact = solve(parts, moments, beside, 'mean and variance')
    const negative = exact.mass.reduce((sum, own) => (own < 0 ? sum - own : sum), 0)
    return negative > tolerable ? solve(parts, moments, beside, 'mean') : exact
  }
}
