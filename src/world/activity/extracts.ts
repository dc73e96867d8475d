import { join } from 'node:path'
import type { Month } from '../../core/month.ts'
import { lastDay } from '../../core/month.ts'
import type { Random } from '../../core/random.ts'
import { random } from '../../core/random.ts'
import type { SusColumn } from '../../intake/sus/column.ts'
import { extractDays, isoOf } from '../calendar.ts'
import type { County } from '../county/county.ts'
import { lastMonth } from '../county/county.ts'
import { providers } from '../county/places.ts'
import { textFile } from '../text-file.ts'

/** Where each of Steward's fields stands on a line; the extract must hold these fields and no others. */
export const positions = <F extends string>(
  columns: readonly SusColumn[],
  fields: readonly F[],
): Record<F, number> => {
  const complete = (at: Record<string, number>): at is Record<F, number> =>
    fields.every((field) => at[field] !== undefined)
  const at: Record<string, number> = {}
  columns.forEach(([name], i) => (at[name] = i))
  if (columns.length !== fields.length || !complete(at)) {
    throw new Error('the columns of an extract differ from the fields that the sample world fills')
  }
  return at
}

/** Puts values down by the names of their fields. */
export const fill = (
  cells: string[],
  at: Readonly<Record<string, number>>,
  values: Readonly<Record<string, string>>,
): void => {
  for (const [field, value] of Object.entries(values)) {
    const place = at[field]
    if (place === undefined) throw new Error(`no column is called ${field}`)
    cells[place] = value
  }
}

/** How a line fares in the first extract of its month. */
export type Fate = 'sent' | 'missing' | 'changed'

export type Extracts = {
  /** Paths of the files, relative to the world's folder. */
  files: { path: string; day: number; cut: 'flex' | 'freeze' }[]
  fate(): Fate
  /** Writes a line into the month's extracts; `provider` is an index, −1 for a line that is never late. */
  row(cells: string[], provider: number, fate: Fate): void
  /** Writes a line as it stands, such as a damaged one, into the last extract only. */
  odd(cells: string[]): void
  rows: { flex: number; freeze: number }
  close(): void
}

const titles = {
  admitted: 'SUSPLUS_APC_EPISODES',
  outpatient: 'SUSPLUS_OP',
  emergency: 'SUSPLUS_ECDS',
  'critical-care': 'SUSPLUS_CRITICAL_CARE',
} as const
export type ActivityFeed = keyof typeof titles

/**
 * The month's files of one feed: the last extract (freeze) and, for the latest months, the first
 * (flex), in which 6% of lines are missing and 2% differ; the world's last month has only its first.
 */
export const openExtracts = (
  county: County,
  month: Month,
  feed: ActivityFeed,
  columns: readonly SusColumn[],
  change: (cells: string[]) => void,
): Extracts => {
  const days = extractDays(month)
  const header = columns.map(([, column]) => column).join(',')
  const at = (field: string): number => columns.findIndex(([name]) => name === field)
  const [from, to, made] = [at('period_from'), at('period_to'), at('extract_date')]
  const files: Extracts['files'] = []
  const late = county.plants.late.months.includes(month) ? county.plants.late.provider : -2
  const open = (cut: 'flex' | 'freeze'): ReturnType<typeof textFile> => {
    const name = `${titles[feed]}_${month.replace('-', '')}_${isoOf(days[cut]).replaceAll('-', '')}.csv`
    const path = join('files', 'activity', name)
    files.push({ path, day: days[cut], cut })
    // One hospital system ends its lines the Windows way, and another marks its files with a BOM.
    const ending = feed === 'outpatient' ? '\r\n' : '\n'
    const file = textFile(join(county.folder, path), { ending, bom: feed === 'emergency' })
    file.line(header)
    return file
  }
  const flex = county.flex.includes(month) ? open('flex') : null
  const freeze = month === lastMonth ? null : open('freeze')
  const fates: Random = random(`${county.seed}/fates/${feed}/${month}`)
  const [first, last] = [`${month}-01`, lastDay(month)]
  const rows = { flex: 0, freeze: 0 }
  return {
    files,
    rows,
    fate: () => {
      const draw = fates.next()
      return draw < 0.06 ? 'missing' : draw < 0.08 ? 'changed' : 'sent'
    },
    row: (cells, provider, fate) => {
      cells[from] = first
      cells[to] = last
      if (freeze) {
        cells[made] = isoOf(days.freeze)
        freeze.cells(cells)
        rows.freeze++
      }
      if (flex && fate !== 'missing' && provider !== late) {
        cells[made] = isoOf(days.flex)
        if (fate === 'changed') change(cells)
        flex.cells(cells)
        rows.flex++
      }
    },
    odd: (cells) => {
      cells[made] = isoOf(freeze ? days.freeze : days.flex)
      ;(freeze ?? flex)?.cells(cells)
      if (freeze) rows.freeze++
      else rows.flex++
    },
    close: () => {
      freeze?.close()
      flex?.close()
    },
  }
}

export const providerCode = (index: number): string => providers[index]?.code ?? ''
