import { literal, type Duck } from '../../stores/duck.ts'
import {
  baseColumn,
  isLinked,
  lookupTable,
  partsOf,
  recordTables,
  ruleSql,
  type Place,
} from './compile.ts'
import type { Catalogue, Definition, RecordSet, Rule, Share } from './definition.ts'

const placeOf = ({ bases }: Catalogue, { of }: Definition): Place => ({ bases, of })

const whereOf = (catalogue: Catalogue, definition: Definition, rules: readonly Rule[]): string =>
  [
    'item.counted',
    `item.${baseColumn(definition.base)}`,
    ...rules.map((rule) => ruleSql(placeOf(catalogue, definition), rule, 'item')),
  ].join('\n  and ')

/** The records that meet a definition: rules that look at other records are asked of those alone that meet the plain ones. */
const itemsSql = (catalogue: Catalogue, definition: Definition): string => {
  const place = placeOf(catalogue, definition)
  const table = recordTables[definition.of]
  const part = partSql({ ...place, among: 'candidate' }, definition.where)
  const linked = definition.where.filter(isLinked)
  const plain = definition.where.filter((rule) => !isLinked(rule))
  const where = linked.map((rule) => ruleSql({ ...place, among: 'candidate' }, rule, 'item'))
  return `with candidate as materialized (
    select item.* from ${table} as item where ${whereOf(catalogue, definition, plain)}
  )
  select item.*, ${part} as part from candidate as item where ${['true', ...where].join(' and ')}`
}

/** The largest share of the rows that fit a record, in millionths. */
const shareSql = ({ table, codes, match, course, by }: Share): string => {
  // Codes are cut to every length that the table has, so that the join is on equal codes and not a search.
  const lengths = `(select list(distinct length(code)) from ${lookupTable(table)})`
  const cuts =
    match === 'is' ? '[code]' : `list_transform(${lengths}, wide -> substr(code, 1, wide))`
  const fits = [
    'share.code = item.code',
    ...(course === null ? [] : [`share.course = ${literal(course)}`]),
    ...(by.includes('sex') ? ['share.sex = item.sex'] : []),
    ...(by.includes('age')
      ? [
          "item.age >= cast(share.age_from as integer) and item.age <= coalesce(cast(nullif(share.age_to, '') as integer), 999)",
        ]
      : []),
    ...(by.includes('outcome')
      ? [
          `share.outcome in ('either', case when coalesce(item.discharge_method, '') = '4' then 'died' else 'lived' end)`,
        ]
      : []),
  ]
  return `select item.record, max(cast(cast(share.share as decimal(9, 6)) * 1000000 as integer)) as weight
    from (
      select distinct record, sex, age, discharge_method, unnest(${cuts}) as code
      from (select *, unnest(string_split(trim(${codes}, '|'), '|')) as code from item)
    ) as item
    join ${lookupTable(table)} as share on ${fits.join(' and ')}
    group by item.record`
}

const partSql = (place: Place, rules: readonly Rule[]): string => {
  const parts = partsOf(rules)
  if (parts.length === 0) return 'cast(null as varchar)'
  const cases = parts.map(
    ({ part, rule }) => `when ${ruleSql(place, rule, 'item')} then ${literal(part)}`,
  )
  return `case ${cases.join(' ')} end`
}

/**
 * The records that a definition finds, as a query: record, weight in millionths (1,000,000 for a whole record),
 * and the part of the definition that took it.
 */
export const foundSql = (catalogue: Catalogue, definition: Definition): string => {
  const { of, where, share } = definition
  const items = where.some(isLinked)
    ? itemsSql(catalogue, definition)
    : `select item.*, ${partSql(placeOf(catalogue, definition), where)} as part
    from ${recordTables[of]} as item where ${whereOf(catalogue, definition, where)}`
  if (share === null) return `select record, 1000000 as weight, part from (${items})`
  return `with item as (${items})
  select item.record, shared.weight, item.part from item
  join (${shareSql(share)}) as shared on shared.record = item.record where shared.weight > 0`
}

/** The records that a rate is per: their base, and a condition on one; null where it is per person or per record found. */
export const perOf = (
  catalogue: Catalogue,
  { base, of, rate }: Definition,
): { base: string; of: RecordSet; condition: string } | null =>
  rate.of === null
    ? null
    : { base, of, condition: ruleSql({ bases: catalogue.bases, of }, rate.of, 'item') }

/** Every record that each definition finds: temporary table opportunity_found (definition, record, weight, part). */
export const findAll = async (
  duck: Duck,
  catalogue: Catalogue,
  computable: (definition: Definition) => boolean,
): Promise<void> => {
  await duck.run(
    'create or replace temp table opportunity_found (definition smallint, set_name varchar, record integer, weight integer, part varchar)',
  )
  for (const [i, definition] of catalogue.definitions.entries()) {
    if (!computable(definition)) continue
    await duck.run(
      `insert into opportunity_found select ${i}, ${literal(definition.of)}, record, weight, part from (${foundSql(catalogue, definition)})`,
    )
  }
}

/**
 * Takes from the catch-all definitions what a nearer current rule about stays or settings has found, and stays of
 * fewer nights than they ask for.
 */
export const leaveLeftovers = async (duck: Duck, catalogue: Catalogue): Promise<void> => {
  const nearer = catalogue.definitions.flatMap(({ of, kind, status, leftover }, i) =>
    of === 'spells' && kind !== 'avoid' && status === 'current' && leftover === null ? [i] : [],
  )
  for (const [i, { leftover }] of catalogue.definitions.entries()) {
    if (leftover === null) continue
    await duck.run(
      `delete from opportunity_found where definition = $definition and (
        record in (select record from opportunity_found where definition in (${nearer.join(', ')}))
        or record not in (select record from opportunity_spell where length_of_stay >= $nights))`,
      { definition: i, nights: leftover.nights },
    )
  }
}
