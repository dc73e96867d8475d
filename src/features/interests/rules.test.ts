import assert from 'node:assert/strict'
import { test } from 'node:test'
import { handlings } from '../../engines/conflicts/rules.ts'
import { handlingWords, kinds, kindWords, readConflictRules } from './rules.ts'

const rules = readConflictRules({ definitions: '/nowhere' })

test('the clocks are those of the NHS Act and its guidance: 28 days, a year, six months', () => {
  assert.deepEqual([rules.recordWithinDays, rules.refreshMonths, rules.shownMonths], [28, 12, 6])
})

test('for no kind is a decision handled more mildly than a report, or a report than information', () => {
  const strength = (purpose: 'decision' | 'assurance' | 'information'): number[] =>
    kinds.map((kind) => handlings.indexOf(rules.proposals[kind][purpose]))
  const [decision, assurance, information] = [
    strength('decision'),
    strength('assurance'),
    strength('information'),
  ]
  for (const [i, most] of decision.entries()) {
    assert.ok(most >= (assurance[i] ?? 9) && (assurance[i] ?? 0) >= (information[i] ?? 9))
  }
})

test('every kind and every handling has words', () => {
  for (const kind of kinds) assert.ok(kindWords[kind].hint.length > 10)
  for (const handling of handlings) assert.ok(handlingWords[handling].length > 5)
})
