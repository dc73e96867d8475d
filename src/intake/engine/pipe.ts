import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { closeSync, constants, openSync, rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Home } from '../../stores/home.ts'

/** Writes one block of bytes into the pipe and waits until there is room for more. */
export type WriteBlock = (block: Uint8Array) => Promise<void>

const isBrokenPipe = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'EPIPE'

/**
 * Lets DuckDB read what this process writes, through a named pipe, so that repaired lines reach it
 * without a raw copy of the file ever lying on the disk.
 */
export const throughPipe = async <T>(
  home: Home,
  write: (block: WriteBlock) => Promise<void>,
  read: (path: string) => Promise<T>,
): Promise<T> => {
  const path = join(home.tmp, `pipe.${randomUUID()}`)
  await promisify(execFile)('mkfifo', ['-m', '600', path])
  const writing = (async () => {
    const handle = await open(path, 'w')
    try {
      await write(async (block) => {
        let at = 0
        while (at < block.length) at += (await handle.write(block, at)).bytesWritten
      })
    } finally {
      await handle.close()
    }
  })()
  const written = writing.then(
    () => null,
    (error: unknown) => ({ error }),
  )
  try {
    const value = await read(path)
    const failure = await written
    if (failure && !isBrokenPipe(failure.error)) throw failure.error
    return value
  } catch (error) {
    // A reader that failed before it opened the pipe would leave the writer waiting for ever.
    closeSync(openSync(path, constants.O_RDONLY | constants.O_NONBLOCK))
    const failure = await written
    throw failure && !isBrokenPipe(failure.error) ? failure.error : error
  } finally {
    rmSync(path, { force: true })
  }
}
