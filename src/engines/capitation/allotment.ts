import type { Pence } from '../../core/money.ts'

/** What was rounded down, in order of the remainders, the larger first; ties go to the earlier part. */
const byRemainder = (remainders: readonly bigint[]): number[] =>
  remainders
    .map((_, i) => i)
    .sort((a, b) => {
      const [x = 0n, y = 0n] = [remainders[a], remainders[b]]
      return x > y ? -1 : x < y ? 1 : a - b
    })

/**
 * An amount shared out in proportion to weights, to the penny, with nothing lost.
 *
 * share = ⌊amount × weight ÷ sum of weights⌋, and the pence left over go one each to the parts with
 * the largest remainders. Ties go to the earlier part, so the parts stand in order of practice code
 * or of month. A negative amount is shared as its opposite. Weights are whole and not negative.
 * Errors: RangeError where there is an amount and no weight to share it by.
 * Source: the method of the largest remainder (Hamilton).
 */
export const allot = (amount: Pence, weights: readonly bigint[]): Pence[] => {
  const sum = weights.reduce((all, weight) => all + weight, 0n)
  if (sum === 0n) {
    if (amount === 0n) return weights.map(() => 0n)
    throw new RangeError('an amount cannot be shared by weights that are all nought')
  }
  if (amount < 0n) return allot(-amount, weights).map((share) => -share)
  const shares: Pence[] = []
  const remainders: bigint[] = []
  let left = amount
  for (const weight of weights) {
    const product = amount * weight
    const share = product / sum
    shares.push(share)
    remainders.push(product - share * sum)
    left -= share
  }
  if (left === 0n) return shares
  for (const i of byRemainder(remainders).slice(0, Number(left))) shares[i] = (shares[i] ?? 0n) + 1n
  return shares
}
