import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { parse } from 'yaml'
import { z } from 'zod'
import { AppError } from '../../core/refusal.ts'
import { readDisclosure, suppress, suppressOne, disclosureNote } from './disclosure.ts'

const shipped = { definitions: '/nowhere' }

const method = new URL('../../../docs/methods/disclosure-small-numbers.md', import.meta.url)
const example = z.object({
  total: z.boolean(),
  rows: z.array(
    z.object({ key: z.string(), parent: z.string().nullable(), counts: z.array(z.number()) }),
  ),
  expect: z.array(z.array(z.number().nullable())),
})

describe('the rule for small numbers', () => {
  test('1 to 7 is withheld and the rest shown to the nearest 5', () => {
    const rule = readDisclosure(shipped)
    assert.deepEqual([rule.from, rule.to, rule.nearest], [1, 7, 5])
    assert.deepEqual(
      [0, 3, 8].map((count) => suppressOne(count, rule)),
      [0, null, 10],
    )
    const rows = [{ key: 'CW', parent: null, counts: [12] }]
    assert.deepEqual(suppress({ rows, total: false }, rule), [{ key: 'CW', counts: [10] }])
    assert.match(disclosureNote(rule), /1 to 7/)
  })

  test('a group may lay its own rule over it, but not one that rounds a count to nought', (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'steward-rules-'))
    t.after(() => rmSync(folder, { recursive: true }))
    mkdirSync(join(folder, 'rules'))
    const write = (to: number, nearest: number): void =>
      writeFileSync(
        join(folder, 'rules', 'disclosure.yaml'),
        `id: disclosure\nversion: 2\ntitle: ours\nsource: our board\nfrom: 1\nto: ${to}\nnearest: ${nearest}\n`,
      )
    write(4, 5)
    assert.equal(suppressOne(5, readDisclosure({ definitions: folder })), 5)
    write(1, 10)
    assert.throws(
      () => readDisclosure({ definitions: folder }),
      (error) => error instanceof AppError && error.refusal.code === 'rule-file-invalid',
    )
  })

  test('the worked example comes out as its page says', () => {
    const [, block = ''] = /```vector\n([^]*?)```/.exec(readFileSync(method, 'utf8')) ?? []
    const { rows, total, expect } = example.parse(parse(block))
    const published = suppress({ rows, total }, readDisclosure(shipped))
    assert.deepEqual(
      published.map(({ counts }) => counts),
      expect,
    )
  })
})
