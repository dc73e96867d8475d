import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { joinFields, lookAt, splitFields } from './fields.ts'
import { lineCutter } from './lines.ts'

const cut = (
  chunks: readonly Buffer[],
  cap = 1_000,
): (readonly [string | null, number, string])[] => {
  const lines: (readonly [string | null, number, string])[] = []
  const cutter = lineCutter(cap, (line, length, end) => {
    lines.push([line === null ? null : Buffer.from(line).toString(), length, end])
  })
  for (const chunk of chunks) cutter.push(chunk)
  cutter.end()
  return lines
}

test('LF, CRLF and CR each end a line, and the last line may have no end', () => {
  assert.deepEqual(cut([Buffer.from('a\nb\r\nc\rd')]), [
    ['a', 1, 'lf'],
    ['b', 1, 'crlf'],
    ['c', 1, 'cr'],
    ['d', 1, 'none'],
  ])
})

test('a line beyond the cap is counted and not held', () => {
  assert.deepEqual(cut([Buffer.from('aaaa'), Buffer.from('aa\nb\n')], 5), [
    [null, 6, 'lf'],
    ['b', 1, 'lf'],
  ])
})

test('lines do not depend on where the chunks are cut', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '\n', '\r'), maxLength: 60 })
  fc.assert(
    fc.property(text, fc.array(fc.nat({ max: 9 }), { minLength: 1 }), (whole, sizes) => {
      const chunks: Buffer[] = []
      for (let at = 0, i = 0; at < whole.length; i++) {
        const size = 1 + (sizes[i % sizes.length] ?? 0)
        chunks.push(Buffer.from(whole.slice(at, at + size)))
        at += size
      }
      assert.deepEqual(cut(chunks, 8), cut([Buffer.from(whole)], 8))
    }),
  )
})

test('fields that are joined come apart as they were', () => {
  const fields = fc.array(fc.string({ unit: fc.constantFrom('a', '"', ',', ' ') }), {
    minLength: 1,
  })
  fc.assert(
    fc.property(fields, (each) => {
      const line = joinFields(each, ',')
      assert.deepEqual(splitFields(line, ','), each)
      assert.deepEqual(lookAt(Buffer.from(line), 44), {
        fields: each.length,
        quoting: 'good',
        high: false,
        nul: false,
      })
    }),
  )
})

test('a quote opens a field only at its start', () => {
  const look = (line: string) => lookAt(Buffer.from(line), 44)
  assert.equal(look('Dressing 6",7" wide').quoting, 'good')
  assert.equal(look('a, "b,c" ,d').fields, 3)
  assert.equal(look('a,"b').quoting, 'open')
  assert.equal(look('a,"b"c').quoting, 'after')
})
