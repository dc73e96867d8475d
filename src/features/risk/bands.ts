import type { Pence } from '../../core/money.ts'
import { chanceBand, judge, type ChanceBand, type Verdict } from '../../engines/risk/chance-band.ts'
import type { ServiceLine } from '../../engines/capitation/service-line.ts'
import type { Scope } from '../../stores/scope.ts'
import type { Served } from '../../warehouse/served.ts'
import { readServiceLines, type ServiceLineMap } from '../service-lines/service-lines.ts'
import { patientLines, type PatientLine, type Span } from './cells/ask.ts'
import { loadBasis } from './cells/basis.ts'

/** A line's budget for some months, and whether it rests on the practice's own history. */
export type BandAsked = { line: ServiceLine; budgetPence: Pence; own: boolean }

/** What chance does to each line, and to all lines of which patient costs are known taken together. */
export type ChanceBands = {
  lines: ReadonlyMap<ServiceLine, ChanceBand>
  together: ChanceBand | null
  /** The budget of the lines that `together` speaks of. */
  togetherPence: Pence
  level: number
  costs: Span
}

/** The level of the bands, and the folder whose map says the service line of each line of care. */
export type BandOptions = { level?: number; definitions?: string | undefined }

const isPatientLine = (line: ServiceLine): line is PatientLine =>
  patientLines.some((known) => known === line)

const answered = new WeakMap<Served['duck'], Map<string, Promise<ChanceBands | null>>>()

/**
 * Chance bands of a set of practices for budgets of some months: from the lists of these practices and
 * what patients of the group cost in the same months of the year before, 95% two-sided. A line of
 * which no patient-level file tells has no band. Null where nothing tells.
 */
export const chanceBands = (
  scope: Scope,
  served: Served,
  practices: readonly string[],
  span: Span,
  asked: readonly BandAsked[],
  { level = 0.95, definitions }: BandOptions = {},
): Promise<ChanceBands | null> => {
  const map = readServiceLines(definitions)
  const name = JSON.stringify([
    practices,
    span,
    level,
    map,
    asked.map(({ line, budgetPence, own }) => [line, String(budgetPence), own]),
  ])
  const known = answered.get(served.duck) ?? new Map<string, Promise<ChanceBands | null>>()
  answered.set(served.duck, known)
  const found = known.get(name)
  if (found) return found
  const made = workOut(scope, served, practices, span, asked, { level, map })
  known.set(name, made)
  made.catch(() => known.delete(name))
  const oldest = known.keys().next()
  if (known.size > 2000 && !oldest.done) known.delete(oldest.value)
  return made
}

const workOut = async (
  scope: Scope,
  served: Served,
  practices: readonly string[],
  span: Span,
  asked: readonly BandAsked[],
  { level, map }: { level: number; map: ServiceLineMap },
): Promise<ChanceBands | null> => {
  const basis = await loadBasis(scope, served, span, map)
  if (basis === null || !practices.some((practice) => basis.practices.has(practice))) return null
  const bandOf = async (
    lines: readonly PatientLine[],
    own: boolean,
    budgetPence: Pence,
  ): Promise<ChanceBand | null> => {
    const parts = own ? await basis.ownParts(practices, lines) : basis.budgetParts(practices, lines)
    const distribution = basis.coarse(parts)
    return distribution.mean > 0 ? chanceBand(distribution, budgetPence, level) : null
  }
  const lines = new Map<ServiceLine, ChanceBand>()
  const known = asked.flatMap(({ line, budgetPence, own }) =>
    isPatientLine(line) && budgetPence > 0n ? [{ line, budgetPence, own }] : [],
  )
  const covered: typeof known = []
  for (const { line, budgetPence, own } of known) {
    const parts = basis.budgetParts(practices, [line])
    const expected = parts.reduce(
      (sum, part) => sum + part.cell.mean * ('patients' in part ? part.patients : 0),
      0,
    )
    if (expected < Number(budgetPence) / 2) continue
    const band = await bandOf([line], own, budgetPence)
    if (band === null) continue
    lines.set(line, band)
    covered.push({ line, budgetPence, own })
  }
  const togetherPence = covered.reduce((sum, { budgetPence }) => sum + budgetPence, 0n)
  const together =
    covered.length === 0
      ? null
      : await bandOf(
          covered.map(({ line }) => line),
          covered.every(({ own }) => own),
          togetherPence,
        )
  return { lines, together, togetherPence, level, costs: basis.costs }
}

export { judge, type ChanceBand, type Verdict }
