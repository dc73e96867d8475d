import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, test } from 'node:test'
import {
  featureCircles,
  fileCircles,
  importFaults,
  purityFaults,
  readSources,
  sizeAndNameFaults,
  wordFaults,
} from './house.ts'

const root = join(import.meta.dirname, '..')
const all = ['src', 'tests', 'bench', 'docs', 'definitions'].flatMap((folder) =>
  readSources(root, folder),
)

describe('the house', () => {
  test('imports point one way, through front doors, and only stores open a database', () => {
    assert.deepEqual(importFaults(all), [])
  })
  test('features never depend on each other in a circle', () => {
    assert.deepEqual(featureCircles(all), [])
  })
  test('no file depends on itself round a circle', () => {
    assert.deepEqual(fileCircles(all), [])
  })
  test('core and engines are functions of their arguments', () => {
    assert.deepEqual(purityFaults(all), [])
  })
  test('no file is over 300 lines, no folder over 15 files, and every name says something', () => {
    assert.deepEqual(sizeAndNameFaults(all), [])
  })
  test('nothing is left unfinished and no test is left out', () => {
    assert.deepEqual(wordFaults(all), [])
  })
})

const planted: Record<string, string> = {
  'src/core/money.ts': "import { readFileSync } from 'node:fs'\n",
  'src/engines/price.ts': "import { home } from '../stores/home.ts'\nconst now = Date.now()\n",
  'src/stores/home.ts': 'export const home = 1\n',
  'src/warehouse/read.ts': "import { x } from '@duckdb/node-api'\n",
  'src/features/a/a.ts': "import { b } from '../b/inside.ts'\nimport { c } from '../b/b.ts'\n",
  'src/features/b/b.ts': "export * from '../a/a.ts'\n",
  'src/features/b/inside.ts': "const lazy = await import('../../app/main.ts')\n",
  'src/app/main.ts': "import '../world/world.ts'\n",
  'src/world/world.ts': "import { home } from '../stores/home.ts'\n",
  'src/ui/utils.ts': 'x\n'.repeat(301),
  'src/ui/unfinished.ts': ['// TO', 'DO: finish\n'].join(''),
  'src/ui/some.test.ts': ['test', "skip('a sentence')\n"].join('.'),
  'src/ui/hooks.test.ts': 'before(() => {})\n',
  ...Object.fromEntries(Array.from({ length: 16 }, (_, i) => [`src/intake/full/f${i}.ts`, ''])),
}

test('each rule of the house finds a violation that is planted for it', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'house-'))
  t.after(() => rmSync(folder, { recursive: true }))
  for (const [path, text] of Object.entries(planted)) {
    mkdirSync(join(folder, dirname(path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  const sources = readSources(folder, 'src')
  assert.deepEqual(importFaults(sources), [
    'src/core/money.ts imports node:fs: core is pure',
    'src/engines/price.ts imports src/stores/home.ts: engines may not use stores',
    'src/features/a/a.ts imports src/features/b/inside.ts: enter by src/features/b/b.ts',
    'src/features/b/inside.ts imports src/app/main.ts: features may not use app',
    'src/warehouse/read.ts imports @duckdb/node-api: only stores open a database',
    'src/world/world.ts imports src/stores/home.ts: world may not use stores',
  ])
  assert.deepEqual(featureCircles(sources), ['a -> b -> a'])
  assert.deepEqual(fileCircles(sources), [
    'src/features/a/a.ts -> src/features/b/b.ts -> src/features/a/a.ts',
  ])
  assert.deepEqual(purityFaults(sources), [
    'src/engines/price.ts uses the clock, chance or the process',
  ])
  assert.deepEqual(sizeAndNameFaults(sources), [
    'src/ui/utils.ts is longer than 300 lines',
    'src/intake/full holds 16 files; the ceiling is 15',
    'src/ui/utils.ts has a vague name',
  ])
  assert.deepEqual(wordFaults(sources), [
    'src/ui/hooks.test.ts has a hook outside a describe',
    'src/ui/some.test.ts leaves out a test',
    'src/ui/unfinished.ts speaks of unfinished work',
  ])
})
