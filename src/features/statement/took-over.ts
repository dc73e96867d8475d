import { formatMonth, parseMonth, type Month } from '../../core/month.ts'
import type { Scope } from '../../stores/scope.ts'
import type { Said } from '../../ui/said.ts'
import { perBuild } from '../../warehouse/per-build.ts'
import type { Served } from '../../warehouse/served.ts'
import { loadSuccessions } from '../budgets/budgets.ts'
import { namesOf } from '../figures/figures.ts'

/** A practice that closed within the months of a statement, all or some of whose patients came to this one. */
export type TookOver = { name: string; from: Month; share: 'all' | 'some' }

/** Those that a practice took over after the earliest month that its statement compares with. */
export const loadTookOver = async (
  scope: Scope,
  served: Served,
  practice: string,
  { beforeFrom, month }: { beforeFrom: Month; month: Month },
): Promise<TookOver[]> => {
  const successions = await perBuild(served, 'successions', () => loadSuccessions(scope, served))
  const names = await namesOf(scope, served)
  return successions.flatMap(({ practice: closed, successor, from: day }) => {
    const from = parseMonth(day.slice(0, 7))
    if (successor !== practice || from === null || from <= beforeFrom || from > month) return []
    const alone = successions.every((one) => one.practice !== closed || one.successor === practice)
    return { name: names.of('practice', closed), from, share: alone ? 'all' : 'some' }
  })
}

/** Why this year is not like the year before; null where nothing was taken over. */
export const tookOverSentence = (taken: readonly TookOver[]): Said | null =>
  taken.length === 0
    ? null
    : [
        `${taken
          .map(
            ({ name, from, share }) =>
              `${share === 'all' ? 'Patients' : 'Some patients'} of ${name} came to this practice in ${formatMonth(from)}`,
          )
          .join('; ')}; the months before are without them.`,
      ]
