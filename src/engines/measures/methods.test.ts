import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { inspect } from 'node:util'
import { z } from 'zod'

const folder = new URL('../../../docs/methods/', import.meta.url)
const pages = readdirSync(folder).filter((name) => /^measures-.*\.md$/.test(name))
const executed = z.object({ results: z.array(z.unknown()) })

const rounded = (value: unknown): unknown => {
  if (typeof value === 'number') return Number(value.toPrecision(4))
  if (Array.isArray(value)) return value.map(rounded)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, rounded(one)]))
}

const shown = (value: unknown): string =>
  inspect(rounded(value), { breakLength: Infinity, depth: 6 })

/** A block as a module: the statement before each arrow is a result. */
const moduleOf = (block: string): { code: string; wanted: string[] } => {
  const code: string[] = ['export const results = []']
  const wanted: string[] = []
  for (const line of block.split('\n')) {
    const result = /^\/\/ → (.*)$/.exec(line)?.[1]
    if (result === undefined) {
      code.push(
        line.replace(
          /from '(\.[^']+)'/,
          (_, path: string) => `from '${new URL(path, folder).href}'`,
        ),
      )
      continue
    }
    const from = code.findLastIndex((one) => /^[a-z]/i.test(one))
    code.push(`;results.push(${code.splice(from).join('\n')})`)
    wanted.push(result)
  }
  return { code: code.join('\n'), wanted }
}

describe('the worked examples of measures', () => {
  test('are on six pages', () => assert.equal(pages.length, 6))

  for (const page of pages) {
    const text = readFileSync(new URL(page, folder), 'utf8')
    test(`${page} says what the engine gives`, async () => {
      for (const heading of ['Formula in words', 'When to use it', 'Source', 'Worked example'])
        assert.ok(text.includes(`\n## ${heading}\n`), heading)
      for (const [, block = ''] of text.matchAll(/^```ts\n(.*?)^```$/gms)) {
        const { code, wanted } = moduleOf(block)
        const source = `data:text/javascript,${encodeURIComponent(code)}`
        const { results } = executed.parse(await import(source))
        assert.ok(wanted.length > 0)
        assert.deepEqual(results.map(shown), wanted)
      }
    })
  }
})
