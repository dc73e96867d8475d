import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseHTML } from 'linkedom'
import { monthRange } from '../../core/month.ts'
import { html, type Html } from '../html.ts'
import { formatWholePounds } from '../money.ts'
import { barChart } from './bars.ts'
import { bandsChart, controlChart } from './months.ts'
import { trendChart } from './trend.ts'

const words = {
  title: 'Cost & rate by month',
  description: 'Rose from £1 to £36.',
  table: html`<table></table>`,
}
const format = (value: number): string => formatWholePounds(BigInt(Math.round(value)))

const trend = (): Html =>
  trendChart({
    ...words,
    format,
    firstCut: ['2020-03'],
    band: { from: 500, to: 3000, label: 'usual range' },
    lines: [
      {
        name: 'This practice',
        points: monthRange('2017-04', '2020-03').map((month, i) => ({
          month,
          value: i === 5 ? null : i * 100,
        })),
      },
    ],
  })

const bars = (): Html =>
  barChart({
    ...words,
    format,
    names: { value: 'This practice', compare: 'the group' },
    bars: [{ label: 'Day cases <1>', value: 1200, compare: 900, chance: [800, 1000] }],
  })

test('a chart is an image with a title, a description and its table', () => {
  for (const made of [trend(), bars()]) {
    const { document } = parseHTML(`<html><body>${made.toString()}</body></html>`)
    const svg = document.querySelector('svg')
    assert.equal(svg?.getAttribute('role'), 'img')
    const [title, description] = (svg?.getAttribute('aria-labelledby') ?? '').split(' ')
    assert.equal(document.querySelector(`#${title}`)?.textContent, words.title)
    assert.equal(document.querySelector(`#${description}`)?.textContent, words.description)
    assert.ok(document.querySelector('details table'))
  }
})

test('a drawing carries no style and no script, as the page’s policy demands', () => {
  for (const made of [trend(), bars()]) {
    assert.doesNotMatch(made.toString(), /<style|\sstyle=|<script|<foreignObject/)
  }
})

test('a drawing is rounded, and what is written in it is not', () => {
  const made = barChart({
    ...words,
    format: () => '£0.26',
    names: { value: 'Cost of each item' },
    bars: [{ label: 'Hypnotics 3.75 mg', value: 1 / 3 }],
  }).toString()
  assert.match(made, />£0\.26</)
  assert.match(made, />Hypnotics 3\.75 mg</)
  assert.doesNotMatch(made, /="[^"]*\d\.\d\d+[^"]*"/)
})

test('the same values give the same bytes, with text escaped', () => {
  assert.equal(trend().toString(), trend().toString())
  assert.match(bars().toString(), /Day cases &lt;1&gt;/)
})

test('a first cut is drawn apart, and a month without a figure is left out', () => {
  const { document } = parseHTML(`<html><body>${trend().toString()}</body></html>`)
  assert.equal(document.querySelectorAll('.steward-dot-first-cut circle').length, 1)
  assert.equal(document.querySelectorAll('.steward-dot circle').length, 34)
})

test('no two lines of a chart of spread share a look in its key', () => {
  const months = monthRange('2019-04', '2020-03')
  const line = months.map((_, i) => i)
  const deciles = Array.from({ length: 9 }, () => line)
  for (const own of [null, { name: 'This practice', line }]) {
    const drawn = bandsChart({
      ...words,
      format,
      months,
      deciles,
      own,
      whole: { name: 'All', line },
    })
    const marks = [...drawn.toString().matchAll(/steward-key--([a-z0-9-]+)/g)].map(
      ([, mark]) => mark,
    )
    assert.equal(marks.length, own ? 4 : 3)
    assert.equal(marks.includes('line-1'), true)
    assert.equal(new Set(marks).size, marks.length)
  }
})

test('limits that begin anew are drawn apart from those before them', () => {
  const months = monthRange('2019-04', '2020-03')
  const level = (before: number, after: number): number[] =>
    months.map((_, i) => (i < 6 ? before : after))
  const drawing = (from: readonly number[]): string[] => {
    const made = controlChart({
      ...words,
      format,
      name: 'This practice',
      months,
      line: level(10, 30),
      centre: level(10, 30),
      lower: level(5, 25),
      upper: level(15, 35),
      from,
      signals: [],
    })
    const { document } = parseHTML(`<html><body>${made.toString()}</body></html>`)
    const paths = document.querySelectorAll('.steward-limit path, .steward-line-2 path')
    return [...paths].map((path) => path.getAttribute('d') ?? '')
  }
  const lines = drawing([0, 6])
  assert.equal(lines.length, 6)
  for (const path of lines) {
    const heights = path.split(/[ML]/).flatMap((at) => at.split(',')[1] ?? [])
    assert.equal(heights.length, 6)
    assert.equal(new Set(heights).size, 1)
  }
  assert.equal(drawing([0]).length, 3)
})
