import type { Cell } from './cell.ts'
import type { Fourier } from './fourier.ts'
import { spread, type Spread, type Split } from './lattice.ts'

/**
 * Logarithm of a cell's characteristic function at the frequencies of a lattice. A power of the
 * function is a multiple of it, a product a sum; the branch of the angle does not matter because
 * the multiples are whole.
 */
export type Spectrum = Pick<Spread, 'addedVariance' | 'movedThird'> & {
  logSize: Float64Array
  angle: Float64Array
  /** The largest logSize at this frequency or any above it. */
  ceiling: Float64Array
}

const spectrumOf = (cell: Cell, step: number, split: Split, transform: Fourier): Spectrum => {
  const { points } = transform
  const { mass: re, addedVariance, movedThird } = spread(cell, step, points, split)
  const im = new Float64Array(points)
  transform.transform(re, im)
  const logSize = new Float64Array(points / 2 + 1)
  const angle = new Float64Array(points / 2 + 1)
  for (let j = 0; j < logSize.length; j++) {
    const [real, imaginary] = [re[j] ?? 0, im[j] ?? 0]
    logSize[j] = Math.log(real * real + imaginary * imaginary) / 2
    angle[j] = Math.atan2(imaginary, real)
  }
  const ceiling = logSize.slice()
  for (let j = ceiling.length - 2; j >= 0; j--) ceiling[j] = Math.max(ceiling[j]!, ceiling[j + 1]!)
  return { logSize, angle, ceiling, addedVariance, movedThird }
}

/** Spectra of cells by lattice, each worked out once. */
export const spectra = (
  transform: Fourier,
): ((cell: Cell, step: number, split: Split) => Spectrum) => {
  const known = new Map<string, WeakMap<Cell, Spectrum>>()
  return (cell, step, split) => {
    const key = `${step}/${split}`
    const byCell = known.get(key) ?? new WeakMap<Cell, Spectrum>()
    known.set(key, byCell)
    const found = byCell.get(cell) ?? spectrumOf(cell, step, split, transform)
    byCell.set(cell, found)
    return found
  }
}
