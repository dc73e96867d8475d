import { literal } from '../../stores/duck.ts'
import type { Parser } from '../engine/layout.ts'
import type { DateForm } from '../engine/parsers.ts'
import { code, codeList, date, decimal, oneOf, rate, text, wholeNumber } from '../engine/parsers.ts'

/** The national codes of each coded field, and what such a code is called in messages. */
export const codeLists = {
  sex: ['0 1 2 9 X', 'a gender code'],
  episode_type: ['1 2 3 4 5 6', 'an episode type'],
  admission_method: [
    '11 12 13 21 22 23 24 25 28 2A 2B 2C 2D 31 32 81 82 83 84 89 98 99',
    'an admission method (ADMIMETH)',
  ],
  classification: ['1 2 3 4 5 8 9', 'a patient classification (CLASSPAT)'],
  attendance_status: ['0 2 3 4 5 6 7 9', 'a code of ATTENDED OR DID NOT ATTEND'],
  first_attendance: ['1 2 3 4 5 9', 'a code of FIRST ATTENDANCE'],
  multi_professional: ['1 2', '1 for single or 2 for multi-professional'],
  department_type: ['01 02 03 04 05 99', 'an emergency department type'],
  attendance_category: ['1 2 3 4 9', 'an attendance category'],
} as const satisfies Record<string, readonly [codes: string, what: string]>

/** A code of a national list, tested by one expression: DuckDB makes a join of every long IN. */
const listed = (field: keyof typeof codeLists): Parser => {
  const [codes, what] = codeLists[field]
  const each = codes.split(' ')
  const fits = (raw: string): string =>
    `regexp_full_match(upper(${raw}), ${literal(each.join('|'))})`
  return {
    sqlType: 'VARCHAR',
    sql: (raw) => `case when ${fits(raw)} then upper(${raw}) end`,
    fault: (_, value) => `${value} is null`,
    reason: `is not ${what}`,
    remedy: `Send one of ${each.join(', ')}, or leave it empty where it is not known.`,
  }
}

const yesOrNo = oneOf(
  { Y: 'Y', N: 'N', true: 'Y', false: 'N', '1': 'Y', '0': 'N' },
  'Y for yes or N for no',
)

const days = wholeNumber('SMALLINT', { highest: 9_999n })

/** Pounds as sent, rounded half up to whole pence: senders hold up to four decimals. */
export const roundedPence: Parser = {
  ...decimal(18, 2),
  sqlType: 'BIGINT',
  sql: (raw) => `try_cast(${decimal(18, 2).sql(`ltrim(${raw}, '£')`)} * 100 as BIGINT)`,
  fault: (_, value) => `${value} is null`,
  reason: 'is not an amount in pounds',
}

/** A date whose absence spoils nothing: what cannot be read is null and not a fault. */
const lenient = (parser: Parser): Parser => ({ ...parser, fault: () => null })

/** A code that is kept as it was sent, in capitals. */
const kept: Parser = { ...text(40), sql: (raw) => `upper(${raw})` }

/**
 * How each field of activity is read, whatever file it comes from. A code outside its national list
 * is a fault; a code that is on the list but cannot be priced (admission method 99) is not.
 */
export const fieldParsers = (forms: readonly [DateForm, ...DateForm[]]) =>
  ({
    record_key: text(100),
    period_from: date(...forms),
    period_to: date(...forms),
    extract_date: date(...forms),
    birth_date: { ...lenient(date(...forms)), identifier: true },
    sex: listed('sex'),
    age_sent: wholeNumber('SMALLINT', { highest: 130n }),
    lsoa: kept,
    practice_sent: kept,
    practice_derived: kept,
    provider: code('[A-Z0-9]{3,8}', 'an organisation code'),
    site: kept,
    spell_number: text(100),
    episode_order: wholeNumber('SMALLINT', { lowest: 1n, highest: 99n }),
    episode_start: date(...forms),
    episode_end: date(...forms),
    episode_type: listed('episode_type'),
    well_baby: yesOrNo,
    admission_date: date(...forms),
    admission_method: listed('admission_method'),
    admission_source: kept,
    administrative_category: kept,
    classification: listed('classification'),
    intended_management: kept,
    discharge_date: date(...forms),
    discharge_method: kept,
    discharge_destination: kept,
    main_specialty: kept,
    specialty: kept,
    primary_diagnosis: kept,
    secondary_diagnoses: { ...text(2_000), sql: (raw) => `upper(${raw})` },
    primary_procedure: kept,
    secondary_procedures: { ...text(2_000), sql: (raw) => `upper(${raw})` },
    procedure_date: date(...forms),
    hrg: code('[A-Z]{2}[0-9]{2}[A-Z]', 'an HRG of two letters, two digits and a letter'),
    grouping_method: kept,
    unbundled: codeList('[A-Z]{2}[0-9]{2}[A-Z](\\*[0-9]{1,4})?', 'unbundled HRGs as CODE*count'),
    best_practice_flag: text(100),
    critical_care_days: days,
    rehabilitation_days: days,
    palliative_days: days,
    top_up_rate: rate,
    service_line: kept,
    excluded: yesOrNo,
    price_sent: roundedPence,
    attendance_date: date(...forms),
    attendance_status: listed('attendance_status'),
    first_attendance: listed('first_attendance'),
    attendance_outcome: kept,
    referral_source: kept,
    referring_organisation: kept,
    priority: kept,
    medium: kept,
    multi_professional: listed('multi_professional'),
    department_type: listed('department_type'),
    arrival_date: date(...forms),
    arrival_time: kept,
    arrival_mode: kept,
    attendance_category: listed('attendance_category'),
    attendance_source: kept,
    acuity: kept,
    diagnosis: kept,
    investigations: text(2_000),
    treatments: text(2_000),
    discharge_status: kept,
    discharge_follow_up: kept,
    period_type: oneOf(
      { adult: 'adult', paediatric: 'paediatric', neonatal: 'neonatal' },
      'adult, paediatric or neonatal',
    ),
    start_date: date(...forms),
    end_date: date(...forms),
    unit_function: kept,
    level_2_days: days,
    level_3_days: days,
    organs: wholeNumber('SMALLINT', { highest: 99n }),
  }) satisfies Record<string, Parser>

export type ActivityField = keyof ReturnType<typeof fieldParsers>
