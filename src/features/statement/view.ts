import type { BudgetPart } from './budget/budget-part.ts'
import { asksOf } from './words/asks.ts'
import { linesOf, basesOf, type Line } from './lines/lines.ts'
import {
  all,
  byChapter,
  byCode,
  byContract,
  byService,
  serviceKeys,
  serviceName,
  totalName,
} from './lines/line-kinds.ts'
import type { Need } from './need.ts'
import { noticesOf } from './words/notices.ts'
import type { Said } from '../../ui/said.ts'
import { saysOf } from './words/says.ts'
import type { Membership, Periods, StatementData } from './store.ts'
import { trendsOf, type TrendView } from './lines/trends.ts'
import { addMonths, formatMonth, type Month } from '../../core/month.ts'

/** A table of the statement: its lines, and how many of them stand before the fold. */
export type StatementTable = {
  id: 'services' | 'pods' | 'specialties' | 'providers' | 'chapters' | 'contracts'
  title: string
  /** What the lines are, as the heading of the first column. */
  heading: string
  /** What is counted; null when nothing is. */
  counted: string | null
  rated: boolean
  lines: readonly Line[]
  total: Line | null
  shown: number
  empty: string
}

/** A practice's statement in words and numbers; pages, the command line, JSON and CSV are made from it. */
export type StatementView = {
  build: { id: string; asAt: string }
  practice: StatementData['practice']
  membership: Membership | null
  periods: Periods
  monthName: string
  patients: bigint | null
  says: readonly Said[]
  sure: readonly Said[]
  asks: readonly Said[]
  tables: readonly StatementTable[]
  trends: readonly TrendView[]
  need: Need | null
  budget: BudgetPart
  notices: readonly string[]
  previous: Month | null
  next: Month | null
  span: StatementData['span']
}

const noCare = 'No hospital or contract lines have been loaded for these months.'

const tablesOf = (data: StatementData): StatementTable[] => {
  const { facts } = data
  const services = linesOf(data, byService).sort(
    (a, b) => serviceKeys.indexOf(a.key) - serviceKeys.indexOf(b.key),
  )
  const table = (
    id: StatementTable['id'],
    title: string,
    heading: string,
    lines: readonly Line[],
    rest: Partial<StatementTable> = {},
  ): StatementTable => ({
    id,
    title,
    heading,
    counted: 'Lines',
    rated: basesOf(data).lists.sum > 0n,
    lines,
    total: null,
    shown: 8,
    empty: noCare,
    ...rest,
  })
  const [total] = linesOf(data, all)
  const whole = withAbsent(services)
  return [
    table('services', 'What care cost', 'Service', whole, {
      total: total ? { ...total, name: totalName(whole) } : null,
      empty: 'No costs have been loaded for these months.',
    }),
    table(
      'pods',
      'By point of delivery',
      'Point of delivery',
      linesOf(data, byCode(facts, 'pod')),
      {
        shown: 8,
      },
    ),
    table('specialties', 'By specialty', 'Specialty', linesOf(data, byCode(facts, 'specialty'))),
    table('providers', 'By provider', 'Provider', linesOf(data, byCode(facts, 'provider')), {
      shown: 6,
    }),
    table('chapters', 'Prescribing by BNF chapter', 'Chapter', linesOf(data, byChapter(facts)), {
      counted: 'Items',
      shown: 8,
      empty: 'No prescribing has been loaded for these months.',
    }),
    table('contracts', 'Contract lines', 'Service and provider', linesOf(data, byContract(facts)), {
      counted: null,
      rated: false,
      shown: 8,
      empty: 'No contract lines have been loaded for these months.',
    }),
  ]
}

const absentLine = (key: string): Line => ({
  key,
  name: serviceName(key),
  count: null,
  month: null,
  year: null,
  before: null,
  change: null,
  rate: null,
  groupRate: null,
})

/** A service of which nothing was loaded keeps its line, so that its absence is seen. */
const withAbsent = (lines: readonly Line[]): Line[] =>
  lines.length === 0
    ? []
    : serviceKeys.map((key) => lines.find((line) => line.key === key) ?? absentLine(key))

/** What of a view the budget does not change; worked out once for figures that are kept. */
type Figures = Pick<StatementView, 'tables' | 'trends' | 'asks' | 'notices'>

const kept = new WeakMap<StatementData, Figures>()

const figuresOf = (data: StatementData): Figures => {
  const known = kept.get(data)
  if (known) return known
  const made = {
    tables: tablesOf(data),
    trends: trendsOf({ ...data, where: { kind: 'practice', code: data.practice.code } }),
    asks: asksOf(data),
    notices: noticesOf(data.facts, data.periods),
  }
  kept.set(data, made)
  return made
}

/** Figures → the words and numbers of a statement. */
export const viewOf = (data: StatementData, budget: BudgetPart): StatementView => {
  const { periods, span, months } = data
  const figures = figuresOf(data)
  const [services] = figures.tables
  const { month } = periods
  return {
    build: data.build,
    practice: data.practice,
    membership: data.membership,
    periods,
    monthName: formatMonth(month),
    patients: months.find((row) => row.month === month)?.patients ?? null,
    ...saysOf(data, services?.lines ?? [], services?.total ?? null, budget),
    budget,
    ...figures,
    need: data.need,
    previous: month > span.first ? addMonths(month, -1) : null,
    next: month < span.last ? addMonths(month, 1) : null,
    span,
  }
}
