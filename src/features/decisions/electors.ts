import { monthOf } from '../../core/month.ts'
import { sqlFile } from '../../stores/duck.ts'
import type { Context } from '../context.ts'

/** Someone entitled to vote, as the roll of a ballot holds them. */
export type RollEntry = {
  voter: string
  name: string
  person: number | null
  practice: string | null
  patients: number
}

type PracticeRow = { practice: string; name: string; locality: string; patients: bigint | null }

/**
 * The member practices of a group on the day, with the patients on their newest lists; of one locality
 * where it is named. The first group where none is named. Empty before the first close.
 */
export const loadPracticeRoll = async (
  context: Pick<Context, 'served' | 'asAt'>,
  where: { group?: string; locality?: string } = {},
): Promise<readonly RollEntry[]> => {
  const served = await context.served()
  if (!served) return []
  try {
    const last = served.manifest.months?.last
    const today = monthOf(context.asAt())
    const month = last !== undefined && last < today ? last : today
    const groups = await served.duck.all<{ group_code: string }>(
      sqlFile(import.meta.url, 'sql/groups.sql'),
      { month },
    )
    const group = where.group ?? groups[0]?.group_code ?? ''
    const rows = await served.duck.all<PracticeRow>(sqlFile(import.meta.url, 'sql/electors.sql'), {
      month,
      group,
    })
    return rows
      .filter(({ locality }) => where.locality === undefined || locality === where.locality)
      .map(({ practice, name, patients }) => ({
        voter: `practice:${practice}`,
        name,
        person: null,
        practice,
        patients: Number(patients ?? 0n),
      }))
  } finally {
    served.close()
  }
}
