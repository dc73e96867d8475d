import { type Result, accept, refuse } from '../../core/refusal.ts'
import type { Scan } from './prescan.ts'

/** Kinds of file that are told by their first bytes and cannot be read as a table of text. */
const kinds: readonly (readonly [start: string, what: string, remedy: string])[] = [
  ['25504446', 'a PDF document', 'Ask for the data as CSV.'],
  ['d0cf11e0', 'an old Excel workbook (.xls) or document', 'Save the sheet as CSV or as .xlsx.'],
  ['52444158', 'a file of R data', 'Write the data out as CSV.'],
  ['52445832', 'a file of R data', 'Write the data out as CSV.'],
  ['52445833', 'a file of R data', 'Write the data out as CSV.'],
  ['425a68', 'a file packed with bzip2', 'Unpack it and load the file inside.'],
  ['fd377a585a', 'a file packed with xz', 'Unpack it and load the file inside.'],
  ['504b0304', 'a zip archive', 'Unpack it and load the file inside.'],
  ['504b0506', 'an empty zip archive', 'Fetch the file again.'],
  ['377abcaf', 'a 7z archive', 'Unpack it and load the file inside.'],
  ['89504e47', 'an image', 'Ask for the data as CSV.'],
  ['ffd8ff', 'an image', 'Ask for the data as CSV.'],
  ['50415231', 'a Parquet file', 'Write the data out as CSV.'],
  ['fffe', 'text in UTF-16', 'Save it as CSV in UTF-8.'],
  ['feff', 'text in UTF-16', 'Save it as CSV in UTF-8.'],
]

/** A workbook is a zip archive that names its parts. */
export const isWorkbook = (scan: Scan): boolean =>
  scan.sample.subarray(0, 4).toString('hex') === '504b0304' &&
  (scan.sample.includes('[Content_Types].xml') || scan.sample.includes('xl/workbook.xml'))

/** Accepts what may be a table of text; names any other kind of file. */
export const isTable = (scan: Scan): Result<Scan> => {
  const { path, sample } = scan
  if (sample.length === 0) {
    return refuse('file-empty', `${path} is empty.`, 'Ask the sender for the file again.', path)
  }
  const start = sample.subarray(0, 8).toString('hex')
  const kind = kinds.find(([bytes]) => start.startsWith(bytes))
  if (kind) return refuse('file-of-another-kind', `${path} is ${kind[1]}.`, kind[2], path)
  const text = sample.toString('latin1').trimStart()
  if (/^<(!doctype|html|\?xml)/i.test(text)) {
    return refuse(
      'file-of-another-kind',
      `${path} is a web page or XML, not a table.`,
      'It may be the message of a failed download: fetch the file again as CSV.',
      path,
    )
  }
  if (/^[{[]\s*["{[\]}]/.test(text)) {
    return refuse('file-of-another-kind', `${path} is JSON.`, 'Write the data out as CSV.', path)
  }
  const nuls = sample.reduce((count, byte) => (byte === 0 ? count + 1 : count), 0)
  if (nuls * 50 > sample.length) {
    return refuse(
      'file-of-another-kind',
      `${path} is not a file of text.`,
      'Ask for the data as CSV.',
      path,
    )
  }
  return accept(scan)
}
