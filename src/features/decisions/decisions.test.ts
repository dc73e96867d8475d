import assert from 'node:assert/strict'
import formbody from '@fastify/formbody'
import Fastify, { type FastifyInstance } from 'fastify'
import { after, before, describe, test } from 'node:test'
import { openTestLedger, type TestLedger } from '../../stores/ledger/test-ledger.ts'
import { operator, publicViewer, type Viewer } from '../../stores/scope.ts'
import { inventedContext } from '../invented-context.ts'
import { recordAtMeeting, type AtMeeting } from './outcome/at-meeting.ts'
import { readConstitution } from './constitution.ts'
import { plainOptions, routes } from './decisions.ts'
import {
  bringProposal,
  castVote,
  noteState,
  openBallot,
  openStanding,
  readDecisions,
} from './store.ts'
import { minuteOf } from './words.ts'

const today = '2020-04-20'
const constitution = readConstitution({ definitions: '/nowhere' })
const board = constitution.bodies.get('board')
assert.ok(board)
const roll = [1, 2, 3, 4].map((person) => ({
  voter: `person:${person}`,
  name: `Member ${person}`,
  person,
  practice: null,
  patients: 0,
}))
const meeting = (
  item: number,
  votes: readonly (string | null)[],
  casting: string | null = null,
): AtMeeting => ({
  proposal: {
    body: 'board',
    title: 'The eye contract',
    proposal: 'Extend it by a year',
    options: plainOptions,
    subjects: [],
    meeting: 1,
    item,
  },
  body: board,
  today,
  reason: 'The service is good.',
  binds: 'The contract, to March 2021',
  reviewOn: null,
  setAside: [{ name: 'Member 9', handling: 'leaves the room', reason: 'Holds shares' }],
  did: 'voted' as const,
  roll,
  votes: new Map(votes.map((vote, i) => [`person:${i + 1}`, vote])),
  casting: casting === null ? null : { voter: 'person:1', choice: casting },
})

describe('decisions', () => {
  let ledger: TestLedger
  before(async () => {
    ledger = await openTestLedger()
  })
  after(() => ledger.remove())

  test('a vote at a meeting is counted, kept with its reason, and public', async () => {
    const id = await ledger.write(operator, async (db, audit) => {
      const made = await recordAtMeeting(
        db,
        audit,
        operator,
        constitution,
        meeting(1, ['for', 'for', 'against', null]),
      )
      assert.ok(made.ok)
      return made.value
    })
    const [decision] = await ledger.read(publicViewer('test'), (db) => readDecisions(db, { id }))
    assert.ok(decision)
    assert.equal(decision.now.state, 'decided')
    assert.equal(
      minuteOf(decision),
      'Agreed: The eye contract. 2 votes were needed: Agree. Reason: The service is good. It binds: The contract, to March 2021',
    )
  })

  test('level votes are refused until whoever presides gives a casting vote', async () => {
    const record = (casting: string | null) =>
      ledger.write(operator, async (db, audit) => {
        await audit({ action: 'test', subject: 'test' })
        return recordAtMeeting(
          db,
          audit,
          operator,
          constitution,
          meeting(2, ['for', 'against'], casting),
        )
      })
    const level = await record(null)
    assert.ok(!level.ok && level.refusal.where === 'casting')
    const cast = await record('against')
    assert.ok(cast.ok)
    const [decision] = await ledger.read(operator, (db) => readDecisions(db, { id: cast.value }))
    assert.equal(decision?.now.choice, 'against')
    assert.match(minuteOf(decision), /Not agreed.*by the casting vote/)
  })

  describe('put to the practices', () => {
    let app: FastifyInstance
    let viewer: Viewer
    let id: number
    const lead = (practice: string): Viewer => ({
      person: Number(practice.slice(1)),
      name: 'A lead',
      appointments: [{ role: 'practice-lead', practice, locality: null, topic: null }],
      via: 'web',
      from: 'test',
    })
    const post = (url: string, fields: Record<string, string>) =>
      app.inject({
        method: 'POST',
        url,
        payload: new URLSearchParams(fields).toString(),
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      })
    before(async () => {
      app = Fastify()
      await app.register(formbody)
      await routes(app, inventedContext({ ledger: async () => ledger, viewer: () => viewer }))
      const ballot = constitution.ballots.get('practices-by-list')
      assert.ok(ballot)
      id = await ledger.write(operator, async (db, audit) => {
        const made = { body: 'practices', title: 'A shared pharmacist', proposal: 'Employ one' }
        const rest = { options: plainOptions, subjects: [], meeting: null, item: null }
        const decision = await bringProposal(db, audit, operator, today, { ...made, ...rest })
        await openBallot(db, audit, {
          decision,
          kind: 'practices-by-list',
          ballot,
          opensOn: today,
          closesOn: '2020-05-01',
          roll: [
            ['W1', 20_000],
            ['W2', 3_000],
            ['W3', 4_000],
          ].map(([practice, patients]) => ({
            voter: `practice:${practice}`,
            name: `Surgery ${practice}`,
            person: null,
            practice: String(practice),
            patients: Number(patients),
          })),
        })
        const rules = constitution.edition
        await noteState(db, audit, operator, decision, { ...openStanding, onDate: today, rules })
        return decision
      })
    })
    after(() => app.close())

    test('is not in the public log while it is open', async () => {
      viewer = publicViewer('test')
      assert.doesNotMatch((await app.inject('/decisions')).body, /A shared pharmacist/)
      assert.notEqual((await app.inject(`/decisions/${id}`)).statusCode, 200)
    })

    const officer: Viewer = {
      person: 900,
      name: 'The chair',
      appointments: [{ role: 'chair', practice: null, locality: null, topic: null }],
      via: 'web',
      from: 'test',
    }
    const castBelow = (who: Viewer, voter: string, noted: boolean): Promise<void> =>
      ledger.write(who, async (db, audit) => {
        const { id: ballot } = await db
          .selectFrom('ballot')
          .select('id')
          .where('decision', '=', id)
          .executeTakeFirstOrThrow()
        const vote = { decision: id, ballot, voter, choice: 'against', today, noted }
        await castVote(db, audit, who, vote)
      })

    test('an officer notes a vote that nobody cast, and what is cast takes its place', async () => {
      viewer = officer
      const url = `/decisions/${id}/vote`
      assert.equal((await post(url, { voter: 'practice:W1', choice: 'against' })).statusCode, 303)
      const { body } = await app.inject(`/decisions/${id}`)
      assert.match(body, /Note a vote/)
      assert.match(body, /Noted for Surgery W1:\s*Do not agree/)
      await assert.rejects(castBelow(officer, 'practice:W1', false), /row-level security/)
    })

    test('is voted on by the lead of each practice, for that practice alone', async () => {
      viewer = lead('W1')
      assert.match((await app.inject(`/decisions/${id}`)).body, /How does Surgery W1 vote/)
      const url = `/decisions/${id}/vote`
      const other = await post(url, { voter: 'practice:W2', choice: 'for' })
      assert.equal(other.statusCode, 422)
      assert.match(other.body, /There is a problem/)
      assert.equal((await post(url, { voter: 'practice:W1', choice: '' })).statusCode, 422)
      assert.equal((await post(url, { voter: 'practice:W1', choice: 'for' })).statusCode, 303)
      viewer = lead('W2')
      await post(url, { voter: 'practice:W2', choice: 'for' })
      assert.equal((await post(url, { voter: 'practice:W2', choice: 'against' })).statusCode, 303)
    })

    test('below the pages too, nobody casts the vote of another practice', async () => {
      for (const noted of [false, true])
        await assert.rejects(castBelow(lead('W1'), 'practice:W2', noted), /row-level security/)
    })

    test('no officer changes what a practice has cast, nor is shown it, on the page or below', async () => {
      viewer = officer
      const { body } = await app.inject(`/decisions/${id}`)
      assert.doesNotMatch(body, /Surgery W1/)
      assert.match(body, /2 of 3/)
      const changed = await post(`/decisions/${id}/vote`, {
        voter: 'practice:W1',
        choice: 'against',
      })
      assert.equal(changed.statusCode, 422)
      assert.match(changed.body, /They have voted themselves/)
      await assert.rejects(castBelow(officer, 'practice:W1', true), /row-level security/)
    })

    test('is not counted before its day while somebody may still vote', async () => {
      viewer = operator
      const early = await post(`/decisions/${id}/count`, { reason: 'It pays', binds: '' })
      assert.equal(early.statusCode, 422)
      assert.match(early.body, /Votes can be cast until 1 May 2020/)
      viewer = lead('W3')
      await post(`/decisions/${id}/vote`, { voter: 'practice:W3', choice: 'against' })
    })

    test('is counted by list with a reason that must be given, and then public', async () => {
      viewer = operator
      const url = `/decisions/${id}/count`
      const bad = await post(url, { reason: '', binds: 'Every practice', 'review-day': '40' })
      assert.equal(bad.statusCode, 422)
      assert.match(bad.body, /Every practice/)
      assert.equal(
        (await post(url, { reason: 'It pays for itself', binds: 'Every practice' })).statusCode,
        303,
      )
      viewer = publicViewer('test')
      const { body } = await app.inject(`/decisions/${id}`)
      assert.match(body, /<strong>Agreed<\/strong>/)
      assert.match(body, /13,501 registered patients were needed/)
      assert.match((await app.inject('/decisions')).body, /A shared pharmacist/)
      assert.match((await app.inject('/decisions.csv')).body, /A shared pharmacist/)
      assert.ok((await app.inject('/decisions.json')).json().decisions.length >= 3)
      await assert.rejects(castBelow(lead('W3'), 'practice:W3', false), /row-level security/)
      viewer = operator
      assert.equal((await post(url, { reason: 'Again' })).statusCode, 422)
      const end = `/decisions/${id}/end`
      assert.equal((await post(end, { why: '' })).statusCode, 422)
      assert.equal((await post(end, { why: 'The next one replaces it' })).statusCode, 303)
      assert.equal((await post(end, { why: 'Again and again' })).statusCode, 422)
      assert.match((await app.inject(`/decisions/${id}`)).body, /Replaced by a later decision/)
    })

    test('with nobody on the roll, a bad proposal is shown again with what was typed', async () => {
      viewer = operator
      const typed = { title: 'A < B', proposal: '', options: 'One', 'closes-day': '1' }
      const bad = await post('/decisions/new', typed)
      assert.equal(bad.statusCode, 422)
      for (const field of ['proposal', 'options', 'kind', 'closes'])
        assert.match(bad.body, new RegExp(`href="#${field}"`))
      assert.match(bad.body, /A &lt; B/)
    })
  })
})
