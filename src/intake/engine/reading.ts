import { literal } from '../../stores/duck.ts'
import type { Recognised } from '../file/recognise.ts'
import type { Scan } from '../file/prescan.ts'

/** SQL that yields the lines of a file as text fields c0, c1, …; in a pipe c0 is the line's number. */
export type Reading = {
  sql: string
  numbered: boolean
  /** SQL of a field without the blanks around it, null where nothing is left. */
  text(field: string): string
}

const trimmed = (field: string): string => `nullif(trim(${field}), '')`
/** Trimming is dear and a file that nowhere has a blank beside a delimiter does not need it. */
const asItStands = (field: string): string => field

const reader = (path: string, fields: number, delimiter: string, options: string): string => {
  const columns = Array.from({ length: fields }, (_, i) => `'c${i}': 'VARCHAR'`).join(', ')
  return `read_csv(${literal(path)}, columns = {${columns}}, auto_detect = false, header = false,
    delim = ${literal(delimiter)}, quote = '"', escape = '"', nullstr = '', strict_mode = true,
    max_line_size = 4194304, buffer_size = 8388608, ${options})`
}

const widthOf = ({ sample }: Recognised): number => sample.header.length

/** Can DuckDB read the file as it lies, line by line, without a repair? */
export const isClean = (scan: Scan, longestLine: number): boolean =>
  scan.utf8 &&
  !scan.nul &&
  scan.oddQuotes === 0 &&
  scan.blank === 0 &&
  scan.longest <= longestLine &&
  scan.ends.size === 1 &&
  !scan.ends.has('cr')

/** DuckDB reads the file itself, on all threads. */
export const direct = (scan: Scan, found: Recognised): Reading => ({
  sql: reader(
    scan.path,
    widthOf(found),
    found.opening.delimiter,
    `skip = ${found.headerLines}, compression = ${scan.packed ? "'gzip'" : "'none'"}`,
  ),
  numbered: false,
  text: scan.padded ? trimmed : asItStands,
})

/** DuckDB reads what this process writes into a pipe. */
export const piped = (pipe: string, found: Recognised): Reading => ({
  sql: reader(pipe, widthOf(found) + 1, found.opening.delimiter, "compression = 'none'"),
  numbered: true,
  text: trimmed,
})
