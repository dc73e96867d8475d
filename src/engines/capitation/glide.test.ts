import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { allot } from './allotment.ts'
import { distanceFromTarget, wholeBudgetDistances } from './distance-from-target.ts'
import { glide, type Pace } from './glide.ts'

const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((all, one) => all + one, 0n)

describe('a year towards target', () => {
  const pace: Pace = { threshold: 100_000n, step: 10_000n, floorGrowth: null, furthestUnder: null }
  const targetsOf = (weights: readonly bigint[], pence: bigint): bigint[] => allot(pence, weights)

  test('commissioning rules 1.3: threshold 0.10 and step 0.01 move four real practices as printed', () => {
    const pounds = (thousands: string): bigint => BigInt(Math.round(Number(thousands) * 100_000))
    const targets = targetsOf(
      [6_054_450_797n, 8_267_408_348n, 7_598_164_916n, 9_267_743_253n],
      pounds('40000'),
    )
    const printed = ['7765.161', '10603.399', '9745.058', '11886.382']
    targets.forEach((pence, i) =>
      assert.equal((Number(pence) / 100_000).toFixed(3), Number(printed[i]).toFixed(3)),
    )
    const baselines = ['8900', '10100', '9700', '11300'].map(pounds)
    const moved = glide(baselines, targets, pace)
    assert.ok(moved.ok)
    assert.deepEqual(
      moved.value.pence.map((pence) => (Number(pence) / 100_000).toFixed(2)),
      ['8822.35', '10134.45', '9703.08', '11340.12'],
    )
    assert.equal(sum(moved.value.pence), pounds('40000'))
    const percent = (amounts: readonly bigint[]): string[] =>
      amounts.map((pence, i) =>
        ((distanceFromTarget(pence, targets[i] ?? 0n) ?? 0) * 100).toFixed(2),
      )
    assert.deepEqual(percent(baselines), ['14.61', '-4.75', '-0.46', '-4.93'])
    assert.deepEqual(percent(moved.value.pence), ['13.61', '-4.42', '-0.43', '-4.60'])
  })

  test('NHS England 2013/14: four groups have the published gap, distance and amounts per head', () => {
    const rows = [
      [202_256, 208_986, 219_307, 237_285, -17_978, '-7.58', 1_084, 1_173],
      [287_935, 335_296, 398_372, 380_698, 17_674, '4.64', 1_384, 1_322],
      [196_283, 207_371, 215_753, 235_451, -19_698, '-8.37', 1_099, 1_200],
      [331_261, 389_047, 445_168, 441_728, 3_440, '0.78', 1_344, 1_333],
    ] as const
    for (const [people, need, allocation, target, gap, distance, got, fair] of rows) {
      assert.equal(allocation - target, gap)
      assert.equal(
        ((distanceFromTarget(BigInt(allocation), BigInt(target)) ?? 0) * 100).toFixed(2),
        distance,
      )
      assert.equal(Math.round((allocation * 1_000) / people), got)
      assert.equal(Math.round((target * 1_000) / people), fair)
      assert.ok(Math.abs((target * 1_000) / need - 1_135.41) < 0.01)
    }
  })

  const cases = fc
    .array(
      fc.record({
        baseline: fc.bigInt({ min: 1n, max: 10n ** 10n }),
        weight: fc.bigInt({ min: 0n, max: 10n ** 10n }),
      }),
      { minLength: 2, maxLength: 40 },
    )
    .filter((all) => all.some(({ weight }) => weight > 0n))

  test('the sum stays, floors hold, and nobody is carried past the target', () => {
    fc.assert(
      fc.property(cases, fc.integer({ min: -50_000, max: 20_000 }), (all, floorGrowth) => {
        const baselines = all.map(({ baseline }) => baseline)
        const envelope = (sum(baselines) * 103n) / 100n
        const targets = targetsOf(
          all.map(({ weight }) => weight),
          envelope,
        )
        const floor = BigInt(floorGrowth)
        const moved = glide(baselines, targets, {
          ...pace,
          floorGrowth: floor,
          furthestUnder: 50_000n,
        })
        assert.ok(moved.ok)
        assert.equal(sum(moved.value.pence), envelope)
        const opening = allot(envelope, baselines)
        moved.value.pence.forEach((pence, i) => {
          const [from, to, own] = [opening[i] ?? 0n, targets[i] ?? 0n, baselines[i] ?? 0n]
          assert.ok(pence * 1_000_000n >= own * (1_000_000n + floor) - 1_000_000n)
          assert.ok(from < to ? pence >= from && pence <= to : pence <= from && pence >= to)
        })
      }),
    )
  })

  test('floors that cost more than there is are refused', () => {
    const moved = glide([100n, 100n], [90n, 90n], { ...pace, floorGrowth: 0n })
    assert.ok(!moved.ok && moved.refusal.code === 'floors-above-envelope')
  })

  test('nobody stays further under target than allowed while others can give', () => {
    const moved = glide([120n, 80n], [100n, 100n], { ...pace, furthestUnder: 50_000n })
    assert.ok(moved.ok)
    assert.deepEqual(moved.value, { pence: [105n, 95n], unmetPence: 0n })
  })

  test('the whole budget stands beside the target of the overall formula', () => {
    const distances = wholeBudgetDistances(
      [
        { practice: 'A', patients: 1n, weights: {} },
        { practice: 'B', patients: 1n, weights: {} },
      ],
      [60n, 40n],
      [1n, 1n],
    )
    assert.deepEqual(
      distances.map(({ targetPence, distance }) => [targetPence, distance]),
      [
        [50n, 0.2],
        [50n, -0.2],
      ],
    )
  })
})
