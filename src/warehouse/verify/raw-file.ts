import { createHash } from 'node:crypto'
import { firstBytes, unpackedChunks } from '../../intake/file/bytes.ts'
import { moneyColumn, type MoneyColumn } from './money-column.ts'

const [lf, cr, quote] = [10, 13, 34]
const longest = 1 << 20

export type RawColumn = { name: string; from: readonly string[] | number; decimals: number }

export type RawQuestion = {
  path: string
  headerLines: number
  /** Lines that are not accepted, by their number from 1. */
  skip: ReadonlySet<number>
  /** Only these lines are accepted, where a file has totals among its rows. */
  only: ReadonlySet<number> | null
  columns: readonly RawColumn[]
}

export type RawAnswer = {
  sha256: string
  physical: number
  blank: number
  accepted: number
  /** Sum of each column over accepted lines; null where the header does not name it. */
  sums: Record<string, bigint | null>
}

const isBlank = (line: Uint8Array): boolean => line.every((byte) => byte === 32 || byte === 9)

/** As headers are compared: without case, quotes, marks of order and runs of blanks. */
const plain = (name: string): string =>
  name
    .replace(/^\uFEFF/, '')
    .replaceAll('"', '')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .toLowerCase()

const fieldsOf = (line: string, delimiter: string): string[] =>
  line.split(new RegExp(`${delimiter === '|' ? '\\|' : delimiter}(?=(?:[^"]*"[^"]*")*[^"]*$)`))

type Wanted = { place: number; column: MoneyColumn }

/** Hands each wanted field of a line to its column; a delimiter between quotes is part of its field. */
const readFields = (line: Uint8Array, delimiter: number, wanted: readonly Wanted[]): void => {
  const quoted = line.includes(quote)
  let field = 0
  let start = 0
  let next = 0
  while (next < wanted.length) {
    let end = start
    if (quoted) {
      let inside = false
      for (; end < line.length; end++) {
        const byte = line[end]
        if (byte === quote) inside = !inside
        else if (byte === delimiter && !inside) break
      }
    } else {
      end = line.indexOf(delimiter, start)
      if (end === -1) end = line.length
    }
    for (; wanted[next]?.place === field; next++) wanted[next]?.column.add(line, start, end)
    if (end >= line.length) return
    start = end + 1
    field++
  }
}

/**
 * Reads a file again as plain bytes, with none of the importer's reading of lines, fields and amounts: its hash, its lines, and the exact
 * sums of columns over the lines that were accepted.
 */
export const readRaw = async (question: RawQuestion): Promise<RawAnswer> => {
  const { path, headerLines, skip, only, columns } = question
  const hash = createHash('sha256')
  const sums = columns.map(({ name, decimals }) => ({ name, column: moneyColumn(decimals) }))
  const places = new Map<string, number>()
  let delimiter = 44
  let wanted: Wanted[] = []
  let [physical, blank, accepted] = [0, 0, 0]
  const place = (header: readonly string[] | null): void => {
    for (const { name, from } of columns) {
      const at =
        typeof from === 'number'
          ? from - 1
          : (header ?? []).findIndex((each) => from.some((one) => plain(one) === each))
      if (at >= 0) places.set(name, at)
    }
    wanted = sums
      .flatMap(({ name, column }) => {
        const at = places.get(name)
        return at === undefined ? [] : [{ place: at, column }]
      })
      .sort((a, b) => a.place - b.place)
  }
  const head = (line: Uint8Array): void => {
    const text = Buffer.from(line).toString('utf8')
    const found = [',', ';', '\t', '|'].map((mark) => ({
      mark,
      header: fieldsOf(text, mark).map(plain),
    }))
    const best = found.toSorted((a, b) => b.header.length - a.header.length)[0]
    delimiter = (best?.mark ?? ',').charCodeAt(0)
    place(best?.header ?? [])
  }
  if (headerLines === 0) place(null)
  const onLine = (line: Uint8Array): void => {
    physical++
    if (physical <= headerLines) {
      if (physical === headerLines) head(line)
      return
    }
    if (only ? !only.has(physical) : skip.has(physical)) return
    if (isBlank(line)) {
      blank++
      return
    }
    accepted++
    if (wanted.length > 0) readFields(line, delimiter, wanted)
  }
  const onPiece = (piece: Uint8Array): void => {
    const whole = piece.at(-1) === cr ? piece.subarray(0, -1) : piece
    if (!whole.includes(cr)) return onLine(whole)
    let start = 0
    for (let at = whole.indexOf(cr); at !== -1; at = whole.indexOf(cr, start)) {
      onLine(whole.subarray(start, at))
      start = at + 1
    }
    onLine(whole.subarray(start))
  }
  let carried: Buffer = Buffer.alloc(0)
  const onChunk = (chunk: Buffer): void => {
    const all = carried.length === 0 ? chunk : Buffer.concat([carried, chunk])
    let start = 0
    for (let at = all.indexOf(lf); at !== -1; at = all.indexOf(lf, start)) {
      onPiece(all.subarray(start, at))
      start = at + 1
    }
    const rest = all.subarray(start)
    // Only the quarantine knows what such a line was; its bytes are let go so that memory stays bounded.
    const lost = rest.length > longest && !rest.includes(cr)
    carried = Buffer.from(lost ? rest.subarray(0, 16) : rest)
  }
  const packed = (await firstBytes(path, 2)).equals(Buffer.from([0x1f, 0x8b]))
  for await (const chunk of unpackedChunks(path, packed, (raw) => hash.update(raw))) onChunk(chunk)
  if (carried.length > 0) onPiece(carried)
  return {
    sha256: hash.digest('hex'),
    physical,
    blank,
    accepted,
    sums: Object.fromEntries(
      sums.map(({ name, column }) => [name, places.has(name) ? column.sum() : null]),
    ),
  }
}
