import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { bnfPrefix, codeList } from './code-list.ts'
import { changePoints, lastChange } from './change.ts'
import { centiles, percentiles, ratioOf } from './percentiles.ts'
import { kindOf, paidShare, pricePerUnit, substitutionSet } from './price-per-unit.ts'
import { recoding } from './recode.ts'
import { costSaving, fewestForShare, shareSaving, sumOfPositive, unitCosts } from './savings.ts'
import { nearest } from './similar.ts'
import { prescribingUnits, scaledToPeople } from './weighted-population.ts'

const listOf = (...entries: string[]): ((code: string) => boolean) => {
  const made = codeList(entries)
  assert.ok(made.ok)
  return made.value.matches
}

describe('lists of codes', () => {
  test('a code counts when it begins with one entry and with none to leave out', () => {
    const matches = listOf('100101', '~1001010J0', '~1001010P0')
    assert.equal(matches('1001010C0AAAAAA'), true)
    assert.equal(matches('1001010J0AAADAD'), false)
    assert.equal(matches('0501080W0AAAAAA'), false)
  })

  test('a percent sign stands for any letters, and the whole code must match', () => {
    const matches = listOf('0407010F0%AC')
    assert.equal(matches('0407010F0AAACAC'), true)
    assert.equal(matches('0407010F0AAACAD'), false)
  })

  test('what is no code, and a list of exclusions alone, are refused with what to write', () => {
    for (const entries of [['select *'], ['~0501'], ['05 01']]) {
      const made = codeList(entries)
      assert.equal(made.ok, false)
      if (!made.ok) assert.equal(made.refusal.code, 'bnf-code-invalid')
    }
  })

  test('sections are written with points or without, padded or not', () => {
    assert.equal(bnfPrefix('2.2.1'), '020201')
    assert.equal(bnfPrefix('2'), '02')
    assert.equal(bnfPrefix('0204000I0'), '0204000I0')
    assert.equal(bnfPrefix('drop table'), null)
  })
})

describe('recoding', () => {
  const changes = [
    { year: 2018, from: '0101', to: '0202' },
    { year: 2020, from: '0202010B0AAAAAA', to: '0303010B0AAAAAA' },
    { year: 2020, from: '0404', to: '0405' },
    { year: 2020, from: '0404', to: '0406' },
  ]

  test('a code follows each change after its own year, in order', () => {
    const { current } = recoding(changes)
    assert.equal(current('0101010B0AAAAAA', 2017), '0303010B0AAAAAA')
    assert.equal(current('0101010B0AAAAAA', 2018), '0101010B0AAAAAA')
    assert.equal(current('0202010B0AAAAAA', 2019), '0303010B0AAAAAA')
  })

  test('a beginning that became several is left as it is', () =>
    assert.equal(recoding(changes).current('0404010B0AAAAAA', 2017), '0404010B0AAAAAA'))

  test('years without a list are named', () => assert.deepEqual(recoding(changes).missing, [2019]))
})

describe('percentiles', () => {
  test('ties share the lowest place, and who has no ratio has none', () =>
    assert.deepEqual(percentiles([0.2, 0.1, null, 0.2, 0.4]), [100 / 3, 0, null, 100 / 3, 100]))

  test('one organisation alone has neither a percentile nor centiles around it', () => {
    assert.deepEqual(percentiles([0.3, null]), [null, null])
    assert.deepEqual(centiles([0.3, null], [10, 90]), [null, null])
  })

  test('a missing numerator is nought; a missing or nought denominator gives no ratio', () => {
    assert.equal(ratioOf(null, 5), 0)
    assert.equal(ratioOf(3, 0), null)
    assert.equal(ratioOf(3, null), null)
  })
})

describe('savings', () => {
  test('of a cost per patient are not assessable without a list', () => {
    assert.equal(costSaving(500, 10, 30), 200)
    assert.deepEqual(costSaving(500, null, 30), { notAssessable: 'no list size' })
  })

  test('of a share hold the quantity and move the mix at the practice’s own prices', () => {
    const split = { numeratorQuantity: 40, numeratorCost: 400, otherQuantity: 60, otherCost: 60 }
    assert.equal(shareSaving(split, 0.1, unitCosts([split])), 460 - (10 * 10 + 90 * 1))
  })

  test('of a group are the positive ones alone', () =>
    assert.equal(sumOfPositive([5, -3, { notAssessable: 'no list size' }, 2]), 7))

  test('half of a gap is told by the fewest who make it', () => {
    const found = fewestForShare([1, 9, 5, -4, 5], (worth) => worth)
    assert.deepEqual(found, { units: [9, 5], sum: 14, total: 20 })
  })
})

describe('price per unit', () => {
  test('is held against the tenth centile of practices, never below nought', () => {
    const rows = [10, 20, 30].map((price, i) => ({
      practice: `P${i}`,
      set: 'S',
      quantity: 10,
      cost: price * 10,
    }))
    const found = pricePerUnit(rows)
    assert.deepEqual(
      found.map(({ target, saving }) => [target, saving]),
      [
        [12, 0],
        [12, 80],
        [12, 180],
      ],
    )
  })

  test('takes off what the rules of the month take off', () => {
    assert.equal(paidShare('generic', '2019-10', false), 0.928)
    assert.equal(paidShare('brand', '2024-04', false), 0.95)
    assert.equal(paidShare('generic', '2023-05', true), 1)
  })

  test('a brand belongs to the set of its generic of the same form', () => {
    assert.equal(substitutionSet('0408010AEBBABAB'), '0408010AEAAABAB')
    assert.equal(kindOf('0408010AEBBABAB'), 'brand')
    assert.equal(kindOf('21011200247'), 'appliance')
  })
})

describe('changes', () => {
  test('a flat line, and one too short to judge, tell nothing', () => {
    assert.deepEqual(changePoints(Array(24).fill(50)), [])
    assert.equal(lastChange([20, 40, 60, 80], { window: 12 }), null)
  })

  test('a lasting rise tells its direction, when it began and how large it is', () => {
    const values = [...Array.from({ length: 12 }, (_, i) => 40 + (i % 3)), 70, 75, 80]
    assert.deepEqual(lastChange(values), {
      direction: 'up',
      from: 12,
      to: 14,
      before: 41,
      after: 80,
    })
  })

  test('a jump that is told a month later counts from where it jumped', () => {
    const values = [...Array.from({ length: 12 }, (_, i) => 20 + 20 * (i % 2)), 70, 70]
    const change = lastChange(values)
    assert.deepEqual([change?.from, change?.before, change?.after], [13, 30, 70])
  })

  test('a change that has ended is not told again', () =>
    assert.equal(lastChange([...Array(12).fill(40), 90, 90, ...Array(14).fill(90)]), null))
})

describe('likeness and weighted populations', () => {
  test('nearest are those with the least difference, and a practice without a variable has none', () => {
    const all = [
      { code: 'A', values: [1, 10] },
      { code: 'B', values: [2, 10] },
      { code: 'C', values: [9, 50] },
      { code: 'D', values: [1, null] },
    ]
    assert.deepEqual(
      nearest(all, 'A', 2).map(({ code }) => code),
      ['B', 'C'],
    )
    assert.deepEqual(nearest(all, 'D'), [])
  })

  test('units are people times the weight of their sex and age, brought to the size of the list', () => {
    const weights = [
      { sex: 'male' as const, ageFrom: 0, ageTo: 64, weight: 1 },
      { sex: 'male' as const, ageFrom: 65, ageTo: null, weight: 4 },
    ]
    const list = [
      { sex: 'male' as const, ageFrom: 60, ageTo: 64, patients: 10 },
      { sex: 'male' as const, ageFrom: 65, ageTo: 69, patients: 5 },
    ]
    assert.equal(prescribingUnits(list, weights), 30)
    assert.equal(prescribingUnits([], weights), null)
    assert.deepEqual(
      scaledToPeople([
        { patients: 10, weighted: 30 },
        { patients: 20, weighted: 30 },
        { patients: null, weighted: 9 },
      ]),
      [15, 15, null],
    )
  })
})
