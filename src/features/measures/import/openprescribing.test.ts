import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { importMeasure } from './openprescribing.ts'

const file = {
  name: ['Invented', 'measure'],
  numerator_short: 'Items of it',
  denominator_short: 'Items of all',
  numerator_type: 'bnf_items',
  denominator_type: 'bnf_items',
  numerator_bnf_codes_filter: ['0501080W0 # trimethoprim', '~0501080W0BB'],
  denominator_bnf_codes_filter: ['0501'],
  is_percentage: true,
  is_cost_based: false,
  low_is_good: null,
}
const read = (changes: object, on = '2026-11-22') =>
  importMeasure('own-imported', JSON.stringify({ ...file, ...changes }), on)
const refusalOf = (made: ReturnType<typeof read>) => {
  assert.equal(made.ok, false)
  return made.ok ? null : made.refusal
}

describe('a measure in OpenPrescribing’s form', () => {
  test('is read with its lists, without the notes in them and without its words on why', () => {
    const made = read({ why_it_matters: 'Their words.' })
    assert.ok(made.ok)
    const { title, numerator, per, better, saving, why } = made.value
    assert.deepEqual(
      { title, numerator, per, better, saving },
      {
        title: 'Invented measure',
        numerator: {
          count: 'items',
          what: 'Items of it',
          codes: ['0501080W0', '~0501080W0BB'],
        },
        per: 100,
        better: 'neither',
        saving: 'none',
      },
    )
    assert.doesNotMatch(why, /Their words/)
  })

  test('that is held against the list by cost tells a saving of cost', () => {
    const made = read({
      numerator_type: 'bnf_cost',
      denominator_type: 'list_size',
      is_percentage: false,
      is_cost_based: true,
      low_is_good: true,
    })
    assert.ok(made.ok)
    assert.deepEqual(
      [made.value.saving, made.value.per, made.value.better],
      ['cost', 1000, 'lower'],
    )
  })

  test('that is driven by SQL is refused by the part that is', () => {
    for (const [part, value] of [
      ['numerator_where', ["bnf_code LIKE '0501%'"]],
      ['denominator_from', 'hscic.prescribing'],
      ['numerator_bnf_codes_query', ['SELECT 1']],
      ['numerator_type', 'custom'],
    ] as const) {
      const refusal = refusalOf(read({ [part]: value }))
      assert.equal(refusal?.code, 'measure-import-sql')
      assert.match(refusal.message, new RegExp(part))
    }
  })

  test('that is no JSON, lacks a part, or has a code that is none, is refused by what to mend', () => {
    assert.equal(refusalOf(importMeasure('own-x', '{', '2026-11-22'))?.where, 'json')
    assert.equal(refusalOf(read({ is_percentage: 'yes' }))?.where, 'is_percentage')
    assert.match(
      refusalOf(read({ numerator_bnf_codes_filter: ['drop table'] }))?.where ?? '',
      /numerator/,
    )
  })

  test('is looked at again after two years, on a day that there is', () => {
    const made = read({}, '2028-02-29')
    assert.ok(made.ok)
    assert.equal(made.value.review, '2030-02-28')
  })
})
