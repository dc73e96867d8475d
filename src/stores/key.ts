import { randomBytes } from 'node:crypto'
import { chmodSync, closeSync, fsyncSync, linkSync, openSync, readFileSync } from 'node:fs'
import { rmSync, statSync, writeSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { AppError } from '../core/refusal.ts'
import type { Home } from './home.ts'

const pattern = /^([0-9a-f]{64})\n$/

type KeyFile = { path: string; what: string; else: string }

const read = ({ path, what, else: otherwise }: KeyFile): Buffer => {
  const others = statSync(path).mode & 0o077
  if (others !== 0) {
    throw new AppError({
      code: 'key-file-open',
      message: `The key of ${what}, ${path}, can be read by other people on this machine.`,
      remedy: `Make it readable by its owner alone: chmod 600 ${path}`,
      where: path,
    })
  }
  const match = pattern.exec(readFileSync(path, 'latin1'))
  if (match?.[1] === undefined) {
    throw new AppError({
      code: 'key-file-damaged',
      message: `The key of ${what}, ${path}, is not 64 hexadecimal digits on one line.`,
      remedy: `Put the file back from a backup: ${otherwise}`,
      where: path,
    })
  }
  return Buffer.from(match[1], 'hex')
}

const exists = (path: string): boolean => statSync(path, { throwIfNoEntry: false }) !== undefined

const make = (home: Home, path: string): void => {
  const unfinished = join(home.tmp, `key.${process.pid}`)
  const handle = openSync(unfinished, 'w', 0o600)
  try {
    writeSync(handle, `${randomBytes(32).toString('hex')}\n`)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  chmodSync(unfinished, 0o600)
  try {
    // A link, unlike a rename, never takes the place of a key that another process has just made.
    linkSync(unfinished, path)
  } catch (error) {
    if (!exists(path)) throw error
  } finally {
    rmSync(unfinished, { force: true })
  }
  const folder = openSync(dirname(path), 'r')
  fsyncSync(folder)
  closeSync(folder)
}

/**
 * The 32 random bytes that turn identifiers of patients into pseudonyms, from a file of mode 600
 * that is made at first use. Where `mayMake` is false a missing file is an error, since a new key
 * would break every link to the patients that are already in the lake.
 *
 * @throws AppError `key-file-missing`, `key-file-open`, `key-file-damaged`
 */
export const pseudonymKey = (home: Home, mayMake: boolean): Buffer => {
  if (!exists(home.keyFile)) {
    if (!mayMake) {
      throw new AppError({
        code: 'key-file-missing',
        message: `The key of the pseudonyms, ${home.keyFile}, is gone, though patients were loaded with it.`,
        remedy: 'Put the file back from a backup: with another key no patient would be recognised.',
        where: home.keyFile,
      })
    }
    make(home, home.keyFile)
  }
  return read({
    path: home.keyFile,
    what: 'the pseudonyms',
    else: 'with another key no patient would be recognised.',
  })
}

/**
 * The 32 random bytes that seal secrets in the ledger, from a file of mode 600 that is made at first use; null where it is missing and
 * `mayMake` is false, since something was sealed with it.
 *
 * @throws AppError `key-file-open`, `key-file-damaged`
 */
export const secretsKey = (home: Home, mayMake: boolean): Buffer | null => {
  const { secretsFile: path } = home
  if (!exists(path)) {
    if (!mayMake) return null
    make(home, path)
  }
  return read({
    path,
    what: 'secrets in the ledger',
    else: 'with another key no code would be right.',
  })
}
