import { createHash } from 'node:crypto'
import {
  closeSync,
  createReadStream,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  readdirSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Home } from './home.ts'

const sync = (path: string): void => {
  const handle = openSync(path, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** Puts a finished temporary file in its place so that a crash leaves either nothing or all of it. */
export const publish = (finished: string, target: string): void => {
  mkdirSync(dirname(target), { recursive: true, mode: 0o700 })
  sync(finished)
  renameSync(finished, target)
  sync(dirname(target))
}

/** Writes a small file whole or not at all. */
export const publishText = (home: Home, target: string, text: string, mode = 0o600): void => {
  const unfinished = join(home.tmp, `${basename(target)}.${process.pid}`)
  writeFileSync(unfinished, text, { mode })
  publish(unfinished, target)
}

/** Removes what an interrupted run left behind; only the holder of the lock may call it. */
export const sweep = (home: Home): void => {
  for (const name of readdirSync(home.tmp))
    rmSync(join(home.tmp, name), { recursive: true, force: true })
}

/** SHA-256 of a file's bytes, as hex, read as a stream. */
export const hashFile = async (path: string): Promise<string> => {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}
