import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { directlyStandardisedRate } from '../directly-standardised-rate.ts'
import { funnel, funnelLimit, proportionLaw, ratioLaw } from '../funnel.ts'
import { exactStatus } from '../funnels/status.ts'
import { indirectlyStandardisedRatio } from '../indirectly-standardised-ratio.ts'
import { isWithheld, type Interval, type Withheld } from '../interval.ts'
import { exactPoissonLimits } from '../poisson-limits.ts'
import { rate } from '../rate.ts'
import { xmr } from '../xmr.ts'
import { xmrSignals } from '../xmr-rules.ts'
import { funnelBatch, limitShares } from './funnel-batch.ts'
import { ratesBatch, type RateColumns } from './rates-batch.ts'
import { directBatch, indirectBatch } from './standardised-batch.ts'
import { signalBits, xmrBatch } from './xmr-batch.ts'

const column = (values: readonly number[]): Float64Array => Float64Array.from(values)
/** Alike to rounding; a limit near nought is the difference of two numbers as large as its rate. */
const alike = (mine: number | undefined, wanted: number, what: string, scale = wanted): void =>
  assert.ok(
    Math.abs((mine ?? NaN) - wanted) <= 1e-12 * Math.max(1, Math.abs(wanted), Math.abs(scale)),
    `${what}: ${mine} for ${wanted}`,
  )

/** Every row of a batch is what the textbook form gives by itself, a reason included. */
const assertRows = (
  batch: RateColumns,
  one: (row: number, confidence: number) => Interval | Withheld,
): void => {
  for (const { confidence, lower, upper } of batch.limits) {
    for (const row of batch.value.keys()) {
      const wanted = one(row, confidence)
      if (isWithheld(wanted)) {
        assert.equal(batch.withheld.get(row), wanted.withheld)
        assert.ok(Number.isNaN(batch.value[row]) && Number.isNaN(lower[row]))
      } else {
        assert.ok(!batch.withheld.has(row))
        alike(batch.value[row], wanted.value, `value of row ${row}`)
        alike(lower[row], wanted.lower, `lower of row ${row}`, wanted.value)
        alike(upper[row], wanted.upper, `upper of row ${row}`, wanted.value)
      }
    }
  }
}

const rows = fc.array(
  fc.record({
    events: fc.oneof(fc.integer({ min: 0, max: 100_000 }), fc.constant(NaN), fc.constant(-1)),
    people: fc.oneof(fc.integer({ min: 1, max: 1_000_000 }), fc.constant(0)),
  }),
  { maxLength: 30 },
)

test('rates in a batch are those of each row, by the published rule and exactly', () => {
  fc.assert(
    fc.property(rows, (all) => {
      const events = column(all.map((row) => row.events))
      const people = column(all.map((row) => row.people))
      for (const limits of [undefined, exactPoissonLimits]) {
        const option = limits ? { limits } : {}
        assertRows(ratesBatch(events, people, option), (row, confidence) =>
          rate(events[row] ?? NaN, people[row] ?? NaN, { confidence, ...option }),
        )
      }
    }),
    { numRuns: 40 },
  )
})

test('one bad group gives its reason in its row; the rest is computed', () => {
  const { value, withheld } = ratesBatch(column([4, 5, 6]), column([1000, 0, 2000]))
  assert.deepEqual([...withheld], [[1, 'no population']])
  assert.deepEqual([...value], [4, NaN, 3])
})

test('units without a denominator, or with more than it, are left out of a funnel’s spread', () => {
  const [count, of] = [column([3, 5, 9, 4, NaN]), column([10, 12, 8, 0, 7])]
  const batch = funnelBatch('proportion', { count, of }, 0.4, column([10]))
  assert.equal(batch.overdispersion.units, 2)
  assert.ok(Number.isFinite(batch.winsorised.phi))
  assert.deepEqual([...batch.status.subarray(2)], [0, 0, 0])
})

const bands = fc.array(
  fc.array(
    fc.record({
      events: fc.integer({ min: 0, max: 60 }),
      people: fc.oneof(
        { weight: 12, arbitrary: fc.integer({ min: 1, max: 5000 }) },
        { weight: 1, arbitrary: fc.constant(0) },
      ),
      standard: fc.integer({ min: 0, max: 7000 }),
      reference: fc.double({ min: 0.001, max: 0.2, noNaN: true }),
    }),
    { minLength: 1, maxLength: 6 },
  ),
  { minLength: 1, maxLength: 12 },
)

test('standardised rates and ratios in a batch are those of each group', () => {
  fc.assert(
    fc.property(bands, (groups) => {
      const flat = groups.flat()
      const starts = new Uint32Array(groups.length + 1)
      for (const [g, group] of groups.entries()) starts[g + 1] = (starts[g] ?? 0) + group.length
      const events = column(flat.map((band) => band.events))
      const population = column(flat.map((band) => band.people))
      const input = { starts, events, population }
      const direct = directBatch(input, column(flat.map((band) => band.standard)))
      assertRows(direct, (g, confidence) =>
        directlyStandardisedRate(
          (groups[g] ?? []).map((band) => ({ ...band, population: band.people })),
          { confidence },
        ),
      )
      const indirect = indirectBatch(input, column(flat.map((band) => band.reference)))
      assertRows(indirect, (g, confidence) =>
        indirectlyStandardisedRatio(indirect.observed[g] ?? NaN, indirect.expected[g] ?? NaN, {
          confidence,
        }),
      )
    }),
    { numRuns: 60 },
  )
})

const value = fc.oneof(
  { weight: 20, arbitrary: fc.integer({ min: 0, max: 12 }) },
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 60 }) },
  { weight: 1, arbitrary: fc.constant(NaN) },
)

test('XmR charts in a batch have the limits and every signal of each chart', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(value, { minLength: 24, maxLength: 24 }), { minLength: 1, maxLength: 5 }),
      fc.boolean(),
      (charts, screening) => {
        const batch = xmrBatch({ values: column(charts.flat()), length: 24 }, { screening })
        for (const [c, chart] of charts.entries()) {
          const points = chart.map((point) => (Number.isNaN(point) ? null : point))
          const segments = xmr(points, { screening })
          assert.deepEqual(
            [batch.mean[c], batch.lower[c], batch.upper[c]],
            [segments[0]?.mean, segments[0]?.lower, segments[0]?.upper],
          )
          const wanted = new Uint8Array(24)
          for (const { rule, direction, points: own } of xmrSignals(points, segments))
            for (const at of own) wanted[at] = (wanted[at] ?? 0) | signalBits[rule][direction]
          assert.deepEqual(batch.signals.slice(c * 24, c * 24 + 24), wanted)
        }
      },
    ),
    { numRuns: 300 },
  )
})

const unit = fc.record({
  of: fc.oneof(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 20_000 })),
  score: fc.double({ min: -4.5, max: 4.5, noNaN: true }),
})

for (const kind of ['proportion', 'ratio'] as const) {
  test(`a ${kind} funnel in a batch has the spread, the limits and every status of the textbook form`, () => {
    const law = kind === 'proportion' ? proportionLaw : ratioLaw
    fc.assert(
      fc.property(
        fc.array(unit, { minLength: 1, maxLength: 40 }),
        fc.double({ min: 0.002, max: 0.98, noNaN: true }),
        (all, target) => {
          const units = all.map(({ of, score }) => {
            const spread = Math.sqrt(of * target * (kind === 'proportion' ? 1 - target : 1))
            const near = Math.max(0, Math.round(of * target + score * spread))
            return { of, count: kind === 'proportion' ? Math.min(of, near) : near }
          })
          const axis = column([1, 7, 300, 9000])
          const batch = funnelBatch(
            kind,
            {
              count: column(units.map(({ count }) => count)),
              of: column(units.map(({ of }) => of)),
            },
            target,
            axis,
          )
          const wanted = funnel(units, law, target)
          for (const name of ['overdispersion', 'winsorised'] as const) {
            alike(batch[name].phi, wanted[name].phi, `${name} phi`)
            alike(batch[name].tauSquared, wanted[name].tauSquared, `${name} tau squared`)
          }
          alike(batch.chance, wanted.chance, 'chance')
          for (const [k, p] of limitShares.entries())
            for (const [i, point] of axis.entries())
              alike(batch.limits[k]?.[i], law.limit(p, point, target), `limit ${p} at ${point}`)
          for (const [i, one] of units.entries()) {
            const status = exactStatus(law, one, target)
            const side = status?.direction === 'low' ? -1 : 1
            assert.equal(batch.status[i], status ? side * (status.beyond === 0.998 ? 2 : 1) : 0)
          }
        },
      ),
      { numRuns: 400 },
    )
  })

  test(`a unit of a ${kind} funnel is called outside a limit just where it is drawn outside`, () => {
    const law = kind === 'proportion' ? proportionLaw : ratioLaw
    for (const size of Array.from({ length: 60 }, (_, i) => i + 1)) {
      for (const target of [0.03, 0.4, 0.9]) {
        const limit = (p: number): number => {
          const spread = { units: 1, phi: 1, tauSquared: 0 }
          return funnelLimit('exact', law, size, p, { target, spread }) * size
        }
        for (let count = 0; count <= size; count++) {
          const drawn = limitShares.map((p) => Math.sign(count - limit(p)))
          const status = exactStatus(law, { count, of: size }, target)
          assert.equal(status?.direction === 'low', drawn[1] === -1)
          assert.equal(status?.direction === 'high', drawn[2] === 1)
          assert.equal(status?.beyond === 0.998, drawn[0] === -1 || drawn[3] === 1)
        }
      }
    }
  })
}
