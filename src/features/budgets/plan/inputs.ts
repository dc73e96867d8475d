import { parseDecimal, type Pence } from '../../../core/money.ts'
import { addMonths, financialYear, monthRange, type Month } from '../../../core/month.ts'
import { type Result, accept, refuse } from '../../../core/refusal.ts'
import type { PracticeNeed, Weight } from '../../../engines/capitation/need.ts'
import { seasonOf, phasingWeights, type HistoryMonth } from '../../../engines/capitation/phasing.ts'
import type { TwoYears } from '../../../engines/capitation/pre-entry-growth.ts'
import { serviceLines, type ServiceLine } from '../../../engines/capitation/service-line.ts'
import { workingDaysOf } from '../../../engines/capitation/working-days.ts'
import type { Scope } from '../../../stores/scope.ts'
import type { Served } from '../../../warehouse/served.ts'
import { ask, loadCosts, loadRepriced, loadSuccessions, penceOf } from '../costs/costs.ts'
import { heirsOf, withHeirs, type Heirs } from '../costs/successors.ts'
import type { ServiceLineMap } from '../../service-lines/service-lines.ts'

/** A practice that will have a budget, and what it rests on. */
export type PracticeInput = PracticeNeed & {
  name: string
  locality: string
  localityName: string
  /** Overall weighted population of the need file, in millionths of a person; null where blank. */
  final: Weight
  /** Practices that closed and are counted here. */
  heirOf: readonly string[]
}

/** What a year's budgets are set from: members, need, own history at this year's prices, and the season. */
export type BudgetInputs = {
  group: string
  year: string
  baseYear: string
  months: readonly Month[]
  practices: readonly PracticeInput[]
  heirs: Heirs
  /** Weights of the twelve months of each line. */
  monthWeights: Readonly<Record<ServiceLine, readonly bigint[]>>
  /** The group's base year at this year's prices, by line. */
  baseTotals: Readonly<Record<ServiceLine, Pence>>
  /** Hospital cost of the year before the base year and of the base year, both at this year's prices. */
  twoYears: readonly TwoYears[]
  /** By what this year's prices moved the base year, and on how many lines. */
  repriced: { pence: Pence; moved: number; kept: number }
  needYear: string | null
}

type NeedRow = { practice: string; year: string } & Record<
  | 'population'
  | 'general_acute'
  | 'community'
  | 'mental_health'
  | 'maternity'
  | 'prescribing'
  | 'final_primary_medical'
  | 'health_inequalities'
  | 'final',
  string | null
>
type MemberRow = {
  practice: string
  name: string
  locality: string
  locality_name: string
  from_month: Month
  to_month: Month | null
  patients: bigint | null
}

const weight = (text: string | null | undefined): Weight =>
  text === null || text === undefined ? null : parseDecimal(text, 6)

const weightsOf = (row: NeedRow | undefined): PracticeNeed['weights'] => ({
  'general-and-acute': weight(row?.general_acute),
  community: weight(row?.community),
  'mental-health': weight(row?.mental_health),
  maternity: weight(row?.maternity),
  prescribing: weight(row?.prescribing),
  'primary-medical': weight(row?.final_primary_medical),
  'health-inequalities': weight(row?.health_inequalities),
})

/** "2019/20" → April 2019; null when the text is no financial year. */
export const firstMonthOf = (year: string): Month | null => {
  const [, start, end] = /^(20\d\d)\/(\d\d)$/.exec(year) ?? []
  if (!start || Number(end) !== (Number(start) + 1) % 100) return null
  return `${Number(start)}-04`
}

const record = <T>(of: (line: ServiceLine) => T): Record<ServiceLine, T> => ({
  'general-and-acute': of('general-and-acute'),
  community: of('community'),
  'mental-health': of('mental-health'),
  maternity: of('maternity'),
  prescribing: of('prescribing'),
  'primary-medical': of('primary-medical'),
  'health-inequalities': of('health-inequalities'),
})

const monthOfYear = (month: Month): number => (Number(month.slice(5)) + 8) % 12

/**
 * Reads what budgets of a financial year are set from. Practices are those that the group has through
 * the year; one that closes in it is counted with who took its patients. Refuses a year before which
 * nothing is loaded.
 */
export const loadInputs = async (
  scope: Scope,
  served: Served,
  map: ServiceLineMap,
  { group, year }: { group: string; year: string },
): Promise<Result<BudgetInputs>> => {
  const first = firstMonthOf(year)
  const built = served.manifest.months
  if (first === null || built === null || addMonths(first, -12) > built.last) {
    return refuse(
      'no-base-year',
      `Budgets for “${year.slice(0, 12)}” need the year before, and nothing of it is loaded.`,
      'Write a financial year like 2019/20 that follows a year which has been closed.',
      'year',
    )
  }
  const last = addMonths(first, 11)
  const [base, before] = [addMonths(first, -12), addMonths(first, -24)]
  const [members, need, costs, moved, successions] = await Promise.all([
    ask<MemberRow>(served, 'members.sql', { group, from: first, to: last }),
    ask<NeedRow>(served, 'need.sql', { year }),
    loadCosts(scope, served, map, built.first, addMonths(first, -1)),
    loadRepriced(scope, served, map, { from: before, to: addMonths(first, -1), year }),
    loadSuccessions(scope, served),
  ])
  const followed = new Set(successions.map(({ practice }) => practice))
  const staying = members.filter(
    ({ practice, to_month: to }) => to === null || to >= last || !followed.has(practice),
  )
  if (staying.length === 0) {
    return refuse(
      'unknown-group',
      `No practice is a member of ${group.slice(0, 20)} in ${year}.`,
      'Load the membership file, or write the group’s code as the overview does.',
      'group',
    )
  }
  const codes = new Set(staying.map(({ practice }) => practice))
  const heirs = heirsOf(codes, successions)
  const lists = new Map(staying.map(({ practice, patients }) => [practice, patients ?? 0n]))
  const patientsOf = (practice: string): bigint => lists.get(practice) ?? 0n
  const counted = withHeirs(costs, codes, heirs, patientsOf)
  const movedHere = withHeirs(moved, codes, heirs, patientsOf)
  const [baseYear, yearBefore] = [financialYear(base), financialYear(before)]
  // In £0.00001, so that a year is rounded once, as a statement rounds it.
  const costAt = new Map<string, bigint>()
  const add = (key: string, amount: bigint): void => {
    costAt.set(key, (costAt.get(key) ?? 0n) + amount)
  }
  for (const { practice, line, month, amount } of counted)
    if (month >= before) add(`${practice} ${line} ${financialYear(month)}`, amount)
  for (const { practice, line, year: own, amount } of movedHere)
    add(`${practice} ${line} ${own}`, amount * 1000n)
  const at = (practice: string, line: ServiceLine, own: string): Pence =>
    penceOf(costAt.get(`${practice} ${line} ${own}`) ?? 0n)
  const needOf = new Map(need.map((row) => [row.practice, row]))
  const practices = staying.map(({ practice, name, locality, locality_name: localityName }) => {
    const row = needOf.get(practice)
    return {
      practice,
      name,
      locality,
      localityName,
      patients: weight(row?.population) ?? patientsOf(practice) * 1_000_000n,
      weights: weightsOf(row),
      final: weight(row?.final),
      baselines: record((line) => {
        const pence = at(practice, line, baseYear)
        return pence > 0n ? pence : 0n
      }),
      heirOf: [...heirs].flatMap(([closed, to]) => (to.includes(practice) ? [closed] : [])),
    }
  })
  const months = monthRange(first, last)
  const working = months.map(workingDaysOf)
  const history = Map.groupBy(counted, ({ line }) => line)
  const hospital = (practice: string, own: string): Pence =>
    at(practice, 'general-and-acute', own) + at(practice, 'maternity', own)
  const base0 = moved.filter(({ year: own }) => own === baseYear)
  return accept({
    group,
    year,
    baseYear,
    months,
    practices,
    heirs,
    monthWeights: record((line) =>
      phasingWeights(seasonOf(historyOf(history.get(line) ?? [])), working),
    ),
    baseTotals: record((line) =>
      practices.reduce((sum, { baselines }) => sum + baselines[line], 0n),
    ),
    twoYears: staying.map(({ practice }) => ({
      practice,
      beforePence: hospital(practice, yearBefore),
      basePence: hospital(practice, baseYear),
    })),
    repriced: {
      pence: base0.reduce((sum, { amount }) => sum + amount, 0n),
      moved: base0.reduce((sum, one) => sum + one.moved, 0),
      kept: base0.reduce((sum, one) => sum + one.kept, 0),
    },
    needYear: need[0]?.year ?? null,
  })
}

/** The group's cost of a line by calendar month, for its season. */
const historyOf = (costs: readonly { month: Month; amount: bigint }[]): HistoryMonth[] =>
  [...Map.groupBy(costs, ({ month }) => month)].map(([month, own]) => ({
    monthOfYear: monthOfYear(month),
    year: financialYear(month),
    pence: penceOf(own.reduce((sum, { amount }) => sum + amount, 0n)),
    workingDays: workingDaysOf(month),
  }))

/** Lines in their order, each with what is asked of it. */
export const byLine = record

/** The lines that a plan speaks of. */
export const allLines = serviceLines
