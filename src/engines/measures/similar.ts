/** A practice by the variables on which likeness is judged; null where one is not known. */
export type Likeness = { code: string; values: readonly (number | null)[] }

export type Neighbour = {
  code: string
  /** Root of the mean squared difference, in standard deviations of each variable. */
  distance: number
  /** Standard deviations by which it lies above (below) on each variable, in their order. */
  differences: readonly number[]
}

export type Variable = { mean: number; spread: number }

const complete = (one: Likeness): one is Likeness & { values: readonly number[] } =>
  one.values.every((value) => value !== null)

/** Mean and standard deviation of each variable over the practices that have them all. */
export const variablesOf = (all: readonly Likeness[]): Variable[] => {
  const whole = all.filter(complete)
  const width = all[0]?.values.length ?? 0
  return Array.from({ length: width }, (_, i) => {
    const own = whole.map(({ values }) => values[i] ?? 0)
    const mean = own.reduce((sum, value) => sum + value, 0) / own.length
    const spread = Math.sqrt(own.reduce((sum, value) => sum + (value - mean) ** 2, 0) / own.length)
    return { mean, spread }
  })
}

/**
 * The practices most alike: nearest by the root mean squared difference over variables brought to one standard deviation each.
 * A variable on which all are equal counts for nothing. Empty where the practice itself lacks a variable.
 * Source: nearest neighbours as published statistics for comparator areas use them.
 */
export const nearest = (all: readonly Likeness[], code: string, count = 10): Neighbour[] => {
  const self = all.find((one) => one.code === code)
  if (!self || !complete(self)) return []
  const variables = variablesOf(all)
  return all
    .filter((one) => one.code !== code)
    .filter(complete)
    .map((one) => {
      const differences = variables.map(({ spread }, i) =>
        spread === 0 ? 0 : ((one.values[i] ?? 0) - (self.values[i] ?? 0)) / spread,
      )
      const squares = differences.reduce((sum, value) => sum + value * value, 0)
      return {
        code: one.code,
        distance: Math.sqrt(squares / Math.max(1, variables.length)),
        differences,
      }
    })
    .sort((a, b) => a.distance - b.distance || (a.code < b.code ? -1 : 1))
    .slice(0, count)
}
