import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { inTotals } from './definition.ts'
import { fieldsOf } from './fields.ts'
import { parseRange, parseTest } from './leaf.ts'
import { readLookup } from './lookups.ts'
import { readCatalogue } from './read-definitions.ts'

const catalogue = readCatalogue()
const byId = new Map(catalogue.definitions.map((definition) => [definition.id, definition]))

describe('the definitions of opportunities', () => {
  test('there are 101, of which 92 are current, 5 from elsewhere and 4 withdrawn', () => {
    const count = (status: string): number =>
      catalogue.definitions.filter((each) => each.status === status).length
    assert.deepEqual([count('current'), count('supplementary'), count('superseded')], [92, 5, 4])
  })

  test('totals leave out what is withdrawn and what lies inside other definitions', () => {
    assert.deepEqual(
      catalogue.definitions.filter((each) => !inTotals(each)).map(({ id }) => id),
      [
        'ed-high-intensity',
        'acsc-wider',
        'op-gp-first-discharged',
        'aec-very-high',
        'aec-high',
        'aec-moderate',
        'aec-low',
      ],
    )
  })

  test('frequent attendance comes before simple attendance, and avoiding a spell before shortening it', () => {
    const order = catalogue.definitions.map(({ id }) => id)
    const at = (id: string): number => order.indexOf(id)
    assert.ok(at('ed-frequent-adult-walk-in') < at('ed-low-cost-adult-walk-in'))
    assert.ok(at('virtual-ward-admission-ari') < at('virtual-ward-stay-ari'))
    assert.deepEqual(order.slice(-2), ['general-stay-elective', 'general-stay-emergency'])
  })

  test('the fields that a definition reads include those of its base and of its rate', () => {
    const fields = (id: string): string[] => {
      const definition = byId.get(id)
      assert.ok(definition)
      return fieldsOf(definition, catalogue.bases)
    }
    assert.deepEqual(fields('op-did-not-attend'), ['age', 'attendance_status', 'sex', 'specialty'])
    assert.ok(fields('excess-bed-days-elective').includes('hrg'))
    assert.ok(fields('readmission-28-days').includes('person'))
  })

  test('no rate is of the very records that it counts, which would be the same for everybody', () => {
    const words = (rules: readonly object[]): string =>
      rules
        .map((rule) => JSON.stringify(rule))
        .sort()
        .join()
    for (const { id, where, rate, share } of catalogue.definitions) {
      if (rate.of === null || share !== null) continue
      const of = 'all' in rate.of ? rate.of.all : [rate.of]
      assert.notEqual(words(where), words(of), id)
    }
  })

  test('a rule is read word by word, and nonsense is none', () => {
    assert.deepEqual(parseTest('age from 18..'), {
      test: 'from',
      field: 'age',
      range: { min: 18, max: null },
    })
    assert.deepEqual(parseTest('hrg is YQ51C YQ51D'), {
      test: 'is',
      field: 'hrg',
      codes: ['YQ51C', 'YQ51D'],
    })
    assert.deepEqual(parseRange('0..2'), { min: 0, max: 2 })
    for (const text of [
      'age',
      'age from ..',
      'hrg is',
      "hrg is '",
      'hrg like X',
      'days a to b from',
    ])
      assert.equal(parseTest(text), null, text)
  })

  test('the lookups hold a row for each code', () => {
    assert.equal(readLookup('frailty-points').length, 109)
    assert.equal(readLookup('smoking-shares').length, 213)
    assert.equal(readLookup('obesity-shares').length, 83)
    assert.equal(readLookup('long-stay-days').length, 2312)
    assert.equal(readLookup('alcohol-shares').length, 21015)
  })
})
