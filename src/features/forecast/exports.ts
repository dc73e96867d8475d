import { formatWhere } from '../../core/figure.ts'
import { csvPounds, csvText, type CsvValue } from '../../ui/csv.ts'
import type { Forecast, Outturn } from './cut.ts'
import { asksOf, explanationOf, noticesOf, saysOf } from './view.ts'

/** The tables of a forecast that can be had as CSV. */
export const tables = ['lines', 'months', 'places'] as const
export type TableName = (typeof tables)[number]

const amounts = (outturn: Outturn): CsvValue[] => [
  csvPounds(outturn.known),
  csvPounds(outturn.added),
  csvPounds(outturn.ahead),
  csvPounds(outturn.adjusted),
  csvPounds(outturn.outturn),
  outturn.range80 && csvPounds(outturn.range80.from),
  outturn.range80 && csvPounds(outturn.range80.to),
  outturn.range95 && csvPounds(outturn.range95.from),
  outturn.range95 && csvPounds(outturn.range95.to),
]

const heads = [
  'pounds_known',
  'pounds_late_estimated',
  'pounds_forecast',
  'pounds_known_changes',
  'pounds_outturn',
  'pounds_80_from',
  'pounds_80_to',
  'pounds_95_from',
  'pounds_95_to',
]

/** A table as CSV: pounds with pence, ranges at both levels, how each line was forecast. */
export const tableCsv = (
  forecast: Forecast,
  table: TableName,
  places: readonly Forecast[],
): string => {
  const place = formatWhere(forecast.where)
  if (table === 'months')
    return csvText([
      ['place', 'month', 'state', 'pounds'],
      ...forecast.months.map(({ month, state, pence }) => [place, month, state, csvPounds(pence)]),
    ])
  if (table === 'places')
    return csvText([
      ['place', 'name', 'as_at', ...heads],
      ...[...places, forecast].map((each) => [
        formatWhere(each.where),
        each.name,
        each.asAt,
        ...amounts(each.total),
      ]),
    ])
  return csvText([
    [
      'place',
      'service_line',
      'line',
      'name',
      'known_to',
      ...heads,
      'method',
      'past_error',
      'pounds_before_scaling',
    ],
    ...forecast.lines.map((line) => [
      place,
      line.serviceLine,
      line.line,
      line.name,
      line.knownTo,
      ...amounts(line),
      line.method,
      line.pastError === null ? null : line.pastError.toFixed(4),
      csvPounds(line.beforeScaling),
    ]),
  ])
}

/** The forecast for a program: its sentences and every figure in pence. */
export const forecastData = (forecast: Forecast): unknown => ({
  ...forecast,
  where: formatWhere(forecast.where),
  says: saysOf(forecast),
  asks: asksOf(forecast),
  notices: noticesOf(forecast),
  explanation: explanationOf(forecast),
})
