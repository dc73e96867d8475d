import { statSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Progress } from '../../core/progress.ts'
import { layoutsOf } from '../../intake/layouts.ts'
import { literal, type Duck } from '../../stores/duck.ts'
import { hashFile } from '../../stores/files.ts'
import type { Home } from '../../stores/home.ts'
import type { LoadRecord } from '../../stores/lake.ts'
import { compare, impossible, type Check } from './check.ts'
import { readRaw, type RawColumn } from './raw-file.ts'

const lineNumbers = async (duck: Duck, sql: string): Promise<Set<number>> => {
  const lines = new Set<number>()
  for await (const chunk of duck.chunks<{ line: bigint }>(sql)) {
    for (const { line } of chunk) lines.add(Number(line))
  }
  return lines
}

type Columns = ReadonlyMap<string, readonly RawColumn[]>

/** Columns of money that stand in a file as they are; those worked out from others are left out. */
const moneyColumns = (home: Home): Columns => {
  const layouts = layoutsOf(home)
  if (!layouts.ok) return new Map()
  return new Map(
    layouts.value.layouts
      .filter(({ kind }) => kind === 'csv')
      .map((layout) => [
        layout.id,
        layout.columns.flatMap(({ field, from, parser: { decimals } }) =>
          decimals !== undefined && layout.sums?.includes(field) === true
            ? [{ name: field, from, decimals }]
            : [],
        ),
      ]),
  )
}

const verifyOne = async (
  home: Home,
  duck: Duck,
  load: LoadRecord,
  columns: Columns,
): Promise<Check[]> => {
  const name = `${basename(load.file.path)} (${load.feed}, load ${load.id})`
  const stat = statSync(load.file.path, { throwIfNoEntry: false })
  if (!stat?.isFile()) return [impossible(name, `The file is gone from ${load.file.path}.`)]
  const changed = impossible(name, 'The file is in its place but has changed since it was loaded.')
  if (stat.size !== load.file.bytes) return [changed]
  const known = columns.get(load.layout)
  if (known === undefined) {
    const sha256 = await hashFile(load.file.path)
    const detail = 'unchanged since it was loaded; a workbook is counted in the lake only'
    return sha256 === load.file.sha256 ? [{ what: name, outcome: 'agrees', detail }] : [changed]
  }
  const { header, totals, quarantined, accepted, physical } = load.lines
  const skip =
    load.quarantine === null
      ? new Set<number>()
      : await lineNumbers(
          duck,
          `select cast(line as bigint) as line from read_parquet(${literal(join(home.quarantine, load.quarantine))})`,
        )
  const lake = load.parts.map(({ file }) => literal(join(home.lake, file))).join(', ')
  const only =
    totals === 0
      ? null
      : await lineNumbers(duck, `select distinct source_line as line from read_parquet([${lake}])`)
  const answer = await readRaw({
    path: load.file.path,
    headerLines: header,
    skip,
    only,
    columns: known.filter((column) => column.name in load.sums),
  })
  if (answer.sha256 !== load.file.sha256) return [changed]
  const checks = [
    compare(
      `${name}: physical lines`,
      ['file', BigInt(answer.physical)],
      ['load', BigInt(physical)],
    ),
    compare(
      `${name}: quarantined lines`,
      ['quarantine', BigInt(skip.size)],
      ['load', BigInt(quarantined)],
    ),
    compare(
      `${name}: accepted lines`,
      ['file', BigInt(answer.accepted)],
      ['load', BigInt(accepted)],
    ),
  ]
  for (const [column, sum] of Object.entries(answer.sums)) {
    const what = `${name}: ${column}`
    checks.push(
      sum === null
        ? impossible(what, 'The header does not name this column.')
        : compare(what, ['file', sum], ['load', BigInt(load.sums[column] ?? 0)]),
    )
  }
  return checks
}

/** Every file still in its place is counted and added up again by a reader of plain bytes. */
export const verifyRaw = async (
  home: Home,
  duck: Duck,
  loads: readonly LoadRecord[],
  onProgress: Progress,
): Promise<Check[]> => {
  const columns = moneyColumns(home)
  const total = loads.reduce((sum, { file }) => sum + file.bytes, 0)
  const checks: Check[] = []
  let done = 0
  for (const load of loads) {
    onProgress('Reading the files again', done, total)
    checks.push(...(await verifyOne(home, duck, load, columns)))
    done += load.file.bytes
  }
  onProgress('Reading the files again', total, total)
  return checks
}
