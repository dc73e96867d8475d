import type { Where } from '../../core/figure.ts'
import type { Month } from '../../core/month.ts'
import type { Served } from '../../warehouse/served.ts'
import { readServiceLines } from '../service-lines/service-lines.ts'
import { readAdjustments, type NamedAdjustment } from './rules/adjustments.ts'
import { cutForecast, type Forecast } from './cut.ts'
import { groupForecast, type GroupForecast } from './group-forecast.ts'
import { readForecastLines } from './rules/lines.ts'
import { groupOf, loadHistory } from './store.ts'

export type ForecastOptions = {
  /** Folder of the group's own definitions; Steward's own where left out. */
  definitions?: string
  /** Known changes besides those of the list: approved schemes of the ledger, say. */
  adjustments?: readonly NamedAdjustment[]
}

const kept = new Map<string, Promise<GroupForecast | null>>()
const keep = 24

/**
 * The forecast of a whole group as at a month, worked out once for each build and set of rules.
 * Null where the group has no members or the build no such month.
 */
export const groupForecastOf = async (
  served: Served,
  group: string,
  asAt: Month,
  { definitions, adjustments = [] }: ForecastOptions = {},
): Promise<GroupForecast | null> => {
  const rules = {
    lines: readForecastLines(definitions),
    map: readServiceLines(definitions),
    adjustments: [...readAdjustments(definitions), ...adjustments],
  }
  const key = `${served.manifest.id} ${group} ${asAt} ${JSON.stringify(rules)}`
  const known = kept.get(key)
  if (known) return known
  const { id, asAt: day } = served.manifest
  const made = loadHistory(served, group, asAt, rules).then(
    (history) => history && groupForecast(history, { id, asAt: day }, rules),
  )
  kept.set(key, made)
  made.catch(() => kept.delete(key))
  const oldest = kept.keys().next()
  if (kept.size > keep && !oldest.done) kept.delete(oldest.value)
  return made
}

/**
 * Where the year of a practice, a locality or a group will end, as at a month of it: known, estimated
 * and forecast months, ranges at 80% and 95%, how each line was forecast and how wrong that has been.
 * Null where it is in no group at that month, or nothing is known of it in the year.
 */
export const forecastOf = async (
  served: Served,
  where: Where,
  asAt: Month,
  options: ForecastOptions = {},
): Promise<Forecast | null> => {
  if (!('code' in where)) return null
  const { kind, code } = where
  const group = kind === 'group' ? code : await groupOf(served, { kind, code }, asAt)
  if (group === null) return null
  const found = await groupForecastOf(served, group, asAt, options)
  return found && cutForecast(found, where)
}
