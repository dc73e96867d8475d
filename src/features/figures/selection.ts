import { cutsOf, type CutKey, type Figure } from '../../core/figure.ts'
import type { Month } from '../../core/month.ts'
import type { Scope } from '../../stores/scope.ts'
import { sqlFile, type Parameters } from '../../stores/duck.ts'
import type { Served } from '../../warehouse/served.ts'
import { measureOf, type Source } from './definitions.ts'

/** A practice and the months for which it counts. */
export type Member = { practice: string; locality: string | null; from: Month; to: Month }

const withoutOverlap = (members: readonly Member[]): Member[] => {
  const kept: Member[] = []
  for (const member of members) {
    const last = kept.at(-1)
    if (last?.practice === member.practice && member.from <= last.to) continue
    kept.push(member)
  }
  return kept
}

/**
 * Whose lines a figure counts: each practice with the months in which it belonged, as dated in the
 * membership file. A practice alone counts for every month, a member or not.
 */
export const members = async (_: Scope, served: Served, figure: Figure): Promise<Member[]> => {
  const { where, from, to } = figure
  if (where.kind === 'practice') return [{ practice: where.code, locality: null, from, to }]
  if (!('code' in where)) return []
  const rows = await served.duck.all<Member>(sqlFile(import.meta.url, 'sql/members.sql'), {
    where: where.kind,
    code: where.code,
    from,
    to,
  })
  return withoutOverlap(rows)
}

const cutsBySource = (source: Source): readonly CutKey[] => cutsOf[measureOf[source]]

/** The parameters that every statement about a figure's rows takes: members, where, months and cut. */
export const selection = (
  source: Source,
  figure: Figure,
  counted: readonly Member[],
): Parameters => ({
  members: JSON.stringify(counted),
  where: figure.where.kind,
  from: figure.from,
  to: figure.to,
  ...Object.fromEntries(cutsBySource(source).map((key) => [key, figure.cut[key] ?? null])),
})
