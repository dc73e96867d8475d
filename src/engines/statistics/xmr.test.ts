import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import { assertClose, golden, inputBy } from '../../../tests/golden/golden.ts'
import { assurance, xmr, type XmrOptions } from './xmr.ts'
import { xmrSignals } from './xmr-rules.ts'

const figure = z.union([z.number(), z.array(z.number())])
const chart = z.object({ mean: figure, lpl: figure, upl: figure })
const marks = z.array(z.number())
const rules = z.object({ outside: marks, trend7: marks, twoInThree: marks, shift7: marks })

const series = new Map(
  [...inputBy('spc-xmr', 'series')].map(([name, rows]) => [
    name,
    rows.map(({ value }) => (value === undefined || value === '' ? null : Number(value))),
  ]),
)

const values = (name: string): (number | null)[] => series.get(name) ?? []

const assertLimits = (name: string, expected: unknown, at: string, options: XmrOptions): void => {
  const wanted = chart.parse(expected)
  const { tolerance } = golden('spc-xmr-screened')
  for (const segment of xmr(values(name), options)) {
    const pairs = [
      [segment.mean, wanted.mean],
      [segment.lower, wanted.lpl],
      [segment.upper, wanted.upl],
    ] as const
    for (const [mine, theirs] of pairs) {
      const value = Array.isArray(theirs) ? theirs[segment.from] : theirs
      assertClose(mine, value, tolerance, `${at} ${name} from ${segment.from}`)
    }
  }
}

for (const screening of [true, false]) {
  test(`XmR limits of every series, ranges ${screening ? 'screened once' : 'not screened'} (Making Data Count)`, () => {
    const { expected } = golden(`spc-xmr-${screening ? 'screened' : 'unscreened'}`)
    assert.equal(series.size, Object.keys(expected).length)
    for (const [name, wanted] of Object.entries(expected))
      assertLimits(name, wanted, 'limits', { screening })
  })
}

test('a recorded rebase, a fixed baseline, and both at once', () => {
  const { expected } = golden('spc-xmr-rebase')
  assertLimits('stepDown36', expected['rebase'], 'rebase', { rebases: [24] })
  assertLimits('stepDown36', expected['fixed'], 'fixed', { baseline: 12 })
  assertLimits('stepDown36', expected['both'], 'both', { rebases: [24], baseline: 12 })
})

test('each NHS rule by itself marks the same points as the reference', () => {
  for (const [name, expected] of Object.entries(golden('spc-xmr-rules').expected)) {
    const wanted = rules.parse(expected)
    const signals = xmrSignals(values(name), xmr(values(name)))
    const titles = {
      outside: 'outside',
      trend: 'trend7',
      twoInThree: 'twoInThree',
      shift: 'shift7',
    } as const
    for (const [rule, title] of Object.entries(titles)) {
      const mine = signals.filter((signal) => signal.rule === rule).flatMap(({ points }) => points)
      const theirs = wanted[title].flatMap((mark, i) => (mark === 1 ? [i] : []))
      assert.deepEqual(
        [...new Set(mine)].toSorted((a, b) => a - b),
        theirs,
        `${name} ${rule}`,
      )
    }
  }
})

test('assurance against a target above, inside and below the limits', () => {
  const words = {
    'consistently misses': 'consistent_fail',
    'may meet or miss': 'inconsistent',
    'consistently meets': 'consistent_pass',
  } as const
  const { expected } = golden('spc-xmr-assurance')
  const segments = xmr(values('stable36'))
  const judged = (better: 'higher' | 'lower'): Record<string, string> =>
    Object.fromEntries(
      Object.entries({ above: 439, inside: 239, below: 39 }).map(([where, target]) => [
        where,
        words[assurance(segments, target, better)],
      ]),
    )
  assert.deepEqual(judged('higher'), expected['increase'])
  assert.deepEqual(judged('lower'), expected['decrease'])
})

test('values all equal have their limits on the mean and no signal, where a published tool has no limits', () => {
  const flat = Array.from({ length: 12 }, () => 20)
  const [segment] = xmr(flat)
  assert.deepEqual([segment?.lower, segment?.mean, segment?.upper], [20, 20, 20])
  assert.deepEqual(xmrSignals(flat, xmr(flat)), [])
})

test('one jump between equal values keeps its unscreened ranges, where a published tool flags every point', () => {
  const jump = [...Array.from({ length: 20 }, () => 20), 25, ...Array.from({ length: 9 }, () => 20)]
  const segments = xmr(jump)
  assert.ok((segments[0]?.upper ?? 0) > 20.5)
  assert.deepEqual(
    xmrSignals(jump, segments)
      .filter(({ rule }) => rule === 'outside')
      .map(({ points }) => points),
    [[20]],
  )
})

test('no range is taken across a month that is absent', () => {
  assert.equal(xmr([10, null, 30, 31])[0]?.meanRange, 1)
})

test('two of three near a limit are one signal only where they share those three', () => {
  const limits = { from: 0, to: 15, mean: 0, lower: -3, upper: 3, meanRange: 1, rangeLimit: 3 }
  const segments = [{ ...limits, basis: 15, absent: 0, screenedRanges: 0 }]
  const found = (given: readonly (number | null)[]): number[][] =>
    xmrSignals(given, segments)
      .filter(({ rule }) => rule === 'twoInThree')
      .map(({ points }) => points)
  assert.deepEqual(found([2.5, 2.5, 1, -1, 1, -1, 1, 2.5, 0.5, 2.6, -1, 1]), [
    [0, 1],
    [7, 9],
  ])
  assert.deepEqual(found([2.5, 1, 2.5, 1, 2.5, -1]), [[0, 2, 4]])
  assert.deepEqual(found([2.5, null, 2.5, 1, 2.5, -1]), [[2, 4]])
})

test('a tie inside a rise ends the trend unless it is said to keep it', () => {
  const rise = [30, 1, 2, 3, 4, 4, 5, 6, 7, 20, 1, 30, 2, 29]
  const trends = (tiesKeepTrend: boolean): number =>
    xmrSignals(rise, xmr(rise), { tiesKeepTrend }).filter(({ rule }) => rule === 'trend').length
  assert.equal(trends(false), 0)
  assert.equal(trends(true), 1)
})
