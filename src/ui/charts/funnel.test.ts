import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseHTML } from 'linkedom'
import { funnelChart, type FunnelLine } from './funnel.ts'

const linesOf = (usual: readonly FunnelLine[], value = 0.1): string[] => {
  const drawn = funnelChart({
    title: `Prevalence ${value}`,
    description: 'Two practices.',
    table: '',
    dots: [
      { name: 'A', of: 800, value: 0.05, beyond: false, own: false },
      { name: 'B', of: 1000, value, beyond: false, own: false },
    ],
    centre: 0.07,
    usual,
    chance: null,
    format: String,
    formatOf: String,
    units: 'practices',
    own: null,
  })
  const { document } = parseHTML(drawn.toString())
  return [...document.querySelectorAll('.steward-limit path, path.steward-limit')].map(
    (path) => path.getAttribute('d') ?? '',
  )
}
const heights = (path: string): number[] =>
  [...path.matchAll(/,(-?[\d.]+)/g)].map(([, y]) => Number(y))

test('a limit above every unit is drawn where it is, and not along the top of the chart', () => {
  const all = [1, 500, 1000].map((of): FunnelLine => ({ of, limits: [0.01, 0.02, 0.14, 0.17] }))
  const drawn = linesOf(all)
  assert.equal(new Set(drawn).size, 4)
  const edges = drawn.map((path) => Math.min(...heights(path)))
  assert.equal(new Set(edges).size, 4)
})

test('where a limit rises out of the chart its line ends, and does not go on along the edge', () => {
  const rising = [1, 100, 500, 1000].map((of): FunnelLine => ({
    of,
    limits: [0.03, 0.04, 0.09 + 5 / of, 0.1 + 8 / of],
  }))
  for (const path of linesOf(rising, 0.08)) {
    const ys = heights(path)
    assert.equal(ys.filter((y) => y === 12).length <= 1, true, path)
  }
})
