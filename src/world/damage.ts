import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { County } from './county/county.ts'
import type { WorldFile } from './text-file.ts'

export type Damage = {
  /** A compressed file that breaks off: to be refused whole. */
  truncated: string
  /** A file with one quotation mark that never closes, and the line (the header is 1) where it stands. */
  oddQuote: { path: string; line: number }
}

/** The shape of the name that one feed's extract of one month has in one cut. */
const find = (
  files: readonly WorldFile[],
  title: string,
  month: string,
  cut: string,
): WorldFile => {
  const stem = `${title}_${month.replace('-', '')}_`
  const found = files.find((file) => file.cut === cut && file.path.includes(stem))
  if (!found) throw new Error(`the world has no file ${stem}`)
  return found
}

/**
 * Spoils two files after they are written, as post and old systems do: the first outpatient extract
 * of one month arrives cut short, and one line of critical care opens a quotation that never ends.
 */
export const damage = (county: County, files: WorldFile[]): Damage => {
  const month = county.flex.at(-4) ?? '2019-12'
  const short = find(files, 'SUSPLUS_OP', month, 'flex')
  const plain = join(county.folder, short.path)
  const packed = gzipSync(readFileSync(plain), { level: 1 })
  // The tenth byte names the operating system, which would differ between machines.
  packed[9] = 255
  writeFileSync(`${plain}.gz`, packed.subarray(0, Math.floor(packed.length * 0.6)))
  rmSync(plain)
  short.path = `${short.path}.gz`

  const quoted = find(files, 'SUSPLUS_CRITICAL_CARE', county.months[2] ?? month, 'freeze')
  const path = join(county.folder, quoted.path)
  const lines = readFileSync(path, 'utf8').split('\n')
  const line = Math.floor(lines.length / 2)
  const text = lines[line] ?? ''
  const comma = text.lastIndexOf(',')
  lines[line] = `${text.slice(0, comma + 1)}"${text.slice(comma + 1)}`
  writeFileSync(path, lines.join('\n'))
  return { truncated: short.path, oddQuote: { path: quoted.path, line: line + 1 } }
}
