import { formatWhere, type Members } from '../../core/figure.ts'
import { csvPounds, type CsvValue } from '../../ui/csv.ts'
import type { Sheet } from '../../ui/xlsx.ts'
import type { Forecast, Outturn } from './cut.ts'
import { changeWords, restsWords } from './rules/known-change.ts'
import { asksOf, explanationOf, noticesOf, saysOf, yearPoints } from './view.ts'

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

const wholePence = (pence: number | undefined): string | null =>
  pence === undefined ? null : csvPounds(BigInt(Math.round(pence)))

const lines = (forecast: Forecast): Sheet => ({
  name: 'Lines',
  shares: ['past_error'],
  rows: [
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
      formatWhere(forecast.where),
      line.serviceLine,
      line.line,
      line.name,
      line.knownTo,
      ...amounts(line),
      line.method,
      line.pastError === null ? null : Number(line.pastError.toFixed(4)),
      csvPounds(line.beforeScaling),
    ]),
  ],
})

const services = (forecast: Forecast): Sheet => ({
  name: 'Service lines',
  rows: [
    ['place', 'service_line', ...heads],
    ...forecast.services.map((each) => [
      formatWhere(forecast.where),
      each.serviceLine,
      ...amounts(each),
    ]),
    [formatWhere(forecast.where), 'all', ...amounts(forecast.total)],
  ],
})

/** The months with what the chart draws: the year added up, and the range in which it goes on. */
const months = (forecast: Forecast): Sheet => {
  const points = yearPoints(forecast)
  return {
    name: 'Months',
    rows: [
      [
        'place',
        'month',
        'state',
        'pounds',
        'pounds_since_april',
        'since_april_80_from',
        'since_april_80_to',
        'since_april_95_from',
        'since_april_95_to',
      ],
      ...forecast.months.map(({ month, state, pence }, i) => [
        formatWhere(forecast.where),
        month,
        state,
        csvPounds(pence),
        wholePence(points[i]?.value),
        wholePence(points[i]?.likely?.[0]),
        wholePence(points[i]?.likely?.[1]),
        wholePence(points[i]?.range?.[0]),
        wholePence(points[i]?.range?.[1]),
      ]),
    ],
  }
}

const placeSheet = (forecast: Forecast, places: readonly Forecast[]): Sheet => ({
  name: 'Places',
  rows: [
    ['place', 'name', 'as_at', ...heads],
    ...[...places, forecast].map((each) => [
      formatWhere(each.where),
      each.name,
      each.asAt,
      ...amounts(each.total),
    ]),
  ],
})

const changes = (forecast: Forecast): Sheet => ({
  name: 'Changes',
  rows: [
    ['place', 'name', 'kind', 'line', 'what_it_does', 'pounds_this_year', 'why', 'rests_on'],
    ...forecast.adjustments.map((change) => [
      formatWhere(forecast.where),
      change.name,
      change.kind,
      change.line,
      changeWords(change),
      csvPounds(change.pence),
      change.why,
      restsWords(change),
    ]),
  ],
})

/** Every table of a forecast: pounds with pence, ranges at both levels, how each line was forecast. */
export const forecastSheets = (forecast: Forecast, places: readonly Forecast[]): Sheet[] => [
  services(forecast),
  lines(forecast),
  months(forecast),
  ...(places.length > 0 ? [placeSheet(forecast, places)] : []),
  ...(forecast.adjustments.length > 0 ? [changes(forecast)] : []),
]

/** The forecast for a program: its sentences and every figure in pence. */
export const forecastData = (
  forecast: Forecast,
  missing: readonly string[] = [],
  members: Members = 'then',
): unknown => ({
  ...forecast,
  members,
  where: formatWhere(forecast.where),
  says: saysOf(forecast),
  asks: asksOf(forecast),
  notices: [...missing, ...noticesOf(forecast)],
  explanation: explanationOf(forecast),
})
