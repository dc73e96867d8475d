import type { Month } from '../../../core/month.ts'
import {
  kindOf,
  paidShare,
  pricePerUnit,
  savingFloors,
  substitutionSet,
  type PriceSaving,
} from '../../../engines/measures/price-per-unit.ts'
import { sqlFile } from '../../../stores/duck.ts'
import { perBuild } from '../../../warehouse/per-build.ts'
import type { Served } from '../../../warehouse/served.ts'
import { countedMonths, monthsOf, placesOf } from '../../measures/measures.ts'

/** What a practice could save on a set of interchangeable products in a month; prices and saving in pence. */
export type PricedSet = PriceSaving & { name: string }

type Row = { practice: string; code: string; name: string; quantity: bigint; nic: bigint }

/** Sets of which more than one product was dispensed, with the name of the generic, or of the first. */
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

/** Price per unit of every practice of a group in a month, list cost less what the month’s rules take off. */
export const pricesOf = (served: Served, group: string, month: Month): Promise<PricedSet[]> =>
  perBuild(served, `variation prices ${group} ${month}`, async () => {
    const files = served.lakeFiles('prescribing', [month])
    if (files.length === 0) return []
    const list = `[${files.map((file) => `'${file.replaceAll("'", "''")}'`).join(', ')}]`
    const rows = await served.duck.all<Row>(
      sqlFile(import.meta.url, '../sql/prices.sql').replaceAll('{files}', list),
    )
    const members = countedMonths(
      await placesOf(served),
      { kind: 'group', code: group },
      new Set(rows.map(({ practice }) => practice)),
      monthsOf(served),
      month,
      'now',
    )
    const names = setsOf(rows)
    const bought = rows.flatMap(({ practice, code, quantity, nic }) => {
      const set = substitutionSet(code)
      if (set === null || !names.has(set) || !members.has(practice)) return []
      const paid = paidShare(kindOf(code), month, false)
      return [{ practice, set, quantity: Number(quantity) / 1e3, cost: (Number(nic) / 1e3) * paid }]
    })
    return pricePerUnit(bought).map((one) => ({ ...one, name: names.get(one.set) ?? one.set }))
  })

/** What is told of one practice: savings of at least £10 in the month, the largest first. */
export const ofPractice = (all: readonly PricedSet[], practice: string): PricedSet[] =>
  all
    .filter((one) => one.practice === practice && one.saving >= savingFloors.practice)
    .sort((a, b) => b.saving - a.saving)

/** One set over all practices of the group. */
export type GroupSet = {
  name: string
  set: string
  saving: number
  practices: number
  half: number
}

/** What is told of the group: savings of at least £200 in the month, the largest first, with how few practices make half. */
export const ofGroup = (all: readonly PricedSet[]): GroupSet[] =>
  [...Map.groupBy(all, ({ set }) => set)]
    .map(([set, own]): GroupSet => {
      const sorted = own.map(({ saving }) => saving).sort((a, b) => b - a)
      const total = sorted.reduce((sum, saving) => sum + saving, 0)
      let [half, sum] = [0, 0]
      while (half < sorted.length && sum < total / 2) sum += sorted[half++] ?? 0
      const practices = sorted.filter((saving) => saving > 0).length
      return { set, name: own[0]?.name ?? set, saving: total, practices, half }
    })
    .filter(({ saving }) => saving >= savingFloors.locality)
    .sort((a, b) => b.saving - a.saving)
