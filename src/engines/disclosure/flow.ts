/**
 * A published count as an edge between two nodes, so that at every node what comes in equals what goes
 * out: each node is one sum that a reader can do. `hidden` counts are withheld.
 */
export type Edge = { from: number; to: number; value: number; hidden: boolean }

type Arc = { to: number; edge: number; forward: boolean }

const arcsOf = (edges: readonly Edge[]): Map<number, Arc[]> => {
  const arcs = new Map<number, Arc[]>()
  const add = (node: number, arc: Arc): void => {
    const there = arcs.get(node)
    if (there) there.push(arc)
    else arcs.set(node, [arc])
  }
  for (const [edge, { from, to, value }] of edges.entries()) {
    if (value === 0) continue
    add(from, { to, edge, forward: true })
    add(to, { to: from, edge, forward: false })
  }
  return arcs
}

/** How far a count may go down: a reader knows that nothing which is withheld is 0. */
const least = 1

type Step = { node: number; arc: Arc }

/** What a path costs: the counts that would have to be withheld for it; those that are already cost nothing. */
type Price = (edge: number) => number

/** Takes the cheapest node off a list of candidates; lists are short. */
const takeCheapest = (open: Map<number, number>): [number, number] => {
  let best: [number, number] = [-1, Infinity]
  for (const [node, price] of open) if (price < best[1]) best = [node, price]
  open.delete(best[0])
  return best
}

const cheapestPath = (
  arcs: ReadonlyMap<number, readonly Arc[]>,
  room: (arc: Arc) => number,
  price: Price,
  source: number,
  target: number,
): Arc[] | null => {
  const open = new Map([[source, 0]])
  const before = new Map<number, Step>()
  const done = new Set<number>()
  while (open.size > 0) {
    const [node, cost] = takeCheapest(open)
    if (node === target) break
    done.add(node)
    for (const arc of arcs.get(node) ?? []) {
      if (done.has(arc.to) || room(arc) <= 0) continue
      const reached = cost + price(arc.edge)
      if (reached >= (open.get(arc.to) ?? Infinity)) continue
      open.set(arc.to, reached)
      before.set(arc.to, { node, arc })
    }
  }
  const path: Arc[] = []
  for (let at = target; at !== source;) {
    const step = before.get(at)
    if (!step) return null
    path.push(step.arc)
    at = step.node
  }
  return path
}

/** The most by which one withheld count could differ, and which counts that takes. */
export type Freedom = { amount: number; used: ReadonlySet<number> }

/**
 * How far one withheld count can go up or down while every sum still holds and every published count stays
 * what it is, up to the amount wanted: the greatest flow round the count through the others. With
 * `mayHide` counts that are still published take part, the cheapest first, and are named in `used`.
 */
export const freedomOf = (
  edges: readonly Edge[],
  index: number,
  direction: 'up' | 'down',
  wanted: number,
  mayHide = false,
): Freedom => {
  const own = edges[index]
  if (!own) return { amount: 0, used: new Set() }
  const arcs = arcsOf(edges)
  const change = edges.map(() => 0)
  const used = new Set<number>()
  const room = ({ edge, forward }: Arc): number => {
    const other = edges[edge]
    if (!other || edge === index || !(other.hidden || mayHide)) return 0
    return forward ? Infinity : other.value + (change[edge] ?? 0) - least
  }
  const price = (edge: number): number =>
    edges[edge]?.hidden === true || used.has(edge) ? 0 : (edges[edge]?.value ?? 0)
  const [source, target] = direction === 'up' ? [own.to, own.from] : [own.from, own.to]
  let amount = 0
  while (amount < wanted) {
    const path = cheapestPath(arcs, room, price, source, target)
    if (!path) break
    const step = Math.min(wanted - amount, ...path.map(room))
    for (const { edge, forward } of path) {
      change[edge] = (change[edge] ?? 0) + (forward ? step : -step)
      used.add(edge)
    }
    amount += step
  }
  return { amount, used }
}
