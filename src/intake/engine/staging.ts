import { literal } from '../../stores/duck.ts'
import type { Layout, Rule } from './layout.ts'
import type { Reading } from './reading.ts'
import type { Recognised } from '../file/recognise.ts'

/** One thing that can be wrong with a row. Its number, from 1, is what a staged row carries. */
export type Check = {
  /** Name of the column as the file has it, or the field where it is worked out. */
  column: string
  reason: string
  remedy: string
}

/** Rows that a writer holds before they go to disk: a file of any length takes the memory of a few. */
export const rowGroupRows = 30_720

/** Numbers that stand for no fault, and for a row that is a total or empty. */
export const noFault = 0
export const totalRow = -1

const name = (field: string): string => `"${field.replaceAll('"', '""')}"`

/** The typed value of a field, beside its text, so that a check need not work it out again. */
const valueName = (field: string): string => name(`=${field}`)

/** Kind and length of a value that may name a person. */
const masked = (value: string): string => `concat(
  case when regexp_full_match(${value}, '[0-9]+') then 'digits'
    when regexp_full_match(${value}, '[A-Za-z ]+') then 'letters' else 'characters' end,
  ', ', length(${value}), ' long')`

const mayNamePerson = (value: string): string => `(length(${value}) > 30
  or regexp_matches(${value}, '[0-9]{3}[ -]?[0-9]{3}[ -]?[0-9]{4}')
  or regexp_matches(upper(${value}), '[A-Z]{1,2}[0-9][0-9A-Z]? ?[0-9][A-Z]{2}'))`

/** A value at fault as quarantine may show it; looked at once a row, since each test of it costs memory. */
const shown = (layout: Layout, identifiers: readonly number[]): string => {
  const asIs = 'substr(fault_text, 1, 200)'
  const personal = [
    ...(identifiers.length === 0 ? [] : [`fault in (${identifiers.join(', ')})`]),
    ...(layout.patients ? [mayNamePerson('fault_text')] : []),
  ]
  return personal.length === 0
    ? asIs
    : `case when ${personal.join(' or ')} then ${masked('fault_text')} else ${asIs} end`
}

type Tested = Check & { fault: string; value: string; identifier: boolean }

const fieldChecks = (found: Recognised): Tested[] =>
  found.layout.columns.flatMap((column, i) => {
    const place = found.places[i] ?? null
    if (place === null) return []
    const header = found.layout.header === 'none' ? column.field : found.sample.header[place]
    const raw = `texts.${name(column.field)}`
    const { parser } = column
    const base = {
      column: header ?? column.field,
      value: raw,
      identifier: parser.identifier === true,
    }
    const checks: Tested[] = []
    if (column.filled) {
      checks.push({
        ...base,
        fault: `${raw} is null`,
        reason: 'is blank',
        remedy: 'This column must be filled on every line.',
      })
    }
    const fault = parser.fault(raw, `texts.${valueName(column.field)}`)
    if (fault !== null) {
      checks.push({
        ...base,
        fault: `${raw} is not null and (${fault})`,
        reason: parser.reason,
        remedy: parser.remedy,
      })
    }
    return checks
  })

const ruleChecks = (found: Recognised): Tested[] => {
  const { layout } = found
  const rules: Rule[] = [...(layout.rules ?? [])]
  if (layout.period.by === 'rows' && !layout.spread) {
    rules.push({
      fault: `(${layout.period.sql}) is null`,
      field: layout.columns.find(({ filled }) => filled)?.field ?? layout.columns[0]?.field ?? '',
      reason: 'stands on a line that does not say which month or year it belongs to',
      remedy: 'Send the line with its date.',
    })
  }
  return rules.map((rule) => {
    const index = layout.columns.findIndex(({ field }) => field === rule.field)
    const place = found.places[index] ?? null
    const header =
      place === null || layout.header === 'none' ? undefined : found.sample.header[place]
    return {
      column: header ?? rule.field,
      value: `cast(judged.${name(rule.field)} as VARCHAR)`,
      identifier: layout.columns[index]?.parser.identifier === true,
      fault: rule.fault,
      reason: rule.reason,
      remedy: rule.remedy,
    }
  })
}

const cases = (checks: readonly Tested[], first: number): string =>
  checks.map(({ fault }, i) => `when ${fault} then ${first + i}`).join('\n      ')

const values = (checks: readonly Tested[], first: number): string =>
  checks.map(({ value }, i) => `when ${first + i} then ${value}`).join('\n      ')

const choose = (subject: string, whens: string, otherwise: string): string =>
  whens === '' ? otherwise : `case ${subject} ${whens} else ${otherwise} end`

/**
 * The statement that turns lines of text into typed rows, each with the number of the first fault
 * that it has and the value at fault. Grain: one row per line read; order: as in the file.
 */
export const stagingSql = (
  found: Recognised,
  reading: Reading,
): { sql: string; checks: Check[] } => {
  const { layout, places } = found
  const offset = reading.numbered ? 1 : 0
  const fields = fieldChecks(found)
  const rules = ruleChecks(found)
  const texts = layout.columns.map(({ field }, i) => {
    const place = places[i] ?? null
    const raw = place === null ? 'cast(null as VARCHAR)' : reading.text(`c${place + offset}`)
    return `${raw} as ${name(field)}`
  })
  const present = layout.columns.filter((_, i) => (places[i] ?? null) !== null)
  const blank = `coalesce(${present.map(({ field }) => `texts.${name(field)}`).join(', ')}) is null`
  const total =
    layout.totals === undefined ? blank : `(${blank}) or coalesce(${layout.totals}, false)`
  const typed = layout.columns.map(
    ({ field, parser }) =>
      `try_cast(${parser.sql(`texts.${name(field)}`)} as ${parser.sqlType}) as ${valueName(field)}`,
  )
  const settled = layout.columns.map(({ field }) => `${valueName(field)} as ${name(field)}`)
  const computed = (layout.computed ?? []).map(
    ({ field, sqlType, sql }) => `try_cast(${sql} as ${sqlType}) as ${name(field)}`,
  )
  const line = reading.numbered ? 'cast(c0 as BIGINT)' : 'cast(null as BIGINT)'
  const firstRule = fields.length + 1
  const identifiers = [...fields, ...rules].flatMap(({ identifier }, i) =>
    identifier ? [i + 1] : [],
  )
  const hidden = layout.columns
    .filter(({ passing, parser }) => passing && parser.identifier)
    .map(({ field }) => name(field))
  const sql = `with texts as (
    select ${[`${line} as source_line`, ...texts].join(',\n      ')}
    from ${reading.sql}
  ), valued as (
    select ${['texts.*', ...typed].join(',\n      ')}
    from texts
  ), tested as (
    select texts.*, case when ${total} then ${totalRow}
      ${cases(fields, 1)} else ${noFault} end as field_fault
    from valued as texts
  ), typed as (
    select source_line, field_fault,
      ${choose('field_fault', values(fields, 1), 'null')} as field_value,
      ${settled.join(',\n      ')}
    from tested as texts
  ), whole as (
    select ${['*', ...computed].join(',\n      ')}
    from typed
  ), judged as (
    select *, case when field_fault <> ${noFault} then field_fault
      ${cases(rules, firstRule)} else ${noFault} end as fault
    from whole
  ), told as (
    select * exclude (field_fault, field_value, fault), cast(fault as SMALLINT) as fault,
      ${choose('fault', values(rules, firstRule), 'field_value')} as fault_text
    from judged
  )
  select * exclude (${['fault_text', ...hidden].join(', ')}), ${shown(layout, identifiers)} as fault_value
  from told`
  const checks = [...fields, ...rules].map(({ column, reason, remedy }) => ({
    column,
    reason,
    remedy,
  }))
  return { sql, checks }
}

/** Quoted name of a field, for statements over staged rows. */
export const fieldName = name

export const stagedFrom = (staged: string): string =>
  `read_parquet(${literal(staged)}, file_row_number = true)`
