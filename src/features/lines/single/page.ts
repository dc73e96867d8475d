import { formatDate, formatMonth, parseMonth } from '../../../core/month.ts'
import { divideHalfUp, formatPence } from '../../../core/money.ts'
import { html, type Content, type Html } from '../../../ui/html.ts'
import { page } from '../../../ui/layout.ts'
import { insetText, summaryList } from '../../../ui/nhsuk.ts'
import { dataTable } from '../../../ui/table.ts'
import type { Served } from '../../../warehouse/served.ts'
import { formatExact, type Names } from '../../figures/figures.ts'
import type { SingleLine } from './line.ts'
import { exactOf, stepsOf, stepsPerPenny, sumOf, type Step } from './steps.ts'

const storedPerPenny = 100_000_000_000_000n

/** Exact pounds to as many decimals as the amount has, from 10⁻¹⁶ pence. */
const formatFine = (amount: bigint): string => {
  const size = amount < 0n ? -amount : amount
  const whole = formatPence(size / stepsPerPenny)
  const rest = (size % stepsPerPenny).toString().padStart(16, '0').replace(/0+$/, '')
  return `${amount < 0n ? '−' : ''}${whole}${rest}`
}

const facts: readonly (readonly [field: string, label: string])[] = [
  ['activity_date', 'Date'],
  ['month', 'Month'],
  ['kind', 'Feed'],
  ['provider', 'Provider'],
  ['practice', 'Practice'],
  ['attribution', 'Practice found from'],
  ['practice_sent', 'Practice as sent'],
  ['practice_derived', 'Practice as derived by the payer'],
  ['pod', 'Point of delivery'],
  ['specialty', 'Specialty'],
  ['hrg', 'HRG'],
  ['currency', 'Priced as'],
  ['admission_date', 'Admitted'],
  ['age', 'Age'],
  ['length_of_stay', 'Length of stay, days'],
  ['critical_care_days', 'Critical-care days'],
  ['rehabilitation_days', 'Rehabilitation days'],
  ['palliative_days', 'Palliative-care days'],
  ['qualifying_days', 'Days counted'],
  ['trim_days', 'Trim point, days'],
  ['days_basis', 'Days worked out from'],
  ['episodes', 'Episodes'],
  ['local_pod', 'Local point of delivery'],
  ['tariff_code', 'Code'],
  ['bnf_code', 'BNF code'],
  ['bnf_name', 'Name'],
  ['items', 'Items'],
  ['extract_date', 'List of'],
  ['sex', 'Sex'],
  ['patients', 'Patients'],
  ['status', 'Status'],
  ['reason', 'Reason'],
  ['price_book', 'Price book'],
  ['rule_pack', 'Rule pack'],
]

/** Codes of a line whose words stand in no file. */
const words: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  kind: { admitted: 'Admitted care', outpatient: 'Outpatients', emergency: 'Emergency care' },
  attribution: {
    derived: 'the practice as derived by the payer',
    sent: 'the practice as sent',
    successor: 'the practice that took on the patients of the one named',
  },
  sex: { '1': 'Male', '2': 'Female' },
}

const named: Readonly<Record<string, Parameters<Names['of']>[0]>> = {
  practice: 'practice',
  practice_sent: 'practice',
  practice_derived: 'practice',
  provider: 'provider',
  pod: 'pod',
  specialty: 'specialty',
}

const shown = (field: string, value: string, names: Names): string => {
  const kind = named[field]
  if (kind !== undefined) {
    const name = names.of(kind, value)
    return name === value || value === '' ? name : `${name} (${value})`
  }
  const word = words[field]?.[value]
  if (word !== undefined) return word
  const month = field === 'month' ? parseMonth(value) : null
  if (month !== null) return formatMonth(month)
  return /^\d{4}-\d{2}-\d{2}$/.test(value) ? formatDate(value) : value
}

const stepsTable = (steps: readonly Step[]): Html =>
  dataTable<Step>({
    caption: 'How the price was worked out',
    columns: [
      { heading: 'Step', cell: ({ label }) => label },
      { heading: 'How', cell: ({ how }) => how },
      { heading: 'Adds', numeric: true, cell: ({ amount }) => formatFine(amount) },
      { heading: 'So far', numeric: true, cell: ({ running }) => formatFine(running) },
    ],
    rows: steps,
  })

const pricing = ({ row }: SingleLine): Content => {
  const exact = exactOf(row)
  const cost = row['cost_pence'] ?? null
  if (row['status'] !== 'priced' || exact === null || cost === null) {
    return insetText({
      html: html`<p>
        This line adds nothing to any cost:
        ${[row['status'], row['reason']].filter(Boolean).join(', ')}.
      </p>`,
    })
  }
  const steps = stepsOf(row)
  const agrees = sumOf(steps) === exact && divideHalfUp(exact, storedPerPenny) === BigInt(cost)
  return html`<div class="steward-scroll" role="region" aria-label="Steps" tabindex="0">
      ${stepsTable(steps)}
    </div>
    <p>
      ${formatFine(exact * 100n)} rounded once, half up, to the penny is
      <strong>${formatPence(BigInt(cost))}</strong>.
      ${
        agrees
          ? 'Worked out again from the columns of the line, the price is the same.'
          : 'Worked out again from the columns of the line, the price is different: tell whoever looks after Steward.'
      }
    </p>
    ${
      row['stand_in'] === true
        ? html`<p>It rests, in whole or in part, on a unit cost that stands in for a price.</p>`
        : ''
    }`
}

const asSent = ({ kind, row }: SingleLine): Content => {
  if (kind === 'contract') {
    const price = BigInt(row['actual_pence'] ?? 0)
    const factor = BigInt(row['actual_mff_pence'] ?? 0)
    return html`<p>
      ${formatPence(price)} as sent + ${formatPence(factor)} market forces amount as sent =
      <strong>${formatPence(price + factor)}</strong>.
    </p>`
  }
  if (kind === 'prescribing') {
    return html`<p>
      Actual cost <strong>${formatExact(BigInt(row['cost_e5'] ?? 0))}</strong>, net ingredient cost
      ${formatExact(BigInt(row['nic_e5'] ?? 0))}. Rounded only after all rows of a figure are added
      up.
    </p>`
  }
  return ''
}

/** The page of one line: what it says, and how its price was worked out step by step. */
export const lineHtml = (
  served: Served,
  line: SingleLine,
  names: Names,
  fileOf: (load: string) => string,
): Html => {
  const month = parseMonth(line.month)
  const place = `${fileOf(line.load)}, line ${line.sourceLine}`
  const patient = String(line.row['patient_key'] ?? '').slice(0, 8)
  const known = facts.flatMap(([field, label]) => {
    const value = line.row[field] ?? null
    return value === null
      ? []
      : [{ key: { text: label }, value: { text: shown(field, String(value), names) } }]
  })
  return page({
    title: `Line ${line.sourceLine} of ${fileOf(line.load)}`,
    build: served.manifest,
    breadcrumbs: [{ text: 'Overview', href: '/' }],
    body: html`<div class="steward-lead">
        <h1 class="nhsuk-heading-l">
          One line${month === null ? '' : ` of ${formatMonth(month)}`}
        </h1>
        <p class="steward-lead__who">${place}${patient === '' ? '' : ` · patient ${patient}…`}</p>
      </div>
      ${line.row['exact_e14'] === undefined ? asSent(line) : pricing(line)}
      <h2 class="nhsuk-heading-m">What the line says</h2>
      ${summaryList({ rows: known })}`,
  })
}
