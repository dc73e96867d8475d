import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chownSync,
  existsSync,
  globSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { join } from 'node:path'
import { environment, type Engine } from './binaries.ts'
import type { Account } from './account.ts'

/** The name of the ledger's owner within its own PostgreSQL. */
export const owner = 'steward'

/** The name by which PostgreSQL knows its folder: its parents may be closed to its account, its own folder is not. */
export const ownFolder = process.platform === 'linux' ? '/proc/self/cwd' : '.'

/** The major version of the PostgreSQL that made the data in a folder; null where there are none. */
export const versionOf = (data: string): number | null => {
  const file = join(data, 'PG_VERSION')
  return existsSync(file) ? Number(readFileSync(file, 'utf8')) : null
}

/** Makes PostgreSQL's files in a new folder, UTF-8 and in the order of code points, for its own socket only. */
export const initialise = async (
  data: string,
  engine: Engine,
  account: Account | null,
  durable = true,
): Promise<void> => {
  mkdirSync(data, { recursive: true, mode: 0o700 })
  if (account) chownSync(data, account.uid, account.gid)
  const options = ['--auth-local=trust', '--auth-host=reject', '--encoding=UTF8', '--locale=C']
  const child = spawn(
    join(engine.bin, 'initdb'),
    ['-D', ownFolder, '-U', owner, ...options, ...(durable ? [] : ['--no-sync'])],
    { cwd: data, env: environment, stdio: ['ignore', 'ignore', 'pipe'], ...account },
  )
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text))
  await once(child, 'close')
  if (child.exitCode !== 0) throw new Error(`initdb ended with ${child.exitCode}: ${said.trim()}`)
}

/** Whether a process of this number runs. */
export const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

let made = 0

/** Makes the ledger's files beside their place and puts them there whole; a second process that does the same loses nothing. */
export const makeCluster = async (
  data: string,
  engine: Engine,
  account: Account | null,
): Promise<void> => {
  for (const left of globSync(`${data}.unfinished-*`))
    if (!alive(Number(left.split('-').at(-1)))) rmSync(left, { recursive: true, force: true })
  const unfinished = `${data}.unfinished-${made++}-${process.pid}`
  await initialise(unfinished, engine, account)
  try {
    renameSync(unfinished, data)
  } catch (error) {
    if (versionOf(data) === null) throw error
    rmSync(unfinished, { recursive: true })
  }
}
