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

/** What a practice's yearly budget of a line was worked from. */
export type ShareFacts = {
  /** Codes of every practice that shares the line. */
  practices: readonly string[]
  patients: bigint
  /** Weighted population in millionths of a person; null where need is not known. */
  weight: bigint | null
  weightSum: bigint
  patientSum: bigint
  baselinePence: Pence
  targetPence: Pence | null
  annualPence: Pence
}

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
  /** The parts of the line, those of practices that closed whole. */
  costs: readonly CostRow[]
  partsPence: Pence
  /** What the line cost as the statement counts it: of practices that closed, by where their patients went. */
  costPence: Pence
}

const big = (value: number | null): bigint => BigInt(value ?? 0)

/** The practice's share of a line in a version, with the sums that it is a share of. */
export const readShare = async (
  db: Db,
  version: number,
  practice: string,
  line: ServiceLine,
): Promise<ShareFacts | null> => {
  const rows = await db
    .selectFrom('budget_share')
    .selectAll()
    .where('version', '=', version)
    .where('line', '=', line)
    .execute()
  const own = rows.find((row) => row.practice === practice)
  if (!own) return null
  return {
    practices: rows.map((row) => row.practice).sort(),
    patients: BigInt(own.patients),
    weight: own.weight === null ? null : BigInt(own.weight),
    weightSum: rows.reduce((sum, { weight }) => sum + big(weight), 0n),
    patientSum: rows.reduce((sum, { patients }) => sum + BigInt(patients), 0n),
    baselinePence: BigInt(own.baseline_pence),
    targetPence: own.target_pence === null ? null : BigInt(own.target_pence),
    annualPence: BigInt(own.annual_pence),
  }
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
  const actuals = await loadActuals(scope, served, share.practices, from, month, definitions)
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
    costs: rows,
    partsPence: total,
    costPence: actuals.of(practice, line, from, month) ?? 0n,
  }
}
