import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { codeAt, newSecret, setUpAddress, setUpPicture, stepOf } from './one-time.ts'
import { checkPassword } from './password-rule.ts'
import { hashPassword, isPassword } from './passwords.ts'
import { isRecoveryCode, newRecoveryCodes, recoveryHash } from './recovery.ts'

const codeOf = (password: string, about: readonly string[] = []): string => {
  const checked = checkPassword(password, about)
  return checked.ok ? 'accepted' : checked.refusal.code
}

describe('which passwords may be chosen', () => {
  test('three random words may, with no capitals, digits or signs asked', () => {
    for (const password of [
      'gravel teapot orbit',
      'marmaladeglaciertrumpet',
      'ein schöner müder Elch',
    ])
      assert.equal(codeOf(password), 'accepted', password)
  })

  test('a password is long enough, and not endless', () => {
    assert.equal(codeOf(''), 'password-missing')
    assert.equal(codeOf('gravel teap'), 'password-short')
    assert.equal(codeOf('🙂'.repeat(6)), 'password-short')
    assert.equal(codeOf('gravel teapot '.repeat(20)), 'password-long')
  })

  test('what is tried first is refused, however it is dressed up', () => {
    for (const password of [
      'Password2024!',
      'p@ssw0rdp@ssw0rd',
      'PASSWORDpassword',
      'Liverpool1892',
      'letmein-letmein',
      'welcome12345!',
      'Summer2026!!!!',
      '1qaz2wsx3edc4rfv'.slice(0, 4).repeat(3),
      'qwertyuiop[]',
      'aaaaaaaaaaaaaaa',
      'abcdefghijklmnop',
      '123456789012',
      '12121212121212',
      'correcthorsebatterystaple',
      'Doctor Surgery 1',
      'nhs-password-1948',
    ])
      assert.equal(codeOf(password), 'password-common', password)
  })

  test('what others know of a person is no password', () => {
    const about = ['Dr Bryony Foxhollow', 'bryony.foxhollow@example.org']
    for (const password of ['BryonyFoxhollow', 'foxhollow-2020!', 'bryony.foxhollow'])
      assert.equal(codeOf(password, about), 'password-common', password)
    assert.equal(codeOf('foxhollow gravel teapot', about), 'accepted')
  })
})

describe('how secrets are kept', () => {
  test('a password is known again by its hash, and two hashes of it differ', async () => {
    const [one, two] = [
      await hashPassword('gravel teapot orbit'),
      await hashPassword('gravel teapot orbit'),
    ]
    assert.notEqual(one, two)
    assert.match(one, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/)
    assert.ok(await isPassword('gravel teapot orbit', one))
    assert.ok(!(await isPassword('gravel teapot orbi', one)))
    assert.ok(!(await isPassword('gravel teapot orbit', null)))
    assert.ok(!(await isPassword('gravel teapot orbit', 'plain')))
    assert.ok(await isPassword('e\u0301cole', await hashPassword('\u00e9cole')))
  })

  test('a one-time code is that of now or of a step beside it, and of nothing else', () => {
    // The secret and the codes of RFC 6238, appendix B, to six digits.
    const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
    for (const [seconds, code] of [
      [59, '287082'],
      [1_111_111_109, '081804'],
      [1_234_567_890, '005924'],
      [2_000_000_000, '279037'],
    ] as const) {
      assert.equal(codeAt(secret, seconds * 1000), code)
      const step = Math.floor(seconds / 30)
      assert.equal(stepOf(secret, code, seconds * 1000), step)
      assert.equal(
        stepOf(secret, ` ${code.slice(0, 3)} ${code.slice(3)}`, (seconds + 30) * 1000),
        step,
      )
      assert.equal(stepOf(secret, code, (seconds + 90) * 1000), null)
    }
    fc.assert(
      fc.property(fc.string(), (text) => {
        const step = stepOf(secret, text, 0)
        assert.ok(step === null || /^\D*(\d\D*){6}$/.test(text))
      }),
    )
  })

  test('the picture for the app is an image that needs no other host', async () => {
    const secret = newSecret()
    assert.match(secret, /^[A-Z2-7]{32}$/)
    const address = setUpAddress(secret, 'ada@example.org')
    assert.match(address, /^otpauth:\/\/totp\/Steward:ada%40example\.org\?/)
    assert.match(await setUpPicture(secret, 'ada@example.org'), /^data:image\/svg\+xml;base64,/)
  })

  test('ten recovery codes differ, and capitals and dashes make no difference to them', () => {
    const codes = newRecoveryCodes()
    assert.equal(new Set(codes.map(recoveryHash)).size, 10)
    const [code = ''] = codes
    assert.ok(isRecoveryCode(code))
    assert.ok(isRecoveryCode(code.toUpperCase().replace('-', ' ')))
    assert.equal(recoveryHash(code.toUpperCase().replace('-', '')), recoveryHash(code))
    assert.ok(!isRecoveryCode('123456'))
  })
})
