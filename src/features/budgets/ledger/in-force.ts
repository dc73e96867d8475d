import type { Pence } from '../../../core/money.ts'
import { financialYear, parseMonth, type Month } from '../../../core/month.ts'
import { allot } from '../../../engines/capitation/allotment.ts'
import {
  serviceLines,
  type Scope,
  type ServiceLine,
} from '../../../engines/capitation/service-line.ts'
import type { Db } from '../../../stores/ledger/ledger.ts'
import { readKnownChanges, type NamedAdjustment } from '../../forecast/forecast.ts'
import { rulesOf } from './adoption.ts'
import { readCommitments, type Commitment } from './commitments.ts'
import { inForce, readVersions, type Version } from './versions.ts'
import { readVirements, type Virement } from './virements.ts'

/** One cell of a budget: practice × service line × month, virements counted. */
export type BudgetCell = { practice: string; line: ServiceLine; month: Month; pence: Pence }

/** The budget that counts for a group in a month, and what it was moved by. */
export type BudgetInForce = {
  version: Version
  rules: {
    id: number
    pack: string
    title: string
    assumed: readonly string[]
    /** Least growth on last year's amount, in millionths; null for no floor. */
    floorGrowth: bigint | null
  }
  cells: readonly BudgetCell[]
  /** Every practice that has a budget in this version, whichever cells were asked for. */
  practices: readonly string[]
  virements: readonly Virement[]
  commitments: readonly Commitment[]
  /** Known changes that its forecast counts with. */
  changes: readonly NamedAdjustment[]
  scopeOf: (line: ServiceLine) => Scope
  /** True where the line's budget rests on what the practice itself cost. */
  restsOnHistory: (line: ServiceLine) => boolean
  /** The folder of the group's own definitions, by which its costs are given to lines; the package's where undefined. */
  definitions: string | undefined
  /** Practices that closed and are counted with this one. */
  heirOf: (practice: string) => readonly string[]
}

const known = new Set<string>(serviceLines)
const isLine = (text: string): text is ServiceLine => known.has(text)

/** Lines with the approved virements laid to the months from each one's first on, by what the giver holds there. */
export const withVirements = (
  cells: readonly BudgetCell[],
  virements: readonly Virement[],
): BudgetCell[] => {
  const approved = virements.filter(({ state }) => state === 'approved')
  if (approved.length === 0) return [...cells]
  const at = new Map(
    cells.map((cell) => [`${cell.practice} ${cell.line} ${cell.month}`, { ...cell }]),
  )
  const move = (
    { practice, line }: { practice: string; line: string },
    month: Month,
    pence: Pence,
  ): void => {
    const key = `${practice} ${line} ${month}`
    const cell = at.get(key)
    if (cell) cell.pence += pence
    else if (isLine(line)) at.set(key, { practice, line, month, pence })
  }
  for (const { from, to, fromMonth, pence } of approved) {
    const months = [...at.values()]
      .filter(
        ({ practice, line, month }) =>
          practice === from.practice && line === from.line && month >= fromMonth,
      )
      .sort((a, b) => (a.month < b.month ? -1 : 1))
    const weights = months.map((cell) => (cell.pence > 0n ? cell.pence : 0n))
    if (weights.every((weight) => weight === 0n)) continue
    for (const [i, part] of allot(pence, weights).entries()) {
      const month = months[i]?.month
      if (month === undefined) continue
      move(from, month, -part)
      move(to, month, part)
    }
  }
  return [...at.values()]
}

/**
 * The budget that counts in a month for some practices of a group (all of them when none are named);
 * null where no version is in force.
 */
export const readInForce = async (
  db: Db,
  asked: { group: string; month: Month; practices?: readonly string[]; definitions?: string },
): Promise<BudgetInForce | null> => {
  const { group, month, practices, definitions } = asked
  const year = financialYear(month)
  const version = inForce(await readVersions(db, { group, year }), month)
  if (version === null) return null
  let query = db
    .selectFrom('budget_line')
    .select(['practice', 'line', 'month', 'pence'])
    .where('version', '=', version.id)
  const virements = await readVirements(db, group, year)
  const named =
    practices === undefined
      ? undefined
      : [
          ...new Set([
            ...practices,
            ...virements.flatMap(({ from, to }) =>
              practices.includes(to.practice) ? [from.practice] : [],
            ),
          ]),
        ]
  if (named !== undefined) query = query.where('practice', 'in', named)
  const rows = await query.orderBy('practice').orderBy('line').orderBy('month').execute()
  const cells = rows.flatMap(({ practice, line, month: text, pence }) => {
    const own = parseMonth(text)
    return isLine(line) && own !== null
      ? [{ practice, line, month: own, pence: BigInt(pence) }]
      : []
  })
  const moved = withVirements(cells, virements)
  const wanted =
    practices === undefined ? moved : moved.filter(({ practice }) => practices.includes(practice))
  const { id, rules } = await rulesOf(db, version.rules, definitions)
  const all = [...new Set(wanted.map(({ practice }) => practice))]
  const budgeted =
    practices === undefined
      ? all
      : (
          await db
            .selectFrom('budget_line')
            .select('practice')
            .distinct()
            .where('version', '=', version.id)
            .orderBy('practice')
            .execute()
        ).map(({ practice }) => practice)
  const months = wanted.map((cell) => cell.month).sort()
  return {
    version,
    rules: {
      id,
      pack: rules.id,
      title: rules.title,
      assumed: version.facts.assumed,
      floorGrowth: rules.values.floorGrowth,
    },
    cells: wanted,
    practices: budgeted,
    virements,
    commitments: await readCommitments(db, all, months[0] ?? month, months.at(-1) ?? month),
    changes: await readKnownChanges(db, group),
    scopeOf: (line) => version.plan.lines[line].scope,
    restsOnHistory: (line) => {
      const { method, from } = version.plan.lines[line]
      return method === 'historic' || (method === 'glide' && from === 'historic')
    },
    definitions,
    heirOf: (practice) => version.facts.heirOf[practice] ?? [],
  }
}
