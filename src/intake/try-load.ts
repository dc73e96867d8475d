import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Refusal } from '../core/refusal.ts'
import { literal, openDuck, type Row } from '../stores/duck.ts'
import { type Home, openHome } from '../stores/home.ts'
import type { LoadRecord } from '../stores/lake.ts'
import { loadFile } from './load.ts'

/** What a load brought: its record, or the refusal; and the rows, accepted and not. */
export type Tried = {
  record: LoadRecord | null
  refusal: Refusal | null
  rows: Row[]
  quarantine: Row[]
}

const parquet = async (home: Home, paths: readonly string[], order: string): Promise<Row[]> => {
  if (paths.length === 0) return []
  const duck = await openDuck({ tmp: home.tmp, memory: '256MB', threads: 1 })
  try {
    const list = paths.map(literal).join(', ')
    return await duck.all(
      `select * from read_parquet([${list}], union_by_name = true) order by ${order}`,
    )
  } finally {
    duck.close()
  }
}

/** Loads invented text as a file into a home of its own, for the tests of layouts. */
export const tryLoad = async (
  text: string | Buffer,
  options: {
    name?: string
    year?: string
    layout?: string
    prepare?: (home: Home) => void
    look?: (home: Home) => void
  } = {},
): Promise<Tried> => {
  const folder = mkdtempSync(join(tmpdir(), 'steward-load-'))
  try {
    const home = openHome(join(folder, 'home'))
    options.prepare?.(home)
    const path = join(folder, options.name ?? 'extract.csv')
    writeFileSync(path, text)
    const { year, layout } = options
    const result = await loadFile(home, path, {
      ...(year === undefined ? {} : { year }),
      ...(layout === undefined ? {} : { layout }),
    })
    options.look?.(home)
    if (!result.ok) return { record: null, refusal: result.refusal, rows: [], quarantine: [] }
    const record = 'unchanged' in result.value ? result.value.unchanged : result.value
    const { quarantine } = record
    return {
      record,
      refusal: null,
      rows: await parquet(
        home,
        record.parts.map(({ file }) => join(home.lake, file)),
        'source_line',
      ),
      quarantine: await parquet(
        home,
        quarantine === null ? [] : [join(home.quarantine, quarantine)],
        'line',
      ),
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
