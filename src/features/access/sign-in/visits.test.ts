import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { localPath } from './visits.ts'

const origin = 'https://steward.example.org'

const hostile = [
  '//evil.example',
  '///evil.example',
  '/\\evil.example',
  '/\\/evil.example',
  '\\\\evil.example',
  'https://evil.example',
  'https:evil.example',
  'javascript:alert(1)',
  'data:text/html,x',
  '@evil.example',
  '.evil.example',
  '/people\r\nset-cookie: a=b',
  '/people\n',
  '/\t/evil.example',
  ' //evil.example',
  '/"><script>',
  '/pëople',
  '',
]

describe('where signing in goes on', () => {
  test('a page of our own is kept with its query', () => {
    for (const path of ['/people', '/concerns/3?page=2', '/explain/cost/A90001/2019-04..2019-10@a'])
      assert.equal(localPath(path), path)
  })

  test('any other text leads to the start, and so does signing in itself', () => {
    for (const text of [...hostile, '/sign-in', '/sign-in/code?to=/people'])
      assert.equal(localPath(text), '/start', JSON.stringify(text))
  })

  test('encoded slashes stay a path of this site', () => {
    for (const text of ['/%2f%2fevil.example', '/%5cevil.example', '/.//evil.example'])
      assert.equal(new URL(localPath(text), origin).origin, origin)
  })

  test('whatever is written there, a browser that follows it stays on this site', () => {
    const signs = [
      '/',
      '\\',
      '.',
      '..',
      ':',
      '@',
      '?',
      '#',
      '%2f',
      '%0d%0a',
      '\r\n',
      '\t',
      '\0',
      ' ',
    ]
    const words = ['evil.example', 'https:', 'javascript:', 'people', 'ⓔvil', '／']
    const part = fc.constantFrom(...signs, ...words)
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        const path = localPath(parts.join(''))
        const at = new URL(path, origin)
        assert.equal(at.origin, origin)
        assert.ok(path.startsWith('/') && !/[^\x21-\x7e]/.test(path))
      }),
      { numRuns: 2_000 },
    )
  })
})
