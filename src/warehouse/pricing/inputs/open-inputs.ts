import type { Month } from '../../../core/month.ts'
import { financialYear } from '../../../core/month.ts'
import type { Kind, RulePack } from '../../../engines/pricing/rules.ts'
import { literal, type Duck } from '../../../stores/duck.ts'
import { sqlFile } from '../../../stores/duck.ts'

/** A price book: its Parquet, and the words by which a line names it. */
export type Book = { file: string; label: string }

/** Every file that a priced month depends on. What is missing is null or empty, and pricing still works. */
export type PriceInputs = {
  /** Accepted rows of the month, in order of loading. */
  records: readonly { file: string; loadId: string }[]
  /** Critical-care periods of any months that may hold this month's spells. */
  criticalCare?: readonly string[]
  /** The admitted-care book of the month's price year. */
  priceAdmitted?: Book | null
  /** The unit costs that stand in for attendance, critical-care and unbundled prices. */
  priceAttendance?: Book | null
  mff?: string | null
  successors?: readonly string[]
  /** Practice directories, oldest first. */
  practices?: readonly string[]
}

const dateColumn: Record<Kind, string> = {
  admitted: 'discharge_date',
  outpatient: 'attendance_date',
  emergency: 'arrival_date',
}

/** More rows than any one file holds: a row's place is its file's order and its line. */
const linesPerFile = 10_000_000_000n

const empty: Record<string, string> = {
  pricing_admitted_book:
    'hrg varchar, year varchar, outpatient_procedure bigint, combined bigint, day_case bigint, ordinary_elective bigint, elective_trim integer, non_elective bigint, non_elective_trim integer, per_day bigint, short_stay_applies boolean, short_stay_rate integer, short_stay bigint, best_practice_addition bigint, source_line bigint',
  pricing_unit_cost_book:
    'department varchar, currency varchar, unit_e4 bigint, source_line bigint',
  pricing_mff_list: 'provider varchar, mff_ppm integer, source_line bigint',
  pricing_critical_period:
    'provider varchar, spell_number varchar, start_date date, end_date date, hrg varchar',
  pricing_successor: 'practice varchar, successor varchar, from_date date',
  pricing_practice: 'practice varchar, closed date, file_order integer, source_line bigint',
}

const readAll = (name: string, files: readonly string[]): string =>
  files.length === 0
    ? `create or replace temp table ${name} (${empty[name] ?? ''})`
    : `create or replace temp view ${name} as ${files
        .map(
          (file, order) => `select *, ${order} as file_order from read_parquet(${literal(file)})`,
        )
        .join(' union all by name ')}`

const forget = (name: string): string[] => [
  `drop view if exists temp.${name}`,
  `drop table if exists temp.${name}`,
]

const codeLists = (pack: RulePack) => {
  const list = (name: string, codes: readonly string[]) =>
    codes.map((code, place) => ({ list: name, code, place, value: null }))
  return [
    ...list('private', pack.exclusions.administrativeCategories),
    ...list('excluded HRG', pack.exclusions.hrgs),
    ...list('excluded specialty', pack.exclusions.specialties),
    ...list('elective', pack.admitted.electiveMethods),
    ...list('emergency', pack.admitted.emergencyMethods),
    ...list('other non-elective', pack.admitted.otherNonElectiveMethods),
    ...list('critical care department', pack.criticalCare.departments),
    ...list('attended', pack.outpatient.attendedStatuses),
    ...list('clock stop', pack.outpatient.clockStops),
    ...list('not consultant-led', pack.outpatient.nonConsultantSpecialties),
    ...Object.entries(pack.emergency.departmentTypes).map(([code, value], place) => ({
      list: 'department type',
      code,
      place,
      value,
    })),
  ]
}

const unbundledLists = (pack: RulePack, kind: Kind) =>
  pack.unbundled.flatMap((rule, place) =>
    rule.kinds.includes(kind)
      ? [
          ...rule.prefixes.map((code) => ({
            list: 'unbundled prefix',
            code,
            place,
            value: rule.price,
          })),
          ...rule.departments.map((code, at) => ({
            list: 'unbundled department',
            code,
            place: at,
            value: String(place),
          })),
        ]
      : [],
  )

const switches = (pack: RulePack) => ({
  priced: pack.priced,
  short_stay: pack.shortStay.applies,
  longest_stay_days: pack.shortStay.longestStayDays,
  minimum_age: pack.shortStay.minimumAge,
  excess_days: pack.excessDays.applies,
  top_up: pack.topUp.applies,
  procedure_prices: pack.outpatient.procedurePrices,
  consultant_led: pack.outpatient.consultantLedDepartment,
  non_consultant_led: pack.outpatient.nonConsultantLedDepartment,
  emergency_department: pack.emergency.department,
})

/**
 * Names the rules, the books, the directory and the month's records as temporary tables and views,
 * from which the pricing SQL works. Big inputs stay in their files and are only named.
 */
export const openInputs = async (
  duck: Duck,
  kind: Kind,
  month: Month,
  inputs: PriceInputs,
  pack: RulePack,
): Promise<void> => {
  const text = (name: string): string => sqlFile(import.meta.url, name)
  const { records, priceAdmitted = null, priceAttendance = null, mff = null } = inputs
  const sources: Record<string, readonly string[]> = {
    pricing_admitted_book: priceAdmitted ? [priceAdmitted.file] : [],
    pricing_unit_cost_book: priceAttendance ? [priceAttendance.file] : [],
    pricing_mff_list: mff === null ? [] : [mff],
    pricing_critical_period: inputs.criticalCare ?? [],
    pricing_successor: inputs.successors ?? [],
    pricing_practice: inputs.practices ?? [],
  }
  for (const [name, files] of Object.entries(sources)) {
    for (const statement of forget(name)) await duck.run(statement)
    await duck.run(readAll(name, files))
  }
  const each = records.map(
    ({ file, loadId }, order) =>
      `select *, ${dateColumn[kind]} as activity_date, source_line + ${BigInt(order) * linesPerFile} as position, ` +
      `${literal(loadId)} as load_id from read_parquet(${literal(file)})`,
  )
  await duck.run(
    `create or replace temp view pricing_record as ${each.join(' union all by name ')}`,
  )
  await duck.run(
    'create or replace temp view pricing_activity_day as select activity_date from pricing_record',
  )
  await duck.run('create or replace temp macro idiv(a, b) as a // b')
  await duck.run(text('rules.sql'), {
    rules: JSON.stringify(switches(pack)),
    month,
  })
  await duck.run(text('codes.sql'), {
    codes: JSON.stringify([...codeLists(pack), ...unbundledLists(pack, kind)]),
  })
  await duck.run(text('admitted-price.sql'), {
    price_year: financialYear(month).replace('/', '-'),
  })
  await duck.run(text('unit-cost.sql'))
  await duck.run(text('market-forces.sql'))
  await duck.run(text('duplicates.sql'))
  await duck.run(text('practice-moves.sql'))
}

/** Lets go of everything that openInputs named. */
export const closeInputs = async (duck: Duck): Promise<void> => {
  const names = await duck.all<{ name: string; kind: string }>(
    "select view_name as name, 'view' as kind from duckdb_views() where temporary and view_name like 'pricing_%' union all select table_name, 'table' from duckdb_tables() where temporary and table_name like 'pricing_%'",
  )
  for (const { name, kind } of names) await duck.run(`drop ${kind} if exists temp.${name}`)
}
