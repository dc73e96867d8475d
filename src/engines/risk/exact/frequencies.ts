import type { Part } from './cell.ts'
import { fourier, type Fourier } from './fourier.ts'
import type { Spectrum } from './spectrum.ts'

/** Below this logarithm of its size a characteristic function adds nothing. */
const negligible = -42
/** Fewest points of an answer: straight lines between them move no chance by 10⁻⁵. */
const fewest = 2048

/**
 * The first frequency from which on the product is negligible at every one, by the ceilings of the
 * cells.
 */
export const lastFrequency = (parts: readonly Part[], own: readonly Spectrum[]): number => {
  const ceilingAt = (j: number): number =>
    parts.reduce((sum, part, i) => {
      const log = own[i]!.ceiling[j]!
      return sum + ('patients' in part ? part.patients * log : part.events * (Math.exp(log) - 1))
    }, 0)
  let [low, high] = [0, (own[0]?.ceiling.length ?? 1) - 1]
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (ceilingAt(middle) < negligible) high = middle
    else low = middle
  }
  return high
}

/** Logarithm of the product of the parts' characteristic functions, up to a frequency. */
export const product = (
  parts: readonly Part[],
  own: readonly Spectrum[],
  last: number,
): Pick<Spectrum, 'logSize' | 'angle'> => {
  const logSize = new Float64Array(last + 1)
  const angle = new Float64Array(last + 1)
  for (const [i, part] of parts.entries()) {
    const { logSize: sizes, angle: angles } = own[i]!
    if ('patients' in part) {
      const n = part.patients
      for (let j = 0; j <= last; j++) {
        logSize[j]! += n * sizes[j]!
        angle[j]! += n * angles[j]!
      }
    } else {
      for (let j = 0; j <= last; j++) {
        const size = Math.exp(sizes[j]!)
        logSize[j]! += part.events * (size * Math.cos(angles[j]!) - 1)
        angle[j]! += part.events * size * Math.sin(angles[j]!)
      }
    }
  }
  return { logSize, angle }
}

/** Points that the answer needs: no more than hold the frequencies that are left, eight times over. */
export const pointsFor = (last: number, most: number): number =>
  Math.min(most, Math.max(fewest, 2 ** Math.ceil(Math.log2(8 * last))))

const transforms = new Map<number, Fourier>()
const transformOf = (points: number): Fourier => {
  const found = transforms.get(points) ?? fourier(points)
  transforms.set(points, found)
  return found
}

/** From frequencies back to mass at so many points; the first lies at `first` of their steps. */
export const inverted = (
  { logSize, angle }: Pick<Spectrum, 'logSize' | 'angle'>,
  points: number,
  first: number,
  normalSteps: number,
): Float64Array => {
  const re = new Float64Array(points)
  const im = new Float64Array(points)
  const turn = (2 * Math.PI) / points
  for (let j = 0; j < logSize.length; j++) {
    const log = logSize[j]! - (turn * j * normalSteps) ** 2 / 2
    if (!(log > negligible)) continue
    const size = Math.exp(log) / points
    const at = angle[j]! + turn * ((j * first) % points)
    re[j] = size * Math.cos(at)
    im[j] = size * Math.sin(at)
    if (j > 0 && j < points / 2) {
      re[points - j] = re[j]!
      im[points - j] = -im[j]!
    }
  }
  transformOf(points).transform(im, re)
  return re
}
