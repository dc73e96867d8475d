import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import { assertClose, golden, input, inputBy } from '../../../tests/golden/golden.ts'
import * as charts from './control-chart.ts'
import { median, runAnalysis } from './charts/run-analysis.ts'

const figure = z.union([z.number(), z.null(), z.array(z.union([z.number(), z.null()]))])
const runs = z.object({
  signal: z.boolean(),
  longest: z.number(),
  longestMax: z.number(),
  crossings: z.number(),
  crossingsMin: z.number(),
  useful: z.number(),
})
const expectedChart = z.object({
  y: z.array(z.union([z.number(), z.null()])),
  cl: figure,
  lcl: figure,
  ucl: figure,
  'lcl.95': figure,
  'ucl.95': figure,
  'sigma.signal': z.array(z.boolean().nullable()),
  runs: runs.optional(),
})

const series = new Map(
  [...inputBy('spc-attribute', 'series')].map(([name, rows]) => [
    name,
    rows.map(({ numerator, denominator }) => ({
      count: Number(numerator),
      of: Number(denominator),
    })),
  ]),
)

const at = (value: z.infer<typeof figure>, i: number): unknown =>
  Array.isArray(value) ? value[i] : value

const assertChart = (name: string, make: (parts: charts.Part[]) => charts.ControlChart): void => {
  const { expected, tolerance } = golden(name)
  for (const [title, one] of Object.entries(expected)) {
    const wanted = expectedChart.parse(one)
    const mine = make(series.get(title) ?? [])
    const skipped = wanted.y.length - mine.points.length
    for (const [i, point] of mine.points.entries()) {
      const what = `${name} ${title} point ${i}`
      assertClose(point.value, wanted.y[i + skipped], tolerance, `${what} value`)
      assertClose(mine.centre, at(wanted.cl, i + skipped), tolerance, `${what} centre`)
      assertClose(point.lower, at(wanted.lcl, i + skipped), tolerance, `${what} lower`)
      assertClose(point.upper, at(wanted.ucl, i + skipped), tolerance, `${what} upper`)
      const { lower, upper } = point.inner
      assertClose(lower, at(wanted['lcl.95'], i + skipped), tolerance, `${what} inner lower`)
      assertClose(upper, at(wanted['ucl.95'], i + skipped), tolerance, `${what} inner upper`)
      const outside = point.value < point.lower || point.value > point.upper
      assert.equal(outside, wanted['sigma.signal'][i + skipped] ?? false, `${what} signal`)
    }
    if (!wanted.runs) continue
    const found = runAnalysis(
      mine.points.map(({ value }) => value),
      mine.centre,
    )
    assert.deepEqual(
      [
        found.signal,
        found.longest,
        found.longestExpected,
        found.crossings,
        found.crossingsExpected,
        found.useful,
      ],
      [
        wanted.runs.signal,
        wanted.runs.longest,
        wanted.runs.longestMax,
        wanted.runs.crossings,
        wanted.runs.crossingsMin,
        wanted.runs.useful,
      ],
      `${name} ${title} runs`,
    )
  }
}

const ratios = (parts: charts.Part[]): number[] => parts.map(({ count, of }) => count / of)
const counts = (parts: charts.Part[]): number[] => parts.map(({ count }) => count)

test('p and u charts (Montgomery, chapter 7)', () => {
  assertChart('spc-p', charts.pChart)
  assertChart('spc-u', charts.uChart)
})

test('p′ and u′ charts, ranges screened and not (Laney 2002)', () => {
  for (const [suffix, screening] of [
    ['', true],
    ['-unscreened', false],
  ] as const) {
    assertChart(`spc-pp${suffix}`, (parts) => charts.pPrimeChart(parts, screening))
    assertChart(`spc-up${suffix}`, (parts) => charts.uPrimeChart(parts, screening))
    assertChart(`spc-i${suffix}`, (parts) => charts.iChart(ratios(parts), screening))
  }
})

test('c charts and moving ranges of counts', () => {
  assertChart('spc-c', (parts) => charts.cChart(counts(parts)))
  assertChart('spc-mr', (parts) => charts.movingRangeChart(counts(parts)))
})

test('run charts: the median, the longest run and the crossings (Anhøj and Olesen 2014)', () => {
  const { expected, tolerance } = golden('spc-run')
  for (const [title, one] of Object.entries(expected)) {
    const wanted = expectedChart.parse(one)
    const values = ratios(series.get(title) ?? [])
    assertClose(median(values), wanted.cl, tolerance, title)
    const found = runAnalysis(values, median(values))
    assert.deepEqual(
      [found.signal, found.longest, found.crossings],
      [wanted.runs?.signal, wanted.runs?.longest, wanted.runs?.crossings],
    )
  }
})

/** The reference's own rounding of the gaps before its g chart. */
const halfToEven = (gap: number): number =>
  gap % 1 === 0.5 && Math.floor(gap) % 2 === 0 ? Math.floor(gap) : Math.round(gap)

test('t and g charts of the gaps between rare events', () => {
  const { expected, tolerance } = golden('spc-t-g')
  const limits = z.object({
    cl: z.number(),
    lcl: z.number(),
    ucl: z.number(),
    signal: z.array(z.boolean()),
  })
  const gaps = input('spc-gap').map(({ gap }) => Number(gap))
  const pairs = [
    ['t', charts.tChart(gaps)],
    ['g', charts.gChart(gaps.map(halfToEven))],
  ] as const
  for (const [name, mine] of pairs) {
    const wanted = limits.parse(expected[name])
    assertClose(mine.centre, wanted.cl, tolerance, `${name} centre`)
    assertClose(mine.points[0]?.lower ?? NaN, wanted.lcl, tolerance, `${name} lower`)
    assertClose(mine.points[0]?.upper ?? NaN, wanted.ucl, tolerance, `${name} upper`)
    assert.deepEqual(
      mine.points.map(({ value, lower, upper }) => value < lower || value > upper),
      wanted.signal,
    )
  }
})
