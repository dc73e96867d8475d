import { freedomOf, type Edge } from './flow.ts'

/** Which counts are small, and what the others are rounded to. */
export type SmallNumbers = {
  /** The smallest and the largest count that is withheld, as 1 and 7. */
  from: number
  to: number
  /** What every published count is rounded to, as 5. */
  nearest: number
}

/** A count rounded half up to the nearest multiple, as it is published: 8 becomes 10, 12 becomes 10. */
export const rounded = (count: number, { nearest }: SmallNumbers): number =>
  Math.floor(count / nearest + 0.5) * nearest

/** Whether a count is itself too small to be published. */
export const isSmall = (count: number, { from, to }: SmallNumbers): boolean =>
  count >= from && count <= to

/** Whether a reader who knows every published count exactly can rule out any of the small values of a count. */
export const isSafe = (edges: readonly Edge[], index: number, rule: SmallNumbers): boolean => {
  const value = edges[index]?.value ?? 0
  const [up, down] = [rule.to - value, value - rule.from]
  return (
    freedomOf(edges, index, 'up', up).amount >= up &&
    freedomOf(edges, index, 'down', down).amount >= down
  )
}

/**
 * Which counts are withheld: every small one, and as many others as it takes that no small one can be
 * worked out, or even narrowed within the small values, from the sums. The counts must hold their sums:
 * at each node as much comes in as goes out. True where withheld, in the order given.
 *
 * A count may always be hidden behind its own totals, so this never fails; of what would do, what is
 * smallest is taken.
 */
export const withheld = (
  counts: readonly Omit<Edge, 'hidden'>[],
  rule: SmallNumbers,
): boolean[] => {
  const edges: Edge[] = counts.map((count) => ({ ...count, hidden: isSmall(count.value, rule) }))
  for (const [index, { value, hidden }] of edges.entries()) {
    if (!hidden || !isSmall(value, rule)) continue
    for (const [direction, wanted] of [
      ['up', rule.to - value],
      ['down', value - rule.from],
    ] as const) {
      if (freedomOf(edges, index, direction, wanted).amount >= wanted) continue
      for (const used of freedomOf(edges, index, direction, wanted, true).used) {
        const edge = edges[used]
        if (edge) edge.hidden = true
      }
    }
  }
  return edges.map(({ hidden }) => hidden)
}
