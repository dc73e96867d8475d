import { createHash } from 'node:crypto'
import { createWriteStream, mkdirSync } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { once } from 'node:events'

/** A file within an archive, with the SHA-256 of its bytes. */
export type Entry = { path: string; bytes: number; sha256: string }

const block = 512
const largest = 8 ** 11 - 1

const octal = (value: number, width: number): string =>
  `${value.toString(8).padStart(width - 1, '0')}\0`

/** The head of one file: POSIX ustar, which any tar program reads. */
const headOf = (path: string, bytes: number): Buffer => {
  const cut = path.length <= 100 ? -1 : path.indexOf('/', path.length - 101)
  const [prefix, name] = cut < 0 ? ['', path] : [path.slice(0, cut), path.slice(cut + 1)]
  if (Buffer.byteLength(path) !== path.length || name.length > 100 || prefix.length > 155)
    throw new Error(`the name ${path} does not fit into an archive`)
  if (bytes > largest) throw new Error(`${path} is too large for an archive`)
  const head = Buffer.alloc(block)
  head.write(name, 0, 'latin1')
  head.write(`${octal(0o600, 8)}${octal(0, 8)}${octal(0, 8)}`, 100, 'latin1')
  head.write(`${octal(bytes, 12)}${octal(0, 12)}${' '.repeat(8)}0`, 124, 'latin1')
  head.write('ustar\u000000', 257, 'latin1')
  head.write(prefix, 345, 'latin1')
  const sum = head.reduce((all, byte) => all + byte, 0)
  head.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1')
  return head
}

const padding = (bytes: number): Buffer => Buffer.alloc((block - (bytes % block)) % block)

const all = async (target: FileHandle, bytes: Buffer): Promise<void> => {
  await target.write(bytes, 0, bytes.length)
}

/** Adds a file to an archive that is being written; an error where the file changes meanwhile. */
export const addFile = async (target: FileHandle, path: string, from: string): Promise<Entry> => {
  const source = await open(from, 'r')
  try {
    const { size } = await source.stat()
    await all(target, headOf(path, size))
    const hash = createHash('sha256')
    let copied = 0
    for await (const chunk of source.createReadStream({
      autoClose: false,
    }) as AsyncIterable<Buffer>) {
      hash.update(chunk)
      copied += chunk.length
      await all(target, chunk)
    }
    if (copied !== size) throw new Error(`${from} changed while it was copied`)
    await all(target, padding(size))
    return { path, bytes: size, sha256: hash.digest('hex') }
  } finally {
    await source.close()
  }
}

/** Adds a small text to an archive. */
export const addText = async (target: FileHandle, path: string, text: string): Promise<void> => {
  const bytes = Buffer.from(text)
  await all(target, Buffer.concat([headOf(path, bytes.length), bytes, padding(bytes.length)]))
}

/** Ends an archive. */
export const endArchive = (target: FileHandle): Promise<void> =>
  all(target, Buffer.alloc(2 * block))

const textAt = (head: Buffer, from: number, length: number): string =>
  head.toString('latin1', from, from + length).split('\0')[0] ?? ''

const safe = (path: string): boolean =>
  /^[\w.][\w.=~ -]*(\/[\w.][\w.=~ -]*)*$/.test(path) && !path.split('/').includes('..')

type Head = { path: string; bytes: number }

const parseHead = (head: Buffer): Head | null => {
  if (head.every((byte) => byte === 0)) return null
  const prefix = textAt(head, 345, 155)
  const name = textAt(head, 0, 100)
  const path = prefix === '' ? name : `${prefix}/${name}`
  const bytes = Number.parseInt(textAt(head, 124, 12), 8)
  const file = textAt(head, 156, 1) === '0' && textAt(head, 257, 6) === 'ustar'
  if (!file || !safe(path) || !Number.isSafeInteger(bytes))
    throw new Error('not an archive of ours')
  return { path, bytes }
}

/**
 * Reads an archive from its beginning to its end and gives what is in it; where a folder is named,
 * writes every file there, readable by its owner alone. An error where the archive is cut off or damaged.
 */
export const readArchive = async (file: string, into: string | null): Promise<Entry[]> => {
  const source = await open(file, 'r')
  const entries: Entry[] = []
  const buffer = Buffer.alloc(1 << 20)
  try {
    for (let at = 0; ;) {
      const { bytesRead } = await source.read(buffer, 0, block, at)
      if (bytesRead < block) throw new Error('the archive is cut off')
      const head = parseHead(buffer.subarray(0, block))
      if (!head) return entries
      at += block
      const hash = createHash('sha256')
      const target = into === null ? null : join(into, head.path)
      if (target !== null) mkdirSync(dirname(target), { recursive: true, mode: 0o700 })
      const out = target === null ? null : createWriteStream(target, { mode: 0o600, flags: 'wx' })
      for (let left = head.bytes; left > 0;) {
        const read = await source.read(buffer, 0, Math.min(left, buffer.length), at)
        if (read.bytesRead === 0) throw new Error('the archive is cut off')
        const chunk = Buffer.from(buffer.subarray(0, read.bytesRead))
        hash.update(chunk)
        if (out && !out.write(chunk)) await once(out, 'drain')
        left -= read.bytesRead
        at += read.bytesRead
      }
      out?.end()
      if (out) await once(out, 'finish')
      at += padding(head.bytes).length
      entries.push({ ...head, sha256: hash.digest('hex') })
    }
  } finally {
    await source.close()
  }
}
