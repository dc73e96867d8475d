import type { Figure, Where } from '../../../core/figure.ts'
import { formatShortPence, penceFromHundredThousandths } from '../../../core/money.ts'
import { formatMonth, monthRange, type Month } from '../../../core/month.ts'
import { coverageOf, exactOf, listsOf, namer, ratePerThousand } from './amounts.ts'
import type { Source } from '../facts.ts'
import { firstCutMonths } from '../words/finality.ts'
import { usualRange, type UsualRange } from '../words/rules.ts'
import type { Money } from '../words/said.ts'
import type { MonthRow, StatementData } from '../store.ts'

export type TrendPoint = {
  month: Month
  cost: Money
  /** Pence per 1,000 patients; null without a list. */
  rate: bigint | null
  groupRate: bigint | null
}

/** A source's cost by month, as a rate where there are lists, beside the group's. */
export type TrendView = {
  source: Source
  title: string
  description: string
  /** Whether the line shows rates per 1,000 patients or plain costs. */
  rated: boolean
  points: readonly TrendPoint[]
  usual: UsualRange | null
  firstCut: readonly Month[]
}

const titles: Readonly<Record<Source, string>> = {
  activity: 'Hospital care',
  prescribing: 'Prescribing',
  contract: 'Contract lines',
}

const amountOf = (row: MonthRow | undefined, source: Source): bigint =>
  row ? exactOf(source, row[source]) : 0n

const valueOf = (point: TrendPoint, rated: boolean): number =>
  Number((rated ? point.rate : null) ?? point.cost.pence)

const describe = (title: string, points: readonly TrendPoint[], rated: boolean): string => {
  const first = points[0]
  const last = points.at(-1)
  if (!first || !last) return `${title}: no months.`
  const values = points.map((point) => BigInt(valueOf(point, rated)))
  const low = values.reduce((a, b) => (b < a ? b : a))
  const high = values.reduce((a, b) => (b > a ? b : a))
  const unit = rated ? ' per 1,000 patients' : ''
  return (
    `${title}${unit}, ${formatMonth(first.month)} to ${formatMonth(last.month)}: ` +
    `between ${formatShortPence(low)} and ${formatShortPence(high)} a month, ${formatShortPence(values.at(-1) ?? 0n)} in the last.`
  )
}

/** What a trend is drawn from: whose months, and the group's beside them where there is one. */
export type TrendBasis = Pick<
  StatementData,
  'build' | 'facts' | 'periods' | 'months' | 'groupMonths'
> & { where: Where }

const trendOf = (data: TrendBasis, source: 'activity' | 'prescribing'): TrendView | null => {
  const { build, where, facts, periods, months, groupMonths } = data
  const covered = facts.covered.get(source) ?? new Set<Month>()
  const first = months[0]?.month
  if (first === undefined) return null
  const own = namer(where, build.id)
  const figure = (month: Month): Figure =>
    own(source === 'activity' ? 'activity-cost' : 'prescribing-cost', month, month)
  const rows = new Map(months.map((row) => [row.month, row]))
  const groupRows = new Map(groupMonths.map((row) => [row.month, row]))
  const rateIn = (row: MonthRow | undefined, month: Month): bigint | null =>
    row ? ratePerThousand(amountOf(row, source), listsOf([row], month, month)) : null
  const points = monthRange(first, periods.month)
    .filter((month) => covered.has(month))
    .map((month): TrendPoint => ({
      month,
      cost: {
        pence: penceFromHundredThousandths(amountOf(rows.get(month), source)),
        figure: figure(month),
      },
      rate: rateIn(rows.get(month), month),
      groupRate: rateIn(groupRows.get(month), month),
    }))
  if (points.length < 2 || points.every(({ cost }) => cost.pence === 0n)) return null
  const rated = points.every(({ rate }) => rate !== null)
  const whole = coverageOf(facts, source, points[0]?.month ?? first, periods.month) === 'all'
  return {
    source,
    title: `${titles[source]}${rated ? ' per 1,000 patients' : ''} by month`,
    description: describe(titles[source], points, rated),
    rated,
    points,
    usual: whole ? usualRange(points.map((point) => valueOf(point, rated))) : null,
    firstCut:
      source === 'activity' ? firstCutMonths(facts).filter((month) => covered.has(month)) : [],
  }
}

/** The trends of a statement: hospital care and prescribing, where at least two months have arrived. */
export const trendsOf = (data: TrendBasis): TrendView[] =>
  (['activity', 'prescribing'] as const)
    .map((source) => trendOf(data, source))
    .filter((trend) => trend !== null)

const standing = ({ usual, points, rated }: TrendView): 'within' | 'above' | 'below' | null => {
  const last = points.at(-1)
  if (!last || usual === null) return null
  const value = valueOf(last, rated)
  if (value > usual.to) return 'above'
  return value < usual.from ? 'below' : 'within'
}

/** What the chart says, in a sentence; null while there are too few months to say what is usual. */
export const standingText = (trend: TrendView): string | null => {
  const last = trend.points.at(-1)
  const stands = standing(trend)
  if (!last || stands === null) return null
  const month = formatMonth(last.month)
  return stands === 'within'
    ? `${month} is within the range in which it usually moves.`
    : `${month} is ${stands} the range in which it usually moves: worth asking why.`
}
