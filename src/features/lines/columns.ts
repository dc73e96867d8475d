import { formatDate, formatMonth, parseMonth } from '../../core/month.ts'
import { formatPence } from '../../core/money.ts'
import type { Row, Value } from '../../stores/duck.ts'
import { formatExact, type Source } from '../figures/figures.ts'
import type { Line } from './store.ts'

/** A column of lines: what a person reads on a page, and what a program reads in a CSV. */
export type Column = {
  heading: string
  field: string
  numeric?: boolean
  /** Left out on a phone: the page of the line has it. */
  wide?: boolean
  text: (line: Line, fileOf: (load: string) => string) => string
  csv: (line: Line, fileOf: (load: string) => string) => Value
}

const value = (line: Row, field: string): Value => line[field] ?? null
const shown = (line: Row, field: string): string => {
  const found = value(line, field)
  return found === null ? '' : String(found)
}

const plain = (heading: string, field: string): Column => ({
  heading,
  field,
  text: (line) => shown(line, field),
  csv: (line) => value(line, field),
})

const day = (heading: string, field: string): Column => ({
  ...plain(heading, field),
  text: (line) => {
    const found = shown(line, field)
    return /^\d{4}-\d\d-\d\d$/.test(found) ? formatDate(found) : found
  },
})

const month = (heading: string, field: string): Column => ({
  ...plain(heading, field),
  text: (line) => {
    const found = parseMonth(shown(line, field))
    return found === null ? shown(line, field) : formatMonth(found)
  },
})

const count = (heading: string, field: string): Column => ({
  ...plain(heading, field),
  numeric: true,
})

/** Fields whose codes are named in a key under the table. */
export const codedFields = ['practice', 'provider', 'pod', 'specialty'] as const

/** An exact decimal from an integer of smaller units, for a program to read: 123456n, 2 → "1234.56". */
const decimal = (amount: bigint, places: number): string => {
  const digits = (amount < 0n ? -amount : amount).toString().padStart(places + 1, '0')
  return `${amount < 0n ? '-' : ''}${digits.slice(0, -places)}.${digits.slice(-places)}`
}

const integer = (line: Row, field: string): bigint | null => {
  const found = value(line, field)
  return found === null ? null : BigInt(found)
}

const scaled =
  (field: string, places: number) =>
  (line: Row): string | null => {
    const amount = integer(line, field)
    return amount === null ? null : decimal(amount, places)
  }

const pence = (heading: string, field: string, dashed = false): Column => ({
  heading,
  field: field.replace(/_pence$/, '_pounds'),
  numeric: true,
  text: (line) => {
    const amount = integer(line, field)
    return amount === null || (amount === 0n && dashed) ? '–' : formatPence(amount)
  },
  csv: scaled(field, 2),
})

/** Prices as the books have them: pence, or £0.0001 where a unit cost has more decimals. */
const unitCost = (heading: string, field: string): Column => ({
  heading,
  field: field.replace(/_e4$/, '_pounds'),
  numeric: true,
  text: (line) => {
    const amount = integer(line, field)
    if (amount === null || (amount === 0n && field !== 'base_e4')) return '–'
    return `${formatPence(amount / 100n)}${amount % 100n === 0n ? '' : String(amount % 100n).padStart(2, '0')}`
  },
  csv: scaled(field, 4),
})

const fine = (heading: string, field: string): Column => ({
  heading,
  field: field.replace(/_e5$/, '_pounds'),
  numeric: true,
  text: (line) => formatExact(integer(line, field) ?? 0n),
  csv: scaled(field, 5),
})

const thousandths = (heading: string, field: string): Column => ({
  heading,
  field,
  numeric: true,
  text: (line) => scaled(field, 3)(line)?.replace(/\.?0+$/, '') ?? '',
  csv: scaled(field, 3),
})

const rate = (heading: string, field: string, places: number): Column => ({
  heading,
  field: field.replace(/_(rate|ppm)$/, ''),
  numeric: true,
  text: (line) => {
    const amount = integer(line, field)
    if (amount === null || (amount === 0n && field === 'top_up_rate')) return '–'
    return places === 6 ? decimal(amount, 6) : `${decimal(amount, 2).replace(/\.?0+$/, '')}%`
  },
  csv: scaled(field, places),
})

const file: Column = {
  heading: 'File and line',
  field: 'file',
  wide: true,
  text: (line, fileOf) => `${fileOf(line.load_id)}, line ${line.source_line}`,
  csv: (line, fileOf) => fileOf(line.load_id),
}

const ending: readonly Column[] = [
  file,
  { ...plain('Load', 'load_id'), text: () => '' },
  { ...count('Line', 'source_line'), text: () => '' },
]

const status: Column = {
  ...plain('Status', 'status'),
  text: (line) => [shown(line, 'status'), shown(line, 'reason')].filter(Boolean).join(': '),
}

const stay: Column = {
  ...count('Days (counted)', 'length_of_stay'),
  text: (line) => {
    const stayed = shown(line, 'length_of_stay')
    const counted = shown(line, 'qualifying_days')
    return stayed === counted || counted === '' ? stayed : `${stayed} (${counted})`
  },
}

/** A column that a phone leaves out. */
const wide = (column: Column): Column => ({ ...column, wide: true })

/** A column that only a CSV holds. */
const hidden = (column: Column): Column => ({ ...column, heading: '' })

/** The columns of each kind of line, in order; those without a heading stand in a CSV only. */
export const columnsOf: Record<Source, readonly Column[]> = {
  activity: [
    day('Date', 'activity_date'),
    wide(plain('Patient', 'patient')),
    plain('Practice', 'practice'),
    hidden(plain('', 'attribution')),
    plain('Provider', 'provider'),
    plain('Point of delivery', 'pod'),
    wide(plain('Specialty', 'specialty')),
    plain('HRG', 'hrg'),
    hidden(plain('', 'currency')),
    pence('Cost', 'cost_pence'),
    status,
    wide(stay),
    hidden(count('', 'qualifying_days')),
    wide(count('Excess days', 'excess_days')),
    wide(unitCost('Base', 'base_e4')),
    wide(rate('Short stay', 'short_stay_rate', 4)),
    wide(pence('Best practice', 'best_practice_pence', true)),
    wide(pence('Excess', 'excess_pence', true)),
    wide(rate('Top-up', 'top_up_rate', 4)),
    wide(unitCost('Unbundled', 'unbundled_e4')),
    wide(rate('Market forces', 'mff_ppm', 6)),
    hidden(plain('', 'reason')),
    hidden(plain('', 'stand_in')),
    ...ending,
  ],
  contract: [
    month('Month', 'month'),
    plain('Practice', 'practice'),
    plain('Provider', 'provider'),
    hidden(plain('', 'site')),
    plain('Point of delivery', 'pod'),
    wide(plain('Local point of delivery', 'local_pod')),
    wide(plain('Specialty', 'specialty')),
    plain('Code', 'tariff_code'),
    wide(thousandths('Activity', 'actual_activity')),
    wide(pence('Price', 'actual_pence')),
    wide(pence('Market forces', 'actual_mff_pence')),
    pence('Cost', 'amount'),
    ...ending,
  ],
  prescribing: [
    month('Month', 'month'),
    plain('Practice', 'practice'),
    wide(plain('BNF code', 'bnf_code')),
    plain('Name', 'bnf_name'),
    hidden(plain('', 'chapter')),
    count('Items', 'items'),
    wide(thousandths('Quantity', 'quantity')),
    wide(fine('Net ingredient cost', 'nic_e5')),
    fine('Actual cost', 'cost_e5'),
    ...ending,
  ],
  patients: [
    day('List of', 'extract_date'),
    plain('Practice', 'practice'),
    plain('Sex', 'sex'),
    {
      ...plain('Ages', 'age_from'),
      text: (line) =>
        line['age_to'] === null
          ? `${shown(line, 'age_from')} and over`
          : `${shown(line, 'age_from')} to ${shown(line, 'age_to')}`,
    },
    hidden(count('', 'age_to')),
    count('Patients', 'patients'),
    ...ending,
  ],
}
