import assert from 'node:assert/strict'
import { test } from 'node:test'
import { measureFrom, typedMeasure } from './typed.ts'

test('what is missing of a measure is told in words for people, each at its own field', () => {
  const made = measureFrom(typedMeasure({}), '2020-04-20', 'Dr Invented')
  assert.ok(!made.ok)
  const told = made.refusals.map(({ where, message }) => `${where}: ${message}`)
  assert.ok(told.includes('codes: No BNF code says what is counted.'), told.join('\n'))
  assert.doesNotMatch(told.join('\n'), /Too |Invalid|expected/)
  const whole = { title: 'Folic acid', count: 'items', what: 'Items', against: 'patients' }
  const words = { better: 'neither', why: 'To see it move.', codes: 'drop' }
  const wrong = measureFrom(typedMeasure({ ...whole, ...words }), '2020-04-20', 'Dr Invented')
  assert.match(wrong.ok ? '' : wrong.refusals.map(({ message }) => message).join(), /“DROP”/)
})
