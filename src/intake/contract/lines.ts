import type { Column, Computed, Parser, Rule } from '../engine/layout.ts'
import { code, oneOf, pence, text, thousandths } from '../engine/parsers.ts'
import { nonActivity } from './points-of-delivery.ts'

const financialMonth: Parser = {
  sqlType: 'INTEGER',
  sql: (raw) => `try_cast(${raw} as INTEGER)`,
  fault: (raw) => `not regexp_full_match(${raw}, '0?[1-9]|1[0-3]')`,
  reason: 'is not a financial month from 1 to 13',
  remedy: 'April is 1, March is 12, adjustments after the year are 13.',
}

const financialYear: Parser = {
  sqlType: 'INTEGER',
  sql: (raw) => `try_cast(substr(${raw}, 1, 4) as INTEGER)`,
  fault: (raw) => `not regexp_full_match(${raw}, '20[1-5][0-9]{3}')
    or (cast(substr(${raw}, 3, 2) as INTEGER) + 1) % 100 <> cast(right(${raw}, 2) as INTEGER)`,
  reason: 'is not a financial year of six digits',
  remedy: 'Write the year from April 2019 to March 2020 as 201920.',
}

const activity: Parser = {
  ...thousandths,
  fault: (raw, value) => `(${thousandths.fault(raw, value) ?? 'false'}) or starts_with(${raw}, '-')
    or length(split_part(replace(${raw}, ',', ''), '.', 1)) > 10`,
  reason: 'is not an activity of at most ten digits and three decimals, nought or more',
  remedy: 'Send activity as a count; corrections downwards go into the price.',
}

const provider: Parser = {
  ...code('[A-Z0-9]{3,6}', 'a provider code'),
  fault: (raw) =>
    `not regexp_full_match(upper(${raw}), '[A-Z0-9]{3,6}') or ends_with(${raw}, '00')`,
  reason: 'is not a provider code of three to six characters that does not end in 00',
  remedy: 'Send the code of the trust, such as RVX and not RVX00.',
}

const pod: Parser = {
  sqlType: 'VARCHAR',
  sql: (raw) => `national_pod(${raw})`,
  fault: (raw) => `length(${raw}) > 10`,
  reason: 'is longer than the 10 characters of a point of delivery',
  remedy: 'Send the national code here and the local one in the local column.',
}

const categories = '12 21 22 25 26 31 32 41 51 55 61 71 75 81 85 91 92 93 98 99'.split(' ')

const optional = true as const
const filled = true as const
const passing = true as const

/** The columns that aggregate and patient-level contract monitoring share. */
export const sharedColumns: readonly Column[] = [
  {
    field: 'financial_month',
    from: ['FINANCIAL MONTH'],
    parser: financialMonth,
    filled,
    passing,
  },
  { field: 'financial_year', from: ['FINANCIAL YEAR'], parser: financialYear, filled, passing },
  {
    field: 'provider',
    from: ['ORGANISATION IDENTIFIER (CODE OF PROVIDER)'],
    parser: provider,
    filled,
  },
  {
    field: 'site',
    from: ['ORGANISATION SITE IDENTIFIER (OF TREATMENT)'],
    parser: code('[A-Z0-9]{5,9}', 'a site code of five to nine characters'),
    optional,
  },
  {
    field: 'commissioner',
    from: ['ORGANISATION IDENTIFIER (CODE OF COMMISSIONER)'],
    parser: code('[A-Z0-9]{3,5}', 'a commissioner code of three to five characters'),
    filled,
  },
  {
    field: 'practice',
    from: ['GENERAL MEDICAL PRACTICE (PATIENT REGISTRATION)'],
    parser: code('[A-Z0-9]{6}', 'a practice code of six characters'),
    optional,
  },
  {
    field: 'specialty',
    from: ['ACTIVITY TREATMENT FUNCTION CODE'],
    parser: code('[A-Z0-9]{3}', 'a treatment function code'),
    optional,
  },
  {
    field: 'category',
    from: ['COMMISSIONED SERVICE CATEGORY CODE'],
    parser: oneOf(
      Object.fromEntries(categories.map((each) => [each, each])),
      'a commissioned service category',
    ),
    optional,
    passing,
  },
  { field: 'pod', from: ['POINT OF DELIVERY CODE'], parser: pod, filled },
  {
    field: 'local_pod',
    from: ['LOCAL POINT OF DELIVERY CODE'],
    parser: text(50),
    optional,
  },
  {
    field: 'tariff_code',
    from: ['TARIFF CODE'],
    parser: code('.{1,50}', 'a tariff code'),
    optional,
  },
  {
    field: 'national_tariff',
    from: ['NATIONAL TARIFF INDICATOR'],
    parser: oneOf({ Y: 'Y', N: 'N' }, 'Y or N'),
    optional,
  },
]

const money = (what: string, kind: string, must: boolean): Column[] =>
  (
    [
      [`${kind}_activity`, `CONTRACT MONITORING ${what} ACTIVITY`, activity],
      [`${kind}_pence`, `CONTRACT MONITORING ${what} PRICE`, pence],
      [`${kind}_mff_pence`, `CONTRACT MONITORING ${what} MARKET FORCES FACTOR`, pence],
    ] as const
  ).map(([field, name, parser]) => ({
    field,
    from: [name],
    parser,
    ...(must ? {} : { optional }),
  }))

export const plannedColumns: readonly Column[] = money('PLANNED', 'planned', false)
export const actualColumns: readonly Column[] = money('ACTUAL', 'actual', true)

/** The calendar month; adjustments after the year (month 13) belong to its March. */
export const monthComputed: Computed = {
  field: 'month',
  sqlType: 'VARCHAR',
  sql: `concat(financial_year + case when financial_month >= 10 then 1 else 0 end, '-',
    lpad(cast(case when financial_month = 13 then 3 when financial_month >= 10
      then financial_month - 9 else financial_month + 3 end as VARCHAR), 2, '0'))`,
}

/** Adjustments after the year come beside the lines of March, and never in their place. */
export const partOf =
  "case when financial_month = 13 then concat(provider, '-13') else provider end"

const withoutActivity = nonActivity.map((each) => `'${each}'`).join(', ')

/** Rules of the national standard that need more than one field; MFF here is an amount in pounds. */
export const contractRules: readonly Rule[] = [
  ...(['planned_activity', 'actual_activity'] as const).map((field) => ({
    fault: `pod in (${withoutActivity}) and ${field} <> 0`,
    field,
    reason: 'is not nought, though this point of delivery is money without activity',
    remedy: 'Send 0 as activity, or the point of delivery of the activity itself.',
  })),
  {
    fault: `pod not in (${withoutActivity}, 'OTHER')
      and not regexp_matches(tariff_code, '^[A-Z]{2}[0-9]{2}[A-Z]')`,
    field: 'tariff_code',
    reason: 'does not begin with an HRG, as this point of delivery requires',
    remedy: 'Send the HRG first, or leave the tariff code empty for local prices.',
  },
]
