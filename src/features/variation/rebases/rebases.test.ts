import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { monthRange } from '../../../core/month.ts'
import { operator, type Role, type Viewer } from '../../../stores/scope.ts'
import { decideRebase, lineOf, mayRebase, openMonths } from './rules.ts'

const months = monthRange('2019-04', '2020-03')
const values = months.map((_, i) => (i === 0 ? null : i))
const holding = (role: Role, practice: string | null): Viewer => ({
  ...operator,
  via: 'web',
  person: 7,
  appointments: [{ role, practice, locality: null, topic: null }],
})
const reason = 'Counted by a new template since then.'

describe('rebases', () => {
  test('begin only where three months with a value lie on both sides, since the last beginning', () => {
    assert.deepEqual(openMonths(months, values, []), monthRange('2019-08', '2020-01'))
    assert.deepEqual(
      openMonths(months, values, [{ month: '2019-09' }]),
      monthRange('2019-12', '2020-01'),
    )
  })

  test('are of a practice, a locality or the group; sets and similar practices have no line of their own', () => {
    assert.equal(lineOf('group:CW', 'P81001'), 'practice:P81001')
    assert.equal(lineOf('group:CW', null), 'group:CW')
    assert.equal(lineOf('similar:P81001', null), null)
  })

  test('are recorded by the practice for itself, and by those who look after the figures for any', () => {
    assert.equal(mayRebase(holding('practice-lead', 'P81001'), 'practice:P81001'), true)
    assert.equal(mayRebase(holding('practice-lead', 'P81001'), 'practice:P81002'), false)
    assert.equal(mayRebase(holding('practice-lead', 'P81001'), 'group:CW'), false)
    assert.equal(mayRebase(holding('analyst', null), 'group:CW'), true)
    assert.equal(mayRebase(holding('payer-reader', null), 'group:CW'), false)
  })

  test('are refused without a reason or too near an end, and withdrawn only where they stand', () => {
    const about = { line: 'group:CW', months, values, rebases: [] }
    const decide = (month: string, words: string, act: 'record' | 'withdraw' = 'record') =>
      decideRebase(
        operator,
        {
          do: act,
          recordMonth: month,
          recordReason: words,
          withdrawMonth: month,
          withdrawReason: words,
        },
        about,
      )
    assert.equal(decide('2019-10', reason).ok, true)
    const refused = decide('2020-03', 'New.')
    assert.deepEqual(refused.ok ? [] : refused.refusals.map(({ where }) => where), [
      'recordMonth',
      'recordReason',
    ])
    assert.equal(decide('2019-10', reason, 'withdraw').ok, false)
  })
})
