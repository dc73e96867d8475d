import { monthRange, type Month } from '../../../core/month.ts'
import type { Said } from '../../../ui/said.ts'
import type { Facts } from '../facts.ts'
import { serviceKeys, serviceName } from '../lines/line-kinds.ts'
import { runsText } from './notices.ts'
import { listText } from './said.ts'

/**
 * Which months of a sum are not in it for which services, of those that have arrived for some of its months; null where
 * each is whole. A part of a year is never called the year without it.
 */
export const partialSentence = (facts: Facts, from: Month, to: Month): Said | null => {
  const months = monthRange(from, to)
  const lacking = serviceKeys.flatMap((key) => {
    const covered = facts.covered.get(key)
    const without = months.filter((month) => covered?.has(month) !== true)
    return without.length === 0 || without.length === months.length
      ? []
      : [{ name: serviceName(key).toLowerCase(), when: runsText(without) }]
  })
  if (lacking.length === 0) return null
  const said = [...Map.groupBy(lacking, ({ when }) => when)].map(
    ([when, of]) => `${listText(of.map(({ name }) => name))} for ${when}`,
  )
  return [`Partly loaded: the sums are without ${said.join('; ')}.`]
}
