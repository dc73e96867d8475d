/** A seeded generator: the same seed gives the same numbers on every machine (sfc32 over a hashed seed). */
export type Random = {
  /** Uniform in [0, 1), 32 bits. */
  next: () => number
  /** Whole number in [0, below). */
  int: (below: number) => number
  normal: () => number
  /** Count with the given mean (inversion below 30, normal with a continuity correction above). */
  poisson: (mean: number) => number
  /** Gamma with the given shape and mean 1 (Marsaglia and Tsang, 2000). */
  gamma: (shape: number) => number
}

const hashSeed = (text: string): [number, number, number, number] => {
  let [a, b, c, d] = [0x9e3779b9, 0x243f6a88, 0xb7e15162, 0x8aed2a6b]
  for (const char of text) {
    const k = char.codePointAt(0) ?? 0
    a = Math.imul(a ^ k, 597399067)
    b = Math.imul(b ^ a, 2869860233)
    c = Math.imul(c ^ b, 951274213)
    d = Math.imul(d ^ c, 2716044179)
  }
  return [a >>> 0, b >>> 0, c >>> 0, d >>> 0]
}

export const random = (seed: string): Random => {
  let [a, b, c, d] = hashSeed(seed)
  const next = (): number => {
    const t = (a + b + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (c << 21) | (c >>> 11)
    c = (c + t) | 0
    return (t >>> 0) / 4294967296
  }
  for (let i = 0; i < 16; i++) next()
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
  const gamma = (shape: number): number => {
    if (shape < 1) return (gamma(shape + 1) * (shape + 1) * Math.pow(1 - next(), 1 / shape)) / shape
    const e = shape - 1 / 3
    const f = 1 / Math.sqrt(9 * e)
    for (;;) {
      const x = normal()
      const v = (1 + f * x) ** 3
      if (v > 0 && Math.log(1 - next()) < 0.5 * x * x + e - e * v + e * Math.log(v)) {
        return (e * v) / shape
      }
    }
  }
  const poisson = (mean: number): number => {
    if (mean > 30) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal()))
    const limit = Math.exp(-mean)
    let count = 0
    for (let product = next(); product > limit; product *= next()) count++
    return count
  }
  return { next, int: (below) => Math.floor(next() * below), normal, poisson, gamma }
}
