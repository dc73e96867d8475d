/** The distribution of a yearly cost in pence, as mass at equally spaced points. */
export type Distribution = {
  /** Cost at the first point; the others follow in steps. */
  from: number
  step: number
  mass: Float64Array
  /** Chance of a cost below each point, half of the point's own mass counted. */
  below: Float64Array
  /** In closed form, from the cells themselves and not from the lattice. */
  mean: number
  variance: number
  lattice: LatticeError
}

/** What putting costs on a lattice does to the answer. */
export type LatticeError = {
  /** Share by which the variance is too large; 0 where the lattice keeps it. */
  addedVariance: number
  /** The most by which any chance is moved: to first order where the variance is kept. */
  chance: number
}

export const sdOf = ({ variance }: Pick<Distribution, 'variance'>): number => Math.sqrt(variance)

/** Cumulates mass to the chance below each point. */
export const cumulated = (mass: Float64Array): Float64Array => {
  let sum = 0
  return mass.map((own) => {
    sum += own
    return sum - own / 2
  })
}

/** Chance that the cost is above an amount, straight between points. */
export const chanceAbove = ({ from, step, below }: Distribution, amount: number): number => {
  const at = (amount - from) / step
  if (at <= 0) return 1
  if (at >= below.length - 1) return 0
  const i = Math.floor(at)
  const [a, b] = [below[i] ?? 0, below[i + 1] ?? 1]
  return Math.min(1, Math.max(0, 1 - a - (at - i) * (b - a)))
}

/** The cost below which a share p of chance lies. */
export const quantileOf = ({ from, step, below }: Distribution, p: number): number => {
  let [low, high] = [0, below.length - 1]
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((below[middle] ?? 0) <= p) low = middle
    else high = middle
  }
  const [a, b] = [below[low] ?? 0, below[high] ?? 1]
  const part = b > a ? Math.min(1, Math.max(0, (p - a) / (b - a))) : 0
  return from + step * (low + part)
}

/** Mean of a function of the cost. */
export const expectation = (
  { from, step, mass }: Distribution,
  value: (cost: number) => number,
): number => {
  let sum = 0
  for (let i = 0; i < mass.length; i++) sum += (mass[i] ?? 0) * value(from + i * step)
  return sum
}

/** Mean of what the cost comes to above an amount. */
export const expectedAbove = (distribution: Distribution, amount: number): number =>
  expectation(distribution, (cost) => Math.max(0, cost - amount))

/** Chance of overspending a budget by more than each of some shares of it. */
export const overspendChances = (
  distribution: Distribution,
  budget: number,
  shares: readonly number[] = [0.01, 0.02, 0.05, 0.1],
): { share: number; chance: number }[] =>
  shares.map((share) => ({ share, chance: chanceAbove(distribution, budget * (1 + share)) }))
