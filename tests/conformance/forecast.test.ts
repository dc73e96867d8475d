import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { z } from 'zod'
import { forecastLine, type LineHistory } from '../../src/engines/forecast/group/line.ts'
import { spreadOf } from '../../src/engines/forecast/group/spread.ts'
import { straightLine } from '../../src/engines/forecast/methods/outturn.ts'
import { sameMonthLastYear } from '../../src/engines/forecast/methods/simple.ts'
import { smoothingMap } from '../../src/engines/forecast/methods/smoothing.ts'
import { assertClose, goldenFolder } from '../golden/golden.ts'
import { needs, referencePath, referenceUrl } from './reference.ts'

const real = goldenFolder(referenceUrl('golden', 'statistics-real'))
const file = ['data', 'public', 'activity', 'ae_attendances_201604-201903.csv'] as const
const sum = (values: Iterable<number>): number => {
  let all = 0
  for (const value of values) all += value
  return all
}

describe(
  'England’s type 1 attendances in 2018/19 from nine months',
  needs('golden/statistics-real/ae-england-outturn.expected.json'),
  () => {
    test('straight line and the same months last year are the reference’s; smoothing with trend and season is within a thousandth', () => {
      const { expected, tolerance } = real.golden('ae-england-outturn')
      const values = real
        .input('ae-england-monthly')
        .map(({ attendances }) => Number(attendances))
        .slice(0, 33)
      const wanted = z
        .object({
          actualToDate: z.number(),
          straightLine: z.number(),
          snaive: z.object({ outturn: z.number() }),
          ets: z.object({ outturn: z.number() }),
        })
        .parse(expected)
      const toDate = sum(values.slice(24))
      assert.equal(toDate, wanted.actualToDate)
      const exact = { relative: 1e-9, absolute: 0 }
      assertClose(straightLine(toDate, 9), wanted.straightLine, exact, 'straight line')
      const last = toDate + sum(sameMonthLastYear(values, 3).mean)
      assertClose(last, wanted.snaive.outturn, exact, 'same months last year')
      const constants = { alpha: 1e-4, beta: 1e-4, gamma: 1e-4 }
      const { forecast } = smoothingMap({ trend: true, season: true, ...constants }, 33, 3)
      const rest = forecast.reduce((all, weight, i) => all + weight * (values[i % 33] ?? NaN), 0)
      assertClose(toDate + rest, wanted.ets.outturn, tolerance, 'smoothing')
    })
  },
)

type Series = { provider: string; type: string; values: Float64Array }

const completeSeries = (): Series[] => {
  const [, ...lines] = readFileSync(referencePath(...file), 'utf8')
    .trim()
    .split('\n')
  const rows = lines.map((line) => line.split(','))
  const months = [...new Set(rows.map(([month = '']) => month))].sort()
  return [...Map.groupBy(rows, ([, provider, type]) => `${provider}|${type}`)]
    .filter(([, own]) => own.length === months.length)
    .map(([key, own]) => {
      const [provider = '', type = ''] = key.split('|')
      const by = new Map(own.map(([month = '', , , count]) => [month, Number(count)]))
      return { provider, type, values: Float64Array.from(months, (month) => by.get(month) ?? NaN) }
    })
}

/** The share of hits, and its standard error where all series of a provider may fail together. */
const clustered = (hits: readonly { provider: string; hit: boolean }[]): [number, number] => {
  const share = sum(hits.map(({ hit }) => Number(hit))) / hits.length
  const squares = [...Map.groupBy(hits, ({ provider }) => provider).values()].map(
    (own) => sum(own.map(({ hit }) => Number(hit) - share)) ** 2,
  )
  return [share, Math.sqrt(sum(squares)) / hits.length]
}

describe('the ranges of outturns in the published A&E series', needs(file.join('/')), () => {
  test('hold 75% and 91% or more of 281 series from months 3, 6 and 9, the choice made on months before', () => {
    const series = completeSeries()
    assert.equal(series.length, 281)
    const hits: Record<80 | 95, { provider: string; hit: boolean }[]> = { 80: [], 95: [] }
    const widths: Record<80 | 95, number[]> = { 80: [], 95: [] }
    for (const known of [3, 6, 9]) {
      const types = [...Map.groupBy(series, ({ type }) => type).values()]
      const histories = types.map((own): LineHistory => ({
        line: own[0]?.type ?? '',
        first: 0,
        known,
        ahead: 12 - known,
        units: own.map(({ values }) => values.slice(0, 24 + known)),
      }))
      const forecasts = histories.map(forecastLine)
      const spread = spreadOf(histories, forecasts)
      for (const [l, own] of types.entries()) {
        for (const [u, { provider, values }] of own.entries()) {
          const rest = sum(values.slice(24 + known))
          const error = Math.abs(rest - sum(forecasts[l]?.units[u] ?? [NaN]))
          const width = spread.widths([u], [l])
          for (const level of [80, 95] as const) {
            hits[level].push({ provider, hit: error <= width[level] })
            widths[level].push((2 * width[level]) / sum(values.slice(24)))
          }
        }
      }
    }
    for (const [level, least] of [
      [80, 0.75],
      [95, 0.91],
    ] as const) {
      const [share, error] = clustered(hits[level])
      const width = sum(widths[level]) / widths[level].length
      console.log(
        `  ${level}%: ${(100 * share).toFixed(1)}% held (standard error ${(100 * error).toFixed(1)}, ` +
          `by provider), mean width ${(100 * width).toFixed(1)}% of the year`,
      )
      assert.ok(share >= least, `${level}%: ${share}`)
    }
  })
})
