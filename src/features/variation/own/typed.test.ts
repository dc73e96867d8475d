import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fieldsOf, measureFrom, registersIn, typedMeasure } from './typed.ts'

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

const care = {
  title: 'Emergency admissions of old people with lung disease',
  count: 'bed days',
  what: 'Days in bed',
  against: 'patients',
  better: 'lower',
  why: 'To see what the rapid response changes.',
  care: 'emergency-admissions',
  specialties: '340, 300',
  hrgs: 'DZ',
  ageFrom: '75',
}
const made = (typed: Record<string, string>) =>
  measureFrom(typedMeasure(typed), '2020-04-20', 'Dr Invented')
const faults = (typed: Record<string, string>): string[] => {
  const read = made(typed)
  return read.ok ? [] : read.refusals.map(({ where }) => where ?? '').sort()
}

test('a measure of hospital care is made of what was chosen, and the form shows it again', () => {
  const read = made(care)
  assert.ok(read.ok)
  const { numerator, denominator, per, adjust } = read.value
  assert.deepEqual(numerator, {
    count: 'bed days',
    what: 'Days in bed',
    kind: 'admitted',
    pods: ['NEL', 'NELST'],
    specialties: ['340', '300'],
    hrgs: ['DZ'],
    ages: { from: 75 },
  })
  assert.deepEqual([denominator.count, per, adjust], ['patients', 1000, 'age-sex'])
  const again = made({ ...fieldsOf(read.value) })
  assert.deepEqual(again.ok && again.value.numerator, numerator)
})

test('what cannot be of hospital care is told at its own field, and nothing of codes', () => {
  assert.deepEqual(faults({ ...care, care: '' }), ['care'])
  assert.deepEqual(faults({ ...care, care: 'emergency' }), ['care'])
  assert.deepEqual(faults({ ...care, against: 'codes', what: '' }), ['against', 'what'])
  assert.deepEqual(faults({ ...care, specialties: 'cardiology', hrgs: '12' }), [
    'hrgs',
    'specialties',
  ])
  assert.deepEqual(faults({ ...care, ageFrom: '80', ageTo: '70' }), ['ageTo'])
  assert.deepEqual(faults({ ...care, ageFrom: 'old' }), ['ageFrom'])
})

test('a measure of any disease register is its prevalence in its own list', () => {
  const typed = { ...care, count: 'register', register: 'OST', what: 'On the register' }
  const read = made(typed)
  assert.ok(read.ok)
  assert.deepEqual(read.value.denominator, {
    count: 'register list',
    what: 'Patients aged 50 and over',
  })
  assert.equal(read.value.per, 100)
  assert.deepEqual(faults({ ...typed, register: '' }), ['register'])
  assert.equal(registersIn(undefined).size, 21)
})

test('words that are too long for a column are told, whatever is counted', () => {
  const what = 'x'.repeat(121)
  for (const typed of [care, { ...care, count: 'register', register: 'DM' }])
    assert.deepEqual(faults({ ...typed, what }), ['what'])
})
