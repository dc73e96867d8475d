import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Duck } from '../../stores/duck.ts'
import { insertRows } from '../tables/statements.ts'
import { lookupTable } from './compile.ts'

/** The lookup tables that definitions name; each row of the file holds many codes in its last column. */
export const lookups = [
  'alcohol-shares',
  'day-procedures',
  'frailty-points',
  'long-stay-days',
  'obesity-shares',
  'smoking-shares',
] as const

const ownFolder = fileURLToPath(
  new URL('../../../definitions/opportunities/tables', import.meta.url),
)

/** The rows of a lookup, a row for each code; the group's own file of that name where there is one. */
export const readLookup = (table: string, homeDefinitions?: string): Record<string, string>[] => {
  const own = join(homeDefinitions ?? ownFolder, 'opportunities', 'tables', `${table}.csv`)
  const file =
    homeDefinitions !== undefined && existsSync(own) ? own : join(ownFolder, `${table}.csv`)
  const [head = '', ...lines] = readFileSync(file, 'utf8').trim().split('\n')
  const names = head.split(',')
  return lines.flatMap((line) => {
    const cells = line.split(',')
    const row = Object.fromEntries(names.map((name, i) => [name, cells[i] ?? '']))
    return (row['codes'] ?? '').split(' ').map((code) => ({ ...row, codes: '', code }))
  })
}

/** Puts every lookup into a temporary table, all columns text, one row for each code. */
export const loadLookups = async (duck: Duck, homeDefinitions?: string): Promise<void> => {
  for (const table of lookups) {
    const rows = readLookup(table, homeDefinitions)
    const names = Object.keys(rows[0] ?? {})
    const target = lookupTable(table)
    await duck.run(
      `create or replace temp table ${target} (${names.map((name) => `${name} varchar`).join(', ')})`,
    )
    const columns = Object.fromEntries(names.map((name) => [name, 'VARCHAR']))
    await insertRows(duck, target, columns, rows)
  }
}
