import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import { golden, inputBy } from '../../../../tests/golden/golden.ts'
import { xmr, type XmrOptions } from '../xmr.ts'
import { xmrSignals } from '../xmr-rules.ts'
import { meaningOf, signalsByPoint, singleLabels, type PointLabel } from './point-labels.ts'

const wantedChart = z.object({
  outside: z.array(z.boolean()),
  rule: z.array(z.string()),
  pointType: z.array(z.string()),
})

const series = new Map(
  [...inputBy('spc-xmr', 'series')].map(([name, rows]) => [
    name,
    rows.map(({ value }) => (value ? Number(value) : null)),
  ]),
)

const names: Readonly<Record<PointLabel['rule'], { higher: string; lower: string }>> = {
  outside: { higher: 'Above UCL', lower: 'Below LCL' },
  trend: { higher: '7 Point Trend (Increasing)', lower: '7 Point Trend (Decreasing)' },
  twoInThree: { higher: '2 in 3 Above CL', lower: '2 in 3 Below CL' },
  shift: { higher: '7 Points Above CL', lower: '7 Points Below CL' },
}

const assertLabels = (
  title: string,
  name: string,
  expected: unknown,
  options: XmrOptions,
  better: PointLabel['direction'],
): void => {
  const wanted = wantedChart.parse(expected)
  const values = series.get(name) ?? []
  const signals = xmrSignals(values, xmr(values, options))
  const labels = singleLabels(values.length, signals)
  assert.deepEqual(
    labels.map((label) => (label ? names[label.rule][label.direction] : 'Common Cause')),
    wanted.rule,
    title,
  )
  assert.deepEqual(
    labels.map((label) =>
      label ? `special_cause_${meaningOf(label.direction, better)}` : 'common_cause',
    ),
    wanted.pointType,
    title,
  )
  const outside = signalsByPoint(values.length, signals).map((all) =>
    all.some(({ rule }) => rule === 'outside'),
  )
  assert.deepEqual(outside, wanted.outside, title)
}

for (const [title, screening, better] of [
  ['screened', true, 'higher'],
  ['unscreened', false, 'lower'],
] as const) {
  test(`the single label and the meaning of every point, ranges ${title}, ${better} is better`, () => {
    for (const [name, expected] of Object.entries(golden(`spc-xmr-${title}`).expected))
      assertLabels(`${title} ${name}`, name, expected, { screening }, better)
  })
}

test('the labels after a rebase, with a fixed baseline, and with both', () => {
  const { expected } = golden('spc-xmr-rebase')
  const options = {
    rebase: { rebases: [24] },
    fixed: { baseline: 12 },
    both: { rebases: [24], baseline: 12 },
  }
  for (const [title, option] of Object.entries(options))
    assertLabels(title, 'stepDown36', expected[title], option, 'higher')
})

test('a point of two signals with opposite meanings carries both', () => {
  const falling = [...Array.from({ length: 12 }, () => 1), 30, 29, 28, 27, 26, 25, 24]
  const points = signalsByPoint(falling.length, xmrSignals(falling, xmr(falling)))
  assert.deepEqual(
    new Set(points.at(-1)?.map(({ direction }) => meaningOf(direction, 'higher'))),
    new Set(['concern', 'improvement']),
  )
  assert.equal(meaningOf('higher', null), null)
})
