import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { random } from '../../../core/random.ts'
import { forecastLine, type LineHistory } from './line.ts'
import { spreadOf } from './spread.ts'

const sum = (values: Float64Array): number => values.reduce((all, value) => all + value, 0)
const near = (a: number, b: number, what: string): void =>
  assert.ok(Math.abs(a - b) <= 1e-7 * Math.max(1, Math.abs(a), Math.abs(b)), `${what}: ${a}, ${b}`)

/** Months with a level, a season and chance; the last unit has little history. */
const invented = (seed: string, units: number, months: number, known: number): LineHistory => {
  const source = random(seed)
  return {
    line: 'day-case',
    first: 0,
    known,
    ahead: 12 - known,
    units: Array.from({ length: units }, (_, u) => {
      const level = 100 * (1 + source.next() * 9)
      const start = u === units - 1 && months > 14 ? months - 14 : 0
      return Float64Array.from({ length: months }, (__, t) =>
        t < start
          ? 0
          : level * (1 + 0.002 * t + 0.1 * Math.sin((t * Math.PI) / 6)) + 10 * source.normal(),
      )
    }),
  }
}

const cases = fc.record({
  seed: fc.string({ minLength: 1, maxLength: 8 }),
  units: fc.integer({ min: 2, max: 6 }),
  months: fc.constantFrom(14, 20, 30),
  known: fc.constantFrom(0, 6, 9),
})

describe('the forecast of a group', () => {
  test('practices add to the group in every month', () => {
    fc.assert(
      fc.property(cases, ({ seed, units, months, known }) => {
        const forecast = forecastLine(invented(seed, units, months, known))
        for (let h = 0; h < 12 - known; h++)
          near(
            forecast.units.reduce((all, unit) => all + (unit[h] ?? 0), 0),
            forecast.group[h] ?? NaN,
            `month ${h}`,
          )
      }),
      { numRuns: 40 },
    )
  })

  test('the order of the practices changes nothing', () => {
    fc.assert(
      fc.property(cases, ({ seed, units, months, known }) => {
        const history = invented(seed, units, months, known)
        const turned = { ...history, units: history.units.toReversed() }
        const [one, other] = [forecastLine(history), forecastLine(turned)]
        assert.deepEqual(one.chosen, other.chosen)
        const widths = (own: LineHistory, forecast: typeof one, u: number): number =>
          spreadOf([own], [forecast]).widths([u], [0])[95]
        for (let u = 0; u < units; u++) {
          const v = units - 1 - u
          near(
            sum(one.units[u] ?? new Float64Array()),
            sum(other.units[v] ?? new Float64Array()),
            'sum',
          )
          near(widths(history, one, u), widths(turned, other, v), 'width')
        }
      }),
      { numRuns: 25 },
    )
  })

  test('costs in other units of money give the same forecast in those', () => {
    fc.assert(
      fc.property(cases, ({ seed, units, months, known }) => {
        const history = invented(seed, units, months, known)
        const dearer = { ...history, units: history.units.map((unit) => unit.map((x) => x * 1000)) }
        const [one, other] = [forecastLine(history), forecastLine(dearer)]
        assert.deepEqual(one.chosen, other.chosen)
        near(1000 * sum(one.group), sum(other.group), 'group')
        const all = history.units.map((_, u) => u)
        const [a, b] = [spreadOf([history], [one]), spreadOf([dearer], [other])]
        near(1000 * a.widths(all, [0])[80], b.widths(all, [0])[80], 'width')
      }),
      { numRuns: 25 },
    )
  })

  test('a practice with under two years of history has the group’s season on its own level, and is marked', () => {
    const history = invented('young', 4, 30, 6)
    const { young, before, group, units } = forecastLine(history)
    assert.deepEqual(young, [false, false, false, true])
    const own = before[3] ?? new Float64Array()
    const ratio = (own[0] ?? NaN) / (own[3] ?? NaN)
    assert.ok(Math.abs(ratio - (group[0] ?? NaN) / (group[3] ?? NaN)) < 0.1)
    assert.equal(units.length, 4)
  })

  test('nothing is left to forecast when the year is over', () => {
    const history = { ...invented('over', 3, 36, 6), known: 12, ahead: 0 }
    const forecast = forecastLine(history)
    assert.equal(forecast.group.length, 0)
    assert.deepEqual(spreadOf([history], [forecast]).widths([0], [0]), { 80: 0, 95: 0 })
  })

  test('the interval of a sum is narrower than its intervals added, and wider than the widest', () => {
    const history = invented('sum', 6, 36, 6)
    const spread = spreadOf([history], [forecastLine(history)])
    const each = history.units.map((_, u) => spread.widths([u], [0])[95])
    const together = spread.widths([0, 1, 2, 3, 4, 5], [0])[95]
    assert.ok(together < each.reduce((all, width) => all + width, 0))
    assert.ok(together > 0)
  })
})
