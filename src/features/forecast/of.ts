import type { Where } from '../../core/figure.ts'
import type { Month } from '../../core/month.ts'
import type { ServiceLine } from '../../engines/capitation/service-line.ts'
import { perBuild } from '../../warehouse/per-build.ts'
import type { Served } from '../../warehouse/served.ts'
import { readServiceLines } from '../service-lines/service-lines.ts'
import { readAdjustments } from './rules/adjustments.ts'
import type { NamedAdjustment } from './rules/known-change.ts'
import { cutForecast, type Forecast } from './cut.ts'
import { groupForecast, type GroupForecast } from './group-forecast.ts'
import { readForecastLines } from './rules/lines.ts'
import { groupOf, historyUpTo, loadHistory, type History } from './store.ts'

export type ForecastOptions = {
  /** Folder of the group's own definitions; Steward's own where left out. */
  definitions?: string
  /** Known changes besides those of the list: approved schemes of the ledger, say. */
  adjustments?: readonly NamedAdjustment[]
  /** The service lines that are meant, for a budget that leaves some out; all where left out. */
  serviceLines?: readonly ServiceLine[]
  /** The practices of a group that are meant, for a budget that counts some; all where left out. */
  practices?: readonly string[]
}

/** What was asked last, so that it is worked out once; the oldest leaves when there are more. */
const keeping = <T>(keep: number): ((key: string, make: () => Promise<T>) => Promise<T>) => {
  const kept = new Map<string, Promise<T>>()
  return (key, make) => {
    const known = kept.get(key)
    if (known) return known
    const made = make()
    kept.set(key, made)
    made.catch(() => kept.delete(key))
    const oldest = kept.keys().next()
    if (kept.size > keep && !oldest.done) kept.delete(oldest.value)
    return made
  }
}

const histories = keeping<History | null>(2)
const forecasts = keeping<GroupForecast | null>(24)

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
  const { id, asAt: day, months } = served.manifest
  const members = served.membersNow === true ? 'now' : 'then'
  const key = `${id} ${members} ${group} ${JSON.stringify(rules)}`
  return forecasts(`${asAt} ${key}`, async () => {
    if (months === null || asAt < months.first || asAt > months.last) return null
    const history = await histories(key, () => loadHistory(served, group, months.last, rules))
    return history && groupForecast(historyUpTo(history, asAt), { id, asAt: day }, rules)
  })
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
  const group =
    kind === 'group'
      ? code
      : await perBuild(served, `group-of ${kind} ${code} ${asAt}`, () =>
          groupOf(served, { kind, code }, asAt),
        )
  if (group === null) return null
  const found = await groupForecastOf(served, group, asAt, options)
  return found && cutOnce(found, where, options)
}

const cuts = new WeakMap<GroupForecast, Map<string, Forecast | null>>()

/** A cut of a group's forecast, kept as long as the forecast is. */
const cutOnce = (
  whole: GroupForecast,
  where: Where,
  { serviceLines, practices }: ForecastOptions,
): Forecast | null => {
  const known = cuts.get(whole) ?? new Map<string, Forecast | null>()
  cuts.set(whole, known)
  const options = {
    ...(serviceLines === undefined ? {} : { serviceLines }),
    ...(practices === undefined ? {} : { practices }),
  }
  const key = JSON.stringify([where, options])
  const made = known.get(key) ?? cutForecast(whole, where, options)
  known.set(key, made)
  return made
}
