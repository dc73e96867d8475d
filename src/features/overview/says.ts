import type { Figure } from '../../core/figure.ts'
import { formatShortPence } from '../../core/money.ts'
import { formatMonth } from '../../core/month.ts'
import { formatCount } from '../../ui/money.ts'
import type { Said } from '../../ui/said.ts'
import {
  comparedText,
  finalSentence,
  nameOf,
  needSays,
  namer,
  partialSentence,
  short,
  sinceText,
  subjectOf,
  yearBeforeText,
} from '../statement/statement.ts'
import { patientsIn, sum, whereOf, type PlaceLine } from './amounts.ts'
import type { DeliveryRow, OverviewData } from './store.ts'

const figureOf = (data: OverviewData, measure: Figure['measure'], cut: Figure['cut']): Figure =>
  namer(whereOf(data), data.build.id)(measure, data.periods.from, data.periods.month, cut)

/** What the figures of a group or locality say, in two sentences. */
export const saysOf = (
  data: OverviewData,
  services: readonly PlaceLine[],
  total: PlaceLine,
): Said[] => {
  const { month, from } = data.periods
  const patients = patientsIn(data.lists, month)
  const whose = patients === null ? 'the patients' : `${formatCount(patients)} patients`
  if (!total.year) {
    return [
      [`No costs have been loaded for these months${patients === null ? '' : `, for ${whose}`}.`],
      ...needSays(data.need),
    ]
  }
  const cost: Said[number][] = [`${subjectOf(services)} for ${whose} cost `]
  if (total.month) cost.push(short(total.month), ` in ${formatMonth(month)}`)
  if (total.month && from !== month) cost.push(' and ')
  if (from !== month || !total.month) cost.push(short(total.year), ` ${sinceText(from, month)}`)
  const compared =
    total.change && total.before && comparedText(total.before.pence, total.year.pence)
  if (compared && total.before) {
    cost.push(`: ${compared} ${yearBeforeText(from, month)} (`, short(total.before), ')')
  }
  const rate: Said = total.rate
    ? ['Per 1,000 patients that is ', short(total.rate), '.']
    : ['No list of patients has been loaded, so there are no rates per 1,000.']
  return [[...cost, '.'], rate]
}

/** How sure that is. */
export const sureOf = (data: OverviewData, total: PlaceLine): Said[] => {
  if (!total.year) return []
  const final = finalSentence(data.facts, data.periods.month)
  const partial = partialSentence(data.facts, data.periods.from, data.periods.month)
  return [
    ...[partial, final].filter((said) => said !== null),
    ['Rates do not allow for age or need.'],
  ]
}

const most = 3
/** A rise is named when it is at least this share of what the place cost a year before. */
const leastShare = 0.001

const rise = ({ year_pence: year, before_pence: before }: DeliveryRow): bigint => year - before

const riseAsk = (data: OverviewData, row: DeliveryRow): Said => {
  const { month, from } = data.periods
  const lines = Number(row.year_lines) / Math.max(1, Number(row.before_lines)) - 1
  const share = (Number(rise(row)) / Number(row.before_pence)) * 100
  const why =
    row.before_lines === 0n || row.year_lines === 0n
      ? ''
      : ` on ${Math.abs(lines * 100).toFixed(1)}% ${lines < 0 ? 'fewer' : 'more'} lines`
  return [
    `${nameOf(data.facts, 'pod', row.pod)}: `,
    { text: formatShortPence(row.year_pence), figure: figureOf(data, 'cost', { pod: row.pod }) },
    ` ${sinceText(from, month)}, ${formatShortPence(rise(row))} (${share.toFixed(1)}%) more than a year before${why}.`,
  ]
}

const unpricedAsk = (data: OverviewData): Said | null => {
  const unpriced = sum(data.costs.map((row) => row.unpriced))
  const lines = sum(data.costs.map((row) => row.lines))
  if (unpriced * 200n < lines || unpriced === 0n) return null
  return [
    { text: formatCount(unpriced), figure: figureOf(data, 'activity-lines', {}) },
    ` of ${formatCount(lines)} hospital lines have no price, so their cost is not in these figures.${data.released ? '' : ' Is a price book missing?'}`,
  ]
}

/** At most three things worth asking: the largest rises, and lines whose cost is not known. */
export const asksOf = (data: OverviewData, total: PlaceLine): Said[] => {
  const unpriced = unpricedAsk(data)
  const enough = Number(total.before?.pence ?? 0n) * leastShare
  const rises =
    total.change === null
      ? []
      : data.deliveries
          .filter((row) => row.before_pence > 0n && Number(rise(row)) > enough)
          .sort((a, b) => Number(rise(b) - rise(a)))
          .slice(0, unpriced ? most - 1 : most)
          .map((row) => riseAsk(data, row))
  return [...rises, ...(unpriced ? [unpriced] : [])]
}
