import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { readConcernRule } from '../rule.ts'
import { alike } from './likeness.ts'
import { countThemes, suggestedThemes } from './themes.ts'

const rule = readConcernRule({ definitions: '/nowhere' })
const letters = 'Discharge letters from Northgate arrive two weeks late'
const texts = [
  { id: 1, text: letters, about: 'RX1' },
  {
    id: 2,
    text: 'The discharge letter arrives weeks after the patient left hospital',
    about: 'RX1',
  },
  { id: 3, text: 'A nurse clinic for asthma in the village hall would save travel', about: null },
  { id: 4, text: 'Physiotherapy waits have doubled since the summer', about: null },
]

describe('what reads like the same thing', () => {
  test('two texts about late letters are suggested, a clinic is not', () => {
    const found = alike({ id: 0, text: letters, about: 'RX1' }, texts, rule.alike)
    assert.deepEqual(
      found.map(({ id }) => id),
      [1, 2],
    )
    assert.ok((found[0]?.likeness ?? 0) > 0.99)
  })
  test('likeness is between 0 and 1, and the same both ways', () => {
    const text = fc.array(fc.constantFrom('letter', 'late', 'clinic', 'wait', 'nurse', 'asthma'), {
      maxLength: 8,
    })
    fc.assert(
      fc.property(text, text, (a, b) => {
        const [one, two] = [
          { id: 1, text: a.join(' '), about: null },
          { id: 2, text: b.join(' '), about: null },
        ]
        const there = alike(one, [two], 0)[0]?.likeness ?? 0
        const back = alike(two, [one], 0)[0]?.likeness ?? 0
        assert.ok(there >= 0 && there <= 1.000001)
        assert.ok(Math.abs(there - back) < 1e-9)
      }),
    )
  })
  test('being about the same provider alone does not make two the same', () => {
    const found = alike({ id: 0, text: 'Parking', about: 'RX1' }, texts, 0.0001)
    assert.deepEqual(found, [])
  })
})

describe('themes', () => {
  test('are suggested by their words, whole or begun', () => {
    assert.deepEqual(suggestedThemes(rule, letters), ['Discharge letters', 'Waiting times'])
    assert.deepEqual(suggestedThemes(rule, 'Nothing of the kind'), [])
  })
  test('one raised by several practices of late is marked', () => {
    const one = (practice: string, on: string) => ({
      themes: ['Discharge letters'],
      on,
      practice,
      open: true,
    })
    const [several] = countThemes(
      rule,
      [one('A81001', '2020-03-01'), one('A81002', '2020-03-10'), one('A81002', '2020-04-01')],
      '2020-04-20',
    )
    assert.deepEqual(several, {
      theme: 'Discharge letters',
      all: 3,
      open: 3,
      practices: 2,
      several: true,
    })
    const [old] = countThemes(rule, [one('A81001', '2018-03-01')], '2020-04-20')
    assert.equal(old?.several, false)
  })
})
