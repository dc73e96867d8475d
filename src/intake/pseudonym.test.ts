import assert from 'node:assert/strict'
import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import { AppError } from '../core/refusal.ts'
import { type Duck, openDuck, type Value } from '../stores/duck.ts'
import { openHome } from '../stores/home.ts'
import { pseudonymKey } from '../stores/key.ts'
import * as pseudonym from './pseudonym.ts'

const folder = mkdtempSync(join(tmpdir(), 'steward-pseudonym-'))
const home = openHome(folder)
let duck: Duck

/** The NHS number that begins with nine digits, or null where none is issued. */
const nhsNumber = (nine: string): string | null => {
  let sum = 0
  for (let i = 0; i < 9; i++) sum += Number(nine[i]) * (10 - i)
  const check = (11 - (sum % 11)) % 11
  return check === 10 ? null : `${nine}${check}`
}

/** The value that an expression over the column `raw` gives for each of the texts. */
const each = async (expression: string, texts: readonly string[]): Promise<Value[]> => {
  const rows = await duck.all(
    `select ${expression} as value
    from (values ${texts.map((_, i) => `(${i}, $t${i})`).join(', ')}) as t(i, raw) order by i`,
    Object.fromEntries(texts.map((text, i) => [`t${i}`, text])),
  )
  return rows.map((row) => row['value'] ?? null)
}

const nineDigits = fc
  .integer({ min: 0, max: 999_999_999 })
  .map((number) => String(number).padStart(9, '0'))

describe('identifiers of patients', () => {
  before(async () => {
    duck = await openDuck({ tmp: home.tmp })
  })
  after(() => {
    duck.close()
    rmSync(folder, { recursive: true })
  })

  test('an NHS number of ten digits with the right check digit is one, with spaces or without', () => {
    assert.equal(pseudonym.isNhsNumber('9434765919'), true)
    assert.equal(pseudonym.isNhsNumber('943 476 5919'), true)
    for (const wrong of ['', '9434765918', '943476591', '94347659190', 'A434765919']) {
      assert.equal(pseudonym.isNhsNumber(wrong), false)
    }
  })

  test('any single wrong digit is found by the check digit', () => {
    fc.assert(
      fc.property(nineDigits, fc.nat(9), fc.integer({ min: 1, max: 9 }), (nine, at, by) => {
        const number = nhsNumber(nine)
        fc.pre(number !== null)
        const digit = (Number(number[at]) + by) % 10
        const changed = number.slice(0, at) + String(digit) + number.slice(at + 1)
        return pseudonym.isNhsNumber(number) && !pseudonym.isNhsNumber(changed)
      }),
    )
  })

  test('the check in SQL and the check in TypeScript agree on any text', async () => {
    const texts = [
      ...fc.sample(nineDigits, 200).map((nine) => nhsNumber(nine) ?? `${nine}0`),
      ...fc.sample(nineDigits, 200).map((nine) => `${nine}5`),
      ...fc.sample(fc.string(), 200).map((text) => text.replaceAll('\0', '')),
      '943 476 5919',
      '943-476-5919',
      '',
    ]
    const faults = await each(pseudonym.nhsNumberFault('raw'), texts)
    for (const [i, text] of texts.entries()) {
      assert.equal(faults[i], !pseudonym.isNhsNumber(text), JSON.stringify(text))
    }
  })

  test('the pseudonym made in SQL is the HMAC-SHA-256 that node:crypto makes', async () => {
    const keys = fc.sample(fc.uint8Array({ minLength: 32, maxLength: 32 }), 20)
    for (const bytes of keys) {
      const key = Buffer.from(bytes)
      await pseudonym.installPseudonyms(duck, key)
      for (const kind of ['nhs-number', 'pseudonym'] as const) {
        const texts = [...fc.sample(fc.string({ unit: 'grapheme' }), 20), ' 943 476 5919 ', ' ']
        const clean = texts.map((text) => text.replaceAll('\0', ''))
        const expected = clean.map((text) =>
          /^\p{Zs}*$/u.test(text) ? null : pseudonym.patientKey(key, kind, text),
        )
        assert.deepEqual(await each(pseudonym.patientKeySql(kind, 'raw'), clean), expected)
      }
    }
  })

  test('the same text as an NHS number and as a pseudonym gives two different keys', () => {
    const key = Buffer.alloc(32, 7)
    const made = pseudonym.patientKey(key, 'nhs-number', '9434765919')
    assert.match(made, /^[0-9a-f]{32}$/)
    assert.equal(made, pseudonym.patientKey(key, 'nhs-number', '943 476 5919'))
    assert.notEqual(made, pseudonym.patientKey(key, 'pseudonym', '9434765919'))
  })

  const codeOf = (work: () => unknown): string => {
    try {
      work()
    } catch (error) {
      if (error instanceof AppError) return error.refusal.code
      throw error
    }
    return 'done'
  }

  test('the key is made once, in a file that only its owner reads, and never silently a second time', () => {
    assert.equal(
      codeOf(() => pseudonymKey(home, false)),
      'key-file-missing',
    )
    const made = pseudonym.keyOf(home)
    assert.equal(made.length, 32)
    assert.equal(statSync(home.keyFile).mode & 0o777, 0o600)
    assert.deepEqual(pseudonym.keyOf(home), made)
    chmodSync(home.keyFile, 0o644)
    assert.equal(
      codeOf(() => pseudonym.keyOf(home)),
      'key-file-open',
    )
    chmodSync(home.keyFile, 0o600)
    writeFileSync(home.keyFile, 'short')
    assert.equal(
      codeOf(() => pseudonym.keyOf(home)),
      'key-file-damaged',
    )
  })
})
