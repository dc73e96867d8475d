import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { mayReadLines, operator, publicViewer, type Role, type Viewer } from '../../stores/scope.ts'
import { readSharing, scopeFor } from './sharing.ts'

const shipped = { definitions: '/nowhere' }
const as = (...roles: readonly Role[]): Viewer => ({
  ...publicViewer('127.0.0.1'),
  person: 1,
  appointments: roles.map((role) => ({
    role,
    practice: role === 'gp' ? 'P81001' : null,
    locality: null,
    topic: null,
  })),
})

describe('what a viewer may read', () => {
  test('practices are shown to each other by name until the group agrees otherwise', () => {
    assert.equal(readSharing(shipped), 'named')
  })

  test('the operator and those who run the month read everything', () => {
    for (const viewer of [operator, as('analyst'), as('management-team', 'gp')])
      assert.deepEqual(scopeFor(shipped, viewer), { kind: 'everything' })
  })

  test('a GP reads lines of their own practice, a board member of none, both the figures of all', () => {
    const gp = scopeFor(shipped, as('gp'))
    assert.deepEqual(gp, { kind: 'inside', practices: ['P81001'], sharing: 'named', lines: 'own' })
    assert.deepEqual(
      [mayReadLines(gp, 'P81001'), mayReadLines(gp, 'P81002'), mayReadLines(gp, null)],
      [true, false, false],
    )
    const chair = scopeFor(shipped, as('chair'))
    assert.deepEqual(chair, { kind: 'inside', practices: [], sharing: 'named', lines: 'none' })
    assert.equal(mayReadLines(chair, 'P81001'), false)
    const both = scopeFor(shipped, as('elected-gp', 'gp'))
    assert.deepEqual([mayReadLines(both, 'P81001'), mayReadLines(both, 'P81002')], [true, false])
  })

  test('patient group, payer and public are outside', () => {
    for (const viewer of [as('patient-group'), as('payer-reader'), as(), publicViewer('127.0.0.1')])
      assert.deepEqual(scopeFor(shipped, viewer), { kind: 'outside' })
  })
})
