/** A practice and where it is, in degrees. */
export type Located = { practice: string; latitude: number; longitude: number }

/** A place on the plane, in kilometres east and north of the middle of the set. */
export type Point = { practice: string; east: number; north: number }

/** Two practices that are next to each other, by name. */
export type Neighbours = readonly [string, string]

const kilometresPerDegree = 111.195

/** Places on a plane: degrees times 111.195 km, those of longitude less by the cosine of the middle latitude. */
export const onPlane = (places: readonly Located[]): Point[] => {
  if (places.length === 0) return []
  const latitudes = places.map(({ latitude }) => latitude)
  const longitudes = places.map(({ longitude }) => longitude)
  const middle = (values: readonly number[]): number =>
    (Math.min(...values) + Math.max(...values)) / 2
  const [lat, lon] = [middle(latitudes), middle(longitudes)]
  const shrink = Math.cos((lat * Math.PI) / 180)
  return places.map(({ practice, latitude, longitude }) => ({
    practice,
    east: (longitude - lon) * kilometresPerDegree * shrink,
    north: (latitude - lat) * kilometresPerDegree,
  }))
}

const squared = (a: Point, b: Point): number => (a.east - b.east) ** 2 + (a.north - b.north) ** 2

/**
 * Which practices are next to each other: two are, when no third lies inside the circle that has the
 * line between them as its diameter (Gabriel and Sokal, Systematic Zoology 1969;18:259). Every practice is
 * joined to the rest in the end, for the graph holds the shortest tree through all of them.
 */
export const neighbours = (points: readonly Point[]): Neighbours[] => {
  const found: Neighbours[] = []
  for (const [i, a] of points.entries()) {
    for (const b of points.slice(i + 1)) {
      const across = squared(a, b)
      const between = points.some(
        (c) => c !== a && c !== b && squared(a, c) + squared(b, c) < across - 1e-9,
      )
      if (!between) found.push([a.practice, b.practice])
    }
  }
  return found
}

/**
 * The pieces in which a chosen set lies: practices that can be reached from each other by neighbours that
 * are chosen too. One piece is contiguous. The largest first.
 */
export const piecesOf = (chosen: readonly string[], edges: readonly Neighbours[]): string[][] => {
  const chosenSet = new Set(chosen)
  const beside = new Map<string, string[]>()
  for (const [a, b] of edges) {
    if (!chosenSet.has(a) || !chosenSet.has(b)) continue
    beside.set(a, [...(beside.get(a) ?? []), b])
    beside.set(b, [...(beside.get(b) ?? []), a])
  }
  const seen = new Set<string>()
  const pieces: string[][] = []
  for (const start of [...chosenSet].sort()) {
    if (seen.has(start)) continue
    const piece: string[] = []
    const waiting = [start]
    seen.add(start)
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      piece.push(next)
      for (const other of beside.get(next) ?? []) {
        if (seen.has(other)) continue
        seen.add(other)
        waiting.push(other)
      }
    }
    pieces.push(piece.sort())
  }
  return pieces.toSorted((a, b) => b.length - a.length || ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1))
}
