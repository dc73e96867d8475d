import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { operator, type Viewer } from '../../stores/scope.ts'
import { openTestLedger } from '../../stores/ledger/test-ledger.ts'
import { addNote, giveTo, moveOn, raise } from './act.ts'
import { inventedPerson } from './invented-people.ts'
import type { Raised } from './raised.ts'
import { answeredSince, openConcernsOf, takeAtMeeting } from './meetings.ts'
import { mergedInto, readConcern, readConcerns, readNotes, readTaken } from './read.ts'
import { readConcernRule } from './rule.ts'

type Person = Viewer & { person: number }

const rule = readConcernRule({ definitions: '/nowhere' })
const today = '2020-04-20'
const late: Raised = {
  kind: 'concern',
  title: 'Letters come late',
  words: 'Discharge letters arrive two weeks after the patient.',
  group: 'CW',
  locality: 'N',
  topic: 'Discharge and letters',
  about: { kind: 'provider', name: 'RX1' },
}

describe('ideas and concerns in the ledger', () => {
  let ledger: Awaited<ReturnType<typeof openTestLedger>>
  let gp: Person
  let neighbour: Person
  let southern: Person
  let lead: Person
  let manager: Person
  let patients: Person
  const raiseAs = (who: Person, raised: Partial<Raised> = {}): Promise<number> =>
    raise(ledger, who, { ...late, ...raised }, raiser(who), rule)
  const raiser = (who: Person) => ({
    person: who.person,
    name: who.name,
    practice: who.appointments[0]?.practice ?? null,
    via: 'form' as const,
    messageId: null,
    on: today,
  })
  const move = (who: Viewer, id: number, to: Parameters<typeof moveOn>[3]['to'], into?: number) =>
    moveOn(ledger, who, id, { to, reply: 'Because.', into: into ?? null }, rule, today)
  const codeOf = async (work: Promise<{ ok: boolean; refusal?: { code: string } }>) => {
    const result = await work
    return result.ok ? 'accepted' : result.refusal?.code
  }
  const lettersTo = (who: Person): Promise<string[]> =>
    ledger.read(operator, async (db) => {
      const rows = await db
        .selectFrom('mail')
        .select(['text'])
        .where('to_person', '=', who.person)
        .orderBy('id')
        .execute()
      return rows.map(({ text }) => text)
    })

  before(async () => {
    ledger = await openTestLedger()
    const place = async (practice: string, locality: string): Promise<void> =>
      ledger.write(operator, async (db, audit) => {
        await db
          .insertInto('membership_change')
          .values({
            practice,
            from_month: '2017-04-01',
            kind: 'joins',
            group_code: 'CW',
            locality,
            undoes: null,
            source: 'form',
            why: 'Founding member.',
            on_date: '2017-04-01',
          })
          .execute()
        await audit({ action: 'membership.joins', subject: `practice:${practice}` })
      })
    await place('A1', 'N')
    await place('B2', 'N')
    await place('C3', 'S')
    gp = await inventedPerson(ledger, 'Gwen Pole', [{ role: 'gp', practice: 'A1' }])
    neighbour = await inventedPerson(ledger, 'Nora Bor', [{ role: 'gp', practice: 'B2' }])
    southern = await inventedPerson(ledger, 'Sol Thorn', [{ role: 'gp', practice: 'C3' }])
    lead = await inventedPerson(ledger, 'Ellen Dahl', [{ role: 'elected-gp', locality: 'N' }])
    manager = await inventedPerson(ledger, 'May Nash', [{ role: 'management-team' }])
    patients = await inventedPerson(ledger, 'Pat Grove', [{ role: 'patient-group', locality: 'N' }])
  })
  after(() => ledger.remove())

  test('what a GP raises is heard, owned by the locality’s elected GP, and both are written to', async () => {
    const id = await raiseAs(gp)
    const found = await ledger.read(gp, (db) => readConcern(db, id))
    assert.equal(found?.state, 'heard')
    assert.equal(found?.owner?.name, 'Ellen Dahl')
    assert.deepEqual(found?.steps[0]?.promisedBy, '2020-04-27')
    assert.deepEqual(found?.themes, ['Discharge letters', 'Waiting times'])
    assert.match((await lettersTo(gp)).at(-1) ?? '', /by 27 April 2020/)
    assert.match((await lettersTo(lead)).at(-1) ?? '', /yours to look after/)
  })

  test('its locality, the board and the management team see it; another locality and the patient group do not', async () => {
    const id = await raiseAs(gp)
    const sees = (who: Viewer): Promise<boolean> =>
      ledger.read(who, async (db) => (await readConcern(db, id)) !== undefined)
    for (const who of [gp, neighbour, lead, manager]) assert.equal(await sees(who), true, who.name)
    for (const who of [southern, patients]) assert.equal(await sees(who), false, who.name)
  })

  test('it is answered, reopened by whoever raised it, and resolved', async () => {
    const id = await raiseAs(gp)
    assert.equal(await codeOf(move(lead, id, 'looking into it')), 'accepted')
    assert.equal(await codeOf(move(lead, id, 'answered')), 'accepted')
    assert.equal(await codeOf(move(lead, id, 'reopened')), 'not-allowed')
    assert.equal(await codeOf(move(gp, id, 'reopened')), 'accepted')
    assert.match((await lettersTo(lead)).at(-1) ?? '', /reopened by whoever raised it/)
    assert.equal(await codeOf(move(neighbour, id, 'done')), 'not-allowed')
    assert.equal(await codeOf(move(lead, id, 'done')), 'accepted')
    const found = await ledger.read(gp, (db) => readConcern(db, id))
    assert.deepEqual(
      found?.steps.map(({ state }) => state),
      ['heard', 'looking into it', 'answered', 'reopened', 'done'],
    )
    assert.match((await lettersTo(gp)).at(-1) ?? '', /is done\.\n\nBecause\./)
  })

  test('a duplicate is merged with notice, and its raiser hears the answer to the other', async () => {
    const first = await raiseAs(gp)
    const second = await raiseAs(neighbour, { title: 'Late letters' })
    assert.equal(await codeOf(move(lead, second, 'merged', second)), 'merge-into-what')
    assert.equal(await codeOf(move(lead, second, 'merged', 999_999)), 'merge-into-what')
    assert.equal(await codeOf(move(lead, second, 'merged', first)), 'accepted')
    assert.match((await lettersTo(neighbour)).at(-1) ?? '', /merged with it/)
    const merged = await ledger.read(lead, (db) => mergedInto(db, first))
    assert.deepEqual(
      merged.map(({ id }) => id),
      [second],
    )
    await move(lead, first, 'answered')
    assert.match((await lettersTo(neighbour)).at(-1) ?? '', /has an answer/)
    assert.equal(await codeOf(move(lead, second, 'heard')), 'accepted')
    assert.deepEqual(await ledger.read(lead, (db) => mergedInto(db, first)), [])
  })

  test('whoever raised a duplicate is told nothing of one that they may not open, and hears all the same', async () => {
    const secret = 'Norman Ward is short of nurses'
    const first = await raiseAs(gp, { title: secret })
    const far = await inventedPerson(ledger, 'Fay Low', [{ role: 'gp', practice: 'C3' }])
    const second = await raiseAs(far, { title: 'Ward closed', locality: 'S' })
    assert.equal(await codeOf(move(lead, second, 'merged', first)), 'accepted')
    const told = (await lettersTo(far)).at(-1) ?? ''
    assert.match(told, /merged with/)
    assert.ok(!told.includes(secret))
    assert.ok(!told.includes(`number ${first}`))
    const topic = await inventedPerson(ledger, 'Tom Reed', [{ role: 'topic-lead', locality: 'N' }])
    assert.equal(await codeOf(giveTo(ledger, lead, first, topic.person, today)), 'accepted')
    assert.equal(await codeOf(move(topic, first, 'answered')), 'accepted')
    assert.match((await lettersTo(far)).at(-1) ?? '', /“Ward closed” has an answer/)
    assert.equal(await codeOf(move(gp, first, 'reopened')), 'accepted')
    assert.match((await lettersTo(far)).at(-1) ?? '', /“Ward closed” was reopened/)
  })

  test('a duplicate of a duplicate still hears', async () => {
    const ids = [await raiseAs(gp), await raiseAs(gp), await raiseAs(neighbour, { title: 'Again' })]
    const [first = 0, second = 0, third = 0] = ids
    assert.equal(await codeOf(move(lead, third, 'merged', second)), 'accepted')
    assert.equal(await codeOf(move(lead, second, 'merged', first)), 'accepted')
    assert.equal(await codeOf(move(lead, first, 'answered')), 'accepted')
    assert.match((await lettersTo(neighbour)).at(-1) ?? '', /“Again” has an answer/)
  })

  test('whoever owns one deals with it and passes it on, whatever their role', async () => {
    const id = await raiseAs(gp)
    const topic = await inventedPerson(ledger, 'Tove Pick', [{ role: 'topic-lead' }])
    assert.equal(await codeOf(giveTo(ledger, neighbour, id, topic.person, today)), 'not-allowed')
    assert.equal(await codeOf(giveTo(ledger, lead, id, gp.person, today)), 'owner-unknown')
    assert.equal(await codeOf(giveTo(ledger, lead, id, topic.person, today)), 'accepted')
    assert.equal(await codeOf(move(topic, id, 'answered')), 'accepted')
    assert.equal(await codeOf(giveTo(ledger, topic, id, manager.person, today)), 'accepted')
  })

  test('something more can be said by whoever sees it, and its owner hears', async () => {
    const id = await raiseAs(gp)
    await addNote(ledger, neighbour, id, 'Here as well.', 'form', today)
    const notes = await ledger.read(gp, (db) => readNotes(db, id))
    assert.deepEqual(
      notes.map(({ words, by }) => [words, by]),
      [['Here as well.', 'Nora Bor']],
    )
    await assert.rejects(addNote(ledger, southern, id, 'Me too.', 'form', today), /may not see it/)
  })

  test('below the pages: nobody enters a state, a note or a concern in another’s name', async () => {
    const id = await raiseAs(gp)
    const state = { concern_id: id, reply: '', into_id: null, promised_by: null, rule_version: 1 }
    const as = (who: Viewer, name: 'answered' | 'done') =>
      ledger.write(who, async (db, audit) => {
        await db
          .insertInto('concern_state')
          .values({ ...state, state: name, on_date: today, by_person: 1, by_name: 'x' })
          .execute()
        await audit({ action: 'x', subject: 'x' })
      })
    await assert.rejects(as(gp, 'answered'), /row-level security/)
    await assert.rejects(as(southern, 'done'), /row-level security/)
    await assert.rejects(
      raise(ledger, southern, late, { ...raiser(gp) }, rule),
      /row-level security/,
    )
    await assert.rejects(
      ledger.write(gp, async (db, audit) => {
        await db.deleteFrom('concern').where('id', '=', id).execute()
        await audit({ action: 'x', subject: 'x' })
      }),
      /permission denied/,
    )
  })

  test('two who move it at once do so one after the other, and the second is refused', async () => {
    const id = await raiseAs(gp)
    const codes = await Promise.all([
      codeOf(move(lead, id, 'not now')),
      codeOf(move(manager, id, 'not now')),
    ])
    assert.deepEqual(codes.toSorted(), ['accepted', 'move-not-possible'])
  })

  test('a locality’s meeting is given what is open there, and what it took stands with it', async () => {
    const id = await raiseAs(gp)
    const settled = await raiseAs(gp)
    await move(lead, settled, 'not now')
    const open = await openConcernsOf(ledger, lead, 'N', today)
    assert.ok(open.some((one) => one.id === id && one.promisedBy === '2020-04-27'))
    assert.ok(open.every((one) => one.id !== settled && one.locality === 'N'))
    const answered = await answeredSince(ledger, lead, 'N', today, today)
    assert.ok(answered.some((one) => one.id === settled))
    const taken = { concern: id, meeting: null, meetingTitle: 'Northmoor', heldOn: today, note: '' }
    await ledger.write(lead, (db, audit) => takeAtMeeting(db, audit, lead, taken))
    const [at] = await ledger.read(gp, (db) => readTaken(db, id))
    assert.equal(at?.title, 'Northmoor')
    await assert.rejects(
      ledger.write(neighbour, (db, audit) => takeAtMeeting(db, audit, neighbour, taken)),
      /row-level security/,
    )
  })

  test('each list is of what the viewer may see, the newest first', async () => {
    const all = await ledger.read(manager, (db) => readConcerns(db))
    const own = await ledger.read(southern, (db) => readConcerns(db))
    assert.ok(all.length >= 8)
    assert.ok(own.every(({ locality }) => locality === 'S'))
    assert.deepEqual(
      all.map(({ id }) => id),
      all.map(({ id }) => id).toSorted((a, b) => b - a),
    )
  })
})
