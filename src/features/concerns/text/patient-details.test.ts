import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { nhsNumberLines } from './nhs-number.ts'
import { findPatientDetails } from './patient-details.ts'

/** The check digit worked another way: the whole weighted sum, check digit included, is a multiple of 11. */
const valid = (digits: readonly number[]): boolean =>
  digits.reduce((sum, digit, i) => sum + digit * (10 - i), 0) % 11 === 0

const nine = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 9, maxLength: 9 })
const numbers = nine
  .map((digits) => {
    const check = Array.from({ length: 10 }, (_, last) => last).find((last) =>
      valid([...digits, last]),
    )
    return check === undefined ? null : [...digits, check].join('')
  })
  .filter((number) => number !== null)
const faulty = fc
  .array(fc.integer({ min: 0, max: 9 }), { minLength: 10, maxLength: 10 })
  .filter((digits) => !valid(digits))
  .map((digits) => digits.join(''))

const marks = fc.constantFrom(' ', '-', '\u00a0', '.', '–', '  ', ' - ', '\u2009', '/', '\u200b')
const spaced = (number: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .tuple(number, fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 4 }), marks)
    .map(([digits, places, mark]) =>
      Array.from(digits, (digit) => digit)
        .map((digit, i) => (places.includes(i) ? mark + digit : digit))
        .join(''),
    )
const words = fc.constantFrom('', 'Mrs B ', 'NHS no: ', 'patient\n', '(', 'seen 3 times, ', '£')
const after = fc.constantFrom('', ' was sent home', ').', '\nThanks', ', again', 'a')

describe('NHS numbers in free text', () => {
  test('every valid number is found, however it is spaced and whatever stands about it', () => {
    fc.assert(
      fc.property(words, spaced(numbers), after, (before, number, rest) => {
        assert.equal(nhsNumberLines(`${before}${number}${rest}`).length, 1)
      }),
      { numRuns: 2000 },
    )
  })
  test('ten digits whose check digit is wrong are left alone', () => {
    fc.assert(
      fc.property(words, spaced(faulty), after, (before, number, rest) => {
        assert.deepEqual(nhsNumberLines(`${before}${number}${rest}`), [])
      }),
      { numRuns: 2000 },
    )
  })
  test('a number that follows or leads other digits is found, a longer number is not one', () => {
    assert.deepEqual(nhsNumberLines('on 12 3 2020 943 476 5919 20'), [1])
    assert.deepEqual(nhsNumberLines('19434765919'), [])
    assert.deepEqual(nhsNumberLines('94347659191'), [])
  })
  test('full-width digits and soft hyphens do not hide one', () => {
    assert.deepEqual(nhsNumberLines('９４３ ４７６ ５９１９'), [1])
    assert.deepEqual(nhsNumberLines('943\u00ad476\u00ad5919'), [1])
  })
  test('a telephone number with the code of the country is not one', () => {
    assert.deepEqual(nhsNumberLines('+44 9434 765919'), [])
    assert.deepEqual(nhsNumberLines('0044 9434765919'), [])
    assert.deepEqual(nhsNumberLines('+44 1604 555123, about 943 476 5919'), [1])
  })
  test('the lines are counted from one', () => {
    assert.deepEqual(nhsNumberLines('one\ntwo 9434765919\nthree\n943-476-5919'), [2, 4])
  })
})

describe('patient details', () => {
  const today = '2020-04-20'
  test('an NHS number is refused with help, and the number is not repeated', () => {
    const { refusal } = findPatientDetails('Ref 943 476 5919', today, 'words')
    assert.equal(refusal?.code, 'patient-identified')
    assert.equal(refusal?.where, 'words')
    assert.doesNotMatch(JSON.stringify(refusal), /943|5919/)
  })
  test('dates of birth and postcodes are warnings', () => {
    for (const text of ['DOB 3/4/51', 'born in May', '12 June 1948', '1948-06-12', 'd.o.b. 1948'])
      assert.equal(findPatientDetails(text, today, 'words').warnings.length, 1, text)
    assert.deepEqual(findPatientDetails('lives at NN1 4QQ', today, 'words').warnings, [
      'It has a full postcode.',
    ])
  })
  test('recent dates and plain words are neither', () => {
    for (const text of [
      'on 12 March 2020',
      'since 01/04/2019',
      'waits of 14 weeks',
      'ward B12 4 beds',
    ])
      assert.deepEqual(findPatientDetails(text, today, 'words'), { refusal: null, warnings: [] })
  })
})
