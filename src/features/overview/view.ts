import { addMonths, formatMonth, type Month } from '../../core/month.ts'
import type { Said } from '../../ui/said.ts'
import {
  noticesOf,
  totalName,
  trendsOf,
  type Need,
  type Periods,
  type TrendView,
} from '../statement/statement.ts'
import { patientsIn, whereOf, type PlaceLine } from './amounts.ts'
import { asksOf, saysOf, sureOf } from './says.ts'
import type { FreshnessRow, OutsideRow, OverviewData, Place } from './store.ts'
import { localitiesOf, practicesOf, servicesOf, totalOf, type Sort } from './tables.ts'

/** A group or locality in words and numbers; the page and the JSON are made from it. */
export type OverviewView = {
  build: { id: string; asAt: string }
  place: Place
  periods: Periods
  monthName: string
  span: { first: Month; last: Month }
  previous: Month | null
  next: Month | null
  patients: bigint | null
  says: readonly Said[]
  asks: readonly Said[]
  sure: readonly Said[]
  services: readonly PlaceLine[]
  total: PlaceLine
  localities: readonly PlaceLine[]
  practices: readonly PlaceLine[]
  sort: Sort
  trends: readonly TrendView[]
  outside: OutsideRow | null
  released: boolean
  freshness: readonly FreshnessRow[]
  need: Need | null
  notices: readonly string[]
}

/** Figures → the words and numbers of an overview. */
export const viewOf = (data: OverviewData, sort: Sort): OverviewView => {
  const { build, place, periods, span, months, facts, outside, released, freshness } = data
  const { month } = periods
  const services = servicesOf(data)
  const total = { ...totalOf(data), name: totalName(services) }
  return {
    build,
    place,
    periods,
    monthName: formatMonth(month),
    span,
    previous: month > span.first ? addMonths(month, -1) : null,
    next: month < span.last ? addMonths(month, 1) : null,
    patients: patientsIn(data.lists, month),
    says: saysOf(data, services, total),
    asks: asksOf(data, total),
    sure: sureOf(data, total),
    services,
    total,
    localities: place.locality === null ? localitiesOf(data) : [],
    practices: released ? [] : practicesOf(data, sort),
    sort,
    trends: trendsOf({
      build,
      where: whereOf(data),
      facts,
      periods,
      months,
      groupMonths: [],
    }),
    outside,
    released,
    freshness,
    need: data.need,
    notices: noticesOf(facts, periods),
  }
}
