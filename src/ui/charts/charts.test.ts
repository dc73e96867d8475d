import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseHTML } from 'linkedom'
import { monthRange } from '../../core/month.ts'
import { html, type Html } from '../html.ts'
import { formatWholePounds } from '../money.ts'
import { barChart } from './bars.ts'
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
