import assert from 'node:assert/strict'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { importsOf, readSources, type Source } from './house.ts'

const sources = readSources(join(import.meta.dirname, '..'), 'src').filter(
  ({ path }) => path.endsWith('.ts') && !path.endsWith('.test.ts'),
)

/** The one that gives connections to a served build, cut to a scope. */
const door = 'src/warehouse/scoped/scoped.ts'

/** Work on a whole build that shows nothing to anybody: checking it, inventing one for tests. */
const onWholeBuilds = ['src/warehouse/verify.ts', 'src/warehouse/invented/home.ts']

/** Databases of their own that hold no mart: what each reads instead. */
const ownDatabases: Readonly<Record<string, string>> = {
  'src/features/data-status/quarantine.ts':
    'rows that could not be used, for those who run the month',
  'src/features/membership/files/from-directory.ts': 'practice directory and networks of the lake',
  'src/features/membership/files/lake.ts': 'membership files of the lake',
  'src/features/opportunities/judging/counted.ts':
    'counts of definitions, from the files of a build',
}

const named = (source: Source, name: string): boolean =>
  new RegExp(`\\b${name}\\b`).test(source.text)

/** Files that open a served build, or name its database, past the one door. */
const pastTheDoor = (all: readonly Source[]): string[] =>
  all
    .filter(({ path }) => path !== door && !onWholeBuilds.includes(path))
    .filter(
      (source) =>
        (importsOf(source).includes('src/warehouse/served.ts') &&
          /import \{[^}]*\b(openServed|openBuild)\b[^}]*\} from '[^']*served\.ts'/.test(
            source.text,
          )) ||
        (/^src\/(features|app)\//.test(source.path) &&
          (named(source, 'databaseOf') || source.text.includes('warehouse.duckdb'))),
    )
    .map(({ path }) => path)

describe('scope holds below the pages', () => {
  test('one function alone gives connections to a served build', () => {
    assert.deepEqual(pastTheDoor(sources), [])
  })

  test('a feature that opened one by itself would be found', () => {
    const planted = [
      "import { openServed, type Served } from '../../warehouse/served.ts'",
      "import { databaseOf } from '../../warehouse/manifest.ts'",
    ].map((text, i) => ({ path: `src/features/a/a${i}.ts`, text }))
    assert.equal(pastTheDoor(planted).length, 2)
    const types = "import type { Served } from '../../warehouse/served.ts'"
    assert.deepEqual(pastTheDoor([{ path: 'src/features/a/a.ts', text: types }]), [])
  })

  test('figures of every practice leave the group by one function, which hands the rule out with them', () => {
    const opening = sources
      .filter((source) => named(source, 'servedToRelease'))
      .map(({ path }) => path)
      .filter((path) => !/(^src\/app\/context|\/context|\/invented-[^/]*)\.ts$/.test(path))
    assert.deepEqual(opening, ['src/features/disclosure/releasing.ts'])
  })

  test('features open no database but those that are named here with what they read', () => {
    const opening = sources
      .filter(({ path }) => path.startsWith('src/features/') || path.startsWith('src/app/'))
      .filter((source) => named(source, 'openDuck'))
      .map(({ path }) => path)
      .filter((path) => !/\/invented-[^/]*$/.test(path))
    assert.deepEqual(opening.sort(), Object.keys(ownDatabases).sort())
  })
})
