import { isAscii } from 'node:buffer'
import { createHash } from 'node:crypto'
import { type Result, accept } from '../../core/refusal.ts'
import type { Progress } from '../../core/progress.ts'
import { firstBytes, statFile, unpackedChunks, unreadable } from './bytes.ts'
import { lineCutter, type LineEnd } from './lines.ts'

/** A line longer than this is set aside: no published layout comes near, and memory stays bounded. */
export const longestLine = 1_048_576

const sampleBytes = 262_144

/** What one pass over a file's bytes finds. */
export type Scan = {
  path: string
  bytes: number
  /** Time of the last change, by which a file that changes while it is read is caught. */
  modified: number
  sha256: string
  /** The file is gzip; everything below is about what it holds. */
  packed: boolean
  sample: Buffer
  sampleIsWhole: boolean
  lines: number
  blank: number
  longest: number
  /** Lines with an odd number of quotes: one of them can swallow all that follow. */
  oddQuotes: number
  nul: boolean
  /** A blank stands at the edge of some field, or may do. */
  padded: boolean
  utf8: boolean
  bom: boolean
  ends: ReadonlySet<LineEnd>
}

/** Nothing but spaces and tabs. */
export const isBlank = (line: Uint8Array): boolean => {
  for (const byte of line) if (byte !== 32 && byte !== 9) return false
  return true
}

const hasOddQuotes = (line: Uint8Array): boolean => {
  let odd = false
  for (const byte of line) if (byte === 34) odd = !odd
  return odd
}

const edges = [' ,', ', ', ' "', '" ', ' \r', ' \n', '\n ', ' ;', '; ', '\t', '\u00a0'].map(
  (text) => Buffer.from(text),
)

/** A blank beside a delimiter, a quote or an end of line, also where that stands across two chunks. */
const hasPadding = (chunk: Buffer, before: number): boolean => {
  const seam = Buffer.from([before, chunk.at(0) ?? 10])
  return edges.some((edge) => chunk.includes(edge) || seam.includes(edge))
}

const utf8Check = (): { push(chunk: Buffer): void; isUtf8(): boolean } => {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let [ascii, good] = [true, true]
  const decode = (chunk: Buffer | null): void => {
    try {
      if (chunk === null) decoder.decode()
      else decoder.decode(chunk, { stream: true })
    } catch {
      good = false
    }
  }
  return {
    push(chunk) {
      if (ascii && !isAscii(chunk)) ascii = false
      if (!ascii && good) decode(chunk)
    },
    isUtf8() {
      if (!ascii && good) decode(null)
      return good
    },
  }
}

/** Reads a file once, in bounded memory: its hash, its lines, and what could trip a reader of CSV. */
export const prescan = async (path: string, onProgress: Progress): Promise<Result<Scan>> => {
  const stat = statFile(path)
  if (!stat.ok) return stat
  const hash = createHash('sha256')
  const encoding = utf8Check()
  const samples: Buffer[] = []
  const ends = new Set<LineEnd>()
  let [sampled, unpacked, read] = [0, 0, 0]
  let [lines, blank, longest, oddQuotes] = [0, 0, 0, 0]
  let [nul, quotes, padded] = [false, false, false]
  let last = 10
  const cutter = lineCutter(longestLine, (line, length, end) => {
    lines++
    if (length > longest) longest = length
    if (end !== 'none') ends.add(end)
    if (line === null) return
    if (isBlank(line)) blank++
    else if (quotes && hasOddQuotes(line)) oddQuotes++
  })
  let packed: boolean
  try {
    packed = (await firstBytes(path, 2)).equals(Buffer.from([0x1f, 0x8b]))
    const chunks = unpackedChunks(path, packed, (raw) => {
      hash.update(raw)
      read += raw.length
      onProgress('Reading', read, stat.value.size)
    })
    for await (const chunk of chunks) {
      unpacked += chunk.length
      if (sampled < sampleBytes) {
        const part = Buffer.from(chunk.subarray(0, sampleBytes - sampled))
        samples.push(part)
        sampled += part.length
      }
      nul ||= chunk.includes(0)
      padded ||= hasPadding(chunk, last)
      last = chunk.at(-1) ?? last
      quotes ||= chunk.includes(34)
      encoding.push(chunk)
      cutter.push(chunk)
    }
    cutter.end()
  } catch (error) {
    return unreadable(path, error)
  }
  const sample = Buffer.concat(samples)
  return accept({
    path,
    bytes: stat.value.size,
    modified: stat.value.mtimeMs,
    sha256: hash.digest('hex'),
    packed,
    sample,
    sampleIsWhole: unpacked <= sampleBytes,
    lines,
    blank,
    longest,
    oddQuotes,
    nul,
    padded,
    utf8: encoding.isUtf8(),
    bom: sample.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf])),
    ends,
  })
}
