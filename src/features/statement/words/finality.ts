import type { Month } from '../../../core/month.ts'
import type { Facts } from '../facts.ts'

const hospital = new Set(['admitted', 'outpatient', 'emergency'])

/** Months of hospital activity of which only the first cut has arrived, oldest first. */
export const firstCutMonths = ({ feeds }: Facts): Month[] =>
  [
    ...new Set(
      feeds
        .filter(({ feed, cut }) => hospital.has(feed) && cut === 'flex')
        .map(({ month }) => month),
    ),
  ].sort()

/** The last month, up to the one given, before which no hospital feed is still a first cut; null where none is. */
export const finalUpTo = (facts: Facts, to: Month): Month | null => {
  const first = firstCutMonths(facts)[0]
  const final = facts.feeds
    .filter(({ feed, month, cut }) => hospital.has(feed) && month <= to && cut === 'freeze')
    .map(({ month }) => month)
    .filter((month) => first === undefined || month < first)
    .sort()
  return final.at(-1) ?? null
}
