import { financialYear, parseMonth } from '../../../core/month.ts'
import { refuse, type Refusal } from '../../../core/refusal.ts'
import { penceFrom } from '../forms.ts'
import type { Commitment } from '../ledger/commitments.ts'
import type { BudgetCell } from '../ledger/in-force.ts'

const bad = (message: string, remedy: string, where: string): Refusal =>
  refuse('commitment-invalid', message, remedy, where).refusal

/** A commitment or an accrual out of what was typed for a year, or everything that is wrong with it. */
export const readCommitment = (
  typed: Readonly<Record<string, string>>,
  year: string,
  cells: readonly Pick<BudgetCell, 'practice' | 'line'>[],
):
  | { ok: true; value: Omit<Commitment, 'id' | 'by' | 'on'> }
  | { ok: false; refusals: readonly Refusal[] } => {
  const month = parseMonth(typed['commitMonth'] ?? '')
  const pence = penceFrom(typed['commitPounds'] ?? '')
  const [practice, line] = [typed['forPractice'] ?? '', typed['forLine'] ?? '']
  const what = typed['what'] ?? ''
  const refusals: Refusal[] = []
  if (!cells.some((cell) => cell.practice === practice && cell.line === line))
    refusals.push(
      bad(
        'This line of the practice has no budget in this year.',
        'Choose one that is in the budget.',
        'forLine',
      ),
    )
  if (pence === null || pence === 0n)
    refusals.push(
      bad(
        pence === null ? 'This is no amount.' : 'The amount is nought.',
        'Write pounds, such as 12,500.',
        'commitPounds',
      ),
    )
  if (month === null || financialYear(month) !== year)
    refusals.push(bad(`This is no month of ${year}.`, 'Write it like 2019-10.', 'commitMonth'))
  if (what.length < 5)
    refusals.push(bad('It is not said what this is for.', 'Say what it is.', 'what'))
  if (month === null || pence === null || refusals.length > 0) return { ok: false, refusals }
  const kind = typed['kind'] === 'commitment' ? 'commitment' : 'accrual'
  return { ok: true, value: { practice, line, month, kind, pence, what } }
}
