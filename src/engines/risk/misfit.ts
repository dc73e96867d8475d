/** What moves a practice's cost beside its patients' own chance, as shares of what is expected. */
export type Misfit = {
  /** Standard deviation of what the formula misses for a practice, the same in every year. */
  persistent: number
  /** Standard deviation of a shock that all practices share in a year: weather, an epidemic. */
  shock: number
}

/**
 * Standard deviation, in pence, of misfit and shocks of a set of practices over some years:
 * √(years² u² Σ T² + years s² (Σ T)²), T the expected yearly cost of each practice. Misfit does not
 * shrink with years, for it is the same in each; shocks do not shrink with practices, for all share
 * them; chance shrinks with both. Model: actual ÷ target = 1 + u + s + chance.
 */
export const misfitSd = (
  expectedByPractice: readonly number[],
  { persistent, shock }: Misfit,
  years = 1,
): number => {
  const sum = expectedByPractice.reduce((all, one) => all + one, 0)
  const squares = expectedByPractice.reduce((all, one) => all + one * one, 0)
  return Math.sqrt(years ** 2 * persistent ** 2 * squares + years * shock ** 2 * sum ** 2)
}

/**
 * The misfit that is left where a spread is seen and chance explains part of it:
 * √(seen² − c² ÷ N); nought where chance explains all.
 */
export const systematicSd = (seenSd: number, c: number, patients: number): number =>
  Math.sqrt(Math.max(0, seenSd ** 2 - c ** 2 / patients))
