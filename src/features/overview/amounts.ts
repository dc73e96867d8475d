import type { Figure, Members, Where } from '../../core/figure.ts'
import type { Month } from '../../core/month.ts'
import {
  changeText,
  exactOf,
  moneyOf,
  namer,
  ratePerThousand,
  type Lists,
  type Money,
  type Namer,
} from '../statement/statement.ts'
import type { CostRow, ListRow, OverviewData, PracticeRow } from './store.ts'

/** A line of an overview's table: a service, a locality or a practice. */
export type PlaceLine = {
  key: string
  name: string
  href: string | null
  /** Something to know of it, in a word or two: "left in the year". */
  remark: string | null
  practices: number | null
  patients: bigint | null
  patientsFigure: Figure | null
  month: Money | null
  year: Money | null
  before: Money | null
  change: string | null
  rate: Money | null
}

export const sum = (values: readonly bigint[]): bigint => values.reduce((a, b) => a + b, 0n)

/** The sum of the monthly lists and how many months have one. */
export const listsIn = (rows: readonly ListRow[]): Lists => {
  const months = new Set(rows.filter(({ patients }) => patients !== null).map(({ month }) => month))
  return { sum: sum(rows.map(({ patients }) => patients ?? 0n)), months: months.size }
}

export const patientsIn = (rows: readonly ListRow[], month: Month): bigint | null => {
  const listed = rows.filter((row) => row.month === month && row.patients !== null)
  return listed.length === 0 ? null : sum(listed.map(({ patients }) => patients ?? 0n))
}

/** A place with whose members it counts. */
export const placed = (kind: 'group' | 'locality', code: string, members: Members): Where =>
  members === 'now' ? { kind, code, members } : { kind, code }

export const whereOf = ({ place }: OverviewData): Where =>
  place.locality === null
    ? placed('group', place.group, place.members)
    : placed('locality', place.locality, place.members)

type Named = {
  /** The amount's figure over the given months, and its rate's, where it has one. */
  cost: (name: Namer, from: Month, to: Month) => Figure
  rate: ((name: Namer, from: Month, to: Month) => Figure) | null
}

export const whole: Named = {
  cost: (name, from, to) => name('cost', from, to),
  rate: (name, from, to) => name('cost-per-thousand', from, to),
}

/** Adds rows of any sources up to one line's money, change and rate. */
export const moneyLine = (
  { facts, periods, build }: OverviewData,
  where: Where,
  rows: readonly (CostRow | PracticeRow)[],
  lists: Lists,
  named: Named,
): Pick<PlaceLine, 'month' | 'year' | 'before' | 'change' | 'rate'> => {
  const name = namer(where, build.id)
  const exact = (pick: (row: CostRow | PracticeRow) => bigint): bigint =>
    sum(rows.map((row) => exactOf(row.source, pick(row))))
  const year = exact((row) => row.year_amount)
  const keys = rows.map((row) =>
    'kind' in row && row.source === 'activity' ? row.kind : row.source,
  )
  const { comparable, ...money } = moneyOf(
    facts,
    [...new Set(keys)],
    {
      month: exact((row) => row.month_amount),
      year,
      before: exact((row) => row.before_amount),
    },
    periods,
    (from, to) => named.cost(name, from, to),
  )
  const pence = ratePerThousand(year, lists)
  return {
    ...money,
    change:
      comparable && money.year && money.before
        ? changeText(money.before.pence, money.year.pence)
        : null,
    rate:
      pence === null || named.rate === null || money.year === null
        ? null
        : { pence, figure: named.rate(name, periods.from, periods.month) },
  }
}
