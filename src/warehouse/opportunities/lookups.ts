import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { AppError } from '../../core/refusal.ts'
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

const linesOf = (file: string): string[] => readFileSync(file, 'utf8').trim().split(/\r?\n/)

/**
 * The rows of a lookup, a row for each code; the group's own file of that name where there is one.
 *
 * @throws AppError `opportunity-table-invalid` naming the file and the line whose columns are not those of Steward's own table
 */
export const readLookup = (table: string, homeDefinitions?: string): Record<string, string>[] => {
  const own = join(homeDefinitions ?? ownFolder, 'opportunities', 'tables', `${table}.csv`)
  const file =
    homeDefinitions !== undefined && existsSync(own) ? own : join(ownFolder, `${table}.csv`)
  const [head = '', ...lines] = linesOf(file)
  const [expected = ''] = linesOf(join(ownFolder, `${table}.csv`))
  const names = expected.split(',')
  const invalid = (line: number, what: string): AppError =>
    new AppError({
      code: 'opportunity-table-invalid',
      message: `Line ${line} of ${file} cannot be used: ${what}.`,
      remedy: 'Put that right, or remove the file to use the one that Steward brings.',
      where: file,
    })
  if (head !== expected) throw invalid(1, `its columns are not ${expected}`)
  if (lines.length === 0) throw invalid(2, 'there is no line below the header')
  return lines.flatMap((line, i) => {
    const cells = line.split(',')
    if (cells.length !== names.length)
      throw invalid(i + 2, `it has ${cells.length} columns where there are ${names.length}`)
    const row = Object.fromEntries(names.map((name, at) => [name, cells[at] ?? '']))
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
