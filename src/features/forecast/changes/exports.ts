import { csvPounds } from '../../../ui/csv.ts'
import type { Sheet } from '../../../ui/xlsx.ts'
import { unitsInPenny, type NamedAdjustment } from '../rules/known-change.ts'
import type { KeptChange } from './ledger.ts'

/** Known changes with what each rests on, those that were taken back too. */
export const changeSheet = (
  changes: readonly (NamedAdjustment | KeptChange)[],
  lines: ReadonlyMap<string, string>,
): Sheet => ({
  name: 'Changes',
  shares: ['share'],
  rows: [
    [
      'name',
      'kind',
      'line',
      'practices',
      'from_month',
      'to_month',
      'share',
      'pounds_a_month',
      'why',
      'decision',
      'entered_on',
      'entered_by',
      'taken_back_on',
      'taken_back_why',
    ],
    ...changes.map((change) => {
      const { name, kind, line, practices, from, to, effect, why, entered } = change
      const ended = 'ended' in change ? change.ended : null
      return [
        name,
        kind,
        lines.get(line) ?? line,
        practices === null ? 'all' : practices.join(' '),
        from,
        to,
        'share' in effect ? effect.share : null,
        'share' in effect ? null : csvPounds(BigInt(Math.round(effect.perMonth / unitsInPenny))),
        why,
        entered?.decision ?? null,
        entered?.on ?? null,
        entered?.by ?? 'rule file',
        ended?.on ?? null,
        ended?.why ?? null,
      ]
    }),
  ],
})
