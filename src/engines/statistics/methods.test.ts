import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { inspect } from 'node:util'
import { z } from 'zod'

const folder = new URL('../../../docs/methods/', import.meta.url)
const pages = readdirSync(folder).filter((name) => /^statistics-.*\.md$/.test(name))
const executed = z.object({ results: z.array(z.unknown()) })
const shownAs = /^\/\/ → (.*)$/

/** Four significant digits of every number, however deep. */
const rounded = (value: unknown): unknown => {
  if (typeof value === 'number') return Number(value.toPrecision(4))
  if (Array.isArray(value)) return value.map(rounded)
  if (value === null || typeof value !== 'object' || value instanceof Map) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, rounded(one)]))
}

const shown = (value: unknown): string =>
  inspect(rounded(value), { breakLength: Infinity, depth: 6 })

/** A block as a module: what stands before each arrow, from its last line that begins a statement, is a result. */
const moduleOf = (block: string): { code: string; wanted: string[] } => {
  const code: string[] = ['export const results = []']
  const wanted: string[] = []
  for (const line of block.split('\n')) {
    const result = shownAs.exec(line)?.[1]
    if (result === undefined) {
      code.push(
        line.replace(
          /from '(\.[^']+)'/,
          (_, path: string) => `from '${new URL(path, folder).href}'`,
        ),
      )
      continue
    }
    const from = code.findLastIndex((one) => /^[\w[(]/.test(one))
    code.push(`;results.push(${code.splice(from).join('\n')})`)
    wanted.push(result)
  }
  return { code: code.join('\n'), wanted }
}

describe('the worked examples of the statistics', () => {
  test('are on a page for each family', () => assert.equal(pages.length, 15))

  for (const page of pages) {
    const text = readFileSync(new URL(page, folder), 'utf8')
    const blocks = [...text.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, block = '']) => block)

    test(`${page} says what the engine gives`, async () => {
      for (const heading of ['Formula in words', 'When to use it', 'Source', 'Worked example'])
        assert.ok(text.includes(`\n## ${heading}\n`), heading)
      assert.ok(blocks.length > 0, 'each page has a worked example')
      for (const block of blocks) {
        const { code, wanted } = moduleOf(block)
        const source = `data:text/javascript,${encodeURIComponent(code)}`
        const { results } = executed.parse(await import(source))
        assert.ok(wanted.length > 0)
        assert.deepEqual(results.map(shown), wanted)
      }
    })
  }
})
