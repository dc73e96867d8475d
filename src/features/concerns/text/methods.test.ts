import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { parse } from 'yaml'
import { z } from 'zod'
import { alike } from './likeness.ts'

const page = readFileSync(
  new URL('../../../../docs/methods/concern-likeness.md', import.meta.url),
  'utf8',
)
const example = z.object({
  method: z.literal('likeness'),
  one: z.string(),
  others: z.array(z.string()),
  expect: z.array(z.number()),
})

test('the worked example of likeness comes out as its page says', () => {
  const [, block = ''] = /```vector\n([^]*?)```/.exec(page) ?? []
  const { one, others, expect } = example.parse(parse(block))
  const made = alike(
    { id: 0, text: one, about: null },
    others.map((text, i) => ({ id: i + 1, text, about: null })),
    0,
  )
  assert.deepEqual(
    made.map(({ likeness }) => Math.round(likeness * 1000) / 1000),
    expect,
  )
})
