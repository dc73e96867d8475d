import { addMonths, type Month } from '../../../core/month.ts'
import { aggregation, type Aggregation } from '../../../engines/risk/exact/aggregate.ts'
import { cellOf, type Cell, type Part } from '../../../engines/risk/exact/cell.ts'
import { quantile } from '../../../engines/statistics/quantile.ts'
import { sqlFile } from '../../../stores/duck.ts'
import type { Scope } from '../../../stores/scope.ts'
import type { Served } from '../../../warehouse/served.ts'
import { placesOf } from '../../budgets/budgets.ts'
import { readServiceLines, type ServiceLineMap } from '../../service-lines/service-lines.ts'
import {
  askKnown,
  askLists,
  askUsers,
  patientLines,
  type PatientLine,
  type Span,
  type Users,
} from './ask.ts'
import { inBands, keyOnLists } from './age-bands.ts'
import { listedIn } from './listed.ts'

/** What chance is worked from: the patients of all practices, and who is on each practice's list. */
export type Basis = {
  /** The months whose costs were drawn from. */
  costs: Span
  /** Practices with a list by age and sex. */
  practices: ReadonlySet<string>
  patientsOf(practices: readonly string[]): number
  /** Each listed patient as a draw from the cell of age and sex. */
  parts(practices: readonly string[], lines: readonly PatientLine[]): Part[]
  /** The same of everybody whom the budgets of the year count with these practices. */
  budgetParts(practices: readonly string[], lines: readonly PatientLine[]): Part[]
  /** These by the class of last year's cost too, so that only what is left after it is chance. */
  ownParts(practices: readonly string[], lines: readonly PatientLine[]): Promise<Part[]>
  /** Distributions over 8,192 points, and over 2,048 for bands. */
  fine: Aggregation
  coarse: Aggregation
}

const shares = [0.5, 0.8, 0.95, 0.99]

const boundsOf = (users: readonly Users[]): number[] => {
  const costs = users.flatMap(({ earlier }) => Array.from(earlier).filter((cost) => cost > 0))
  costs.sort((a, b) => a - b)
  return [0, ...(costs.length === 0 ? [] : shares.map((share) => quantile(costs, share)))]
}

const classOf = (cost: number, bounds: readonly number[]): number =>
  bounds.reduce((count, bound) => (cost > bound ? count + 1 : count), 0)

const total = (users: Users, lines: readonly PatientLine[], i: number): number =>
  lines.reduce((sum, line) => sum + (users.costs[line][i] ?? 0), 0)

const withZeros = (costs: readonly number[], people: number): Cell => {
  const all = new Float64Array(Math.max(people, costs.length, 1))
  all.set(costs)
  return cellOf(all)
}

const ageSexCells = (
  users: readonly Users[],
  people: ReadonlyMap<string, number>,
  lines: readonly PatientLine[],
): Map<string, Cell> => {
  const byKey = new Map(users.map((one) => [one.key, one]))
  return new Map(
    [...people].map(([key, count]) => {
      const own = byKey.get(key)
      const costs = own ? Array.from(own.earlier, (_, i) => total(own, lines, i)) : []
      return [key, withZeros(costs, count)]
    }),
  )
}

const historyCells = (
  users: readonly Users[],
  people: ReadonlyMap<string, number>,
  lines: readonly PatientLine[],
  bounds: readonly number[],
): Map<string, Cell> => {
  const cells = new Map<string, Cell>()
  const byKey = new Map(users.map((one) => [one.key, one]))
  for (const [key, count] of people) {
    const own = byKey.get(key)
    const classes: number[][] = Array.from({ length: bounds.length + 1 }, () => [])
    for (const i of own?.earlier.keys() ?? [])
      classes[classOf(own?.earlier[i] ?? 0, bounds)]?.push(own ? total(own, lines, i) : 0)
    const others = classes.slice(1).reduce((sum, one) => sum + one.length, 0)
    for (const [at, costs] of classes.entries())
      if (at === 0) cells.set(`${key}/0`, withZeros(costs, count - others))
      else if (costs.length > 0) cells.set(`${key}/${at}`, cellOf(costs))
  }
  return cells
}

/** The cell of a class, or of the nearest class below that anyone was in. */
const cellAt = (cells: ReadonlyMap<string, Cell>, key: string, at: number): Cell | undefined =>
  cells.get(`${key}/${at}`) ?? (at > 0 ? cellAt(cells, key, at - 1) : undefined)

const once = <K, T>(make: (key: K) => T, name: (key: K) => string): ((key: K) => T) => {
  const known = new Map<string, T>()
  return (key) => {
    const found = known.get(name(key)) ?? make(key)
    known.set(name(key), found)
    return found
  }
}

const makeBasis = async (
  scope: Scope,
  served: Served,
  costs: Span,
  listMonth: Month,
  map: ServiceLineMap,
): Promise<Basis | null> => {
  const earlier = { from: addMonths(costs.from, -12), to: addMonths(costs.from, -1) }
  const lists = await askLists(served, listMonth)
  const grouped = async (span: Span): Promise<string[]> =>
    (
      await served.duck.all<{ practice: string }>(sqlFile(import.meta.url, 'sql/grouped.sql'), span)
    ).map(({ practice }) => practice)
  // Whoever is drawn from was listed when the costs began: a practice that closed since then still has its own list there.
  const inGroups = new Set(await grouped(costs))
  const drawn = (await askLists(served, costs.from)).filter(({ practice }) =>
    inGroups.has(practice),
  )
  const places = await placesOf(served, map)
  const drawnFrom = await grouped({ from: earlier.from, to: costs.to })
  const onLists = keyOnLists([...drawn, ...lists])
  const users = inBands(
    await askUsers(served, { places, practices: drawnFrom, span: costs, earlier }),
    onLists,
  )
  if (drawn.length === 0 || users.length === 0) return null
  const people = new Map<string, number>()
  for (const { key, patients } of drawn) people.set(key, (people.get(key) ?? 0) + patients)
  const listed = await listedIn(scope, served, lists, listMonth)
  const joined = (lines: readonly PatientLine[]): string => lines.join('+')
  const bounds = boundsOf(users)
  const plain = once((lines: readonly PatientLine[]) => ageSexCells(users, people, lines), joined)
  const own = once(
    (lines: readonly PatientLine[]) => historyCells(users, people, lines, bounds),
    joined,
  )
  const known = once(
    async () => {
      const last = { from: addMonths(listMonth, -12), to: addMonths(listMonth, -1) }
      return Map.groupBy(
        listed.followed(await askKnown(served, last, bounds)),
        ({ practice }) => practice,
      )
    },
    () => 'known',
  )
  const partsOf = (
    patientsOf: ReadonlyMap<string, number>,
    lines: readonly PatientLine[],
  ): Part[] => {
    const cells = plain(lines)
    return [...patientsOf].flatMap(([key, patients]) => {
      const cell = cells.get(key)
      return cell ? [{ cell, patients }] : []
    })
  }
  return {
    costs,
    practices: listed.practices,
    patientsOf: (practices) =>
      [...listed.counts(practices, 'own lists').values()].reduce((sum, n) => sum + n, 0),
    parts: (practices, lines) => partsOf(listed.counts(practices, 'own lists'), lines),
    budgetParts: (practices, lines) => partsOf(listed.counts(practices, 'and taken over'), lines),
    ownParts: async (practices, lines) => {
      const cells = own(lines)
      const rows = await known('')
      const left = listed.counts(practices, 'and taken over')
      const parts: Part[] = []
      const classed = new Map<string, number>()
      for (const practice of practices)
        for (const { key, patients } of rows.get(practice) ?? [])
          classed.set(key, (classed.get(key) ?? 0) + patients)
      for (const [named, patients] of classed) {
        const at = Number(named.slice(named.lastIndexOf('/') + 1))
        const key = onLists(named.slice(0, named.lastIndexOf('/')))
        const cell = cellAt(cells, key, at)
        if (at === 0 || !cell) continue
        parts.push({ cell, patients })
        left.set(key, (left.get(key) ?? 0) - patients)
      }
      for (const [key, patients] of left) {
        const cell = cellAt(cells, key, 0)
        if (cell && patients > 0) parts.push({ cell, patients })
      }
      return parts
    },
    fine: aggregation(8192),
    coarse: aggregation(2048),
  }
}

const kept = new WeakMap<Served['duck'], Map<string, Promise<Basis | null>>>()
const most = 3

/**
 * The basis for months of a financial year: what patients cost in the same months of the year before,
 * or in the months themselves where that year is not loaded; null where no patient-level lines or no
 * lists by age and sex are loaded. The last three of a build are kept.
 */
export const loadBasis = async (
  scope: Scope,
  served: Served,
  span: Span,
  map: ServiceLineMap = readServiceLines(),
): Promise<Basis | null> => {
  const built = served.manifest.months
  if (built === null) return null
  const before = { from: addMonths(span.from, -12), to: addMonths(span.to, -12) }
  const costs = before.from >= built.first ? before : span
  const name = `${costs.from} ${costs.to} ${span.from} ${JSON.stringify(map)}`
  const known = kept.get(served.duck) ?? new Map<string, Promise<Basis | null>>()
  kept.set(served.duck, known)
  const found = known.get(name)
  if (found) return found
  const made = makeBasis(scope, served, costs, span.from, map)
  known.set(name, made)
  made.catch(() => known.delete(name))
  const oldest = known.keys().next()
  if (known.size > most && !oldest.done) known.delete(oldest.value)
  return made
}

/** Every line of which patient costs are known. */
export const allPatientLines: readonly PatientLine[] = patientLines
