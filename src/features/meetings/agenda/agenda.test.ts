import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { openTestLedger, type TestLedger } from '../../../stores/ledger/test-ledger.ts'
import { operator } from '../../../stores/scope.ts'
import type { Served } from '../../../warehouse/served.ts'
import type { OpenConcern } from '../../concerns/concerns.ts'
import { inventedBuild } from '../../invented-build.ts'
import { inventedContext } from '../../invented-context.ts'
import type { Sitting } from '../sitting/sitting.ts'
import { belongsTo, draftFor } from './sources.ts'

describe('agendas that draft themselves', () => {
  let folder: string
  let served: Served
  let ledger: TestLedger
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'steward-agenda-'))
    served = await inventedBuild(folder)
    ledger = await openTestLedger()
  })
  after(async () => {
    served.duck.close()
    await ledger.remove()
    rmSync(folder, { recursive: true })
  })

  /** What is drafted for a body from the figures alone; `released` gives what may leave the group. */
  const drafted = async (body: string, place: string | null, released = true) => {
    const context = inventedContext({
      folder,
      ledger: async () => ledger,
      served: async () => (body === 'practice' ? served : null),
      servedReleased: async () => (released ? served : null),
    })
    const series = { id: 1, body, place, name: 'A series', members: [] }
    const meeting = { state: 'planned', onDate: '2020-05-01' }
    // Drafting reads these parts of a sitting alone.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    const sitting = { series, meeting, before: null, items: [] } as unknown as Sitting
    return draftFor(context, operator, sitting)
  }

  test('board, committee, locality and practice each get what their figures say is worth asking', async () => {
    const rows = await served.duck.all<{ practice: string; locality: string }>(
      'select practice, locality from membership order by practice limit 1',
    )
    const [member] = rows
    assert.ok(member)
    for (const [body, place] of [
      ['board', null],
      ['committee', null],
      ['locality', member.locality],
      ['practice', member.practice],
    ] as const) {
      const items = await drafted(body, place)
      assert.ok(items.length > 0, body)
      assert.ok(
        items.every(({ origin, title }) => origin.startsWith('figure:') && title.length > 10),
        body,
      )
    }
  })

  test('what others read is drafted from figures that may leave the group, and of those alone', async () => {
    for (const [body, place] of [
      ['committee', null],
      ['locality', 'CW1'],
    ] as const)
      assert.deepEqual(await drafted(body, place, false), [])
  })

  test('a practice takes up what its own people raised, a committee what waits past its day', () => {
    const of = (id: number, raisedBy: number, lateDays: number): OpenConcern => ({
      id,
      kind: 'idea',
      title: 'An idea',
      topic: 'Discharge and letters',
      locality: 'N',
      state: 'heard',
      raisedOn: '2020-04-01',
      raisedBy,
      owner: null,
      promisedBy: null,
      lateDays,
      provider: null,
      path: `/concerns/${id}`,
    })
    const all = [of(1, 7, 0), of(2, 8, 3)]
    const seat = { person: 7, name: 'Ada', roles: [], practice: null, voting: true }
    const ids = (body: string): number[] =>
      all.filter(belongsTo({ body, members: [seat] })).map(({ id }) => id)
    assert.deepEqual([ids('practice'), ids('committee'), ids('locality')], [[1], [2], [1, 2]])
  })
})
