import { addMonths } from '../src/core/month.ts'
import type { World } from '../src/engines/opportunities/null-world.ts'
import { cellCount, cellOf } from '../src/engines/opportunities/standard-cells.ts'
import { deprivationThirds, loadMembers } from '../src/features/opportunities/judging/group.ts'
import { openDuck } from '../src/stores/duck.ts'
import type { Home } from '../src/stores/home.ts'
import { countOpportunities, readLists } from '../src/warehouse/opportunities/count.ts'
import type { Definition } from '../src/warehouse/opportunities/definition.ts'
import { readCatalogue } from '../src/warehouse/opportunities/read-definitions.ts'
import { openServed } from '../src/warehouse/served.ts'

type PersonRow = {
  definition: number
  practice: string
  age_band: number
  sex: string
  person_key: bigint
  amount: bigint
  per: bigint
}

/** Everyone with a record in the last twelve months of the closed build, always in the same order, cell by cell, and the places of their practices. */
export const readWorld = async (
  home: Home,
  say: (text: string) => void,
): Promise<{
  world: World
  definitions: readonly Definition[]
  codes: readonly string[]
  actual: Int32Array
}> => {
  const served = await openServed(home)
  const catalogue = readCatalogue(home.definitions)
  const duck = await openDuck({ tmp: home.tmp, memory: '1GB' })
  const to = served.manifest.months?.last ?? '2020-03'
  const period = { from: addMonths(to, -11), to }
  await countOpportunities(duck, served, catalogue, period, home.definitions)
  say('counted')
  const lists = await readLists(duck, served, period)
  const all = await loadMembers(served, to)
  const members = all.filter(({ group }) => group === all[0]?.group)
  const thirds = deprivationThirds(members) ?? members.map(() => 0)
  const placeOf = new Map(members.map(({ code }, i) => [code, i]))
  const cells = cellCount * 3
  const people = new Map<bigint, number>()
  const cellOfPerson: number[] = []
  const actual: number[] = []
  const columns: number[][] = [[], [], [], [], []]
  for await (const chunk of duck.chunks<PersonRow>(
    `select definition, cast(practice as varchar) as practice, age_band, sex, person_key, amount, per from opportunity_person
    union all
    select way.definition, cast(per.practice as varchar), per.age_band, per.sex, per.person_key, 0, 1000 * per.records
    from opportunity_per as per
    join opportunity_way as way on way.per_set = per.per_set
    anti join opportunity_person as found
      on found.definition = way.definition and found.person_key = per.person_key and found.practice = per.practice
      and found.age_band = per.age_band and found.sex = per.sex
    where per.practice is not null and per.sex in ('1', '2') and per.age_band is not null
    order by person_key, definition, practice`,
  )) {
    for (const row of chunk) {
      const practice = placeOf.get(row.practice)
      if (practice === undefined) continue
      const cell = (thirds[practice] ?? 0) * cellCount + cellOf(row.age_band, row.sex)
      let person = people.get(row.person_key)
      if (person === undefined) {
        person = cellOfPerson.length
        people.set(row.person_key, person)
        cellOfPerson.push(cell)
        actual.push(practice)
      }
      const values = [
        row.definition,
        person,
        cell,
        Number(row.amount) / 1000,
        Number(row.per) / 1000,
      ]
      for (const [i, value] of values.entries()) columns[i]?.push(value)
    }
  }
  const places = new Int32Array(members.length * cells)
  for (const { practice, age_band: band, sex, people: count } of lists) {
    const p = placeOf.get(practice)
    if (p === undefined) continue
    places[p * cells + (thirds[p] ?? 0) * cellCount + cellOf(band, sex)] = Math.round(
      Number(count) / 1000,
    )
  }
  // A list is a mean over the year, and those with a record may be more than are on it.
  const present = new Int32Array(members.length * cells)
  for (const [person, cell] of cellOfPerson.entries()) {
    const at = (actual[person] ?? 0) * cells + cell
    present[at] = (present[at] ?? 0) + 1
  }
  for (const [at, count] of present.entries()) places[at] = Math.max(places[at] ?? 0, count)
  duck.close()
  served.close()
  const [definition = [], person = [], cell = [], amount = [], per = []] = columns
  say(`${people.size} people, ${definition.length} rows`)
  return {
    world: {
      rows: {
        definition: Int32Array.from(definition),
        person: Int32Array.from(person),
        cell: Int32Array.from(cell),
        amount: Float64Array.from(amount),
        per: Float64Array.from(per),
      },
      deck: {
        practices: members.length,
        cells,
        cellOf: Int32Array.from(cellOfPerson),
        places,
      },
      perPeople: catalogue.definitions.map(({ rate }) => rate.per === 'registered people'),
    },
    definitions: catalogue.definitions,
    codes: members.map(({ code }) => code),
    actual: Int32Array.from(actual),
  }
}
