import {
  closeSync,
  constants,
  existsSync,
  ftruncateSync,
  openSync,
  readFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import type { Home } from '../../home.ts'
import { operator } from '../../scope.ts'
import type { Ledger } from '../ledger.ts'
import { newestOf, type Witness } from './chain.ts'

/** The file beside the ledger that names the newest entry of its audit: apart from the database, so that whoever cuts that leaves it. */
export const newestFile = 'audit.newest'

const pattern = /^(\d{12}) ([0-9a-f]{64})\n$/

/** What the file beside the ledger names; null where there is none or it cannot be read as such a record. */
export const readNewest = (home: Home): Witness | null => {
  const path = join(home.root, newestFile)
  const match = existsSync(path) ? pattern.exec(readFileSync(path, 'latin1')) : null
  return match?.[1] === undefined || match[2] === undefined
    ? null
    : { number: Number(match[1]), hash: match[2], where: `the file ${newestFile}` }
}

/** One write of fixed length over the old one: a crash leaves either, and no other process ever meets half of it. */
const put = (home: Home, number: number, hash: string): void => {
  const { O_CREAT, O_WRONLY } = constants
  const handle = openSync(join(home.root, newestFile), O_CREAT | O_WRONLY, 0o600)
  try {
    ftruncateSync(handle, writeSync(handle, `${String(number).padStart(12, '0')} ${hash}\n`, 0))
  } finally {
    closeSync(handle)
  }
}

/** Moves the file on to the newest entry, unless the entry that it names is no longer there: then it stays and bears witness. */
export const moveOn = async (home: Home, ledger: Ledger): Promise<void> => {
  const held = readNewest(home)
  const newest = await ledger.read(operator, async (db) => {
    if (held === null) return newestOf(db)
    const found = db.selectFrom('audit').select('hash').where('number', '=', held.number)
    return (await found.executeTakeFirst())?.hash === held.hash ? newestOf(db) : null
  })
  if (newest !== null && newest.number > 0) put(home, newest.number, newest.hash)
}

/** A ledger whose writes move the file on. What was committed stays so where the file cannot be written: an older record is still a true one. */
export const witnessed = (home: Home, ledger: Ledger): Ledger => ({
  ...ledger,
  write: async (viewer, work) => {
    const result = await ledger.write(viewer, work)
    await moveOn(home, ledger).catch(() => {})
    return result
  },
})
