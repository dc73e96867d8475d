import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AppError } from '../../core/refusal.ts'
import { openHome, type Home } from '../../stores/home.ts'
import { closeServed, openServed, type Served } from '../served.ts'

export const inventHome = (): Home => openHome(mkdtempSync(join(tmpdir(), 'steward-lake-')))

/** Does work with a group of its own, which is gone afterwards. */
export const withHome = async (work: (home: Home) => Promise<void>): Promise<void> => {
  const home = inventHome()
  try {
    await work(home)
  } finally {
    await closeServed(home)
    rmSync(home.root, { recursive: true, force: true })
  }
}

/** Reads from the build that is served and gives it back. */
export const reading = async <T>(home: Home, work: (served: Served) => Promise<T>): Promise<T> => {
  const served = await openServed(home, '256MB')
  try {
    return await work(served)
  } finally {
    served.close()
  }
}

/** True of a known failure with the code given. */
export const failureOf =
  (code: string) =>
  (error: unknown): boolean =>
    error instanceof AppError && error.refusal.code === code

/** Names of all files under a folder. */
export const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .sort()
