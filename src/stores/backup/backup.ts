import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { open } from 'node:fs/promises'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { z } from 'zod'
import { AppError } from '../../core/refusal.ts'
import type { Home } from '../home.ts'
import { withLock } from '../lock.ts'
import { newestFile } from '../ledger/audit/newest-file.ts'
import { migrate } from '../ledger/migrate.ts'
import { copiedLedger, exportLedger, type CopiedLedger } from './ledger-copy.ts'
import { asOwner } from './owner.ts'
import { addFile, addText, endArchive, readArchive, type Entry } from './tar.ts'

const entry = z.object({ path: z.string(), bytes: z.number().int().min(0), sha256: z.string() })

/** What a backup says of itself; it stands last in the file, so that a backup without it was cut off. */
export const backupRecord = z.object({
  format: z.literal('steward-backup-1'),
  madeAt: z.string(),
  build: z.string().nullable(),
  files: z.array(entry),
  ledger: copiedLedger,
})
export type BackupRecord = z.infer<typeof backupRecord>

/** The name of the record in the archive. */
export const recordName = 'backup.json'

const left = /^(tmp|lock|ledger|ledger\.log|ledger\.unfinished-[\d-]+)$/

const served = (home: Home): string | null => {
  const file = join(home.builds, 'current')
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : null
}

/**
 * The files of a home that a backup holds: all but what is unfinished, the lock, and PostgreSQL's own files,
 * whose rows are copied. Of builds that are no longer served, the manifest alone: they can be remade.
 */
export const keptFiles = (home: Home): string[] => {
  const current = served(home)
  return readdirSync(home.root, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map((each) => relative(home.root, join(each.parentPath, each.name)).replaceAll(sep, '/'))
    .filter((path) => {
      const [first = '', second = '', ...rest] = path.split('/')
      if (left.test(first)) return false
      const old = first === 'builds' && rest.length > 0 && second !== current
      return !old || rest[0] === 'manifest.json'
    })
    .sort()
}

/** A backup as a person hears of it. */
export type Backup = {
  file: string
  files: number
  bytes: number
  tables: number
  rows: number
  /** The newest entry of the audit in it. */
  newest: CopiedLedger['newest']
}

const differs = (a: Entry, b: Entry | undefined): boolean =>
  a.path !== b?.path || a.bytes !== b.bytes || a.sha256 !== b.sha256

/**
 * Writes ledger, lake, loads, builds, definitions and the key of the pseudonyms into one tar file that its
 * owner alone may read, while nothing is loaded or closed; then reads it back and compares every hash.
 *
 * @throws AppError `file-exists`, `busy`
 */
export const backUp = (home: Home, url: string | null, file: string): Promise<Backup> =>
  withLock(home, 'this backup', async () => {
    const target = resolve(file)
    if (existsSync(target)) {
      throw new AppError({
        code: 'file-exists',
        message: `${target} is there already.`,
        remedy: 'Choose another name, or take the old file away first.',
        where: target,
      })
    }
    const folder = mkdtempSync(join(home.tmp, 'backup-'))
    const unfinished = `${target}.unfinished`
    rmSync(unfinished, { force: true })
    const out = await open(unfinished, 'wx', 0o600)
    try {
      // Taken before the rows are, so that it never names an entry that came after them.
      const newest = join(folder, newestFile)
      if (existsSync(join(home.root, newestFile))) copyFileSync(join(home.root, newestFile), newest)
      const ledger = await asOwner(home, url, async (connection) => {
        await migrate(connection)
        return exportLedger(connection, folder)
      })
      const files: Entry[] = []
      for (const { name } of ledger.tables)
        files.push(await addFile(out, `ledger/${name}.copy`, join(folder, `${name}.copy`)))
      if (existsSync(newest)) files.push(await addFile(out, `home/${newestFile}`, newest))
      for (const path of keptFiles(home).filter((each) => each !== newestFile))
        files.push(await addFile(out, `home/${path}`, join(home.root, path)))
      const record: BackupRecord = {
        format: 'steward-backup-1',
        madeAt: new Date().toISOString(),
        build: served(home),
        files,
        ledger,
      }
      await addText(out, recordName, `${JSON.stringify(record, null, 1)}\n`)
      await endArchive(out)
      await out.sync()
      const read = await readArchive(unfinished, null)
      const wrong = files.find((each, i) => differs(each, read[i]))
      if (wrong) throw new Error(`the backup does not read back: ${wrong.path}`)
      renameSync(unfinished, target)
      const parent = await open(dirname(target), 'r')
      await parent.sync()
      await parent.close()
      return {
        file: target,
        files: files.length,
        bytes: files.reduce((all, { bytes }) => all + bytes, 0),
        tables: ledger.tables.length,
        rows: ledger.tables.reduce((all, { rows }) => all + rows, 0),
        newest: ledger.newest,
      }
    } finally {
      await out.close()
      rmSync(unfinished, { force: true })
      rmSync(folder, { recursive: true, force: true })
    }
  })
