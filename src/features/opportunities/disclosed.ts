import { AppError } from '../../core/refusal.ts'
import { suppress, type DisclosureRule } from '../disclosure/disclosure.ts'
import type { Judged } from './judging/judge.ts'
import type { Opened } from './open.ts'
import type { Line } from './view.ts'

const publishedRecords = (
  { judgement, worklist }: Opened,
  judged: Judged,
  rule: DisclosureRule,
): number | null => {
  const byLocality = new Map<string, number>()
  for (const [p, { locality }] of judgement.members.entries())
    byLocality.set(locality, (byLocality.get(locality) ?? 0) + (judged.records[p] ?? 0))
  const all = [...byLocality.values()].reduce((sum, records) => sum + records, 0)
  const rows = suppress(
    {
      rows: [
        { key: 'group', parent: null, counts: [all] },
        ...[...byLocality].map(([key, records]) => ({
          key: `locality ${key}`,
          parent: 'group',
          counts: [records],
        })),
      ],
      total: false,
    },
    rule,
  )
  const { place } = worklist
  const key = place.kind === 'group' ? 'group' : `locality ${place.code}`
  return rows.find((row) => row.key === key)?.counts[0] ?? null
}

/**
 * Opportunities as they may leave the group: no single practice, small numbers of records withheld with everything that
 * is derived from them and as many more as it takes that none can be worked out, the rest to the nearest five.
 * Refused for the place of one practice.
 */
export const disclosed = (opened: Opened, rule: DisclosureRule): Opened => {
  const { worklist, judgement } = opened
  if (worklist.place.kind === 'practice')
    throw new AppError({
      code: 'not-allowed',
      message: 'Figures of single practices stay inside the group.',
      remedy: 'Look at the group or at a locality.',
      where: 'place',
    })
  const lines = worklist.lines.map((line): Line => {
    const judged = judgement.judged[line.index]
    if (line.absent !== null || !judged) return line
    const records = publishedRecords(opened, judged, rule)
    if (records === null)
      return {
        ...line,
        absent: 'is withheld because its numbers are small',
        records: 0,
        inScopePence: 0,
        observed: 0,
        expected: 0,
        difference: 0,
        differenceLimits: { lower: 0, upper: 0 },
        worthPence: 0,
        worthLimits: { lower: 0, upper: 0 },
        netWorthPence: 0,
        realistic: null,
        called: 0,
        forHalf: 0,
        lowHanging: false,
        unpriced: 0,
      }
    const nearest = (value: number): number => Math.round(value / rule.nearest) * rule.nearest
    return {
      ...line,
      records,
      observed: line.definition.rate.counts === 'records' ? records : nearest(line.observed),
      expected: nearest(line.expected),
      difference: nearest(line.difference),
    }
  })
  return { ...opened, worklist: { ...worklist, lines }, outside: true }
}
