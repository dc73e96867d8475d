import { monthRange, type Month } from '../../../core/month.ts'
import {
  kindOf,
  paidShare,
  pricePerUnit,
  productKinds,
  savingFloors,
  substitutionSet,
  type PriceSaving,
  type ProductKind,
} from '../../../engines/measures/price-per-unit.ts'
import { fewestForShare } from '../../../engines/measures/savings.ts'
import { literal, sqlFile } from '../../../stores/duck.ts'
import { perBuild } from '../../../warehouse/per-build.ts'
import type { Served } from '../../../warehouse/served.ts'
import { countedMonths, knownCodes, monthsOf, placesOf } from '../../measures/measures.ts'

/** What a practice could save on a set of interchangeable products in a month; prices and saving in pence. */
export type PricedSet = PriceSaving & { month: Month; name: string }

type Row = { month: Month; practice: string; set_code: string; quantity: bigint; paid: bigint }

type Product = { code: string; set_code: string; kind: ProductKind }

/** Products of sets of which more than one was ever dispensed (of one product there is nothing to choose), and a name for each set. */
const interchangeable = async (
  served: Served,
): Promise<{ products: Product[]; names: ReadonlyMap<string, string> }> => {
  const sets = new Map<string, Map<string, string>>()
  for (const { code, name } of await knownCodes(served)) {
    const set = substitutionSet(code)
    if (set !== null) sets.set(set, (sets.get(set) ?? new Map()).set(code, name))
  }
  const several = [...sets].filter(([, codes]) => codes.size > 1)
  return {
    products: several.flatMap(([set, codes]) =>
      [...codes.keys()].map((code) => ({ code, set_code: set, kind: kindOf(code) })),
    ),
    names: new Map(
      several.map(([set, codes]) => [set, codes.get(set) ?? [...codes.values()][0] ?? set]),
    ),
  }
}

const discountsOf = (months: readonly Month[]): object[] =>
  months.flatMap((month) =>
    productKinds.map((kind) => ({
      month,
      kind,
      paid_e4: Math.round(paidShare(kind, month, false) * 1e4),
    })),
  )

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
    const asked = monthRange(from, to)
    const files = served.lakeFiles('prescribing', asked)
    if (files.length === 0) return []
    const { products, names } = await interchangeable(served)
    const rows = await served.duck.all<Row>(
      sqlFile(import.meta.url, '../sql/prices.sql').replaceAll(
        '{files}',
        `[${files.map(literal).join(', ')}]`,
      ),
      { products: JSON.stringify(products), discounts: JSON.stringify(discountsOf(asked)) },
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
        const bought = own
          .filter(({ practice }) => masks.get(practice)?.[at] === true)
          .map(({ practice, set_code: set, quantity, paid }) => ({
            practice,
            set,
            quantity: Number(quantity) / 1e3,
            cost: Number(paid) / 1e7,
          }))
        return pricePerUnit(bought).map((one) => ({
          ...one,
          month,
          name: names.get(one.set) ?? one.set,
        }))
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
