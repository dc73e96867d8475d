import { parseMonth } from '../../../core/month.ts'
import { accept, refuse, type Refusal, type Result } from '../../../core/refusal.ts'
import { sqlFile, type Row } from '../../../stores/duck.ts'
import { mayReadLines, type Scope } from '../../../stores/scope.ts'
import { kinds } from '../../../warehouse/manifest.ts'
import type { Served } from '../../../warehouse/served.ts'
import { feedsOf } from '../../figures/figures.ts'
import { withFiles } from '../store.ts'

/** One line as it lies in its Parquet file, with its place. */
export type SingleLine = {
  kind: (typeof lineKinds)[number]
  month: string
  load: string
  sourceLine: number
  row: Row
}

export const lineKinds = [...kinds, 'contract', 'prescribing', 'patients'] as const

const missing = (place: string): { ok: false; refusal: Refusal } =>
  refuse(
    'unknown-line',
    `No line is at the place ${place} in this build.`,
    'A later file may have replaced it: find it again from the figure that counts it.',
    place,
  )

/** Reads a line by the month, load and line of the file that it came from. */
export const readLine = async (
  scope: Scope,
  served: Served,
  asked: string,
  place: string,
): Promise<Result<SingleLine>> => {
  const kind = lineKinds.find((known) => known === asked)
  const [, text = '', load = '', number = ''] =
    /^(\d{4}-\d{2})\.([0-9a-f]{12})\.(\d{1,9})$/.exec(place) ?? []
  const month = parseMonth(text)
  if (kind === undefined || month === null) return missing(place)
  const priced = kinds.find((known) => known === kind)
  const source = kind === 'contract' || kind === 'prescribing' ? kind : 'patients'
  const files = priced
    ? served.pricedFiles(priced, [month])
    : feedsOf(source)
        .flatMap((feed) => served.lakeFiles(feed, kind === 'patients' ? undefined : [month]))
        .filter((file) => file.includes(load))
  if (files.length === 0) return missing(place)
  const sql = sqlFile(import.meta.url, priced ? '../sql/priced-line.sql' : '../sql/lake-line.sql')
  const [row] = await served.duck.all(withFiles(sql, files), {
    line: Number(number),
    ...(priced ? { load } : {}),
  })
  const practice = row?.['practice']
  const mine = mayReadLines(scope, typeof practice === 'string' ? practice : null)
  return row === undefined || !mine
    ? missing(place)
    : accept({ kind, month, load, sourceLine: Number(number), row })
}
