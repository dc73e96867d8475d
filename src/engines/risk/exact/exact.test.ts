import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { random } from '../../../core/random.ts'
import { referenceCosts } from '../reference-person.ts'
import { aggregation } from './aggregate.ts'
import { bootstrap } from './bootstrap.ts'
import { cellOf, momentsOf, scaled, type Part } from './cell.ts'
import { chanceAbove, expectation, expectedAbove, quantileOf } from './distribution.ts'
import { fourier } from './fourier.ts'

/** Three cells unlike each other: the young, the middle, the old, in pence. */
const cells = [
  { nothing: 0.7, mu: 5.5, sigma: 1.2 },
  { nothing: 0.5, mu: 6.6, sigma: 1.4 },
  { nothing: 0.2, mu: 7.2, sigma: 1.3 },
].map((person) => cellOf(referenceCosts(person, 20_000)))
const setOf = (...counts: number[]): Part[] =>
  cells.map((cell, i) => ({ cell, patients: counts[i] ?? 0 }))
const aggregate = aggregation()

const near = (actual: number, expected: number, relative: number): void =>
  assert.ok(Math.abs(actual / expected - 1) <= relative, `${actual} for ${expected}`)

describe('the Fourier transform', () => {
  test('agrees with the sum that defines it', () => {
    const source = random('fourier')
    const points = 64
    const [re, im] = [1, 2].map(() => Float64Array.from({ length: points }, () => source.normal()))
    assert.ok(re && im)
    const [a, b] = [re.slice(), im.slice()]
    fourier(points).transform(a, b)
    for (let j = 0; j < points; j++) {
      let [x, y] = [0, 0]
      for (let m = 0; m < points; m++) {
        const turn = (-2 * Math.PI * j * m) / points
        x += re[m]! * Math.cos(turn) - im[m]! * Math.sin(turn)
        y += re[m]! * Math.sin(turn) + im[m]! * Math.cos(turn)
      }
      assert.ok(Math.abs(a[j]! - x) < 1e-12 && Math.abs(b[j]! - y) < 1e-12)
    }
  })

  test('a length that is not a power of two is refused', () => {
    assert.throws(() => fourier(12), RangeError)
  })
})

describe('the exact distribution', () => {
  test('equals convolution by hand where costs lie on the lattice', () => {
    const [a, b] = [cellOf([0, 0, 100, 300]), cellOf([0, 200])]
    let mass = new Map([[0, 1]])
    for (const { costs } of [a, a, a, b, b]) {
      const next = new Map<number, number>()
      for (const [sum, chance] of mass)
        for (const cost of costs)
          next.set(sum + cost, (next.get(sum + cost) ?? 0) + chance / costs.length)
      mass = next
    }
    const exact = aggregate(
      [
        { cell: a, patients: 3 },
        { cell: b, patients: 2 },
      ],
      { step: 100 },
    )
    for (let i = 0; i < 40; i++) {
      const at = (i * 100 - exact.from) / 100
      assert.ok(Math.abs((exact.mass[at] ?? 0) - (mass.get(i * 100) ?? 0)) < 1e-14)
    }
  })

  test('has the mean and variance in closed form, within 1e-6, from 1,000 patients to 650,000', () => {
    for (const counts of [
      [400, 400, 200],
      [3_000, 4_000, 1_800],
      [260_000, 260_000, 130_000],
    ]) {
      const parts = setOf(...counts)
      const exact = aggregate(parts)
      const { mean, variance } = momentsOf(parts)
      near(
        expectation(exact, (cost) => cost),
        mean,
        1e-6,
      )
      near(
        expectation(exact, (cost) => (cost - mean) ** 2),
        variance,
        1e-6,
      )
      assert.equal(exact.lattice.addedVariance, 0)
    }
  })

  test('lies within three standard errors of its bootstrap twin, which draws the same way', () => {
    const runs = 3_000
    const parts = setOf(1_000, 1_500, 500)
    const exact = aggregate(parts)
    const totals = bootstrap(parts, runs, random('twin'))
    const { mean, variance } = momentsOf(parts)
    const drawn = totals.reduce((sum, one) => sum + one, 0) / runs
    assert.ok(Math.abs(drawn - mean) < 3 * Math.sqrt(variance / runs))
    for (const share of [-0.1, -0.05, 0, 0.01, 0.02, 0.05, 0.1, 0.2]) {
      const chance = chanceAbove(exact, mean * (1 + share))
      const seen = totals.filter((one) => one > mean * (1 + share)).length / runs
      assert.ok(
        Math.abs(seen - chance) < 3 * Math.sqrt((chance * (1 - chance)) / runs),
        `${share}: ${seen} drawn, ${chance} exact`,
      )
    }
  })

  test('events are compound Poisson: mean λ E[X], variance λ E[X²], and the bootstrap agrees', () => {
    const severity = cellOf(
      Array.from({ length: 1_000 }, (_, i) => -1e6 * Math.log((i + 0.5) / 1_000)),
    )
    const parts: Part[] = [{ cell: severity, events: 7.84 }]
    const exact = aggregate(parts)
    const square = severity.variance + severity.mean ** 2
    near(
      expectation(exact, (cost) => cost),
      7.84 * severity.mean,
      1e-6,
    )
    near(
      expectation(exact, (cost) => (cost - exact.mean) ** 2),
      7.84 * square * (1 + exact.lattice.addedVariance),
      1e-6,
    )
    const totals = bootstrap(parts, 20_000, random('events'))
    const chance = chanceAbove(exact, 1.5 * exact.mean)
    const seen = totals.filter((one) => one > 1.5 * exact.mean).length / 20_000
    assert.ok(Math.abs(seen - chance) < 3 * Math.sqrt((chance * (1 - chance)) / 20_000))
  })

  test('a set too small for the finer split says what its lattice adds, and has exactly that variance', () => {
    const exact = aggregate(setOf(4, 3, 3))
    assert.ok(exact.lattice.addedVariance > 0 && exact.lattice.addedVariance < 0.01)
    near(
      expectation(exact, (cost) => (cost - exact.mean) ** 2),
      exact.variance * (1 + exact.lattice.addedVariance),
      1e-9,
    )
    assert.ok(exact.mass.every((own) => own > -1e-12))
  })

  test('the stated error of the lattice holds against one eight times as fine', () => {
    const fine = aggregation(65_536)
    for (const counts of [
      [300, 300, 100],
      [3_000, 4_000, 1_800],
      [26_000, 26_000, 13_000],
    ]) {
      const [rough, sharp] = [aggregate(setOf(...counts)), fine(setOf(...counts))]
      for (const share of [-0.05, -0.01, 0.01, 0.02, 0.05, 0.1]) {
        const gap = [rough, sharp].map((one) => chanceAbove(one, one.mean * (1 + share)))
        assert.ok(Math.abs(gap[0]! - gap[1]!) <= rough.lattice.chance + 1e-6, `${share}`)
      }
    }
  })

  test('a normal part adds its variance and nothing to the mean', () => {
    const parts = setOf(3_000, 4_000, 1_800)
    const sd = 0.09 * momentsOf(parts).mean
    const exact = aggregate(parts, { normalSd: sd })
    near(
      expectation(exact, (cost) => (cost - exact.mean) ** 2),
      momentsOf(parts).variance + sd ** 2,
      1e-6,
    )
  })

  test('quantiles and chances are each other’s inverse', () => {
    const exact = aggregate(setOf(3_000, 4_000, 1_800))
    for (const p of [0.001, 0.025, 0.5, 0.975, 0.999])
      assert.ok(Math.abs(1 - chanceAbove(exact, quantileOf(exact, p)) - p) < 1e-9)
  })
})

test('pooling independent, alike populations never raises the coefficient of variation nor the expected overspend per head beyond any threshold', () => {
  const counts = fc.tuple(fc.nat(3_000), fc.nat(3_000), fc.integer({ min: 200, max: 3_000 }))
  const shares = fc.double({ min: -0.3, max: 0.6, noNaN: true })
  fc.assert(
    fc.property(counts, fc.integer({ min: 2, max: 12 }), shares, (own, sets, share) => {
      const [alone, pooled] = [setOf(...own), scaled(setOf(...own), sets)].map((parts) =>
        aggregate(parts),
      )
      assert.ok(alone && pooled)
      assert.ok(Math.sqrt(pooled.variance) / pooled.mean <= Math.sqrt(alone.variance) / alone.mean)
      const perHead = [alone, pooled].map(
        (one) => expectedAbove(one, one.mean * (1 + share)) / one.mean,
      )
      assert.ok(perHead[1]! <= perHead[0]! + 1e-6, perHead.join(' then '))
    }),
    { numRuns: 60 },
  )
})

test('the chance of passing a threshold may rise with pooling, and for this rare large cost it does', () => {
  const rare = cellOf([...Array.from({ length: 999 }, () => 0), 100_000])
  const chance = (patients: number): number => {
    const set = aggregate([{ cell: rare, patients }])
    return chanceAbove(set, set.mean * 1.5)
  }
  assert.ok(chance(300) < chance(1_200))
})
