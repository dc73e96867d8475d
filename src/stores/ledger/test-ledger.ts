import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { connected } from './connected.ts'
import { accountFor } from './engine/account.ts'
import { engines, environment, type Engine } from './engine/binaries.ts'
import { initialise } from './engine/cluster.ts'
import { answers, argumentsOf, connectionTo, socketFolder } from './engine/server.ts'
import type { Ledger } from './ledger.ts'
import { migrate } from './migrate.ts'
import { sealingWith } from './sealing.ts'

const quick = [
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'wal_level=minimal',
  'max_wal_senders=0',
  'autovacuum=off',
]

/** Ends the server and takes its files away when its standard input closes: with the process of the tests, however that ends. */
const watchdog =
  'socket=$1; data=$2; shift 2; "$@" & read -r _; kill -QUIT $!; wait; rm -rf "$socket" "$data"'

/** Starts a server for this process alone, without the care that data on a disk need; gives the folder of its socket. */
const startTestServer = async (engine: Engine): Promise<string> => {
  const data = mkdtempSync(join(tmpdir(), 'steward-ledger-'))
  const account = accountFor(data)
  await initialise(data, engine, account, false)
  const socket = socketFolder(account)
  const program = [join(engine.bin, 'postgres'), ...argumentsOf(socket, quick)]
  const child = spawn('/bin/sh', ['-c', watchdog, 'sh', socket, data, ...program], {
    cwd: data,
    env: environment,
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
    ...account,
  })
  child.unref()
  if ('unref' in child.stdin && typeof child.stdin.unref === 'function') child.stdin.unref()
  for (let tries = 0; !(await answers(socket)); tries++) {
    if (tries > 1500 || child.exitCode !== null) throw new Error('the test server does not start')
    await wait(10)
  }
  return socket
}

const run = async (socket: string, statement: string): Promise<void> => {
  const client = new pg.Client(connectionTo(socket))
  await client.connect()
  await client.query(statement)
  await client.end()
}

const started = new Map<string, Promise<string>>()

const prepared = async (engine: Engine): Promise<string> => {
  const socket = await startTestServer(engine)
  await run(socket, 'create database shape')
  await migrate(connectionTo(socket, 'shape'))
  return socket
}

let known: Engine[] | null = null

/** The engines that tests can run on: the package's, and the newest that the machine has of its own. */
export const testEngines = (): Engine[] => {
  const all = (known ??= engines(accountFor('/nowhere')))
  return (['package', 'machine'] as const).flatMap(
    (source) => all.find((engine) => engine.source === source) ?? [],
  )
}

let made = 0

/** A ledger of a test's own, with its connection for looking behind it; remove() takes it away. */
export type TestLedger = Ledger & { connection: pg.ClientConfig; remove(): Promise<void> }

/** STEWARD_TEST_ENGINE=machine takes the machine's own PostgreSQL instead of the package's. */
const usual = (): Engine | undefined => {
  const asked = process.env['STEWARD_TEST_ENGINE'] ?? 'package'
  return testEngines().find(({ source }) => source === asked)
}

/** An empty, migrated ledger in a fresh database of a real PostgreSQL that this process's tests share. */
export const openTestLedger = async (engine: Engine | undefined = usual()): Promise<TestLedger> => {
  if (!engine) throw new Error('no PostgreSQL runs on this machine')
  const server = started.get(engine.bin) ?? prepared(engine)
  started.set(engine.bin, server)
  const socket = await server
  const name = `test_${made++}`
  await run(socket, `create database ${name} template shape`)
  const connection = connectionTo(socket, name)
  const ledger = connected(
    { ...connection, max: 4, allowExitOnIdle: true },
    sealingWith(randomBytes(32)),
  )
  const remove = async (): Promise<void> => {
    await ledger.close()
    await run(socket, `drop database ${name} with (force)`)
  }
  return { ...ledger, connection, remove }
}
