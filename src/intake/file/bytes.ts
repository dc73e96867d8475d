import { createReadStream, statSync, type Stats } from 'node:fs'
import { open } from 'node:fs/promises'
import { createGunzip } from 'node:zlib'
import { type Result, accept, refuse } from '../../core/refusal.ts'

const chunkSize = 1_048_576

const asBuffer = (chunk: unknown): Buffer => {
  if (!(chunk instanceof Buffer)) throw new Error('A stream without encoding gave text.')
  return chunk
}

/** One buffer is filled again and again: a stream would leave a file's length in memory for later. */
const plainChunks = async function* (path: string): AsyncGenerator<Buffer> {
  const file = await open(path)
  try {
    const buffer = Buffer.allocUnsafeSlow(chunkSize)
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, chunkSize)
      if (bytesRead === 0) return
      yield buffer.subarray(0, bytesRead)
    }
  } finally {
    await file.close()
  }
}

/**
 * The bytes of a file, unpacked where it is gzip; `onRaw` sees them as they lie on the disk. A chunk
 * is valid until the next is asked for.
 */
export const unpackedChunks = async function* (
  path: string,
  packed: boolean,
  onRaw: (chunk: Buffer) => void = () => {},
): AsyncGenerator<Buffer> {
  if (!packed) {
    for await (const chunk of plainChunks(path)) {
      onRaw(chunk)
      yield chunk
    }
    return
  }
  const file = createReadStream(path, { highWaterMark: chunkSize })
  const unpacked = createGunzip({ chunkSize })
  file.on('data', (chunk) => onRaw(asBuffer(chunk)))
  file.on('error', (error) => unpacked.destroy(error))
  for await (const chunk of file.pipe(unpacked)) yield asBuffer(chunk)
}

/** The first bytes as they lie on the disk, by which kinds of file are told apart. */
export const firstBytes = async (path: string, count = 8): Promise<Buffer> => {
  const chunks: Buffer[] = []
  for await (const chunk of createReadStream(path, { end: count - 1 })) chunks.push(asBuffer(chunk))
  return Buffer.concat(chunks)
}

const isDirectory = (path: string): Result<never> =>
  refuse('file-is-directory', `${path} is a directory.`, 'Name the files in it one by one.', path)

/** The refusal that a failure to read the file amounts to; anything else is thrown on. */
export const unreadable = (path: string, error: unknown): Result<never> => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return refuse('file-missing', `There is no file at ${path}.`, 'Check the path.', path)
    case 'EACCES':
    case 'EPERM':
      return refuse(
        'file-unreadable',
        `${path} may not be read by this user.`,
        'Give this user leave to read the file.',
        path,
      )
    case 'EISDIR':
      return isDirectory(path)
    case 'Z_BUF_ERROR':
    case 'Z_DATA_ERROR':
      return refuse(
        'gzip-damaged',
        `${path} is a gzip file that is cut short or damaged, so nothing of it was loaded.`,
        'Fetch the file again and compare its size with the sender’s.',
        path,
      )
    default:
      throw error
  }
}

/** Size and time of an ordinary file that can be read, or why it cannot. */
export const statFile = (path: string): Result<Stats> => {
  try {
    const stat = statSync(path)
    if (stat.isDirectory()) return isDirectory(path)
    if (stat.isFile()) return accept(stat)
    return refuse(
      'file-not-regular',
      `${path} is not an ordinary file.`,
      'Save the data as a file first.',
      path,
    )
  } catch (error) {
    return unreadable(path, error)
  }
}
