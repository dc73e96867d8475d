import assert from 'node:assert/strict'
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { z } from 'zod'
import { loadFile } from '../src/intake/load.ts'
import { type Duck, literal, openDuck } from '../src/stores/duck.ts'
import { type Home, openHome } from '../src/stores/home.ts'
import { makeWorld } from '../src/world/world.ts'

/** Columns of the world's files that name a person, and what their values are called here. */
const kinds: readonly (readonly [column: RegExp, kind: Kind])[] = [
  [/nhs_?\s?number/i, 'NHS number'],
  [/local_?\s?patient_?\s?id/i, 'local number'],
  [/birth_?\s?date/i, 'birth date'],
  [/postcode/i, 'postcode'],
]
type Kind = 'NHS number' | 'local number' | 'birth date' | 'postcode'

/** What a value of each kind looks like wherever it stands. */
const forms: readonly (readonly [Kind, RegExp])[] = [
  ['NHS number', /(?=(\d{10}))/g],
  ['NHS number', /(?=(\d{3}[ -]\d{3}[ -]\d{4}))/g],
  ['local number', /(LP\d+)/g],
  ['birth date', /((?:19|20)\d{2}-\d{2}-\d{2})/g],
  ['postcode', /([A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})/g],
]

const plain = (text: string): string => text.replaceAll(/[ -]/g, '')

/** Every identifier of the persons in the files, by kind. Birth dates of the world's own years are left out: so are days of activity. */
const identifiersOf = (paths: readonly string[]): Map<Kind, Set<string>> => {
  const found = new Map<Kind, Set<string>>()
  for (const path of paths) {
    const [header = '', ...lines] = readFileSync(path, 'utf8').split(/\r?\n/)
    const at = header.split(',').flatMap((name, i) => {
      const kind = kinds.find(([column]) => column.test(name))?.[1]
      return kind === undefined ? [] : [[i, kind] as const]
    })
    for (const line of lines) {
      const cells = line.split(',')
      for (const [i, kind] of at) {
        const value = plain(cells[i] ?? '')
        if (value === '' || (kind === 'birth date' && value >= '2017')) continue
        found.set(kind, (found.get(kind) ?? new Set()).add(value))
      }
    }
  }
  return found
}

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))

describe('identifiers', () => {
  const folder = mkdtempSync(join(tmpdir(), 'steward-identifiers-'))
  let home: Home
  let identifiers = new Map<Kind, Set<string>>()
  let loaded = 0
  const leaks = new Set<string>()
  const sizes = new Map<string, number>()
  const seen = join(folder, 'seen')

  const search = (text: string, where: string): void => {
    for (const [kind, form] of forms) {
      const known = identifiers.get(kind)
      for (const match of text.matchAll(form))
        if (known?.has(plain(match[1] ?? ''))) leaks.add(`${kind} in ${where}`)
    }
  }

  /**
   * Reads what has grown among unfinished and spilt files, and keeps a copy of Parquet to be decoded
   * later; a pipe is no file and is left alone.
   */
  const watch = (): void => {
    for (const path of filesIn(home.tmp)) {
      const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0
      if (size === 0 || sizes.get(path) === size) continue
      sizes.set(path, size)
      try {
        search(readFileSync(path, 'latin1'), `unfinished ${path.slice(home.root.length)}`)
        if (path.endsWith('.parquet')) copyFileSync(path, join(seen, `${loaded}-${basename(path)}`))
      } catch {
        // The file was finished and moved between the listing and the reading.
      }
    }
  }

  /** Looks at every column of a Parquet file as text; gives its rows, or none where it was cut short. */
  const decode = async (duck: Duck, path: string, where: string): Promise<number> => {
    let rows = 0
    const sql = `select cast(t as VARCHAR) as text from read_parquet(${literal(path)}) as t`
    for await (const chunk of duck.chunks<{ text: string }>(sql)) {
      rows += chunk.length
      for (const { text } of chunk) search(text, where)
    }
    return rows
  }

  before(async () => {
    const world = join(folder, 'world')
    mkdirSync(seen)
    await makeWorld({ folder: world, size: 'small' })
    home = openHome(join(folder, 'home'))
    const manifest = z
      .object({ files: z.array(z.string()) })
      .parse(JSON.parse(readFileSync(join(world, 'world.json'), 'utf8')))
    const paths = manifest.files
      .filter((path) => /(SUSPLUS|PLCM)_.*_?(201905|201911)_/.test(path))
      .map((path) => join(world, path))
    identifiers = identifiersOf(paths)
    const timer = setInterval(watch, 3)
    try {
      for (const path of paths) {
        const result = await loadFile(home, path, {})
        assert.ok(result.ok, result.ok ? '' : result.refusal.message)
        watch()
        sizes.clear()
        loaded++
      }
    } finally {
      clearInterval(timer)
    }
  })
  after(() => rmSync(folder, { recursive: true, force: true }))

  test('the world’s files name thousands of persons in four ways', () => {
    assert.ok(loaded > 8)
    for (const [, kind] of kinds) assert.ok((identifiers.get(kind)?.size ?? 0) > 50, kind)
  })

  test('none of them is in any byte of a file of Steward’s, finished or not', () => {
    for (const path of filesIn(home.root))
      search(readFileSync(path, 'latin1'), path.slice(home.root.length))
    assert.deepEqual([...leaks], [])
  })

  test('none of them is in any column of any Parquet file, quarantine included', async () => {
    const duck = await openDuck({ tmp: home.tmp, memory: '256MB', threads: 1 })
    let [rows, quarantined, unfinished] = [0, 0, 0]
    try {
      for (const path of filesIn(home.root).filter((name) => name.endsWith('.parquet'))) {
        const found = await decode(duck, path, path.slice(home.root.length))
        rows += found
        if (path.startsWith(home.quarantine)) quarantined += found
      }
      for (const path of filesIn(seen)) {
        try {
          unfinished += await decode(duck, path, `unfinished ${basename(path)}`)
        } catch {
          // The copy was taken before the file was whole.
        }
      }
    } finally {
      duck.close()
    }
    assert.ok(unfinished > 5_000, `${unfinished} rows of unfinished files were searched`)
    assert.ok(rows > 5_000, `${rows} rows were searched`)
    assert.ok(quarantined > 5, `${quarantined} rows of quarantine were searched`)
    assert.deepEqual([...leaks], [])
  })
})
