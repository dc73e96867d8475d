import { monthRange, type Month } from '../../../core/month.ts'
import {
  kindOf,
  paidShare,
  pricePerUnit,
  savingFloors,
  substitutionSet,
  type PriceSaving,
} from '../../../engines/measures/price-per-unit.ts'
import { fewestForShare } from '../../../engines/measures/savings.ts'
import { literal, sqlFile } from '../../../stores/duck.ts'
import { perBuild } from '../../../warehouse/per-build.ts'
import type { Served } from '../../../warehouse/served.ts'
import { countedMonths, knownCodes, monthsOf, placesOf } from '../../measures/measures.ts'

/** What a practice could save on a set of interchangeable products in a month; prices and saving in pence. */
export type PricedSet = PriceSaving & { month: Month; name: string }

type Row = {
  month: Month
  practice: string
  code: string
  name: string
  quantity: bigint
  nic: bigint
}

/** Codes of sets of which more than one product was ever dispensed: of one product there is nothing to choose. */
const interchangeable = async (served: Served): Promise<string[]> => {
  const sets = new Map<string, Set<string>>()
  for (const { code } of await knownCodes(served)) {
    const set = substitutionSet(code)
    if (set !== null) sets.set(set, (sets.get(set) ?? new Set()).add(code))
  }
  return [...sets.values()].filter(({ size }) => size > 1).flatMap((codes) => [...codes])
}

/** Sets of which more than one product was dispensed in the month, with the name of the generic, or of the first. */
const setsOf = (rows: readonly Row[]): Map<string, string> => {
  const codes = new Map<string, Map<string, string>>()
  for (const { code, name } of rows) {
    const set = substitutionSet(code)
    if (set !== null) codes.set(set, (codes.get(set) ?? new Map()).set(code, name))
  }
  return new Map(
    [...codes]
      .filter(([, own]) => own.size > 1)
      .map(([set, own]) => [set, own.get(set) ?? [...own.values()][0] ?? set]),
  )
}

const ofMonth = (rows: readonly Row[], month: Month, members: ReadonlySet<string>): PricedSet[] => {
  const names = setsOf(rows)
  const bought = rows.flatMap(({ practice, code, quantity, nic }) => {
    const set = substitutionSet(code)
    if (set === null || !names.has(set) || !members.has(practice)) return []
    const paid = paidShare(kindOf(code), month, false)
    return [{ practice, set, quantity: Number(quantity) / 1e3, cost: (Number(nic) / 1e3) * paid }]
  })
  return pricePerUnit(bought).map((one) => ({
    ...one,
    month,
    name: names.get(one.set) ?? one.set,
  }))
}

/**
 * Price per unit of every practice of a group, month by month, list cost less what the month’s rules take off; each
 * practice in the months in which it was a member.
 */
export const pricesOf = (
  served: Served,
  group: string,
  { from, to }: { from: Month; to: Month },
): Promise<PricedSet[]> =>
  perBuild(served, `variation prices ${group} ${from} ${to}`, async () => {
    const files = served.lakeFiles('prescribing', monthRange(from, to))
    if (files.length === 0) return []
    const rows = await served.duck.all<Row>(
      sqlFile(import.meta.url, '../sql/prices.sql').replaceAll(
        '{files}',
        `[${files.map(literal).join(', ')}]`,
      ),
      { codes: JSON.stringify(await interchangeable(served)) },
    )
    const months = monthsOf(served)
    const masks = countedMonths(
      await placesOf(served),
      { kind: 'group', code: group },
      new Set(rows.map(({ practice }) => practice)),
      months,
      to,
      'then',
    )
    return [...Map.groupBy(rows, ({ month }) => month)]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([month, own]) => {
        const at = months.indexOf(month)
        const members = [...masks].filter(([, mask]) => mask[at] === true).map(([code]) => code)
        return ofMonth(own, month, new Set(members))
      })
  })

/** One set of interchangeable products over the practices of a place and some months; pence. */
export type PlaceSet = {
  set: string
  name: string
  quantity: number
  cost: number
  /** What the same quantities cost at the price that a tenth of practices pay. */
  targetCost: number
  /** Months whose saving is below the floor of the place’s level are left out. */
  saving: number
  /** Savings of each practice, those of nothing left out, the largest first. */
  practices: readonly { practice: string; saving: number }[]
  /** The fewest who make half of them. */
  half: number
}

/**
 * What a place could save on each set, the largest first. The rule by level: savings of less than £10 of a practice
 * in a month, or of £200 of several together, are not told. Practices of none are all of the group.
 */
export const ofPlace = (
  all: readonly PricedSet[],
  level: 'practice' | 'locality',
  codes: ReadonlySet<string> | null = null,
): PlaceSet[] =>
  [...Map.groupBy(all, ({ set }) => set)]
    .map(([set, rows]): PlaceSet => {
      const own = rows.filter(({ practice }) => codes?.has(practice) ?? true)
      const sum = (of: readonly PricedSet[], value: (one: PricedSet) => number): number =>
        of.reduce((total, one) => total + value(one), 0)
      const months = [...Map.groupBy(own, ({ month }) => month).values()].map((month) =>
        sum(month, ({ saving }) => saving),
      )
      const practices = [...Map.groupBy(own, ({ practice }) => practice)]
        .map(([practice, of]) => ({ practice, saving: sum(of, ({ saving }) => saving) }))
        .filter(({ saving }) => saving > 0)
        .toSorted((a, b) => b.saving - a.saving)
      return {
        set,
        name: rows[0]?.name ?? set,
        quantity: sum(own, ({ quantity }) => quantity),
        cost: sum(own, ({ quantity, price }) => quantity * price),
        targetCost: sum(own, ({ quantity, target }) => quantity * target),
        saving: months
          .filter((saving) => saving >= savingFloors[level])
          .reduce((total, saving) => total + saving, 0),
        practices,
        half: fewestForShare(practices, ({ saving }) => saving).units.length,
      }
    })
    .filter(({ saving }) => saving > 0)
    .toSorted((a, b) => b.saving - a.saving)
