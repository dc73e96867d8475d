import { monthRange, type Month } from '../../../core/month.ts'
import { asNow } from '../rules/history.ts'
import { holdsIn } from '../rules/places.ts'
import type { Membership } from '../store.ts'

/** Whose months count: the members of each month, or those of one month with all who ended in them. */
export type Basis = { kind: 'then' } | { kind: 'now'; month: Month }

/** A practice that counts under a locality from a first to a last month. */
export type Counting = { practice: string; locality: string; from: Month; to: Month }

/**
 * Whose lines a figure of a group counts over some months: as the group was in each month, or as it is
 * in one month, when every member counts for all months and brings those of practices that ended in it.
 */
export const countedAs = (
  { spells, successions }: Pick<Membership, 'spells' | 'successions'>,
  group: string,
  basis: Basis,
  from: Month,
  to: Month,
): Counting[] => {
  if (basis.kind === 'now') {
    return asNow(spells, successions, basis.month)
      .filter((counted) => counted.group === group)
      .map(({ practice, locality }) => ({ practice, locality, from, to }))
  }
  return spells
    .filter((spell) => spell.group === group && spell.from <= to && (spell.to ?? to) >= from)
    .map(({ practice, locality, from: first, to: last }) => ({
      practice,
      locality,
      from: first > from ? first : from,
      to: last === null || last > to ? to : last,
    }))
}

/** What one practice cost in a month, in £0.00001, and how many patients it had. */
export type CostRow = { practice: string; month: Month; cost_e5: bigint; patients: bigint | null }

/** Cost in pence, rounded once, and patients of each month added up; null patients: no list was there. */
export type Sums = { pence: bigint; patientMonths: bigint; practices: number }

/** The sums of each locality, and of all under '', over the months that each practice counts. */
export const sumsOf = (
  counting: readonly Counting[],
  rows: readonly CostRow[],
): Map<string, Sums> => {
  const byPractice = Map.groupBy(counting, ({ practice }) => practice)
  const exact = new Map<string, { e5: bigint; patientMonths: bigint; practices: Set<string> }>()
  const add = (locality: string, row: CostRow): void => {
    const sum = exact.get(locality) ?? { e5: 0n, patientMonths: 0n, practices: new Set<string>() }
    sum.e5 += row.cost_e5
    sum.patientMonths += row.patients ?? 0n
    sum.practices.add(row.practice)
    exact.set(locality, sum)
  }
  for (const row of rows) {
    const counted = byPractice
      .get(row.practice)
      ?.find(({ from, to }) => holdsIn({ from, to }, row.month))
    if (!counted) continue
    add(counted.locality, row)
    add('', row)
  }
  return new Map(
    [...exact].map(([locality, { e5, patientMonths, practices }]) => [
      locality,
      { pence: (e5 + 500n) / 1000n, patientMonths, practices: practices.size },
    ]),
  )
}

/** Cost per 1,000 patients a month in pence; null where no list is loaded. */
export const perThousand = ({ pence, patientMonths }: Sums): bigint | null =>
  patientMonths === 0n ? null : (pence * 1000n + patientMonths / 2n) / patientMonths

/** Practice-months that count on one basis and not on the other, for the page to say why two figures differ. */
export const onlyIn = (
  one: readonly Counting[],
  other: readonly Counting[],
): { practice: string; months: number }[] => {
  const held = new Set(
    other.flatMap(({ practice, locality, from, to }) =>
      monthRange(from, to).map((month) => `${practice} ${locality} ${month}`),
    ),
  )
  const counts = new Map<string, number>()
  for (const { practice, locality, from, to } of one) {
    for (const month of monthRange(from, to)) {
      if (held.has(`${practice} ${locality} ${month}`)) continue
      counts.set(practice, (counts.get(practice) ?? 0) + 1)
    }
  }
  return [...counts].map(([practice, months]) => ({ practice, months }))
}
