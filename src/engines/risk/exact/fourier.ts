/** A discrete Fourier transform of a fixed length, in place. */
export type Fourier = {
  points: number
  /** X[j] = Σ x[m] e^(−2πi jm ÷ points). Swapping the two arrays gives points × the inverse. */
  transform: (re: Float64Array, im: Float64Array) => void
}

const reversedBits = (points: number): Uint32Array => {
  const bits = Math.log2(points)
  const reversed = new Uint32Array(points)
  for (let i = 1; i < points; i++)
    reversed[i] = ((reversed[i >> 1] ?? 0) >> 1) | ((i & 1) << (bits - 1))
  return reversed
}

const swap = (array: Float64Array, a: number, b: number): void => {
  const kept = array[a]!
  array[a] = array[b]!
  array[b] = kept
}

/**
 * The fast Fourier transform for lengths that are powers of two. Errors: RangeError for any other
 * length. Source: Cooley and Tukey 1965, decimation in time.
 */
export const fourier = (points: number): Fourier => {
  if (!(points >= 2 && Number.isInteger(Math.log2(points))))
    throw new RangeError('the length of a transform is a power of two')
  const order = reversedBits(points)
  const cosine = Float64Array.from({ length: points / 2 }, (_, i) =>
    Math.cos((2 * Math.PI * i) / points),
  )
  const sine = Float64Array.from({ length: points / 2 }, (_, i) =>
    Math.sin((2 * Math.PI * i) / points),
  )
  const transform = (re: Float64Array, im: Float64Array): void => {
    for (let i = 0; i < points; i++) {
      const other = order[i]!
      if (other > i) {
        swap(re, i, other)
        swap(im, i, other)
      }
    }
    for (let half = 1; half < points; half *= 2) {
      const stride = points / (2 * half)
      for (let start = 0; start < points; start += 2 * half) {
        for (let low = start, turn = 0; low < start + half; low++, turn += stride) {
          const high = low + half
          const c = cosine[turn]!
          const s = sine[turn]!
          const real = re[high]! * c + im[high]! * s
          const imaginary = im[high]! * c - re[high]! * s
          re[high] = re[low]! - real
          im[high] = im[low]! - imaginary
          re[low]! += real
          im[low]! += imaginary
        }
      }
    }
  }
  return { points, transform }
}
