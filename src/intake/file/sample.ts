import { isUtf8 } from 'node:buffer'
import { splitFields } from './fields.ts'
import type { Scan } from './prescan.ts'

/** The first lines of a file or a sheet, split into trimmed fields. */
export type Opening = {
  /** Null for the lines of a workbook's sheet. */
  delimiter: string
  sheet: string | null
  lines: readonly (readonly string[])[]
}

const delimiters = [',', ';', '\t', '|'] as const
const mostLines = 200

/** A name or value without the padding, line breaks and odd spaces that files carry. */
export const tidy = (text: string): string => text.replaceAll(/[\s\u00a0\ufeff]+/g, ' ').trim()

/** Text of bytes that are UTF-8 or else Windows-1252. */
export const decodeSample = (bytes: Buffer): string => {
  // The sample may end within a character of several bytes.
  for (let cut = 0; cut < 4; cut++) {
    const part = bytes.subarray(0, bytes.length - cut)
    if (isUtf8(part)) return part.toString('utf8')
  }
  return new TextDecoder('windows-1252').decode(bytes)
}

const widest = (lines: readonly string[]): string => {
  let best: { delimiter: string; fields: number } = { delimiter: ',', fields: 1 }
  for (const delimiter of delimiters) {
    const counts = lines.map((line) => splitFields(line, delimiter).length)
    const fields = Math.max(1, ...counts)
    if (fields > best.fields) best = { delimiter, fields }
  }
  return best.delimiter
}

/** The first lines of a text file and the delimiter that splits them into most fields. */
export const openingOf = (scan: Scan): Opening => {
  const text = decodeSample(scan.sample).replace(/^\ufeff/, '')
  const lines = text.split(/\r\n|\n|\r/)
  if (!scan.sampleIsWhole && lines.length > 1) lines.pop()
  const first = lines.slice(0, mostLines)
  const delimiter = widest(first.slice(0, 10))
  return {
    delimiter,
    sheet: null,
    lines: first.map((line) => splitFields(line, delimiter).map(tidy)),
  }
}
