import { emptyCells, type Cells } from '../../../engines/opportunities/cells.ts'
import { cellCount, cellOf } from '../../../engines/opportunities/standard-cells.ts'
import type { Row } from '../../../stores/duck.ts'
import { sqlFile } from '../../../stores/duck.ts'
import type { Served } from '../../../warehouse/served.ts'
import type { Counted } from './counted.ts'

/** A practice that is compared: a member of a group at the end of the period. */
export type Member = {
  code: string
  name: string
  group: string
  groupName: string
  locality: string
  localityName: string
  patients: number | null
  /** Weighted for health inequalities and for all need, per thousand listed; null where no need is loaded. */
  inequalities: number | null
  need: number | null
}

type MemberRow = Row & {
  practice: string
  name: string
  group_code: string
  group_name: string
  locality: string
  locality_name: string
  patients: bigint | null
}
type NeedRow = Row & {
  practice: string
  inequality_index: number | null
  need_index: number | null
}

/** The members of every group in the last month of the period. */
export const loadMembers = async (served: Served, month: string): Promise<Member[]> => {
  const question = (name: string): string => sqlFile(import.meta.url, `sql/${name}`)
  const [rows, needs] = await Promise.all([
    served.duck.all<MemberRow>(question('members.sql'), { month }),
    served.duck.all<NeedRow>(question('need.sql')),
  ])
  const need = new Map(needs.map((row) => [row.practice, row]))
  return rows.map((row) => ({
    code: row.practice,
    name: row.name,
    group: row.group_code,
    groupName: row.group_name,
    locality: row.locality,
    localityName: row.locality_name,
    patients: row.patients === null ? null : Number(row.patients),
    inequalities: need.get(row.practice)?.inequality_index ?? null,
    need: need.get(row.practice)?.need_index ?? null,
  }))
}

/** One definition's counts over the members, gross and after the waterfall, with what they are worth in pence. */
export type DefinitionCells = {
  gross: Cells
  net: Cells
  records: Float64Array
  value: Float64Array
  netValue: Float64Array
  unpriced: number
}

/** Counts of every definition over the members; people by cell for rates per registered person. */
export type GroupCells = {
  members: readonly Member[]
  people: Float64Array
  definitions: ReadonlyMap<number, DefinitionCells>
}

const thousand = 1000

/** Lays the counted rows out by definition, member and cell. */
export const layOut = (counted: Counted, members: readonly Member[]): GroupCells => {
  const place = new Map(members.map(({ code }, i) => [code, i]))
  const people = new Float64Array(members.length * cellCount)
  for (const row of counted.people) {
    const p = place.get(row.practice)
    if (p !== undefined)
      people[p * cellCount + cellOf(row.age_band, row.sex)] = Number(row.people) / thousand
  }
  const definitions = new Map<number, DefinitionCells>()
  for (const row of counted.cells) {
    const p = place.get(row.practice)
    if (p === undefined) continue
    const at = p * cellCount + cellOf(row.age_band, row.sex)
    let into = definitions.get(row.definition)
    if (!into) {
      into = {
        gross: emptyCells(members.length, cellCount),
        net: emptyCells(members.length, cellCount),
        records: new Float64Array(members.length),
        value: new Float64Array(members.length),
        netValue: new Float64Array(members.length),
        unpriced: 0,
      }
      definitions.set(row.definition, into)
    }
    const { gross, net, records, value, netValue } = into
    const square = thousand * thousand
    gross.amount[at] = Number(row.amount) / thousand
    gross.per[at] = Number(row.per) / thousand
    gross.amountSquares[at] = Number(row.amount_squares) / square
    gross.products[at] = Number(row.products) / square
    gross.perSquares[at] = Number(row.per_squares) / square
    net.amount[at] = Number(row.net_amount) / thousand
    net.per[at] = Number(row.net_per) / thousand
    net.amountSquares[at] = Number(row.net_amount_squares) / square
    net.products[at] = Number(row.net_products) / square
    net.perSquares[at] = Number(row.net_per_squares) / square
    records[p] = (records[p] ?? 0) + Number(row.records)
    value[p] = (value[p] ?? 0) + Number(row.value_pence)
    netValue[p] = (netValue[p] ?? 0) + Number(row.net_value_pence)
    into.unpriced += Number(row.unpriced)
  }
  for (const [i, { gross, net }] of definitions) {
    if (counted.catalogue.definitions[i]?.rate.per !== 'registered people') continue
    for (const cells of [gross, net]) {
      cells.per.set(people)
      cells.products.set(cells.amount)
      cells.perSquares.set(people)
    }
  }
  return { members, people, definitions }
}

/** Thirds of the members by their index of health inequalities; null where need is not loaded for all of them. */
export const deprivationThirds = (members: readonly Member[]): number[] | null => {
  if (members.some(({ inequalities }) => inequalities === null)) return null
  const ranked = members
    .map(({ inequalities }, i) => ({ i, index: inequalities ?? 0 }))
    .sort((a, b) => a.index - b.index)
  const thirds = members.map(() => 0)
  for (const [rank, { i }] of ranked.entries())
    thirds[i] = Math.min(2, Math.floor((3 * rank) / members.length))
  return thirds
}
