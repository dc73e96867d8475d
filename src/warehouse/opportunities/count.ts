import { monthRange } from '../../core/month.ts'
import { literal, sqlFile, type Duck } from '../../stores/duck.ts'
import { insertRows, runAll } from '../tables/statements.ts'
import type { Served } from '../served.ts'
import { inTotals, type Catalogue, type Definition, type RecordSet } from './definition.ts'
import { fieldsOf, setsOf } from './fields.ts'
import { baseColumn, recordTables } from './compile.ts'
import { findAll, leaveLeftovers, perOf } from './find.ts'
import { loadLookups } from './lookups.ts'
import { emptyFields, readRecords, type Period } from './read-records.ts'

/** Why a definition cannot be computed from the data that are loaded: the field that is empty, or the feed that is absent. */
export type Absent = { id: string; field: string; months: readonly string[] }

const text = (name: string): string => sqlFile(import.meta.url, `sql/${name}`)
const list = (files: readonly string[]): string => `[${files.map(literal).join(', ')}]`

/** What each definition does with a record, as rows: opportunity_way; and the records that rates are per: opportunity_per. */
const layOutWays = async (
  duck: Duck,
  catalogue: Catalogue,
  computable: (definition: Definition) => boolean,
): Promise<void> => {
  const sets: { base: string; of: RecordSet; condition: string }[] = []
  const rows = catalogue.definitions.map((definition, i) => {
    const per = computable(definition) ? perOf(catalogue, definition) : null
    const known = sets.findIndex(
      ({ base, condition }) => base === per?.base && condition === per.condition,
    )
    const set = per === null ? null : known >= 0 ? known : sets.push(per) - 1
    const { rate, worth } = definition
    return {
      definition: i,
      rank: i,
      totals: inTotals(definition),
      counts: rate.counts,
      per: rate.per,
      per_set: set,
      method: worth.method,
      target: worth.to,
      days: worth.days,
      long_column: worth.column,
    }
  })
  const columns = {
    definition: 'SMALLINT',
    rank: 'SMALLINT',
    totals: 'BOOLEAN',
    counts: 'VARCHAR',
    per: 'VARCHAR',
    per_set: 'SMALLINT',
    method: 'VARCHAR',
    target: 'VARCHAR',
    days: 'INTEGER',
    long_column: 'VARCHAR',
  }
  const shape = Object.entries(columns).map(([name, type]) => `${name} ${type}`)
  await duck.run(`create or replace temp table opportunity_way (${shape.join(', ')})`)
  await insertRows(duck, 'opportunity_way', columns, rows)
  await duck.run(
    'create or replace temp table opportunity_per (per_set smallint, practice opportunity_practice, age_band tinyint, sex varchar, person_key ubigint, records integer)',
  )
  // One pass for each base: a column counts each set's records of a person, and rows are made of the columns.
  for (const [base, own] of Map.groupBy(sets, (set) => set.base)) {
    const [first] = own
    if (!first) continue
    const counts = own.map(
      (set) => `count(*) filter (where ${set.condition}) as "${sets.indexOf(set)}"`,
    )
    await duck.run(
      `insert into opportunity_per
      select cast(per_set as smallint), practice, age_band, sex, person_key, cast(records as integer) from (
        unpivot (
          select cast(practice as opportunity_practice) as practice, cast(least(idiv(age, 5), 19) as tinyint) as age_band, sex, person_key,
            ${counts.join(', ')}
          from ${recordTables[first.of]} as item where item.counted and item.${baseColumn(base)} group by 1, 2, 3, 4
        ) on ${own.map((set) => `"${sets.indexOf(set)}"`).join(', ')} into name per_set value records
      ) where records > 0`,
    )
  }
}

/**
 * Counts every definition over the records of a build in a period, into temporary tables: opportunity_valued (a row for each
 * record found) and opportunity_person. Gives the definitions that cannot be computed, and why.
 */
export const countOpportunities = async (
  duck: Duck,
  served: Pick<Served, 'pricedFiles' | 'lakeFiles'>,
  catalogue: Catalogue,
  period: Period,
  homeDefinitions?: string,
): Promise<Absent[]> => {
  await duck.run('create or replace temp macro idiv(a, b) as a // b')
  await loadLookups(duck, homeDefinitions)
  await runAll(duck, text('no-records.sql'))
  const absent: Absent[] = []
  for (const set of ['spells', 'outpatients', 'emergency'] as const) {
    const mine = catalogue.definitions.filter((definition) => definition.of === set)
    const needed = mine.map((definition) => ({
      definition,
      fields: fieldsOf(definition, catalogue.bases),
    }))
    if (!(await readRecords(duck, served, period, set, catalogue.bases))) {
      for (const definition of catalogue.definitions)
        if (setsOf(definition).includes(set))
          absent.push({ id: definition.id, field: `all ${set}`, months: [] })
      continue
    }
    const empty = await emptyFields(duck, set, [...new Set(needed.flatMap(({ fields }) => fields))])
    for (const { definition, fields } of needed) {
      const field = fields.find((each) => empty.has(each))
      if (field !== undefined)
        absent.push({ id: definition.id, field, months: empty.get(field) ?? [] })
    }
  }
  await runAll(duck, text('practices.sql'))
  const without = new Set(absent.map(({ id }) => id))
  const computable = ({ id }: Definition): boolean => !without.has(id)
  await findAll(duck, catalogue, computable)
  await leaveLeftovers(duck, catalogue)
  await layOutWays(duck, catalogue, computable)
  const books = served.lakeFiles('price-admitted')
  await duck.run(
    books.length > 0
      ? text('prices.sql').replace('{books}', list(books))
      : 'create or replace temp table opportunity_price (year varchar, hrg varchar, day_case bigint, outpatient_procedure bigint, per_day bigint)',
  )
  await runAll(duck, text('alternatives.sql'))
  await duck.run(text('valued.sql'))
  await duck.run(text('people.sql'))
  return absent
}

export type ListRow = { practice: string; age_band: number; sex: string; people: bigint }

/** Registered people by practice, age and sex, mean over the period; empty where no list by sex and age is loaded. */
export const readLists = async (
  duck: Duck,
  served: Pick<Served, 'lakeFiles'>,
  period: Period,
): Promise<ListRow[]> => {
  const lists = served.lakeFiles('list-size').filter((file) => /quin-age/.test(file))
  if (lists.length === 0) return []
  return duck.all<ListRow>(text('lists.sql').replace('{lists}', list(lists)), {
    months: monthRange(period.from, period.to).join(' '),
  })
}
