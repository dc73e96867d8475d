import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asShown, mostShown } from './practices.ts'

const practices = (count: number) => Array.from({ length: count }, (_, i) => ({ code: `P${i}` }))

test('a table of a country holds its first practices and the one it is about, and says where all are', () => {
  const { caption, rows } = asShown('Practices', practices(6_571), 'P6000')
  assert.equal(rows.length, mostShown + 1)
  assert.equal(rows.at(-1)?.code, 'P6000')
  assert.equal(caption, 'Practices: the first 300 of 6,571; all are in the CSV')
})

test('a table of a group holds every practice', () => {
  const { caption, rows } = asShown('Practices', practices(76), null)
  assert.equal(rows.length, 76)
  assert.equal(caption, 'Practices')
})
