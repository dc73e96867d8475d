import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { AppError } from '../../core/refusal.ts'
import { openHome, type Home } from '../home.ts'
import { withLock } from '../lock.ts'
import { checkChain, type Chain } from '../ledger/audit/chain.ts'
import { moveOn, readNewest } from '../ledger/audit/newest-file.ts'
import { openLedger } from '../ledger/open-ledger.ts'
import { backupRecord, keptFiles, recordName, type BackupRecord } from './backup.ts'
import { importLedger, isEmptyLedger } from './ledger-copy.ts'
import { asOwner } from './owner.ts'
import { readArchive } from './tar.ts'

/** What was restored, as a person hears of it. */
export type Restored = {
  madeAt: string
  build: string | null
  files: number
  rows: number
  audit: Chain
}

const damaged = (file: string, cause: unknown): AppError =>
  new AppError(
    {
      code: 'backup-damaged',
      message: `${file} is not a whole backup: ${cause instanceof Error ? cause.message : String(cause)}.`,
      remedy: 'Take another backup; nothing was restored.',
      where: file,
    },
    { cause },
  )

/** Unpacks a backup into a folder and sees that every file in it is what the record says. */
const unpack = async (file: string, folder: string): Promise<BackupRecord> => {
  try {
    const entries = await readArchive(file, folder)
    const text = readFileSync(join(folder, recordName), 'utf8')
    const record = backupRecord.parse(JSON.parse(text))
    const found = new Map(entries.map((entry) => [entry.path, entry]))
    for (const { path, bytes, sha256 } of record.files) {
      const entry = found.get(path)
      if (entry?.sha256 !== sha256 || entry.bytes !== bytes)
        throw new Error(`${path} is not what was backed up`)
    }
    for (const { name, sha256 } of record.ledger.tables)
      if (found.get(`ledger/${name}.copy`)?.sha256 !== sha256)
        throw new Error(`the table ${name} is not what was backed up`)
    if (entries.length !== record.files.length + 1)
      throw new Error('it holds files that it does not name')
    return record
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null
    if (code === 'ENOENT' && !existsSync(file)) throw error
    if (typeof code === 'string' && code !== 'ENOENT') throw error
    throw damaged(file, error)
  }
}

const notEmpty = (what: string, remedy: string): AppError =>
  new AppError({
    code: 'not-empty',
    message: `${what} is not empty, so nothing was restored.`,
    remedy,
  })

/** Puts unpacked files in their places; what makes loads and builds count comes last. */
const place = (folder: string, home: Home, files: readonly string[]): void => {
  const rank = (path: string): number => ['loads', 'builds'].indexOf(path.split('/')[0] ?? '')
  for (const path of files.toSorted((a, b) => rank(a) - rank(b))) {
    mkdirSync(dirname(join(home.root, path)), { recursive: true, mode: 0o700 })
    renameSync(join(folder, 'home', path), join(home.root, path))
  }
}

/**
 * Puts a backup into an empty home and an empty ledger, after every hash in it was compared. The ledger
 * comes first, so that a restore that is broken off shows no figures; empty the home and begin again.
 *
 * @throws AppError `not-empty`, `backup-damaged`, `backup-newer`, `busy`
 */
export const restore = (home: Home, url: string | null, file: string): Promise<Restored> =>
  withLock(home, 'this restore', async () => {
    if (keptFiles(home).length > 0 || existsSync(join(home.root, 'ledger')))
      throw notEmpty(home.root, 'Name another folder: STEWARD_HOME=NEW-FOLDER.')
    const folder = mkdtempSync(join(home.tmp, 'restore-'))
    try {
      const record = await unpack(file, folder)
      await asOwner(home, url, async (connection) => {
        if (!(await isEmptyLedger(connection)))
          throw notEmpty('The ledger on the server', 'Name an empty database in DATABASE_URL.')
        await importLedger(connection, record.ledger, join(folder, 'ledger'))
      })
      const kept = record.files.map(({ path }) => path).filter((path) => path.startsWith('home/'))
      place(
        folder,
        home,
        kept.map((path) => path.slice('home/'.length)),
      )
      openHome(home.root)
      const ledger = await openLedger(home, url === null ? {} : { url })
      try {
        const named = readNewest(home)
        const audit = await checkChain(ledger, named ? [named] : [])
        await moveOn(home, ledger)
        return {
          madeAt: record.madeAt,
          build: record.build,
          files: kept.length,
          rows: record.ledger.tables.reduce((all, { rows }) => all + rows, 0),
          audit,
        }
      } finally {
        await ledger.close()
      }
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
