import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withVirements, type BudgetCell } from './in-force.ts'
import { checkAnswer } from './virement-answers.ts'
import { checkVirement, type Virement } from './virements.ts'

test('a virement is laid to the months that are left by what the giver holds there', () => {
  const cell = (practice: string, month: '2019-10' | '2019-11', pence: bigint): BudgetCell => ({
    practice,
    line: 'prescribing',
    month,
    pence,
  })
  const cells = [cell('A', '2019-10', 100n), cell('A', '2019-11', 200n), cell('B', '2019-10', 5n)]
  const virement = {
    id: 1,
    from: { practice: 'A', line: 'prescribing' },
    to: { practice: 'B', line: 'prescribing' },
    fromMonth: '2019-10',
    pence: 10n,
    reason: 'a reason that is long',
    on: '2019-10-01',
    by: 'a test',
    askedBy: 7,
    state: 'approved' as const,
    why: '',
  }
  const moved = withVirements(cells, [virement])
  assert.deepEqual(
    moved.map(({ practice, month, pence }) => [practice, month, pence]),
    [
      ['A', '2019-10', 97n],
      ['A', '2019-11', 193n],
      ['B', '2019-10', 8n],
      ['B', '2019-11', 7n],
    ],
  )
  assert.deepEqual(withVirements(cells, [{ ...virement, state: 'refused' }]), cells)
  const { from, to } = virement
  assert.ok(checkVirement({ from, to, pence: 10n }, 100n, true).ok)
  assert.ok(!checkVirement({ from, to, pence: 11n }, 100n, true).ok)
  assert.ok(!checkVirement({ from, to: from, pence: 1n }, 100n, true).ok)
})

test('a virement is answered once, by somebody else, with a reason, within what is left then', () => {
  const asked: Virement = {
    id: 1,
    from: { practice: 'A', line: 'prescribing' },
    to: { practice: 'B', line: 'prescribing' },
    fromMonth: '2019-10',
    pence: 10n,
    reason: 'a reason that is long',
    on: '2019-10-01',
    by: 'a test',
    askedBy: 7,
    state: 'asked',
    why: '',
  }
  const now = { leftPence: 100n, toHasBudget: true }
  const approve = { state: 'approved', why: 'As agreed.' } as const
  const codeOf = (...given: Parameters<typeof checkAnswer>): string => {
    const result = checkAnswer(...given)
    return result.ok ? 'accepted' : result.refusal.code
  }
  assert.equal(codeOf(asked, approve, 8, now), 'accepted')
  assert.equal(codeOf(asked, approve, null, now), 'accepted')
  assert.equal(codeOf(undefined, approve, 8, now), 'virement-unknown')
  assert.equal(codeOf({ ...asked, state: 'refused' }, approve, 8, now), 'virement-answered')
  assert.equal(codeOf(asked, approve, 7, now), 'virement-own')
  assert.equal(codeOf(asked, { ...approve, why: '' }, 8, now), 'reason-missing')
  const less = { ...now, leftPence: 90n }
  assert.equal(codeOf(asked, approve, 8, less), 'virement-too-large')
  assert.equal(codeOf(asked, { state: 'refused', why: 'Too much.' }, 8, less), 'accepted')
})
