import type { Members, Where } from '../../core/figure.ts'
import type { Month } from '../../core/month.ts'
import { withMembers } from '../members-choice.ts'
import type { Forecast } from './cut.ts'

/** Where a forecast is, for a month or the newest. */
export const forecastPath = (where: Where, group: string, month?: Month): string => {
  const at = month === undefined ? '' : `?month=${month}`
  if (where.kind === 'practice') return `/practices/${encodeURIComponent(where.code)}/forecast${at}`
  const base = `/groups/${encodeURIComponent(group)}`
  return where.kind === 'locality'
    ? `${base}/localities/${encodeURIComponent(where.code)}/forecast${at}`
    : `${base}/forecast${at}`
}

/** Where the known changes of a group's forecast are kept. */
export const changesPath = (group: string): string =>
  `/groups/${encodeURIComponent(group)}/forecast/changes`

/** The pages above a forecast: its group, the group’s forecast, the practice’s statement. */
export const trailOf = (
  { where, group, name, asAt }: Pick<Forecast, 'where' | 'group' | 'name' | 'asAt'>,
  members: Members,
): { text: string; href: string }[] => [
  { text: group.name, href: `/groups/${encodeURIComponent(group.code)}` },
  ...(where.kind === 'group'
    ? []
    : [
        {
          text: `Forecast of ${group.name}`,
          href: withMembers(
            forecastPath({ kind: 'group', code: group.code }, group.code, asAt),
            members,
          ),
        },
      ]),
  ...(where.kind === 'practice'
    ? [{ text: name, href: `/practices/${encodeURIComponent(where.code)}?month=${asAt}` }]
    : []),
]
