import { literal } from '../../stores/duck.ts'
import type { Base, Range, RecordSet, Rule, Test } from './definition.ts'
import { listFields } from './leaf.ts'

/** The temporary table of each set of records. */
export const recordTables: Readonly<Record<RecordSet, string>> = {
  spells: 'opportunity_spell',
  outpatients: 'opportunity_appointment',
  emergency: 'opportunity_attendance',
}

/** The temporary table of a lookup: "day-procedures" becomes opportunity_day_procedures. */
export const lookupTable = (table: string): string => `opportunity_${table.replaceAll('-', '_')}`

/** The column of a record that says whether it belongs to a base: "emergency-attendances" becomes base_emergency_attendances. */
export const baseColumn = (base: string): string => `base_${base.replaceAll('-', '_')}`

// Codes are letters and digits alone (the schema says so); as literals DuckDB makes one automaton of each list, once.
const either = (codes: readonly string[]): string => codes.join('|')

const within = (value: string, { min, max }: Range): string =>
  [
    ...(min === null ? [] : [`${value} >= ${min}`]),
    ...(max === null ? [] : [`${value} <= ${max}`]),
  ].join(' and ')

const fewCodes = 4

const codesSql = (
  field: string,
  column: string,
  test: 'begins' | 'is' | 'is-not' | 'begins-not' | 'only',
  codes: readonly string[],
): string => {
  const list = listFields.has(field)
  // Of one value a few codes are compared faster than any automaton runs.
  if (!list && codes.length <= fewCodes) {
    const any = codes.map(literal).join(', ')
    const starts = codes.map((code) => `starts_with(${column}, ${literal(code)})`).join(' or ')
    if (test === 'is') return `${column} in (${any})`
    if (test === 'is-not') return `${column} not in (${any})`
    if (test === 'begins') return `(${starts})`
    if (test === 'begins-not') return `not (${starts})`
  }
  const begins = list ? `[|](?:${either(codes)})` : `^(?:${either(codes)})`
  const is = list ? `[|](?:${either(codes)})[|]` : `^(?:${either(codes)})$`
  switch (test) {
    case 'begins':
      return `regexp_matches(${column}, ${literal(begins)})`
    case 'is':
      return `regexp_matches(${column}, ${literal(is)})`
    case 'begins-not':
      return `not regexp_matches(${column}, ${literal(begins)})`
    case 'is-not':
      return `not regexp_matches(${column}, ${literal(is)})`
    case 'only':
    default:
      return `${column} is null or regexp_full_match(${column}, ${literal(`[|](?:(?:${either(codes)})[|])*`)})`
  }
}

/** A date as a definition names it: of the record itself, or of the earlier one. */
const dated = (name: string, alias: string, earlier: string | null): string => {
  if (!name.startsWith('earlier.')) return `${alias}.${name}`
  if (earlier === null) throw new Error(`${name} is used where there is no earlier record`)
  return `${earlier}.${name.slice('earlier.'.length)}`
}

const testSql = (test: Test, alias: string, earlier: string | null): string => {
  switch (test.test) {
    case 'from':
      return within(`${alias}.${test.field}`, test.range)
    case 'empty':
      return `${alias}.${test.field} is null`
    case 'present':
      return `${alias}.${test.field} is not null`
    case 'listed':
      return `(substr(${alias}.${test.field}, 1, 4) in (select code from ${lookupTable(test.table)} where regexp_matches(${test.column}, ${literal(`\\b${test.value}\\b`)}))
        or substr(${alias}.${test.field}, 1, 3) in (select code from ${lookupTable(test.table)} where regexp_matches(${test.column}, ${literal(`\\b${test.value}\\b`)})))`
    case 'above':
      return `${alias}.${test.field} > (select cast(nullif(max(stay.${test.column}), '') as integer) from ${lookupTable(test.table)} as stay where stay.code = ${alias}.${test.key})`
    case 'days':
      return within(
        `date_diff('day', ${dated(test.from, alias, earlier)}, ${dated(test.to, alias, earlier)})`,
        test.range,
      )
    case 'begins':
    case 'is':
    case 'begins-not':
    case 'is-not':
    case 'only':
    default:
      return codesSql(test.field, `${alias}.${test.field}`, test.test, test.codes)
  }
}

/**
 * What a compiler needs to know beside the rule: the bases, the set of records that the rule is about, and the table of those
 * that can still meet it, where not all can.
 */
export type Place = { bases: ReadonlyMap<string, Base>; of: RecordSet; among?: string }

const laterTable = ({ of, among }: Place): string => among ?? recordTables[of]

const earlierSql = (
  place: Place,
  { of, least, base, which, when }: Extract<Rule, { earlier: unknown }>['earlier'],
  alias: string,
): string => {
  const conditions = [
    ...(base === null ? [] : (place.bases.get(base)?.where ?? [])),
    ...(which === null ? [] : [which]),
  ].map((each) => ruleSql({ ...place, of }, each, 'before', null))
  const self = of === place.of ? ['before.record <> later.record'] : []
  return `${alias}.record in (
    select later.record from ${laterTable(place)} as later
    join ${recordTables[of]} as before on before.person = later.person
    where later.counted and ${[...self, ...conditions, ruleSql(place, when, 'later', 'before')].join(' and ')}
    group by later.record having count(*) >= ${least})`
}

const pointsSql = (
  place: Place,
  { table, codes, length, earlier, sum }: Extract<Rule, { points: unknown }>['points'],
  alias: string,
): string => `${alias}.record in (
    select record from (
      select distinct later.record, substr(each.code, 1, ${length}) as code
      from ${laterTable(place)} as later
      join ${recordTables[place.of]} as before on before.person = later.person
      cross join unnest(string_split(trim(before.${codes}, '|'), '|')) as each(code)
      where later.counted and length(each.code) > ${length}
        and (before.record = later.record or ${ruleSql(place, earlier, 'later', 'before')}))
    join ${lookupTable(table)} as points using (code)
    group by record having ${within('sum(cast(points.points_tenths as integer))', sum)})`

/**
 * A rule as an SQL condition that is true or false and never null: a test of a missing value is false, and not of
 * it is true.
 */
export const ruleSql = (
  place: Place,
  rule: Rule,
  alias: string,
  earlier: string | null = null,
): string => {
  const each = (rules: readonly Rule[], word: string, none: string): string =>
    rules.length === 0
      ? none
      : `(${rules.map((one) => ruleSql(place, one, alias, earlier)).join(` ${word} `)})`
  if ('test' in rule) return `coalesce(${testSql(rule, alias, earlier)}, false)`
  if ('all' in rule) return each(rule.all, 'and', 'true')
  if ('any' in rule) return each(rule.any, 'or', 'false')
  if ('not' in rule) return `not ${ruleSql(place, rule.not, alias, earlier)}`
  if ('earlier' in rule) return `coalesce(${earlierSql(place, rule.earlier, alias)}, false)`
  return `coalesce(${pointsSql(place, rule.points, alias)}, false)`
}

/** Whether a rule looks at other records of the same person. */
export const isLinked = (rule: Rule): boolean => {
  if ('test' in rule) return false
  if ('all' in rule) return rule.all.some(isLinked)
  if ('any' in rule) return rule.any.some(isLinked)
  return 'not' in rule ? isLinked(rule.not) : true
}

/** Parts of a rule that have a name, each with its own condition, in the order in which they stand. */
export const partsOf = (rules: readonly Rule[]): { part: string; rule: Rule }[] =>
  rules.flatMap((rule) => {
    if ('test' in rule || 'not' in rule || 'earlier' in rule || 'points' in rule) return []
    if (rule.part !== undefined) return [{ part: rule.part, rule }]
    return partsOf('all' in rule ? rule.all : rule.any)
  })
