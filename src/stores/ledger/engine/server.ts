import { spawn, type ChildProcess } from 'node:child_process'
import {
  chownSync,
  closeSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import type { Account } from './account.ts'
import { environment, type Engine } from './binaries.ts'
import { alive, owner, ownFolder } from './cluster.ts'

/** A PostgreSQL that answers on a socket in this folder. */
export type Running = { pid: number; socket: string }

/** How to reach the ledger of a running PostgreSQL of our own. */
export const connectionTo = (socket: string, database = 'postgres'): pg.ClientConfig => ({
  host: socket,
  user: owner,
  database,
  application_name: 'steward',
})

/** What a file says; null where there is none, or where it goes while it is asked for. */
const textOf = (file: string): string | null => {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null
  }
}

/** What PostgreSQL itself wrote down about the server of these data; it may have ended since. */
export const writtenDown = (data: string): Running | null => {
  const [pid = '', , , , socket = ''] = (textOf(join(data, 'postmaster.pid')) ?? '').split('\n')
  return socket === '' ? null : { pid: Number(pid), socket }
}

/** Whether something answers there now. */
export const answers = async (socket: string): Promise<boolean> => {
  const client = new pg.Client(connectionTo(socket))
  client.on('error', () => {})
  try {
    await client.connect()
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => {})
  }
}

/** Takes away the process number of a server that has gone when another program has the number now. */
const clearStale = (data: string): void => {
  const left = writtenDown(data)
  if (!left) return
  const name = textOf(`/proc/${left.pid}/comm`)
  const taken = name !== null && name.trim() !== 'postgres'
  if (taken) rmSync(join(data, 'postmaster.pid'), { force: true })
  if (taken || name === null) rmSync(left.socket, { recursive: true, force: true })
}

const settings = [
  'listen_addresses=',
  'max_connections=60',
  'shared_buffers=32MB',
  'max_wal_size=256MB',
  'timezone=UTC',
  'log_timezone=UTC',
  'log_min_messages=warning',
  'log_statement=none',
  'log_min_error_statement=panic',
  'log_error_verbosity=terse',
]

/** A new folder for the socket: its path must be short, and nobody else may enter it. */
export const socketFolder = (account: Account | null): string => {
  const folder = mkdtempSync(join(tmpdir().length > 60 ? '/tmp' : tmpdir(), 'steward-'))
  if (account) chownSync(folder, account.uid, account.gid)
  return folder
}

/** The arguments of a PostgreSQL that listens on a socket in this folder alone. */
export const argumentsOf = (socket: string, more: readonly string[] = []): string[] => [
  '-D',
  ownFolder,
  ...[...settings, `unix_socket_directories=${socket}`, ...more].flatMap((each) => ['-c', each]),
]

const longest = 1_000_000

/** The server's log, begun again when it has grown long. */
const openLog = (file: string): number => {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0
  return openSync(file, size > longest ? 'w' : 'a', 0o600)
}

const ended = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null

/**
 * Starts the server of these data in a session of its own, so that neither an interrupt nor the end of this
 * process ends it. Where another process starts one at the same time, the second ends by itself and the
 * first is used.
 */
export const startServer = async (
  data: string,
  engine: Engine,
  account: Account | null,
): Promise<Running> => {
  clearStale(data)
  const log = openLog(`${data}.log`)
  const socket = socketFolder(account)
  const child = spawn(join(engine.bin, 'postgres'), argumentsOf(socket), {
    cwd: data,
    env: environment,
    detached: true,
    stdio: ['ignore', log, log],
    ...account,
  })
  child.on('error', () => {})
  child.unref()
  closeSync(log)
  const until = performance.now() + 60_000
  while (performance.now() < until) {
    const running = writtenDown(data)
    if (running && (await answers(running.socket))) {
      if (running.socket !== socket) rmSync(socket, { recursive: true, force: true })
      return running
    }
    if (ended(child) && (running === null || !alive(running.pid))) break
    await wait(20)
  }
  rmSync(socket, { recursive: true, force: true })
  throw new Error('it ended before it answered')
}

/** Tells a server to end and waits until it has: what is committed is on the disk. */
export const stopServer = async (data: string, { pid, socket }: Running): Promise<void> => {
  if (alive(pid)) process.kill(pid, 'SIGINT')
  while (writtenDown(data)?.pid === pid && alive(pid)) await wait(10)
  rmSync(socket, { recursive: true, force: true })
}
