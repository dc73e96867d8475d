import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Home } from '../stores/home.ts'

const markOf = (home: Home): string => join(home.tmp, 'closing')

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** Marks the home as being closed while the work goes on; what a killed close leaves names a process that is gone. */
export const whileClosing = async <T>(home: Home, work: () => Promise<T>): Promise<T> => {
  writeFileSync(markOf(home), String(process.pid), { mode: 0o600 })
  try {
    return await work()
  } finally {
    rmSync(markOf(home), { force: true })
  }
}

/** Whether a close is at work on this home now, in whatever process. */
export const isClosing = (home: Home): boolean => {
  let text: string
  try {
    text = readFileSync(markOf(home), 'utf8')
  } catch {
    return false
  }
  const pid = Number(text)
  return Number.isInteger(pid) && pid > 0 && isAlive(pid)
}
