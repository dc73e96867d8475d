import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { z } from 'zod'

const folder = new URL('../../../docs/methods/', import.meta.url)
const pages = readdirSync(folder).filter((name) => /^opportunities-.*\.md$/.test(name))
const executed = z.object({ results: z.array(z.unknown()) })

const rounded = (_: string, value: unknown): unknown =>
  typeof value === 'number' ? Number(value.toPrecision(4)) : value

/** A block of a page as a module: each line that ends in an arrow is a result, and what follows the arrow is wanted. */
const moduleOf = (block: string): { code: string; wanted: string[] } => {
  const wanted: string[] = []
  const lines = block.split('\n').map((line) => {
    const [, expression, result] = /^(\S.*?) \/\/ → (.*)$/.exec(line) ?? []
    if (expression === undefined || result === undefined)
      return line.replace(
        /from '(\.[^']+)'/,
        (_, path: string) => `from '${new URL(path, folder).href}'`,
      )
    wanted.push(result)
    return `results.push(${expression})`
  })
  return { code: ['export const results = []', ...lines].join('\n'), wanted }
}

describe('the worked examples of opportunities', () => {
  test('are on a page for each rule', () => assert.equal(pages.length, 4))

  for (const page of pages) {
    test(`${page} says what the engine gives`, async () => {
      const text = readFileSync(new URL(page, folder), 'utf8')
      for (const heading of ['Formula in words', 'When to use it', 'Source', 'Worked example'])
        assert.ok(text.includes(`\n## ${heading}\n`), heading)
      const blocks = [...text.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, block = '']) => block)
      assert.ok(blocks.length > 0)
      for (const block of blocks) {
        const { code, wanted } = moduleOf(block)
        const { results } = executed.parse(
          await import(`data:text/javascript,${encodeURIComponent(code)}`),
        )
        assert.deepEqual(
          results.map((result) => JSON.stringify(result, rounded)),
          wanted,
        )
      }
    })
  }
})
