import { AppError } from '../../../core/refusal.ts'
import type { Month } from '../../../core/month.ts'
import type { Served } from '../../../warehouse/served.ts'
import { releasedYear, suppress, type DisclosureRule } from '../../disclosure/disclosure.ts'
import type { Judged } from '../judging/judge.ts'
import type { Opened } from '../open.ts'
import { canAct } from '../rules.ts'
import type { Asked } from '../asked.ts'
import type { Line } from '../view.ts'

/**
 * One definition as it may leave the group: how many records there are and what they cost, and what a panel thinks could go of that. What
 * lies above a benchmark is worked out practice by practice, so nothing of it is here. Money in whole pence.
 */
export type ReleasedLine = Pick<Line, 'definition' | 'task' | 'money' | 'realistic'> & {
  /** Why there are no figures; null where there are. */
  absent: string | null
  /** To the nearest of the rule; null where there are no figures. */
  records: number | null
  inScopePence: number | null
}

/** The last month of the year that may be shown for what was asked. Refused before a financial year is whole. */
export const releasedTo = (served: Pick<Served, 'manifest'>, asked: Month | null): Month => {
  const year = releasedYear(served.manifest.months, asked)
  if (year !== null) return year.to
  throw new AppError({
    code: 'no-build',
    message:
      'Figures of hospital care leave the group for whole financial years, and none has been loaded yet.',
    remedy: 'Ask again when April to March of a year is closed.',
  })
}

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
 * The lines of a place as they may leave the group, the dearest first: small numbers of records withheld with what they cost, and as many
 * more as it takes that none can be worked out, the rest to the nearest five. Refused for the place of one practice.
 */
export const releasedLines = (opened: Opened, rule: DisclosureRule): ReleasedLine[] => {
  const { worklist, judgement } = opened
  if (worklist.place.kind === 'practice')
    throw new AppError({
      code: 'not-allowed',
      message: 'Figures of single practices stay inside the group.',
      remedy: 'Look at the group or at a locality.',
      where: 'place',
    })
  return worklist.lines
    .map(({ definition, task, money, index, absent, inScopePence, realistic }): ReleasedLine => {
      const judged = judgement.judged[index]
      const records = absent === null && judged ? publishedRecords(opened, judged, rule) : null
      return {
        definition,
        task,
        money,
        absent: absent ?? (records === null ? 'is withheld because its numbers are small' : null),
        records,
        inScopePence: records === null ? null : inScopePence,
        realistic: records === null ? null : realistic,
      }
    })
    .toSorted(
      (a, b) =>
        (b.inScopePence ?? 0) - (a.inScopePence ?? 0) ||
        a.task.name.localeCompare(b.task.name, 'en'),
    )
}

/** Of those, the lines about which those asked for can do something. */
export const chosenLines = (lines: readonly ReleasedLine[], { can }: Asked): ReleasedLine[] =>
  lines.filter(({ task }) => can === null || canAct(task, can))
