import assert from 'node:assert/strict'
import { test } from 'node:test'
import { plainOptions, readConstitution, type Decision } from '../../decisions/decisions.ts'
import { approvedBy } from './approval.ts'

const constitution = readConstitution({ definitions: '/nowhere' })
const version = { year: '2019/20', number: 2, madeOn: '2019-03-02' }
const decided: Decision['now'] = {
  state: 'decided',
  choice: 'for',
  reason: 'A step towards need.',
  binds: null,
  onDate: '2019-03-20',
  reviewOn: null,
  referredTo: null,
  setAside: [],
  tally: null,
  rules: constitution.edition,
}
const decision = (change: Partial<Decision>, now: Partial<Decision['now']> = {}): Decision => {
  const stands = { ...decided, ...now }
  return {
    id: 7,
    body: 'board',
    title: 'Budgets of 2019/20, version 2',
    proposal: 'Approve the budgets.',
    options: plainOptions,
    subjects: [],
    meeting: null,
    item: null,
    closed: false,
    madeOn: '2019-03-20',
    states: [stands],
    now: stands,
    ...change,
  }
}
const saidOf = (given: Decision | null, today = '2019-03-25'): string => {
  const result = approvedBy(constitution, version, given, today)
  if (!result.ok) assert.equal(result.refusal.where, 'decision')
  return result.ok ? 'approved' : result.refusal.message
}

test('a version is approved by a decision that carried, stands, names it and is of a body that may', () => {
  assert.equal(saidOf(decision({})), 'approved')
  assert.equal(saidOf(decision({ body: 'conflicts-panel' })), 'approved')
  const bound = { binds: 'The budgets of 2019-20; version 2 as consulted.' }
  assert.equal(saidOf(decision({ title: 'Fairer shares' }, bound)), 'approved')
})

test('any other decision is refused, with what is wrong with it', () => {
  const refused: readonly [Decision | null, RegExp][] = [
    [null, /no such decision in the log/],
    [decision({}, { choice: 'against' }), /did not carry/],
    [decision({}, { state: 'no majority', choice: null }), /did not carry/],
    [decision({}, { state: 'open', choice: null }), /still open to votes/],
    [
      decision({}, { state: 'referred', choice: null, referredTo: 'the conflicts panel' }),
      /referred to the conflicts panel/,
    ],
    [decision({}, { state: 'replaced' }), /replaced by a later one on 20 March 2019/],
    [decision({}, { state: 'withdrawn' }), /was withdrawn/],
    [decision({ body: 'committee' }), /made by committee, which does not decide budgets/],
    [decision({ body: 'practices' }), /does not decide budgets/],
    [decision({}, { onDate: '2019-03-01' }), /1 March 2019, before this was proposed/],
    [decision({}, { onDate: '2019-04-01' }), /still to come/],
    [decision({ title: 'Budgets of 2019/20, version 21' }), /not about this budget/],
    [decision({ title: 'Budgets of 2018/19, version 2' }), /not about this budget/],
  ]
  for (const [given, says] of refused) assert.match(saidOf(given), says)
})

test('where the constitution names no body for a matter, nothing can rest on a decision', () => {
  const silent = { ...constitution, matters: new Map() }
  const result = approvedBy(silent, version, decision({}), '2019-03-25')
  assert.ok(!result.ok)
  assert.match(result.refusal.remedy, /names no body that decides budgets/)
})
