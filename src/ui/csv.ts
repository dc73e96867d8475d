/** A value of a table for programs to read. */
export type CsvValue = string | number | bigint | boolean | null

/**
 * One field. Text that begins like a formula is led by an apostrophe, so that no spreadsheet runs
 * what a file from outside has in it; numbers pass as they are.
 */
const field = (value: CsvValue): string => {
  if (value === null) return ''
  if (typeof value !== 'string') return String(value)
  const number = /^-?\d+(?:\.\d+)?$/.test(value)
  const safe = !number && /^[=+\-@＝＋－＠\t\r\n]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** Rows as CSV with the line ends of RFC 4180. */
export const csvText = (rows: readonly (readonly CsvValue[])[]): string =>
  rows.map((row) => `${row.map(field).join(',')}\r\n`).join('')

/** Pence as pounds for a program to read: -123456n → "-1234.56". */
export const csvPounds = (pence: bigint): string => {
  const digits = (pence < 0n ? -pence : pence).toString().padStart(3, '0')
  return `${pence < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}
