import { formatWhere } from '../../core/figure.ts'
import { csvPounds, csvText, type CsvValue } from '../../ui/csv.ts'
import type { Sheet } from '../../ui/xlsx.ts'
import type { Forecast, Outturn } from './cut.ts'
import { changeWords, restsWords } from './rules/known-change.ts'
import { asksOf, explanationOf, noticesOf, saysOf } from './view.ts'

/** The tables of a forecast that can be had as CSV. */
export const tables = ['lines', 'months', 'places', 'changes'] as const
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

/** The rows of a table: pounds with pence, ranges at both levels, how each line was forecast. */
const rowsOf = (
  forecast: Forecast,
  table: TableName,
  places: readonly Forecast[],
): CsvValue[][] => {
  const place = formatWhere(forecast.where)
  if (table === 'months')
    return [
      ['place', 'month', 'state', 'pounds'],
      ...forecast.months.map(({ month, state, pence }) => [place, month, state, csvPounds(pence)]),
    ]
  if (table === 'changes')
    return [
      ['place', 'name', 'kind', 'line', 'what_it_does', 'pounds_this_year', 'why', 'rests_on'],
      ...forecast.adjustments.map((change) => [
        place,
        change.name,
        change.kind,
        change.line,
        changeWords(change),
        csvPounds(change.pence),
        change.why,
        restsWords(change),
      ]),
    ]
  if (table === 'places')
    return [
      ['place', 'name', 'as_at', ...heads],
      ...[...places, forecast].map((each) => [
        formatWhere(each.where),
        each.name,
        each.asAt,
        ...amounts(each.total),
      ]),
    ]
  return [
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
      line.pastError === null ? null : Number(line.pastError.toFixed(4)),
      csvPounds(line.beforeScaling),
    ]),
  ]
}

/** A table of a forecast as CSV. */
export const tableCsv = (...asked: Parameters<typeof rowsOf>): string => csvText(rowsOf(...asked))

/** Every table of a forecast as a sheet of a workbook. */
export const forecastSheets = (forecast: Forecast, places: readonly Forecast[]): Sheet[] =>
  tables
    .filter(
      (table) =>
        (table !== 'places' || places.length > 0) &&
        (table !== 'changes' || forecast.adjustments.length > 0),
    )
    .map((table) => ({
      name: table,
      rows: rowsOf(forecast, table, places),
      shares: ['past_error'],
    }))

/** The forecast for a program: its sentences and every figure in pence. */
export const forecastData = (forecast: Forecast, missing: readonly string[] = []): unknown => ({
  ...forecast,
  where: formatWhere(forecast.where),
  says: saysOf(forecast),
  asks: asksOf(forecast),
  notices: [...missing, ...noticesOf(forecast)],
  explanation: explanationOf(forecast),
})
