import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { allot } from './allotment.ts'
import { setBudgets, type LinePlan } from './budgets.ts'
import { needWeights, type PracticeNeed } from './need.ts'
import { phasingWeights, seasonOf } from './phasing.ts'
import { preEntryGrowth } from './pre-entry-growth.ts'
import { setAsideForInequalities, topSlice } from './top-slice.ts'
import type { Envelope } from './service-line.ts'

const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((all, one) => all + one, 0n)
const flat = Array.from({ length: 12 }, () => 1n)
const weighted: LinePlan = {
  method: { kind: 'weighted capitation', blanks: 'per head' },
  monthWeights: flat,
}
const acute = (pence: bigint): Envelope => ({ line: 'general-and-acute', pence, scope: 'in scope' })
const budgetsOf = (practices: readonly PracticeNeed[], pence: bigint, plan = weighted) => {
  const set = setBudgets(practices, [acute(pence)], { 'general-and-acute': plan })
  assert.ok(set.ok, set.ok ? '' : set.refusal.message)
  const [line] = set.value
  assert.ok(line)
  return line
}

const practicesOf = (weights: readonly (number | null)[], patients = weights): PracticeNeed[] =>
  weights.map((weight, i) => ({
    practice: `P${String(i).padStart(3, '0')}`,
    patients: BigInt(patients[i] ?? 1_000),
    weights: { 'general-and-acute': weight === null ? null : BigInt(weight) },
  }))

describe('allotment', () => {
  const weights = fc.array(fc.bigInt({ min: 0n, max: 10n ** 12n }), { minLength: 1, maxLength: 80 })

  test('the parts add up to the amount, each within a penny of its share', () => {
    fc.assert(
      fc.property(weights, fc.bigInt({ min: -(10n ** 13n), max: 10n ** 13n }), (parts, amount) => {
        const all = sum(parts)
        fc.pre(all > 0n)
        const shares = allot(amount, parts)
        assert.equal(sum(shares), amount)
        shares.forEach((share, i) => {
          const off = share * all - amount * (parts[i] ?? 0n)
          assert.ok(off < all && -off < all)
        })
      }),
    )
  })

  test('pence left over go to the largest remainders, ties to the earlier part', () => {
    assert.deepEqual(allot(100n, [1n, 1n, 1n]), [34n, 33n, 33n])
    assert.deepEqual(allot(10n, [5n, 3n, 1n]), [6n, 3n, 1n])
    assert.deepEqual(allot(-100n, [1n, 1n, 1n]), [-34n, -33n, -33n])
    assert.throws(() => allot(1n, [0n, 0n]), RangeError)
  })
})

describe('budgets', () => {
  const lists = fc.array(fc.option(fc.integer({ min: 0, max: 1e10 }), { freq: 6 }), {
    minLength: 2,
    maxLength: 40,
  })
  const some = (list: readonly (number | null)[]): boolean => list.some((one) => one !== 0)

  test('sums are preserved exactly, from the envelope to the month', () => {
    fc.assert(
      fc.property(lists.filter(some), fc.bigInt({ min: 0n, max: 10n ** 12n }), (list, pence) => {
        const line = budgetsOf(
          practicesOf(
            list,
            list.map((w) => (w ?? 500) % 9_000),
          ),
          pence,
          {
            ...weighted,
            monthWeights: [7n, 0n, 3n, 9n, 9n, 1n, 2n, 2n, 2n, 5n, 4n, 4n],
          },
        )
        assert.equal(sum(line.annualPence), pence)
        line.monthsPence.forEach((months, i) => assert.equal(sum(months), line.annualPence[i]))
      }),
    )
  })

  test('a permutation of the practices changes nothing', () => {
    fc.assert(
      fc.property(
        lists.filter(some).chain((list) =>
          fc.tuple(
            fc.constant(list),
            fc.shuffledSubarray(
              list.map((_, i) => i),
              { minLength: list.length },
            ),
          ),
        ),
        ([list, order]) => {
          const practices = practicesOf(list)
          const shuffled = order.map((i) => practices[i]).filter((one) => one !== undefined)
          assert.deepEqual(budgetsOf(shuffled, 999_999_937n), budgetsOf(practices, 999_999_937n))
        },
      ),
    )
  })

  test('a practice with a weight of nought gets nothing and moves nobody, whatever its list', () => {
    fc.assert(
      fc.property(lists.filter(some), fc.nat(50_000), (list, patients) => {
        const nobody: PracticeNeed = {
          practice: 'ZZZ',
          patients: BigInt(patients),
          weights: { 'general-and-acute': 0n },
        }
        const practices = practicesOf(list)
        const without = budgetsOf(practices, 123_456_789n).annualPence
        const line = budgetsOf([...practices, nobody], 123_456_789n)
        assert.deepEqual(line.annualPence, [...without, 0n])
        assert.ok(line.weightOfNought.includes('ZZZ'))
      }),
    )
  })

  test('a blank is listed and budgeted per head; replaced by one it is a person', () => {
    const practices = practicesOf([3_000_000, 1_000_000, null], [2_000, 1_000, 1_000])
    const line = budgetsOf(practices, 400_000n)
    assert.deepEqual(line.needNotKnown, ['P002'])
    assert.deepEqual(line.annualPence, [225_000n, 75_000n, 100_000n])
    assert.deepEqual(needWeights(practices, [3_000_000n, 0n, null], 'one'), [
      3_000_000n,
      1_000_000n,
      1_000_000n,
    ])
  })

  test('an envelope that nobody has a weight for is refused, and so is a line without a method', () => {
    const set = setBudgets(practicesOf([0, 0]), [acute(1n)], { 'general-and-acute': weighted })
    assert.ok(!set.ok && set.refusal.code === 'no-weight')
    const none = setBudgets(practicesOf([1]), [acute(1n)], {})
    assert.ok(!none.ok && none.refusal.code === 'no-method')
  })

  test('a line blocked back is shared and seen, an excluded one is left out', () => {
    const set = setBudgets(
      practicesOf([1, 1]),
      [
        { line: 'community', pence: 100n, scope: 'excluded' },
        { ...acute(100n), scope: 'blocked back' },
      ],
      { 'general-and-acute': { method: { kind: 'per head' }, monthWeights: flat } },
    )
    assert.ok(set.ok)
    assert.deepEqual(
      set.value.map(({ line, scope }) => [line, scope]),
      [['general-and-acute', 'blocked back']],
    )
  })
})

describe('what is set aside, and the months', () => {
  test('slices and what is left add up to the envelopes; blocked-back lines give nothing', () => {
    const blocked: Envelope = { line: 'community', pence: 5_000n, scope: 'blocked back' }
    const sliced = topSlice(
      [acute(100_001n), { line: 'prescribing', pence: 50_000n, scope: 'in scope' }, blocked],
      [
        { name: 'contingency', share: 10_000n },
        { name: 'risk pool', share: 20_000n },
        { name: 'management allowance', pencePerPatient: 190n },
      ],
      10n,
    )
    assert.ok(sliced.ok)
    const { slices, envelopes } = sliced.value
    assert.deepEqual(
      slices.map(({ pence }) => pence),
      [1_500n, 3_000n, 1_900n],
    )
    assert.equal(sum([...slices, ...envelopes].map(({ pence }) => pence)), 155_001n)
    assert.deepEqual(envelopes[2], blocked)
  })

  test('the envelope for health inequalities is taken from the lines whose weights do not hold it', () => {
    const primary: Envelope = { line: 'primary-medical', pence: 700n, scope: 'in scope' }
    assert.deepEqual(setAsideForInequalities([acute(1_000n), primary], 100_000n), [
      acute(900n),
      primary,
      { line: 'health-inequalities', pence: 100n, scope: 'in scope' },
    ])
  })

  test('a season is cost per working day beside its year; a part of a year has none', () => {
    const year = Array.from({ length: 12 }, (_, monthOfYear) => ({
      monthOfYear,
      year: '2018/19',
      pence: monthOfYear === 9 ? 4_000n : 2_000n,
      workingDays: 20,
    }))
    const season = seasonOf(year)
    assert.equal(season[9], 1_846_154n)
    assert.equal(season[0], 923_077n)
    assert.deepEqual(
      seasonOf(year.slice(0, 11)),
      Array.from({ length: 12 }, () => 1_000_000n),
    )
    assert.equal(
      phasingWeights(
        season,
        Array.from({ length: 12 }, () => 20),
      )[9],
      36_923_080n,
    )
  })

  test('growth before entry is flagged above the median of the others', () => {
    const practices = [100n, 102n, 104n, 130n].map((basePence, i) => ({
      practice: `P${i}`,
      beforePence: 100n,
      basePence,
    }))
    const flagged = preEntryGrowth(practices, 0.1).filter(({ worthAsking }) => worthAsking)
    assert.deepEqual(
      flagged.map(({ practice, peerGrowth }) => [practice, peerGrowth]),
      [['P3', 0.02]],
    )
  })
})
