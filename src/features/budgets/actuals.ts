import type { Pence } from '../../core/money.ts'
import type { Month } from '../../core/month.ts'
import type { ServiceLine } from '../../engines/capitation/service-line.ts'
import type { Scope } from '../../stores/scope.ts'
import { perBuild } from '../../warehouse/per-build.ts'
import type { Served } from '../../warehouse/served.ts'
import { readServiceLines, type ServiceLineMap } from '../service-lines/service-lines.ts'
import { ask, loadCosts, loadSuccessions, penceOf } from './costs/costs.ts'
import { heirsOf, withHeirs } from './costs/successors.ts'

/** What care of each line cost, by practice of the budget; a practice that closed is counted with its heirs. */
export type Actuals = {
  /** Pence of a practice's line over some months, rounded once; null where the line has no cost at all. */
  of(practice: string, line: ServiceLine, from: Month, to: Month): Pence | null
  /** The same of all practices that have a budget. */
  ofAll(line: ServiceLine, from: Month, to: Month): Pence
  /** Other amounts by practice, those of practices that closed counted with their heirs as costs are. */
  counted(amounts: ReadonlyMap<string, Pence>): Map<string, Pence>
}

const workOut = async (
  scope: Scope,
  served: Served,
  map: ServiceLineMap,
  budgeted: readonly string[],
  { from, to }: { from: Month; to: Month },
): Promise<Actuals> => {
  const [costs, successions, lists] = await Promise.all([
    loadCosts(scope, served, map, from, to),
    perBuild(served, 'successions', () => loadSuccessions(scope, served)),
    perBuild(served, `patients ${to}`, () =>
      ask<{ practice: string; patients: bigint }>(served, 'patients.sql', { month: to }),
    ),
  ])
  const codes = new Set(budgeted)
  const patients = new Map(lists.map((row) => [row.practice, row.patients]))
  const heirs = heirsOf(codes, successions)
  const patientsOf = (practice: string): bigint => patients.get(practice) ?? 0n
  const counted = withHeirs(costs, codes, heirs, patientsOf)
  const rows = Map.groupBy(counted, ({ practice, line }) => `${practice} ${line}`)
  const exact = (practice: string, line: ServiceLine, first: Month, last: Month): bigint | null => {
    const own = (rows.get(`${practice} ${line}`) ?? []).filter(
      ({ month }) => month >= first && month <= last,
    )
    return own.length === 0 ? null : own.reduce((sum, { amount }) => sum + amount, 0n)
  }
  return {
    of: (practice, line, first, last) => {
      const amount = exact(practice, line, first, last)
      return amount === null ? null : penceOf(amount)
    },
    ofAll: (line, first, last) =>
      [...codes].reduce((sum, practice) => {
        const amount = exact(practice, line, first, last)
        return amount === null ? sum : sum + penceOf(amount)
      }, 0n),
    counted: (amounts) => {
      const all = [...amounts].map(([practice, amount]) => ({ practice, amount }))
      const sums = new Map<string, Pence>()
      for (const { practice, amount } of withHeirs(all, codes, heirs, patientsOf))
        sums.set(practice, (sums.get(practice) ?? 0n) + amount)
      return sums
    },
  }
}

/**
 * Costs of the months from one to another, by the practices that have a budget. Each amount is rounded
 * once from £0.00001, so months may differ from their sum by a penny.
 */
export const loadActuals = (
  scope: Scope,
  served: Served,
  budgeted: readonly string[],
  from: Month,
  to: Month,
  definitions?: string,
): Promise<Actuals> => {
  const map = readServiceLines(definitions)
  const key = `actuals ${from} ${to} ${JSON.stringify(map)} ${budgeted.join(' ')}`
  return perBuild(served, key, () => workOut(scope, served, map, budgeted, { from, to }))
}
