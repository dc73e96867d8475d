import { formatShortPence, type Pence } from '../../core/money.ts'
import { financialYear, formatMonth, monthsBetween, type Month } from '../../core/month.ts'
import { growth } from '../../engines/forecast/group/scale.ts'
import type { YearPoint } from '../../ui/charts/year-end.ts'
import { changeWords, restsWords } from './rules/known-change.ts'
import type { Forecast, LineOutturn, Outturn } from './cut.ts'

/** How a way to forecast is called on a page. */
const methodWords: Readonly<Record<string, string>> = {
  'straight line': 'Straight line',
  'seasonal profile': 'Shape of earlier years',
  'trend and month': 'Trend and month',
  smoothing: 'Smoothing',
  'group season': 'The group’s season',
  combined: 'Several combined',
}

export const methodText = (name: string): string => methodWords[name] ?? name

export const percentText = (share: number | null): string =>
  share === null ? '–' : `${(100 * share).toFixed(1)}%`

const monthsLeft = (forecast: Forecast): number => monthsBetween(forecast.asAt, forecast.year.to)

const between = ({ range95 }: Outturn): string =>
  range95 === null
    ? ''
    : `between ${formatShortPence(range95.from)} and ${formatShortPence(range95.to)} (19 years in 20)`

const countText = (count: number): string =>
  ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven'][
    count
  ] ?? String(count)

const whose = ({ where }: Forecast): string =>
  where.kind === 'practice' ? 'your patients' : 'the patients of its practices'

/** Whether nothing has been loaded that a forecast could be of: then no amount is shown, for nought would be a claim. */
export const isEmpty = ({ lines }: Forecast): boolean => lines.length === 0

/** What the page says at its top: where the year will end, how sure that is, what it is made of. */
export const saysOf = (forecast: Forecast): string[] => {
  const { total, year, asAt } = forecast
  if (isEmpty(forecast))
    return [
      `No costs have been loaded for ${whose(forecast)} up to ${formatMonth(asAt)}, so where the year will end cannot be said. Load activity or prescribing, and close again.`,
    ]
  const left = monthsLeft(forecast)
  const subject = `Care for ${whose(forecast)}`
  if (left === 0) {
    const settled = total.added === 0n && total.ahead === 0n
    return settled
      ? [
          `The year is over. ${subject} cost ${formatShortPence(total.outturn)} in ${financialYear(asAt)}.`,
        ]
      : [
          `The year is over. ${subject} is expected to have cost ${formatShortPence(total.outturn)} in ${financialYear(asAt)}, ${between(total)}.`,
          `${formatShortPence(total.known)} is known; late figures are expected to add ${formatShortPence(total.added + total.ahead)}.`,
        ]
  }
  const range = between(total)
  return [
    `By ${formatMonth(year.to)} ${subject.toLowerCase()} is expected to cost ${formatShortPence(total.outturn)}${range === '' ? '' : `, ${range}`}.`,
    ...(total.range80 === null
      ? []
      : [
          `In 8 years of 10 it would end between ${formatShortPence(total.range80.from)} and ${formatShortPence(total.range80.to)}.`,
        ]),
    `${formatShortPence(total.known)} is known and ${formatShortPence(total.ahead + total.added + total.adjusted)} is expected for the ${countText(left)} month${left === 1 ? '' : 's'} left.`,
  ]
}

const largest = (lines: readonly LineOutturn[], by: (line: LineOutturn) => number): LineOutturn[] =>
  lines.toSorted((a, b) => by(b) - by(a)).slice(0, 1)

const halfOf = ({ range95, outturn }: Outturn): Pence =>
  range95 === null ? 0n : range95.to - outturn

/** What is worth knowing of the detail, at most three. */
export const asksOf = (forecast: Forecast): string[] => {
  if (isEmpty(forecast) || monthsLeft(forecast) === 0) return []
  return [
    ...largest(forecast.lines, (line) => Number(halfOf(line)))
      .filter((line) => halfOf(line) > 0n)
      .map(
        (line) =>
          `The least sure line is ${line.name.toLowerCase()}: ${formatShortPence(halfOf(line))} either way.`,
      ),
    ...largest(forecast.lines, (line) =>
      Math.abs(Number(line.ahead + line.adjusted) - Number(line.beforeScaling)),
    )
      .filter((line) => formatShortPence(line.ahead) !== formatShortPence(line.beforeScaling))
      .map(
        (line) =>
          `Scaling to the group moved ${line.name.toLowerCase()} most, from ${formatShortPence(line.beforeScaling)} to ${formatShortPence(line.ahead)}.`,
      ),
  ]
}

/** What is estimated, missing or otherwise to be known of the figures, one sentence each. */
export const noticesOf = (forecast: Forecast): string[] => {
  const { late, absent, lines, unrated, withoutList, asAt } = forecast
  const young = lines.filter(({ young: own }) => own)
  const short = lines.filter(({ history }) => history < 24)
  const behind = lines.filter(({ knownTo }) => knownTo < asAt)
  return [
    ...[...Map.groupBy(late, ({ month }) => month)].map(
      ([month, kinds]) =>
        `${formatMonth(month)} is estimated: its first figures usually grow (${kinds
          .map(({ kind, factor }) => `${kind} by ${percentText(factor - 1)}`)
          .join(', ')}).`,
    ),
    ...absent.map(
      ({ kind, month, provider }) =>
        `${provider} has sent no ${kind} lines for ${formatMonth(month)} yet: the mean of its three months before stands for them.`,
    ),
    ...(young.length === 0
      ? []
      : [
          `${young.length === lines.length ? 'Every line has' : `${young.length} of ${lines.length} lines have`} under two years of history: the group’s season is laid on the practice’s own level.`,
        ]),
    ...(short.length === 0 || young.length > 0
      ? []
      : [
          `${short.length} of ${lines.length} lines ${short.length === 1 ? 'has' : 'have'} under two years of history, so the season is not well known.`,
        ]),
    ...behind
      .slice(0, 1)
      .map(
        ({ knownTo }) =>
          `Of ${behind.length} ${behind.length === 1 ? 'line' : 'lines'} nothing has arrived after ${formatMonth(knownTo)}: the later months are forecast.`,
      ),
    ...(unrated.length === 0
      ? []
      : [
          `Too little history for a range, so the ranges leave out: ${unrated.join(', ').toLowerCase()}.`,
        ]),
    ...(withoutList.length === 0
      ? []
      : [
          `${withoutList.length === forecast.practices ? 'No list of patients is loaded' : `No list of patients is loaded for ${withoutList.join(', ')}`}, so history is not set to the size of today’s list.`,
        ]),
  ]
}

/** The year added up to each month, with the cone in which it goes on. */
export const yearPoints = ({ months, total }: Forecast): YearPoint[] => {
  const count = months.filter(({ state }) => state === 'forecast').length
  let sum = 0n
  let ahead = 0
  return months.map(({ month, state, pence }) => {
    sum += pence
    const value = Number(sum)
    if (state !== 'forecast') return { month, value, known: true }
    ahead += 1
    const share = Math.sqrt(growth(ahead) / growth(count))
    const cone = (range: { from: Pence; to: Pence } | null): readonly [number, number] =>
      range === null
        ? [value, value]
        : [
            value - Number(total.outturn - range.from) * share,
            value + Number(range.to - total.outturn) * share,
          ]
    return { month, value, known: false, likely: cone(total.range80), range: cone(total.range95) }
  })
}

/** What was done, in order, with the amounts of this forecast: the explanation of its figures. */
export const explanationOf = (forecast: Forecast): string[] => {
  const { total, lines, where, late } = forecast
  const before = lines.reduce((all, line) => all + line.beforeScaling, 0n)
  const parts = [
    `${formatShortPence(total.known)} known`,
    ...(total.added === 0n ? [] : [`${formatShortPence(total.added)} expected of late months`]),
    ...(total.ahead === 0n ? [] : [`${formatShortPence(total.ahead)} forecast`]),
    ...(total.adjusted === 0n ? [] : [`${formatShortPence(total.adjusted)} of known changes`]),
  ]
  const sum = `${formatShortPence(total.outturn)} is the sum of ${parts.join(', ')}.`
  const lateness =
    late.length === 0
      ? []
      : [
          'A late month is expected to grow as earlier months grew from their first figures to their last; how much that varied is in the range.',
        ]
  if (total.ahead === 0n) return [sum, ...lateness]
  return [
    sum,
    ...lateness,
    `Each of ${lines.length} lines is forecast by itself. At up to four past dates, three months apart, each of six ways said what the following months would cost, from what was known then; the way with the least error is used.`,
    where.kind === 'practice'
      ? `The practice’s own forecasts come to ${formatShortPence(before)}. They are scaled so that all practices add to the group’s forecast, which makes them ${formatShortPence(total.ahead)}.`
      : `The practices’ own forecasts come to ${formatShortPence(before)}. The group’s forecast is half that and half from its own history; the practices are scaled to it, which makes ${formatShortPence(total.ahead)}.`,
    ...forecast.adjustments
      .filter(({ pence }) => pence !== 0n)
      .map(
        (one) =>
          `${one.name} is laid on that: ${changeWords(one)}, which ${one.pence < 0n ? 'takes off' : 'adds'} ${formatShortPence(one.pence < 0n ? -one.pence : one.pence)} this year. It rests on ${restsWords(one)}.`,
      ),
    'The ranges are those that held 16 and 19 of 20 past errors of this size, with what all practices share counted once. They say what the past says: a new service or a new price must be entered as a known change.',
  ]
}

export type MonthSpan = { first: Month; last: Month }
