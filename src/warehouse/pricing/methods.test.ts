import assert from 'node:assert/strict'
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { parse } from 'yaml'
import { openBothEngines, type BothEngines, type Example } from './invented-months/both-engines.ts'

const folder = new URL('../../../docs/methods/', import.meta.url)
const pages = readdirSync(folder).filter((name) => /^pricing-.*\.md$/.test(name))

type Worked = Example & { expect: Record<string, string | number | boolean>[] }

const vectorsOf = (page: string): Worked[] =>
  [...readFileSync(new URL(page, folder), 'utf8').matchAll(/^```vector\n(.*?)^```$/gms)].map(
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the test reads its own documents
    ([, text]) => parse(text ?? '', { merge: true }) as Worked,
  )

describe('the worked examples of the pricing methods', () => {
  let engines: BothEngines
  before(async () => {
    engines = await openBothEngines()
  })
  after(() => {
    engines.duck.close()
    rmSync(engines.folder, { recursive: true })
  })

  test('are on eight pages', () => assert.equal(pages.length, 8))

  for (const page of pages) {
    test(`${page} says what both engines do`, async () => {
      const vectors = vectorsOf(page)
      assert.ok(vectors.length > 0, 'each page has a worked example')
      for (const { expect, ...example } of vectors) {
        const { sql, plain } = await engines.price(example)
        assert.equal(expect.length, example.records.length)
        for (const [i, expected] of expect.entries()) {
          const key =
            example.kind === 'admitted' && expect.length === 1
              ? [...sql.keys()][0]
              : String(expected['line_key'] ?? `R${i + 1}`)
          for (const line of [sql.get(key ?? ''), plain.get(key ?? '')]) {
            assert.ok(line, `a line ${key}`)
            for (const [name, value] of Object.entries(expected)) {
              assert.equal(line[name], String(value), `${page}, ${key}: ${name}`)
            }
          }
        }
      }
    })
  }
})
