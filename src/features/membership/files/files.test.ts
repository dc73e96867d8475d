import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { loadFile } from '../../../intake/load.ts'
import { openHome, type Home } from '../../../stores/home.ts'
import { openTestLedger } from '../../../stores/ledger/test-ledger.ts'
import { operator } from '../../../stores/scope.ts'
import { inventedContext } from '../../invented-context.ts'
import { enterChange, readMembership, undoChange } from '../store.ts'
import { placeIn } from '../rules/places.ts'
import { readLakeMembership } from './lake.ts'
import { adoptMembership, importFromLake, settleMembership } from './settle.ts'

const head = 'practice_code,group_code,group_name,locality_code,locality_name,from_date,to_date\n'
const first = `${head}A81001,CW,Cobwold,N,Northmoor,2017-04-01,\nA81002,CW,Cobwold,S,Southmere,2017-04-01,2019-03-31\nA81003,CW,Cobwold,S,Southmere,2017-04-01,\n`

describe('membership between files and the ledger', () => {
  let folder: string
  let home: Home
  let ledger: Awaited<ReturnType<typeof openTestLedger>>
  const load = async (name: string, text: string): Promise<void> => {
    const path = join(folder, name)
    writeFileSync(path, text)
    const loaded = await loadFile(home, path)
    assert.ok(loaded.ok, JSON.stringify(loaded))
  }
  const context = () => inventedContext({ folder: home.root, ledger: async () => ledger })
  const lakeRows = async (): Promise<string[]> =>
    (await readLakeMembership(home)).rows.map(
      ({ practice, locality, fromDate, toDate }) =>
        `${practice} ${locality} ${fromDate} ${toDate ?? ''}`,
    )
  const join3 = () =>
    ledger.write(operator, (db, audit) =>
      enterChange(
        db,
        audit,
        {
          practice: 'A81004',
          from: '2020-04',
          place: { group: 'CW', locality: 'N' },
          successors: [],
        },
        { kind: 'joins', source: 'form', why: 'Voted in.', on: '2020-03-20' },
      ),
    )

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'steward-membership-'))
    home = openHome(join(folder, 'var'))
    ledger = await openTestLedger()
    await load('members.csv', first)
    await load('moves.csv', 'practice_code,successor_code,from_date\nA81002,A81003,2019-04-01\n')
  })
  after(async () => {
    await ledger.remove()
    rmSync(folder, { recursive: true })
  })

  test('a file moves into an empty ledger once, with its names and its merger', async () => {
    const done = await adoptMembership(ledger, home, '2020-04-20')
    assert.equal(done?.practices, 3)
    assert.equal(await adoptMembership(ledger, home, '2020-04-20'), null)
    const { changes, spells, successions, localities } = await ledger.read(operator, readMembership)
    assert.deepEqual(
      changes.map(({ practice, kind }) => `${practice} ${kind}`),
      ['A81001 joins', 'A81002 joins', 'A81002 merges', 'A81003 joins'],
    )
    assert.equal(placeIn(spells, 'A81002', '2019-03')?.locality, 'S')
    assert.equal(placeIn(spells, 'A81002', '2019-04'), null)
    assert.deepEqual(successions, [{ practice: 'A81002', successor: 'A81003', from: '2019-04' }])
    assert.deepEqual(
      localities.map(({ name }) => name),
      ['Northmoor', 'Southmere'],
    )
  })

  test('while the ledger says the same as the newest file, a close loads nothing', async () => {
    mkdirSync(join(home.root, 'ledger'), { recursive: true })
    const { load: newest } = await readLakeMembership(home)
    assert.deepEqual(await settleMembership(context()), [])
    assert.equal((await readLakeMembership(home)).load?.id, newest?.id)
  })

  test('an entry of the ledger reaches the lake at the next close, and going back does too', async () => {
    const id = await join3()
    await settleMembership(context())
    assert.deepEqual(await lakeRows(), [
      'A81001 N 2017-04-01 ',
      'A81002 S 2017-04-01 2019-03-31',
      'A81003 S 2017-04-01 ',
      'A81004 N 2020-04-01 ',
    ])
    await ledger.write(operator, async (db, audit) => {
      const { changes } = await readMembership(db)
      const change = changes.find((each) => each.id === id)
      assert.ok(change)
      await undoChange(db, audit, change, { source: 'form', why: 'Too early.', on: '2020-03-21' })
    })
    await settleMembership(context())
    assert.equal((await lakeRows()).length, 3)
  })

  test('a file loaded by hand changes nothing until it is taken over, and then it does', async () => {
    await load(
      'later.csv',
      first.replace('A81003,CW,Cobwold,S,Southmere', 'A81003,CW,Cobwold,N,Northmoor'),
    )
    const [said] = await settleMembership(context())
    assert.match(said ?? '', /differ from later\.csv/)
    assert.ok((await lakeRows()).includes('A81003 S 2017-04-01 '))
    await load(
      'again.csv',
      first.replace('A81003,CW,Cobwold,S,Southmere', 'A81003,CW,Cobwold,N,Northmoor') + '\n',
    )
    const done = await importFromLake(ledger, home, '2020-04-20')
    assert.deepEqual([done?.practices, done?.entered, done?.takenBack], [1, 1, 1])
    assert.deepEqual(await settleMembership(context()), [])
    const { spells } = await ledger.read(operator, readMembership)
    assert.equal(placeIn(spells, 'A81003', '2017-04')?.locality, 'N')
  })
})
