/**
 * Numbers as whole ones that add exactly to the rounded sum of them all: each rounded down, and what is
 * left one each to those with the largest remainders; ties go to the earlier.
 * Source: the method of the largest remainder (Hamilton).
 */
export const wholeParts = (values: readonly number[]): number[] => {
  const total = Math.round(values.reduce((all, value) => all + value, 0))
  const parts = values.map(Math.floor)
  const left = total - parts.reduce((all, part) => all + part, 0)
  const order = values
    .map((value, i) => ({ i, rest: value - Math.floor(value) }))
    .toSorted((a, b) => b.rest - a.rest || a.i - b.i)
  for (const { i } of order.slice(0, left)) parts[i] = (parts[i] ?? 0) + 1
  return parts
}
