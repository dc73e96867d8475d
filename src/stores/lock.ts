import { existsSync, linkSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '../core/refusal.ts'
import { openDuck, type Duck } from './duck.ts'
import type { Home } from './home.ts'

let made = 0

const makeLockFile = async (home: Home): Promise<void> => {
  if (existsSync(home.lockFile)) return
  const unfinished = join(home.tmp, `lock.${process.pid}.${made++}`)
  const empty = await openDuck({ file: unfinished, tmp: home.tmp })
  empty.close()
  try {
    linkSync(unfinished, home.lockFile)
  } catch (error) {
    if (!existsSync(home.lockFile)) throw error
  }
  rmSync(unfinished, { force: true })
}

const busy = (what: string, cause: unknown): AppError => {
  const text = cause instanceof Error ? cause.message : ''
  const holder = /PID (\d+)/.exec(text)?.[1]
  return new AppError(
    {
      code: 'busy',
      message: `Another process${holder === undefined ? '' : ` (number ${holder})`} is at work on these data, so ${what} cannot start.`,
      remedy: 'Wait until it has ended, then run the command again.',
    },
    { cause },
  )
}

/**
 * Does the work while no other process loads or closes for the same group; AppError "busy" when one
 * does. The lock is the operating system's own on an empty DuckDB file: it ends with its process,
 * however that ends, so nothing is ever left locked.
 */
export const withLock = async <T>(home: Home, what: string, work: () => Promise<T>): Promise<T> => {
  await makeLockFile(home)
  let held: Duck
  try {
    held = await openDuck({ file: home.lockFile, tmp: home.tmp, memory: '64MB', threads: 1 })
  } catch (error) {
    const text = error instanceof Error ? error.message : ''
    throw /lock|opened twice/i.test(text) ? busy(what, error) : error
  }
  try {
    return await work()
  } finally {
    held.close()
  }
}
