import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { accept, refuse, type Result } from '../../core/refusal.ts'
import { literal, openDuck, sqlFile } from '../../stores/duck.ts'
import type { Home } from '../../stores/home.ts'
import { readLoads, type LoadRecord } from '../../stores/lake.ts'
import type { Scope } from '../../stores/scope.ts'

/** A row that could not be used: where it is, what stood there as far as it was kept, and the mend. */
export type QuarantinedRow = {
  source_line: bigint
  column_name: string
  value: string | null
  reason: string
  remedy: string
}

/** One page of the rows of a file that could not be used. */
export type QuarantinePage = {
  load: string
  file: string
  title: string
  accepted: number
  quarantined: number
  page: number
  pages: number
  rows: QuarantinedRow[]
}

const pageSize = 100

const empty = (record: LoadRecord): QuarantinePage => ({
  load: record.id,
  file: record.file.path.split('/').at(-1) ?? record.file.path,
  title: record.title,
  accepted: record.lines.accepted,
  quarantined: record.lines.quarantined,
  page: 1,
  pages: 1,
  rows: [],
})

/** Reads a page of the quarantine of a load. Refused where the load or the page is not known. */
export const readQuarantine = async (
  _: Scope,
  home: Home,
  load: string,
  page: number,
): Promise<Result<QuarantinePage>> => {
  const record = readLoads(home).find(({ id }) => id === load)
  if (record === undefined) {
    return refuse(
      'unknown-load',
      `No file was loaded under ${load.slice(0, 40)}.`,
      'Choose the file again from the data status page.',
      load.slice(0, 40),
    )
  }
  const file = record.quarantine === null ? null : join(home.quarantine, record.quarantine)
  if (file === null || !existsSync(file)) return accept(empty(record))
  const duck = await openDuck({
    tmp: home.tmp,
    memory: '200MB',
    threads: 1,
    onlyFolders: [home.quarantine],
  })
  try {
    const sql = sqlFile(import.meta.url, 'sql/quarantine-rows.sql').replaceAll(
      '{file}',
      literal(file),
    )
    const found = await duck.all<QuarantinedRow & { faults: bigint }>(sql, {
      limit: pageSize,
      offset: (page - 1) * pageSize,
    })
    const faults = Number(found[0]?.faults ?? 0n)
    if (page > 1 && found.length === 0) {
      return refuse(
        'unknown-page',
        `There is no page ${page} of this quarantine.`,
        'Begin at the first page.',
        String(page),
      )
    }
    return accept({
      ...empty(record),
      page,
      pages: Math.max(1, Math.ceil(faults / pageSize)),
      rows: found.map(({ source_line, column_name, value, reason, remedy }) => ({
        source_line,
        column_name,
        value,
        reason,
        remedy,
      })),
    })
  } finally {
    duck.close()
  }
}
