import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { readConcernRule } from '../rule.ts'
import { addDays, daysBetween, promisedBy, timingOf, type Step } from './clock.ts'
import { choicesFrom, decideMove, isOpen, isSettled, states, type State } from './states.ts'

const rule = readConcernRule({ definitions: '/nowhere' })
const handler = { raiser: false, handler: true }
const raiser = { raiser: true, handler: false }
const move = (to: State, reply = 'Because of this.', into: number | null = null) => ({
  to,
  reply,
  into,
})
const codeOf = (from: State, asked: ReturnType<typeof move>, mover = handler): string => {
  const decided = decideMove(from, asked, mover)
  return decided.ok ? 'accepted' : decided.refusal.code
}

describe('the course of an idea or concern', () => {
  test('it is heard, looked into, answered and done', () => {
    const course: State[] = ['heard', 'looking into it', 'answered', 'done']
    for (const [i, to] of course.slice(1).entries())
      assert.equal(codeOf(course[i] ?? 'heard', move(to)), 'accepted', to)
  })
  test('only whoever raised it reopens it, from any state that claims an end', () => {
    for (const from of ['answered', 'done', 'not now', 'becomes a scheme'] as const) {
      assert.equal(codeOf(from, move('reopened'), raiser), 'accepted', from)
      assert.equal(codeOf(from, move('reopened'), handler), 'not-allowed', from)
    }
    assert.equal(codeOf('heard', move('reopened'), raiser), 'move-not-possible')
  })
  test('whoever raised it may say that the answer settles it, and nothing else', () => {
    assert.deepEqual(choicesFrom('answered', raiser), ['done', 'reopened'])
    assert.deepEqual(choicesFrom('heard', raiser), [])
    assert.deepEqual(choicesFrom('looking into it', raiser), [])
  })
  test('no reply, no move: not now needs its why, and a merge needs its other', () => {
    assert.equal(codeOf('heard', move('not now', '  ')), 'reply-missing')
    assert.equal(codeOf('done', move('reopened', ''), raiser), 'reply-missing')
    assert.equal(codeOf('heard', move('merged', '')), 'merge-into-what')
    assert.equal(codeOf('heard', move('merged', '', 12)), 'accepted')
  })
  test('a stranger moves nothing, and what is offered is what is accepted', () => {
    const mover = fc.record({ raiser: fc.boolean(), handler: fc.boolean() })
    fc.assert(
      fc.property(
        fc.constantFrom(...states),
        fc.constantFrom(...states),
        mover,
        (from, to, who) => {
          const offered = choicesFrom(from, who).includes(to)
          assert.equal(decideMove(from, move(to, 'Why.', 1), who).ok, offered)
          if (!who.raiser && !who.handler) assert.equal(offered, false)
        },
      ),
    )
  })
  test('every state leads on, so that nothing is stuck', () => {
    const both = { raiser: true, handler: true }
    for (const state of states) assert.notEqual(choicesFrom(state, both).length, 0, state)
  })
  test('no state is both open and settled', () => {
    for (const state of states) assert.ok(!(isOpen(state) && isSettled(state)), state)
  })
})

describe('the clock', () => {
  test('promises are the days of the rule file, and an answer promises nothing more', () => {
    assert.equal(promisedBy(rule, 'heard', '2020-02-25'), '2020-03-03')
    assert.equal(promisedBy(rule, 'looking into it', '2020-04-20'), '2020-05-18')
    assert.equal(promisedBy(rule, 'reopened', '2020-04-20'), '2020-05-04')
    for (const state of ['answered', 'done', 'not now', 'merged'] as const)
      assert.equal(promisedBy(rule, state, '2020-04-20'), null)
  })
  test('days are added and counted over leap days and the turns of the clock', () => {
    const day = fc.integer({ min: 0, max: 20_000 }).map((n) => addDays('2000-01-01', n))
    fc.assert(
      fc.property(day, fc.integer({ min: -4000, max: 4000 }), (from, days) => {
        assert.equal(daysBetween(from, addDays(from, days)), days)
      }),
    )
  })
  const step = (state: State, on: string): Step => ({
    state,
    on,
    promisedBy: promisedBy(rule, state, on),
  })
  test('how long it took counts from raising to first word, answer and end', () => {
    const timing = timingOf(
      [
        step('heard', '2020-01-01'),
        step('looking into it', '2020-01-06'),
        step('answered', '2020-02-10'),
        step('reopened', '2020-02-12'),
        step('done', '2020-02-20'),
      ],
      '2020-04-20',
    )
    assert.deepEqual(timing, {
      firstWordDays: 5,
      answerDays: 40,
      settledDays: 50,
      promises: { kept: 2, missed: 1 },
      due: null,
    })
  })
  test('a promise that runs out is late by its days, and is not kept', () => {
    const timing = timingOf([step('heard', '2020-04-01')], '2020-04-20')
    assert.deepEqual(timing.due, { by: '2020-04-08', lateDays: 12 })
    assert.deepEqual(timing.promises, { kept: 0, missed: 1 })
    assert.equal(timing.settledDays, null)
  })
  test('a promise still running is neither kept nor missed', () => {
    const timing = timingOf([step('heard', '2020-04-18')], '2020-04-20')
    assert.deepEqual(timing.promises, { kept: 0, missed: 0 })
    assert.deepEqual(timing.due, { by: '2020-04-25', lateDays: 0 })
  })
})
