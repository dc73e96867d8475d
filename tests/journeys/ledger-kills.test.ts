import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import pg from 'pg'
import { random } from '../../src/core/random.ts'
import { openHome, type Home } from '../../src/stores/home.ts'
import { checkChain } from '../../src/stores/ledger/audit/chain.ts'
import { attach, dataOf } from '../../src/stores/ledger/engine/embedded.ts'
import { writtenDown } from '../../src/stores/ledger/engine/server.ts'
import { openLedger } from '../../src/stores/ledger/open-ledger.ts'
import { operator } from '../../src/stores/scope.ts'
import { temporaryFolder } from './homes.ts'

const asked = Number(process.env['STEWARD_WRITES'] ?? 200)

const makeTables = async (home: Home): Promise<void> => {
  await (await openLedger(home)).close()
  const attached = await attach(home)
  const client = new pg.Client(attached.connection)
  await client.connect()
  for (const table of ['torture_left', 'torture_right'])
    await client.query(
      `create table steward.${table} (number bigint primary key);
      alter table steward.${table} enable row level security;
      alter table steward.${table} force row level security;
      create policy own on steward.${table} using (viewer_everything())`.replaceAll(
        'viewer_',
        'steward.viewer_',
      ),
    )
  await client.end()
  await attached.release()
}

/** Runs the writer until it, or PostgreSQL itself, is ended by kill -9 after some milliseconds; gives what was acknowledged. */
const killedWriter = async (
  home: Home,
  first: number,
  after: number,
  victim: 'program' | 'server',
): Promise<number[]> => {
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, 'ledger-writer.ts'), home.root, String(first)],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  )
  const said: string[] = []
  const lines = createInterface({ input: child.stdout })
  const ready = once(lines, 'line')
  lines.on('line', (line) => said.push(line))
  const read = once(lines, 'close')
  await ready
  await wait(after)
  const server = writtenDown(dataOf(home))
  if (victim === 'server' && server) process.kill(server.pid, 'SIGKILL')
  else child.kill('SIGKILL')
  await read
  return said.filter((line) => line !== 'ready').map(Number)
}

type Kept = { left: number[]; right: number[]; entered: number[] }

const kept = async (home: Home): Promise<Kept> => {
  const ledger = await openLedger(home)
  try {
    assert.equal((await checkChain(ledger)).broken, null)
    return await ledger.read(operator, async (db) => {
      const numbers = async (table: string): Promise<number[]> => {
        const { rows } = await sql<{ number: number }>`
          select number from ${sql.table(table)} order by number`.execute(db)
        return rows.map(({ number }) => number)
      }
      const entries = await db.selectFrom('audit').select('after').execute()
      return {
        left: await numbers('torture_left'),
        right: await numbers('torture_right'),
        entered: entries.map(({ after }) => Number(Object(after).number)).sort((a, b) => a - b),
      }
    })
  } finally {
    await ledger.close()
  }
}

test(`after kill -9 at random moments of ${asked} writes every acknowledged change is there and none is half there`, async (t) => {
  const { path: folder, remove } = temporaryFolder()
  t.after(remove)
  const seed = Number(process.env['STEWARD_SEED'] ?? Date.now() % 1_000_000)
  const chance = random(String(seed))
  const home = openHome(folder)
  await makeTables(home)
  const acknowledged: number[] = []
  let kills = 0
  for (let first = 1; acknowledged.length < asked || kills < 10; kills++) {
    const victim = kills % 3 === 2 ? 'server' : 'program'
    const after = chance.next() * 300
    acknowledged.push(...(await killedWriter(home, first, after, victim)))
    const { left, right, entered } = await kept(home)
    const when = `seed ${seed}, kill ${kills} of the ${victim}`
    assert.deepEqual(right, left, `${when}: half a change`)
    assert.deepEqual(entered, left, `${when}: a change without its entry`)
    const there = new Set(left)
    assert.deepEqual(
      acknowledged.filter((number) => !there.has(number)),
      [],
      `${when}: lost`,
    )
    first = (left.at(-1) ?? 0) + 100
  }
  console.log(`  ${acknowledged.length} acknowledged writes, ${kills} kills, seed ${seed}`)
})
