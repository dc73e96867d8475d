import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

/** A file of the world, with the day on which it came. */
export type WorldFile = { path: string; day: number; cut?: 'flex' | 'freeze' }

export type TextFile = {
  line(text: string): void
  raw(text: string): void
  /** A line of plain ASCII cells that need no quotes, put down byte by byte: twice as fast as joining them. */
  cells(cells: readonly string[]): void
  close(): void
}

/**
 * A file written line by line through one large buffer; a line may not be longer than 16,000 characters.
 */
export const textFile = (
  path: string,
  options: { ending?: '\n' | '\r\n' | '\r'; encoding?: 'utf8' | 'latin1'; bom?: boolean } = {},
): TextFile => {
  const { ending = '\n', encoding = 'utf8', bom = false } = options
  mkdirSync(dirname(path), { recursive: true })
  const handle = openSync(path, 'w')
  const buffer = Buffer.allocUnsafe(1 << 18)
  let used = 0
  let waiting = ''
  const spill = (): void => {
    for (let at = 0; at < used;) at += writeSync(handle, buffer, at, used - at)
    used = 0
  }
  const drain = (): void => {
    if (used + waiting.length * 3 > buffer.length) spill()
    used += buffer.write(waiting, used, encoding)
    waiting = ''
  }
  const raw = (text: string): void => {
    waiting += text
    if (waiting.length > 32_768) drain()
  }
  if (bom) raw('\uFEFF')
  return {
    raw,
    line: (text) => {
      waiting += text
      waiting += ending
      if (waiting.length > 32_768) drain()
    },
    cells: (cells) => {
      if (waiting !== '') drain()
      if (used > buffer.length - 16_384) spill()
      for (let i = 0; i < cells.length; i++) {
        const text = cells[i] ?? ''
        if (i > 0) buffer[used++] = 44
        for (let k = 0; k < text.length; k++) buffer[used++] = text.charCodeAt(k)
      }
      if (ending !== '\n') buffer[used++] = 13
      if (ending !== '\r') buffer[used++] = 10
    },
    close: () => {
      drain()
      spill()
      closeSync(handle)
    },
  }
}

/** A cell of a CSV file, quoted only where it must be. */
export const cell = (text: string): string =>
  /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text

/** A cell that is always quoted, as the organisation files are. */
export const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`
