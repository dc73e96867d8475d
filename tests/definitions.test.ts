import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, test } from 'node:test'
import { allRights } from '../src/app/routes.ts'
import { isPrevalence, loadMeasures } from '../src/features/measures/measures.ts'
import { asksNothing, readMeterRule } from '../src/features/meter/meter.ts'
import { loadTopics } from '../src/features/topics/topics.ts'
import { parseMapping } from '../src/intake/local/mapping.ts'
import { loadRulePacks } from '../src/warehouse/pricing/rule-pack.ts'

const folder = join(import.meta.dirname, '..', 'definitions')
const files = globSync('**/*.*', { cwd: folder }).sort()
const textOf = (path: string): string => readFileSync(join(folder, path), 'utf8')

/** The cells of one line of a CSV file that may quote. */
const cellsOf = (line: string): string[] =>
  [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare ?? '',
  )

/** What is wrong with a table: a name twice or empty, a row of another width, a row twice. */
const tableFaults = (text: string): string[] => {
  const lines = text.replace(/\r?\n$/, '').split(/\r?\n/)
  const head = cellsOf(lines[0] ?? '')
  return [
    ...(new Set(head).size === head.length && !head.includes('') ? [] : ['names of columns']),
    ...lines
      .map((line, i) => ({ width: cellsOf(line).length, i }))
      .filter(({ width }) => width !== head.length)
      .map(({ width, i }) => `line ${i + 1} has ${width} cells instead of ${head.length}`),
    ...(new Set(lines).size === lines.length ? [] : ['a row stands twice']),
  ]
}

describe('the definitions', () => {
  test('each is of a kind that is validated and executed', () => {
    const known =
      /^(rules\/((pricing|budgets)\/)?[\w-]+\.yaml|layouts\/[\w-]+\.yaml|opportunities\/([\w-]+\/)?[\w-]+\.(yaml|csv)|measures\/[\w-]+\/[\w-]+\.yaml|topics\/[\w-]+\.yaml|(reference|prices)\/([\w-]+\/)*[\w-]+\.csv|([\w-]+\/)*README\.md)$/
    assert.deepEqual(
      files.filter((path) => !known.test(path)),
      [],
    )
  })

  test('every rule pack validates, says where its rules are from, and covers its year alone', () => {
    const packs = loadRulePacks()
    assert.deepEqual(
      packs.map(({ file }) => basename(file)).sort(),
      files.filter((path) => path.startsWith('rules/pricing/')).map((path) => basename(path)),
    )
    const years = packs.map(({ pack }) => pack.priceYear)
    assert.equal(new Set(years).size, years.length)
    for (const { pack } of packs) assert.ok(pack.source.length > 10, pack.id)
  })

  test('every disease register of the published file has a measure of its own, and no two have the same', () => {
    const published =
      'AF AST CAN CHD CKD COPD DEM DEP DM EP HF HYP LD MH NDH OB OST PAD PC RA STIA'.split(' ')
    assert.deepEqual(
      loadMeasures()
        .flatMap((measure) => (isPrevalence(measure) ? [measure.numerator.register] : []))
        .sort(),
      published,
    )
  })

  test('every measure validates, and every topic names measures that exist', () => {
    const ids = new Set(loadMeasures().map(({ id }) => id))
    assert.equal(ids.size, files.filter((path) => path.startsWith('measures/')).length)
    const absent = loadTopics()
      .flatMap(({ sections }) => sections.flatMap(({ measures }) => measures))
      .filter((id) => !ids.has(id))
    assert.deepEqual(absent, [])
  })

  test('every page and form that asks for minutes has a name in words', () => {
    const { pages, forms, names } = readMeterRule({ definitions: '/nowhere' })
    const named = new Set([
      ...pages.map(({ route }) => route),
      ...forms.flatMap(({ opens, sends }) => [opens, sends]),
      ...Object.keys(names),
    ])
    const asking = Object.keys(allRights()).filter((route) => !asksNothing(route))
    assert.deepEqual(asking.filter((route) => !named.has(route)).sort(), [])
    const gone = Object.keys(names).filter((route) => !asking.includes(route))
    assert.deepEqual(gone, [])
  })

  test('every repository that a definition names as its source has its notice', () => {
    const named = files.flatMap((path) =>
      [...textOf(path).matchAll(/[\w-]+\/[\w-]+(?=@[0-9a-f]{7})/g)].map(([name]) => name),
    )
    const notices = readFileSync(join(folder, '..', 'THIRD-PARTY-NOTICES.md'), 'utf8')
    assert.ok(new Set(named).size > 4)
    assert.deepEqual(
      [...new Set(named)].filter((name) => !notices.includes(`| ${name} |`)),
      [],
    )
  })

  test('every mapping of a local layout validates', () => {
    const faults = files
      .filter((path) => path.startsWith('layouts/'))
      .map((path) => parseMapping(readFileSync(join(folder, path), 'utf8'), path))
      .flatMap((read) => (read.ok ? [] : [read.refusal.message]))
    assert.deepEqual(faults, [])
  })

  test('every table is rectangular, with a name for each column and no row twice', () => {
    const faults = files
      .filter((path) => path.endsWith('.csv'))
      .flatMap((path) => tableFaults(textOf(path)).map((fault) => `${path}: ${fault}`))
    assert.deepEqual(faults, [])
  })
})

test('every note on a price book is about a book that is here, by its bytes', () => {
  const hashes = new Set(
    files
      .filter((path) => path.startsWith('prices/') && path !== 'prices/book-notes.csv')
      .map((path) =>
        createHash('sha256')
          .update(readFileSync(join(folder, path)))
          .digest('hex'),
      ),
  )
  const [, ...notes] = textOf('prices/book-notes.csv').trim().split('\n').map(cellsOf)
  assert.ok(notes.length > 0)
  for (const [hash = ''] of notes) assert.ok(hashes.has(hash), hash)
})
