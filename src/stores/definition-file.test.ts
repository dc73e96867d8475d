import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { z } from 'zod'
import { notUsableAs, readDefinition } from './definition-file.ts'

const schema = z.strictObject({ id: z.string(), rate: z.strictObject({ per: z.int() }) })
const said = (text: string): string => {
  const read = readDefinition(text, schema, notUsableAs('rule-file-invalid', 'rule file', 'ours'))
  return read.ok ? 'accepted' : read.refusal.message
}

describe('definition files', () => {
  test('YAML and JSON are read alike', () => {
    assert.equal(said('id: a\nrate: { per: 1 }\n'), 'accepted')
    assert.equal(said('{ "id": "a", "rate": { "per": 1 } }'), 'accepted')
  })

  test('what is no YAML is refused with its line, and never as a fault', () => {
    const cases: readonly (readonly [string, RegExp])[] = [
      ['id: a\nrate: [', /ours cannot be used: it is not YAML from line 2 \(.+\)\.$/],
      ['{"id": "a", ', /not YAML from line 1 \(/],
      ['id: a\nid: b', /not YAML from line 2 \(Map keys must be unique\)/],
      ['id: *nowhere', /not YAML \(Unresolved alias/],
      ['\tid: a', /not YAML from line 1 \(Tabs/],
    ]
    for (const [text, expected] of cases) assert.match(said(text), expected)
  })

  test('what is YAML of another shape is refused with every field', () => {
    assert.match(said(''), /the whole file: /)
    assert.match(
      said('rate: { per: one, of: all }'),
      /id: is missing \(string expected\); rate\.per: .*; rate: .*"of"/,
    )
  })
})
