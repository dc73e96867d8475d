import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { parsedFile } from './parsed.ts'

describe('files that are parsed once', () => {
  const folder = mkdtempSync(join(tmpdir(), 'steward-parsed-'))
  after(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'rule.txt')
  let times = 0
  const length = (text: string): number => (times++, text.length)

  test('a file is parsed again when its text changes, and not before', () => {
    writeFileSync(file, 'one')
    assert.equal(parsedFile(file, length, length), 3)
    assert.equal(parsedFile(file, length, length), 3)
    assert.equal(times, 1)
    writeFileSync(file, 'three')
    assert.equal(parsedFile(file, length, length), 5)
    assert.equal(times, 2)
  })

  test('the same file parsed to something else keeps the two apart', () => {
    writeFileSync(file, 'one')
    assert.equal(parsedFile(file, length, length), 3)
    const upper = (text: string): string => text.toUpperCase()
    assert.equal(parsedFile(file, upper, upper), 'ONE')
    assert.equal(parsedFile(file, length, length), 3)
  })

  test('a text that cannot be parsed is refused each time', () => {
    const refuse = (): never => {
      throw new Error('no')
    }
    assert.throws(() => parsedFile(file, refuse, refuse), /no/)
    assert.throws(() => parsedFile(file, refuse, refuse), /no/)
  })
})
