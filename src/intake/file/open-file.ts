import { type Result, accept } from '../../core/refusal.ts'
import type { Progress } from '../../core/progress.ts'
import { isTable, isWorkbook } from './contents.ts'
import type { Layout } from '../engine/layout.ts'
import { prescan, type Scan } from './prescan.ts'
import { recognise, type Recognised } from './recognise.ts'
import { openingOf } from './sample.ts'
import { openingsOf, readWorkbook, type Sheet } from './workbook.ts'

/** A file whose bytes were read once and whose layout is known. */
export type Opened = { scan: Scan; found: Recognised; sheet: Sheet | null; lines: number }

/** Reads a file through once and finds its layout, or says in one sentence why not. */
export const openFile = async (
  path: string,
  layouts: readonly Layout[],
  onProgress: Progress,
): Promise<Result<Opened>> => {
  const scanned = await prescan(path, onProgress)
  if (!scanned.ok) return scanned
  const scan = scanned.value
  if (isWorkbook(scan)) {
    const sheets = await readWorkbook(path, scan.bytes)
    if (!sheets.ok) return sheets
    const found = recognise(path, openingsOf(sheets.value), layouts)
    if (!found.ok) return found
    const sheet = sheets.value.find(({ name }) => name === found.value.opening.sheet) ?? null
    return accept({ scan, found: found.value, sheet, lines: sheet?.rows.length ?? 0 })
  }
  const table = isTable(scan)
  if (!table.ok) return table
  const found = recognise(path, [openingOf(scan)], layouts)
  if (!found.ok) return found
  return accept({ scan, found: found.value, sheet: null, lines: scan.lines })
}
