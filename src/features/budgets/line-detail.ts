import type { Figure } from '../../core/figure.ts'
import { addMonths, yearStart, type Month } from '../../core/month.ts'
import type { Pence } from '../../core/money.ts'
import type { ServiceLine } from '../../engines/capitation/service-line.ts'
import type { Db } from '../../stores/ledger/ledger.ts'
import type { Scope } from '../../stores/scope.ts'
import type { Served } from '../../warehouse/served.ts'
import { readServiceLines } from '../service-lines/service-lines.ts'
import { loadActuals } from './actuals.ts'
import { ask, penceOf, placesOf } from './costs/costs.ts'
import { readInForce, type BudgetInForce } from './ledger/in-force.ts'

/** What one practice's yearly budget of a line was worked from. */
export type ShareRow = {
  practice: string
  /** Millionths of a person, as is the weight. */
  patients: bigint
  /** Weighted population; null where need is not known. */
  weight: bigint | null
  baselinePence: Pence
  targetPence: Pence | null
  annualPence: Pence
}

/** The practices that share a line, in order of their codes, and the one that is asked about. */
export type ShareFacts = { rows: readonly ShareRow[]; own: ShareRow }

/** A part of what a line cost, with the figure that leads to its rows. */
export type CostRow = {
  practice: string
  source: 'activity' | 'contract' | 'prescribing'
  pod: string
  specialty: string
  chapter: string
  pence: Pence
  counted: number
  figure: Figure
}

export type LineDetail = {
  budget: BudgetInForce
  line: ServiceLine
  practice: string
  from: Month
  month: Month
  share: ShareFacts
  months: readonly { month: Month; pence: Pence }[]
  /** Season × working days of the twelve months; empty where the version did not keep them. */
  monthWeights: readonly bigint[]
  /** The parts of the line, those of practices that closed whole. */
  costs: readonly CostRow[]
  partsPence: Pence
  /** What the line cost as the statement counts it: of practices that closed, by where their patients went. */
  costPence: Pence
}

/** The practice's share of a line in a version, with those that it shares the line with. */
export const readShare = async (
  db: Db,
  version: number,
  practice: string,
  line: ServiceLine,
): Promise<ShareFacts | null> => {
  const kept = await db
    .selectFrom('budget_share')
    .selectAll()
    .where('version', '=', version)
    .where('line', '=', line)
    .execute()
  const rows = kept
    .map((row): ShareRow => ({
      practice: row.practice,
      patients: BigInt(row.patients),
      weight: row.weight === null ? null : BigInt(row.weight),
      baselinePence: BigInt(row.baseline_pence),
      targetPence: row.target_pence === null ? null : BigInt(row.target_pence),
      annualPence: BigInt(row.annual_pence),
    }))
    .sort((a, b) => (a.practice < b.practice ? -1 : 1))
  const own = rows.find((row) => row.practice === practice)
  return own ? { rows, own } : null
}

type Row = {
  practice: string
  source: CostRow['source']
  pod: string
  specialty: string
  chapter: string
  e5: bigint
  counted: bigint
}

const measures = {
  activity: 'activity-cost',
  contract: 'contract-cost',
  prescribing: 'prescribing-cost',
} as const

/** The parts of what a line cost from April to a month, largest first, each leading to its rows. */
export const loadCostRows = async (
  _: Scope,
  served: Served,
  asked: { practices: readonly string[]; line: ServiceLine; from: Month; to: Month },
  definitions?: string,
): Promise<{ rows: CostRow[]; total: Pence }> => {
  const { practices, line, from, to } = asked
  const map = readServiceLines(definitions)
  const rows = await ask<Row>(served, 'line-rows.sql', {
    places: await placesOf(served, map),
    practices: practices.join(';'),
    line,
    prescribing: map.prescribing,
    from,
    to,
  })
  return {
    total: penceOf(rows.reduce((sum, { e5 }) => sum + e5, 0n)),
    rows: rows
      .map(({ practice, source, pod, specialty, chapter, e5, counted }): CostRow => ({
        practice,
        source,
        pod,
        specialty,
        chapter,
        pence: penceOf(e5),
        counted: Number(counted),
        figure: {
          measure: measures[source],
          where: { kind: 'practice', code: practice },
          from,
          to,
          cut: source === 'prescribing' ? { chapter } : { pod, specialty },
          build: served.manifest.id,
        },
      }))
      .sort((a, b) => (a.pence === b.pence ? 0 : a.pence > b.pence ? -1 : 1)),
  }
}

/** All that explains a practice's line: the budget from envelope to month, and the cost down to its rows. */
export const loadLineDetail = async (
  scope: Scope,
  served: Served,
  db: Db,
  asked: {
    group: string
    practice: string
    line: ServiceLine
    month: Month
    definitions?: string
  },
): Promise<LineDetail | null> => {
  const { group, practice, line, month, definitions } = asked
  const budget = await readInForce(db, {
    group,
    month,
    practices: [practice],
    ...(definitions === undefined ? {} : { definitions }),
  })
  if (budget === null) return null
  const share = await readShare(db, budget.version.id, practice, line)
  if (share === null) return null
  const from = yearStart(month)
  const { rows, total } = await loadCostRows(
    scope,
    served,
    { practices: [practice, ...budget.heirOf(practice)], line, from, to: month },
    definitions,
  )
  const sharing = share.rows.map((row) => row.practice)
  const actuals = await loadActuals(scope, served, sharing, from, month, definitions)
  return {
    budget,
    line,
    practice,
    from,
    month,
    share,
    months: budget.cells
      .filter((cell) => cell.line === line && cell.month <= addMonths(from, 11))
      .map((cell) => ({ month: cell.month, pence: cell.pence }))
      .sort((a, b) => (a.month < b.month ? -1 : 1)),
    monthWeights: budget.version.facts.lines.find((one) => one.line === line)?.monthWeights ?? [],
    costs: rows,
    partsPence: total,
    costPence: actuals.of(practice, line, from, month) ?? 0n,
  }
}
