import { addMonths, yearStart, type Month } from '../../core/month.ts'
import type { Scope } from '../../stores/scope.ts'
import { perBuild } from '../../warehouse/per-build.ts'
import type { Served } from '../../warehouse/served.ts'
import { ask, demandScope, loadFacts, type Facts, type Source } from './facts.ts'
import { loadNeed, type Need } from './need.ts'
import { loadTookOver, type TookOver } from './took-over.ts'

/** What was counted of one practice in the month, the year up to it, and the same months before. */
export type Cell = {
  source: Source
  kind: string
  pod: string
  specialty: string
  provider: string
  chapter: string
  month_amount: bigint
  year_amount: bigint
  before_amount: bigint
  month_count: bigint
  year_count: bigint
  before_count: bigint
  year_unpriced: bigint
}

/** The same of a group, over the year up to the month. */
export type GroupCell = Pick<
  Cell,
  'source' | 'kind' | 'pod' | 'specialty' | 'provider' | 'chapter' | 'year_amount' | 'year_count'
>

/** One month: activity and contract in pence, prescribing in £0.00001; null patients where no list is loaded. */
export type MonthRow = {
  month: Month
  activity: bigint
  contract: bigint
  prescribing: bigint
  patients: bigint | null
}

export type Membership = {
  group: string
  groupName: string
  locality: string
  localityName: string
}

/** Months of a statement: the one it is for, the financial year up to it, the same months before. */
export type Periods = { month: Month; from: Month; beforeFrom: Month; beforeTo: Month }

export type StatementData = {
  build: { id: string; asAt: string }
  practice: { code: string; name: string; status: string | null; closed: string | null }
  membership: Membership | null
  periods: Periods
  /** Every month that a statement can be asked for, oldest first. */
  span: { first: Month; last: Month }
  cells: readonly Cell[]
  groupCells: readonly GroupCell[]
  months: readonly MonthRow[]
  groupMonths: readonly MonthRow[]
  need: Need | null
  facts: Facts
  tookOver: readonly TookOver[]
}

export const periodsOf = (month: Month): Periods => {
  const from = yearStart(month)
  return { month, from, beforeFrom: addMonths(from, -12), beforeTo: addMonths(month, -12) }
}

type PracticeRow = {
  practice: string
  name: string
  status: string | null
  closed: string | null
  group_code: string | null
  group_name: string | null
  locality: string | null
  locality_name: string | null
}

const membershipOf = (row: PracticeRow): Membership | null =>
  row.group_code === null || row.locality === null
    ? null
    : {
        group: row.group_code,
        groupName: row.group_name ?? row.group_code,
        locality: row.locality,
        localityName: row.locality_name ?? row.locality,
      }

/** How far back a trend goes. */
export const trendMonths = 36

/** What each of the last months cost a group or one of its localities, and its patients. */
export const loadGroupMonths = (
  scope: Scope,
  served: Served,
  place: { group: string; locality: string | null },
  month: Month,
): Promise<MonthRow[]> => {
  demandScope(scope)
  return ask(served, 'group-months.sql', {
    ...place,
    from: addMonths(month, 1 - trendMonths),
    to: month,
  })
}

const loadGroup = async (
  scope: Scope,
  served: Served,
  group: string,
  { month, from }: Periods,
): Promise<Pick<StatementData, 'groupCells' | 'groupMonths'>> => {
  const [groupCells, groupMonths] = await Promise.all([
    perBuild(served, `group-cells ${group} ${month}`, () =>
      ask<GroupCell>(served, 'group-cells.sql', { group, from, to: month }),
    ),
    perBuild(served, `group-months ${group} ${month}`, () =>
      loadGroupMonths(scope, served, { group, locality: null }, month),
    ),
  ])
  return { groupCells, groupMonths }
}

const askStatement = async (
  scope: Scope,
  served: Served,
  practice: string,
  month: Month,
): Promise<StatementData | null> => {
  const { manifest } = served
  if (manifest.months === null) return null
  const periods = periodsOf(month)
  const { from, beforeFrom, beforeTo } = periods
  const trendFrom = addMonths(month, 1 - trendMonths)
  const [rows, facts, need, tookOver, cells, months] = await Promise.all([
    ask<PracticeRow>(served, 'practice.sql', { practice, month }),
    loadFacts(scope, served),
    loadNeed(scope, served, { practice }, month),
    loadTookOver(scope, served, practice, periods),
    ask<Cell>(served, 'cells.sql', {
      practice,
      month,
      from,
      before_from: beforeFrom,
      before_to: beforeTo,
    }),
    ask<MonthRow>(served, 'months.sql', { practice, from: trendFrom, to: month }),
  ])
  const [found] = rows
  if (!found) return null
  const membership = membershipOf(found)
  const group =
    membership === null
      ? { groupCells: [], groupMonths: [] }
      : await loadGroup(scope, served, membership.group, periods)
  return {
    build: { id: manifest.id, asAt: manifest.asAt },
    practice: {
      code: found.practice,
      name: found.name,
      status: found.status,
      closed: found.closed,
    },
    membership,
    periods,
    span: manifest.months,
    cells,
    months,
    ...group,
    need,
    facts,
    tookOver,
  }
}

/** Statements that are kept of a build: as many as a large group has practices, at about half a megabyte each. */
const mostKept = 100

/** Everything behind one practice's statement; null when no file names the practice or no month is built. */
export const loadStatement = async (
  scope: Scope,
  served: Served,
  practice: string,
  month: Month,
): Promise<StatementData | null> => {
  demandScope(scope)
  const key = `statement ${practice} ${month}`
  return perBuild(served, key, () => askStatement(scope, served, practice, month), mostKept)
}
