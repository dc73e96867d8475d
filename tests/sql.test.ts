import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { openDuck, type Duck } from '../src/stores/duck.ts'
import { readSources } from './house.ts'

const root = join(import.meta.dirname, '..')
const files = readSources(root, 'src').filter(({ path }) => path.endsWith('.sql'))
const textOf = (path: string): string => files.find((file) => file.path === path)?.text ?? ''
const withoutComments = (text: string): string => text.replaceAll(/--[^\n]*/g, '')

/** What the comment at the head of a file must name: what a row is, and where it answers a page, its source and nulls. */
const clausesFor = (path: string): string[] => {
  if (path.startsWith('src/warehouse/controls/')) return ['grain:']
  if (/^src\/warehouse\/(pricing|staging)\//.test(path)) return ['grain:', 'null']
  return ['grain:', 'source:', 'nulls:']
}

const isMigration = (path: string): boolean => path.startsWith('src/stores/ledger/migrations/')

const headOf = (text: string): string => /^(?:--[^\n]*\n)+/.exec(text)?.[0] ?? ''

/** Files that hold no question but the shape of tables, or rows for tests. */
const shapes = [
  'src/warehouse/schema.sql',
  'src/warehouse/staging/feeds.sql',
  'src/features/invented-build.sql',
]

describe('SQL is source code with a contract', () => {
  let folder: string
  let duck: Duck

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'steward-sql-'))
    duck = await openDuck({ tmp: folder })
    for (const statement of withoutComments(textOf('src/warehouse/schema.sql')).split(';'))
      if (statement.trim() !== '') await duck.run(statement)
  })
  after(() => {
    duck.close()
    rmSync(folder, { recursive: true })
  })

  test('every file says at its head what a row is, its source and its nulls', () => {
    const without = files
      .filter(({ path }) => !shapes.includes(path) && !isMigration(path))
      .filter(({ path, text }) => clausesFor(path).some((said) => !headOf(text).includes(said)))
      .map(({ path }) => path)
    assert.deepEqual(without, [])
  })

  test('every table of the build says the same at its own', () => {
    const text = textOf('src/warehouse/schema.sql')
    const tables = [...text.matchAll(/^create table (\w+)/gm)].map(([, name = '']) => name)
    const said = [...text.matchAll(/((?:^--[^\n]*\n)+)create table (\w+)/gm)]
      .filter(([, head = '']) => /grain:/.test(head))
      .map(([, , name = '']) => name)
    assert.deepEqual(said, tables)
  })

  test('keywords are in lower case, and none is of one engine alone where a standard one exists', () => {
    const faults = files.flatMap(({ path, text }) => {
      if (path === 'src/features/invented-build.sql') return []
      const code = withoutComments(text).replaceAll(/'[^']*'/g, "''")
      return [
        ...(/\b(SELECT|FROM|WHERE|GROUP BY|JOIN|INSERT|CREATE)\b/.test(code) ? ['upper case'] : []),
        ...(/::/.test(code) ? ['::'] : []),
        ...(/\bgroup by all\b/.test(code) ? ['group by all'] : []),
        ...(/\b(double|float|real)\b/.test(code) ? ['a floating-point number'] : []),
      ].map((fault) => `${path}: ${fault}`)
    })
    assert.deepEqual(faults, [])
  })

  test('every question of a feature binds to the tables of a build', async () => {
    const faults: string[] = []
    for (const { path, text } of files) {
      if (!path.startsWith('src/features/') || shapes.includes(path) || text.includes('{')) continue
      const names = new Set(
        [...withoutComments(text).matchAll(/\$(\w+)/g)].map(([, name = '']) => name),
      )
      const nulls = Object.fromEntries([...names].map((name) => [name, null]))
      await duck.all(`explain ${text}`, nulls).catch((error: unknown) => {
        faults.push(
          `${path}: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`,
        )
      })
    }
    assert.deepEqual(faults, [])
  })
})
