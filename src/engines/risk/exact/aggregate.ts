import { momentsOf, type Moments, type Part } from './cell.ts'
import { cumulated, type Distribution, type LatticeError } from './distribution.ts'
import { fourier } from './fourier.ts'
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
/** Below this size of a characteristic function nothing is left to add. */
const negligible = -42
/** Negative mass above this is not rounding: the split that never makes any is used instead. */
const tolerable = 1e-9

/** Smallest power of two of pence at which the points span the window. */
const stepFor = (width: number, points: number): number =>
  Math.max(1, 2 ** Math.ceil(Math.log2(width / (points - 4))))

const latticeError = (
  parts: readonly Part[],
  of: (part: Part) => Spectrum,
  variance: number,
): LatticeError => {
  let [added, third] = [0, 0]
  for (const part of parts) {
    const count = 'patients' in part ? part.patients : part.events
    added += count * of(part).addedVariance
    third += count * of(part).movedThird
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
 * lattice that keeps mean and variance; its step and what it may move are returned.
 *
 * Spectra of cells are kept between calls, so that many sets that share cells cost little each.
 * Source: Klugman, Panjer and Willmot, Loss Models, chapter 9.
 */
export const aggregation = (points = 8192): Aggregation => {
  const transform = fourier(points)
  const spectrumFor = spectra(transform)
  const half = points / 2
  const logSize = new Float64Array(half + 1)
  const angle = new Float64Array(half + 1)

  const accumulate = (part: Part, { logSize: sizes, angle: angles }: Spectrum): void => {
    if ('patients' in part) {
      const n = part.patients
      for (let j = 0; j <= half; j++) {
        logSize[j]! += n * sizes[j]!
        angle[j]! += n * angles[j]!
      }
      return
    }
    for (let j = 0; j <= half; j++) {
      const size = Math.exp(sizes[j]!)
      logSize[j]! += part.events * (size * Math.cos(angles[j]!) - 1)
      angle[j]! += part.events * size * Math.sin(angles[j]!)
    }
  }

  /** Back from frequencies to mass, the first point at `first` steps. */
  const invert = (first: number, normalSteps: number): Float64Array => {
    const re = new Float64Array(points)
    const im = new Float64Array(points)
    const turn = (2 * Math.PI) / points
    for (let j = 0; j <= half; j++) {
      const log = logSize[j]! - (turn * j * normalSteps) ** 2 / 2
      if (!(log > negligible)) continue
      const size = Math.exp(log) / points
      const at = angle[j]! + turn * ((j * first) % points)
      re[j] = size * Math.cos(at)
      im[j] = size * Math.sin(at)
      if (j > 0 && j < half) {
        re[points - j] = re[j]!
        im[points - j] = -im[j]!
      }
    }
    transform.transform(im, re)
    return re
  }

  const solve = (
    parts: readonly Part[],
    moments: Moments,
    { normalSd = 0, step: asked }: Beside,
    split: Split,
  ): Distribution => {
    const { low, high } = windowOf(moments, normalSd)
    const step = asked ?? stepFor(high - low, points)
    const first = Math.floor(low / step) - 1
    const of = (part: Part): Spectrum => spectrumFor(part.cell, step, split)
    logSize.fill(0)
    angle.fill(0)
    for (const part of parts) accumulate(part, of(part))
    const mass = invert(first, normalSd / step)
    const variance = moments.variance + normalSd ** 2
    return {
      from: first * step,
      step,
      mass,
      below: cumulated(mass),
      mean: moments.mean,
      variance,
      lattice: latticeError(parts, of, variance),
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
