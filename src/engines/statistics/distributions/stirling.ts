/**
 * What Stirling's formula leaves out: δ(n) = ln Γ(n + 1) − (n + ½) ln n + n − ½ ln 2π, for n > 0.
 * Source: Abramowitz and Stegun 6.1.41; below 15 the argument is raised by the recurrence of Γ.
 */
export const stirlingError = (n: number): number => {
  if (n < 15) {
    let product = 1
    let raised = n
    while (raised < 15) product *= ++raised
    const halfLog = (x: number): number => (x + 0.5) * Math.log(x) - x
    return stirlingError(raised) + halfLog(raised) - halfLog(n) - Math.log(product)
  }
  const s = 1 / (n * n)
  return (
    (1 / 12 -
      s * (1 / 360 - s * (1 / 1260 - s * (1 / 1680 - s * (1 / 1188 - (s * 691) / 360360))))) /
    n
  )
}

/**
 * Deviance part: x ln(x / m) + m − x, without the loss of digits where x is near m.
 * Source: Loader, Fast and accurate computation of binomial probabilities (2000).
 */
export const deviance = (x: number, m: number): number => {
  if (x === 0) return m
  const difference = x - m
  if (Math.abs(difference) >= 0.1 * (x + m)) return x * Math.log(x / m) - difference
  const v = difference / (x + m)
  let sum = difference * v
  let term = 2 * x * v
  for (let j = 3; ; j += 2) {
    term *= v * v
    const next = sum + term / j
    if (next === sum) return sum
    sum = next
  }
}

/** ln Γ(x) for x > 0. Source: Stirling's series with its remainder as above. */
export const logGamma = (x: number): number =>
  x < 1
    ? logGamma(x + 1) - Math.log(x)
    : (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + stirlingError(x)
