import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { openTestLedger, type TestLedger } from '../../../stores/ledger/test-ledger.ts'
import { operator, publicViewer, roles, type Viewer } from '../../../stores/scope.ts'
import { addSample, samplePeople } from '../sample.ts'
import { appointmentText } from './roles.ts'
import {
  addPerson,
  appoint,
  changePerson,
  endAppointment,
  isTaken,
  listPeople,
  readPerson,
  viewerOf,
} from './store.ts'

const world = {
  today: '2020-04-20',
  groupCode: 'CW',
  practices: ['A81001', 'A81002', 'A81003'].map((code, i) => ({
    code,
    name: `Practice ${i}`,
    locality: i < 2 ? 'N' : 'S',
  })),
  localities: [
    { code: 'N', name: 'North' },
    { code: 'S', name: 'South' },
  ],
}

test('an appointment is said with the names of its places, or their codes where none is known', () => {
  const lead = { role: 'practice-lead', practice: 'A81001', locality: 'N', topic: null } as const
  const names: Readonly<Record<string, string>> = { A81001: 'Alder Surgery', N: 'Northmoor' }
  const nameOf = (_: string, code: string): string => names[code] ?? code
  assert.equal(appointmentText(lead), 'Practice lead, A81001')
  assert.equal(appointmentText(lead, nameOf), 'Practice lead, Alder Surgery')
  assert.equal(
    appointmentText({ ...lead, role: 'topic-lead', practice: null, topic: 'frailty' }, nameOf),
    'Topic lead, frailty, Northmoor',
  )
})

describe('people and what they are appointed to', () => {
  let ledger: TestLedger
  before(async () => {
    ledger = await openTestLedger()
    await addSample(ledger, world)
  })
  after(() => ledger.remove())

  const all = () => ledger.read(operator, listPeople)
  const viewer = async (key: string): Promise<Viewer> => {
    const person = (await all()).find(({ sample_key: held }) => held === key)
    const made = person && viewerOf(person, world.today, 'test')
    assert.ok(made, key)
    return made
  }

  test('the sample world has a person for every role, twelve on the board and four who lead a locality', async () => {
    const people = await all()
    const appointed = people.flatMap(({ appointments }) => appointments)
    for (const role of roles.filter((each) => each !== 'public'))
      assert.ok(
        appointed.some((each) => each.role === role),
        role,
      )
    const board = new Set(
      appointed
        .filter(({ role }) => /-member$|^elected-gp$/.test(role))
        .map(({ person }) => person),
    )
    assert.equal(board.size, 12)
    const leads = appointed.filter(({ topic }) => topic === 'locality')
    assert.deepEqual(new Set(leads.map(({ locality }) => locality)), new Set(['N', 'S']))
    assert.equal(leads.length, 4)
    assert.equal(new Set(people.map(({ name }) => name)).size, people.length)
  })

  test('adding the sample people again changes nothing', async () => {
    const revision = await ledger.revision()
    await addSample(ledger, world)
    assert.equal(await ledger.revision(), revision)
    assert.equal((await all()).length, samplePeople(world).length)
  })

  test('a role is held from its first day to its last, and no longer once it is ended', async () => {
    const person = await ledger.write(operator, async (db, audit) => {
      const id = await addPerson(db, audit, { name: 'A', email: 'A@Example.org' })
      await appoint(db, audit, {
        person: id,
        role: 'gp',
        practice: 'A81001',
        locality: null,
        topic: null,
        from_date: '2020-01-01',
        to_date: null,
      })
      return readPerson(db, id)
    })
    const rolesOn = (held: typeof person, day: string) =>
      viewerOf(held, day, '')?.appointments.map(({ role }) => role)
    assert.equal(person.email, 'a@example.org')
    assert.deepEqual(rolesOn(person, '2019-12-31'), [])
    assert.deepEqual(rolesOn(person, '2020-01-01'), ['gp'])
    const [held] = person.appointments
    assert.ok(held)
    const ended = await ledger.write(operator, async (db, audit) => {
      await endAppointment(db, audit, held, '2020-03-31')
      return readPerson(db, person.id)
    })
    assert.deepEqual(rolesOn(ended, '2020-03-31'), ['gp'])
    assert.deepEqual(rolesOn(ended, '2020-04-01'), [])
    const closed = await ledger.write(operator, async (db, audit) => {
      await changePerson(
        db,
        audit,
        ended,
        { name: 'B', email: 'b@example.org', closed: true },
        'left',
      )
      assert.equal(await isTaken(db, 'B@example.org', null), true)
      assert.equal(await isTaken(db, 'b@example.org', person.id), false)
      assert.equal(await isTaken(db, 'a@example.org', null), false)
      return readPerson(db, person.id)
    })
    assert.equal(viewerOf(closed, '2020-02-01', ''), null)
    assert.equal(closed.name, 'B')
  })

  test('everyone may know who holds which role; addresses only the person and those who manage', async () => {
    const seen = async (key: string) => ledger.read(await viewer(key), listPeople)
    const gp = await viewer('gp')
    const forGp = await seen('gp')
    assert.ok(forGp.length > 30)
    assert.deepEqual(
      forGp.filter(({ email }) => email !== null).map(({ id }) => id),
      [gp.person],
    )
    assert.ok((await seen('administrator')).every(({ email }) => email !== null))
    assert.deepEqual(await ledger.read(publicViewer('1.2.3.4'), listPeople), [])
  })

  test('only an administrator adds people, and nobody writes over what was', async () => {
    const add = async (key: string) =>
      ledger.write(await viewer(key), (db, audit) =>
        addPerson(db, audit, { name: 'New', email: `${key}-new@example.org` }),
      )
    assert.ok((await add('administrator')) > 0)
    await assert.rejects(add('chair'), /row-level security/)
    await assert.rejects(
      ledger.write(await viewer('administrator'), async (db, audit) => {
        await audit({ action: 'x', subject: 'y' })
        await db.updateTable('person_detail').set({ name: 'Other' }).execute()
      }),
      /permission denied/,
    )
  })

  test('what people sign in with is out of reach of every person, the administrator too', async () => {
    await ledger.write(operator, async (db, audit) => {
      const [person] = await listPeople(db)
      await db
        .insertInto('password')
        .values({ person: person?.id ?? 0, hash: 'x' })
        .execute()
      await audit({ action: 'x', subject: 'y' })
    })
    const passwords = async (as: Viewer) =>
      ledger.read(as, (db) => db.selectFrom('password').selectAll().execute())
    assert.equal((await passwords(operator)).length, 1)
    assert.deepEqual(await passwords(await viewer('administrator')), [])
  })
})
