/** Both tails of a distribution at a point: each right to its own last digits, so neither is 1 less the other. */
export type Tails = { lower: number; upper: number }

export type Tail = keyof Tails

/**
 * The u at which the asked tail equals p, where `at(u)` gives both tails and the derivative of the
 * lower one with respect to u. Newton's method on the logarithm of the smaller tail, inside a
 * bracket that halves whenever a step would leave it.
 */
export const solveTail = (
  p: number,
  tail: Tail,
  at: (u: number) => Tails & { slope: number },
  start: number,
): number => {
  const useLower = tail === 'lower' ? p <= 0.5 : p > 0.5
  const target = (tail === 'lower') === useLower ? p : 1 - p
  const logTarget = Math.log(target)
  let [low, high] = [-Infinity, Infinity]
  let u = start
  for (let i = 0; i < 200; i++) {
    const { lower, upper, slope } = at(u)
    const value = useLower ? lower : upper
    const below = useLower ? value < target : value > target
    if (below) low = u
    else high = u
    const rise = (useLower ? slope : -slope) / value
    const step = (Math.log(value) - logTarget) / rise
    let next = u - step
    if (!(next > low && next < high)) {
      if (value === target) return u
      next =
        low === -Infinity
          ? u - Math.max(1, Math.abs(u))
          : high === Infinity
            ? u + Math.max(1, Math.abs(u))
            : (low + high) / 2
    }
    if (Math.abs(next - u) <= 2e-16 * Math.max(1e-300, Math.abs(u)) || next === u) return next
    u = next
  }
  return u
}
