import { neighbours, onPlane, piecesOf, type Neighbours, type Point } from './map/contiguity.ts'
import type { AgeBand, Candidate, ProviderCost } from './store.ts'

/** What a set of practices adds up to. */
export type SetSums = {
  practices: number
  patients: number
  /** Registered and weighted persons of the practices whose need is known. */
  population: number
  weighted: number
  /** Practices without a list or without need. */
  withoutList: number
  withoutNeed: number
}

/** A what-if in numbers. */
export type BoundaryView = {
  chosen: readonly Candidate[]
  candidates: readonly Candidate[]
  sums: SetSums
  all: SetSums
  needYear: string | null
  points: readonly Point[]
  edges: readonly Neighbours[]
  /** The pieces in which the chosen lie; more than one: not contiguous. */
  pieces: readonly (readonly Candidate[])[]
  /** Chosen practices whose place is not known. */
  unplaced: readonly Candidate[]
  providers: readonly ProviderCost[]
  ages: readonly AgeBand[]
}

/** What practices add up to, leaving out what is not known of each, and counting that. */
export const sumsOf = (practices: readonly Candidate[]): SetSums => {
  const sum = (field: 'population' | 'weighted'): number =>
    practices.reduce((total, each) => total + (each[field] ?? 0), 0)
  return {
    practices: practices.length,
    patients: practices.reduce((total, { patients }) => total + Number(patients ?? 0n), 0),
    population: sum('population'),
    weighted: sum('weighted'),
    withoutList: practices.filter(({ patients }) => patients === null).length,
    withoutNeed: practices.filter(({ weighted }) => weighted === null).length,
  }
}

/** Weighted over registered persons; null where need is not known for any. */
export const needIndex = ({ population, weighted }: SetSums): number | null =>
  population > 0 && weighted > 0 ? weighted / population : null

/** The share of the group's need-weighted population, which is its fair share of any budget set by need. */
export const shareOf = (set: SetSums, all: SetSums): number | null =>
  all.weighted > 0 ? set.weighted / all.weighted : null

type Loaded = Pick<BoundaryView, 'providers' | 'ages'>

/** Candidates and the codes that were chosen → what the page shows. */
export const viewOf = (
  candidates: readonly Candidate[],
  codes: readonly string[],
  loaded: Loaded,
): BoundaryView => {
  const asked = new Set(codes)
  const chosen = candidates.filter(({ practice }) => asked.has(practice))
  const placed = candidates.flatMap(({ practice, latitude, longitude }) =>
    latitude === null || longitude === null ? [] : [{ practice, latitude, longitude }],
  )
  const points = onPlane(placed)
  const edges = neighbours(points)
  const known = new Set(placed.map(({ practice }) => practice))
  const byCode = new Map(candidates.map((each) => [each.practice, each]))
  return {
    chosen,
    candidates,
    sums: sumsOf(chosen),
    all: sumsOf(candidates.filter(({ member }) => member)),
    needYear: candidates.find(({ need_year: year }) => year !== null)?.need_year ?? null,
    points,
    edges,
    pieces: piecesOf(
      chosen.filter(({ practice }) => known.has(practice)).map(({ practice }) => practice),
      edges,
    ).map((piece) => piece.flatMap((code) => byCode.get(code) ?? [])),
    unplaced: chosen.filter(({ practice }) => !known.has(practice)),
    ...loaded,
  }
}
