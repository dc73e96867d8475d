import { isUtf8 } from 'node:buffer'
import { AppError } from '../../core/refusal.ts'
import { unpackedChunks } from './bytes.ts'
import { joinFields, lookAt, splitFields } from './fields.ts'
import { lineCutter } from './lines.ts'
import type { WriteBlock } from '../engine/pipe.ts'
import { isBlank, longestLine, type Scan } from './prescan.ts'

/** A line that cannot be read as fields. None of its content is kept: it may name a person. */
export type BrokenLine = { line: number; reason: string; remedy: string }

/** What went another way than into the pipe. */
export type Repaired = { broken: BrokenLine[]; blank: number; lines: number }

/** Beyond this a file is not damaged here and there: it is another kind of file. */
const mostBroken = 100_000

/** Bytes that grow as they are written and are handed on block by block. */
const outgoing = (): {
  text(text: string): void
  bytes(bytes: Uint8Array): void
  take(): Uint8Array
} => {
  let buffer = Buffer.allocUnsafe(2_097_152)
  let length = 0
  const room = (needed: number): void => {
    if (length + needed <= buffer.length) return
    const larger = Buffer.allocUnsafe(Math.max(buffer.length * 2, length + needed))
    buffer.copy(larger, 0, 0, length)
    buffer = larger
  }
  return {
    text(text) {
      room(text.length * 3)
      length += buffer.write(text, length)
    },
    bytes(bytes) {
      room(bytes.length)
      buffer.set(bytes, length)
      length += bytes.length
    },
    take() {
      const block = Buffer.from(buffer.subarray(0, length))
      length = 0
      return block
    },
  }
}

const mend = 'Correct this line in the file, or ask the sender for it, and load the file again.'

const brokenQuoting = {
  open: {
    reason: 'opens a quote and does not close it on the same line',
    remedy: `Close or double the quote, with no line break between quotes. ${mend}`,
  },
  after: {
    reason: 'has text after a closing quote',
    remedy: `Double the quotes that belong to the text. ${mend}`,
  },
} as const

/** Turns one line into fields fit for DuckDB: text to write, the bytes as they are, or why not. */
const judge = (
  line: Uint8Array,
  delimiter: string,
  header: readonly string[],
): Uint8Array | string | Omit<BrokenLine, 'line'> => {
  const look = lookAt(line, delimiter.charCodeAt(0))
  if (look.nul) {
    return {
      reason: 'holds a NUL byte',
      remedy: `Export the file again as plain text. ${mend}`,
    }
  }
  if (look.quoting !== 'good') return brokenQuoting[look.quoting]
  const decoded = !look.high || isUtf8(line)
  if (look.fields === header.length && decoded) return line
  const text = Buffer.from(line).toString(decoded ? 'utf8' : 'latin1')
  const fields = splitFields(
    decoded ? text : new TextDecoder('windows-1252').decode(line),
    delimiter,
  )
  const [short, long] = [header.slice(fields.length), fields.slice(header.length)]
  if (short.some((name) => name !== '') || long.some((field) => field.trim() !== '')) {
    return {
      reason: `has ${fields.length} fields where the layout has ${header.length}`,
      remedy: `Put text that holds a ${delimiter === ';' ? 'semicolon' : 'comma'} between quotes. ${mend}`,
    }
  }
  const whole = [...fields.slice(0, header.length), ...short.map(() => '')]
  return joinFields(whole, delimiter)
}

/**
 * Writes every readable line after the header into the pipe, its number in front, in UTF-8 and with
 * as many fields as the header has; lines that cannot be read are counted and named.
 */
export const repairInto = async (
  write: WriteBlock,
  scan: Scan,
  form: { delimiter: string; header: readonly string[]; headerLines: number },
): Promise<Repaired> => {
  const out = outgoing()
  const repaired: Repaired = { broken: [], blank: 0, lines: 0 }
  const setAside = (line: Omit<BrokenLine, 'line'>): void => {
    repaired.broken.push({ line: repaired.lines, ...line })
  }
  const cutter = lineCutter(longestLine, (line, length) => {
    repaired.lines++
    if (repaired.lines <= form.headerLines) return
    if (line === null) {
      setAside({ reason: `is ${length.toLocaleString('en-GB')} characters long`, remedy: mend })
      return
    }
    const content = repaired.lines === 1 && scan.bom ? line.subarray(3) : line
    if (isBlank(content)) {
      repaired.blank++
      return
    }
    const judged = judge(content, form.delimiter, form.header)
    if (judged instanceof Uint8Array || typeof judged === 'string') {
      out.text(`${repaired.lines}${form.delimiter}`)
      if (typeof judged === 'string') out.text(judged)
      else out.bytes(judged)
      out.text('\n')
    } else setAside(judged)
  })
  for await (const chunk of unpackedChunks(scan.path, scan.packed)) {
    cutter.push(chunk)
    if (repaired.broken.length > mostBroken) break
    await write(out.take())
  }
  cutter.end()
  if (repaired.broken.length > mostBroken) {
    throw new AppError({
      code: 'lines-broken',
      message: `${scan.path} has more than ${mostBroken.toLocaleString('en-GB')} lines that cannot be read as fields; the first, line ${repaired.broken[0]?.line}, ${repaired.broken[0]?.reason}.`,
      remedy: 'Ask the sender for the file again; nothing of it was loaded.',
      where: scan.path,
    })
  }
  await write(out.take())
  return repaired
}
