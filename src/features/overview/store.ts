import type { Members } from '../../core/figure.ts'
import { monthRange, type Month } from '../../core/month.ts'
import { sqlFile, type Parameters, type Row } from '../../stores/duck.ts'
import type { Scope } from '../../stores/scope.ts'
import { perBuild } from '../../warehouse/per-build.ts'
import type { Served } from '../../warehouse/served.ts'
import {
  demandScope,
  loadFacts,
  loadNeed,
  loadGroupMonths,
  periodsOf,
  type Facts,
  type MonthRow,
  type Need,
  type Periods,
} from '../statement/statement.ts'

/** A group, or one locality of it. */
export type Place = {
  group: string
  groupName: string
  locality: string | null
  localityName: string | null
  /** Whose members count in earlier months. */
  members: Members
}

type Amounts = { month_amount: bigint; year_amount: bigint; before_amount: bigint }
type Source = 'activity' | 'contract' | 'prescribing'

/** What a locality's patients cost of one source and kind; prescribing in £0.00001, the rest in pence. */
export type CostRow = Amounts & {
  locality: string
  source: Source
  kind: string
  lines: bigint
  unpriced: bigint
}

/** What a practice's patients cost, whether it was a member in each month or not. */
export type PracticeRow = Amounts & { practice: string; source: Source }

export type MemberRow = {
  practice: string
  name: string
  locality: string
  locality_name: string
  is_member: boolean
  patients: bigint | null
  list_sum: bigint
  list_months: bigint
}

export type ListRow = {
  locality: string
  locality_name: string
  month: Month
  patients: bigint | null
  practices: bigint
}

export type DeliveryRow = {
  pod: string
  year_pence: bigint
  before_pence: bigint
  year_lines: bigint
  before_lines: bigint
}

export type OutsideRow = {
  not_attributed: bigint
  outside_group: bigint
  excluded: bigint
  undischarged: bigint
}

export type FreshnessRow = {
  feed: string
  month: Month | null
  extract_date: string | null
  cut: string | null
  late: bigint
  missing: bigint
}

export type PlaceRow = {
  group_code: string
  group_name: string
  locality: string
  locality_name: string
  practices: bigint
}

export type FoundRow = {
  practice: string
  name: string
  postcode: string | null
  status: string | null
  group_name: string | null
  locality_name: string | null
}

export type OverviewData = {
  build: { id: string; asAt: string }
  place: Place
  periods: Periods
  span: { first: Month; last: Month }
  costs: readonly CostRow[]
  practices: readonly PracticeRow[]
  lists: readonly ListRow[]
  members: readonly MemberRow[]
  months: readonly MonthRow[]
  deliveries: readonly DeliveryRow[]
  /** Null where counts of the whole build may not be seen. */
  outside: OutsideRow | null
  /** Whether the figures are as they may leave the group: then no single practice is shown. */
  released: boolean
  freshness: readonly FreshnessRow[]
  need: Need | null
  facts: Facts
}

const ask = async <T extends Row>(
  served: Served,
  file: string,
  params: Parameters = {},
): Promise<T[]> => served.duck.all<T>(sqlFile(import.meta.url, `sql/${file}`), params)

/** Groups and their localities as they were in the month. */
export const loadPlaces = async (
  scope: Scope,
  served: Served,
  month: Month,
): Promise<PlaceRow[]> => {
  demandScope(scope)
  return perBuild(served, `places ${month}`, () => ask<PlaceRow>(served, 'places.sql', { month }))
}

/** Practices by a part of their name or code, members or not. */
export const findPractices = async (
  scope: Scope,
  served: Served,
  month: Month,
  find: string,
): Promise<FoundRow[]> => {
  demandScope(scope)
  return ask<FoundRow>(served, 'search.sql', { month, find })
}

const none: OutsideRow = { not_attributed: 0n, outside_group: 0n, excluded: 0n, undischarged: 0n }

/** Everything behind the overview of a group or locality in a month; asked of each build once. */
export const loadOverview = async (
  scope: Scope,
  served: Served,
  place: Place,
  span: { first: Month; last: Month },
  month: Month,
): Promise<OverviewData> => {
  demandScope(scope)
  const { id, asAt } = served.manifest
  const { group, locality } = place
  return perBuild(served, `overview ${group} ${locality ?? ''} ${month}`, async () => {
    const periods = periodsOf(month)
    const { from, beforeFrom, beforeTo } = periods
    const who = { group, locality }
    const when = { month, from, before_from: beforeFrom, before_to: beforeTo }
    const [costs, practices, members, lists, months, deliveries, outside, freshness, need, facts] =
      await Promise.all([
        ask<CostRow>(served, 'costs.sql', { ...who, ...when }),
        ask<PracticeRow>(served, 'practices.sql', { ...who, ...when }),
        ask<MemberRow>(served, 'members.sql', { ...who, month, from }),
        ask<ListRow>(served, 'lists.sql', {
          ...who,
          months: JSON.stringify(monthRange(from, month)),
        }),
        loadGroupMonths(scope, served, who, month),
        ask<DeliveryRow>(served, 'deliveries.sql', { ...who, ...when }),
        ask<OutsideRow>(served, 'outside.sql', { from, to: month }),
        ask<FreshnessRow>(served, 'freshness.sql'),
        loadNeed(scope, served, who, month),
        loadFacts(scope, served),
      ])
    return {
      build: { id, asAt },
      place,
      periods,
      span,
      costs,
      practices,
      members,
      lists,
      months,
      deliveries,
      outside: served.released === true ? null : (outside[0] ?? none),
      released: served.released === true,
      freshness,
      need,
      facts,
    }
  })
}
