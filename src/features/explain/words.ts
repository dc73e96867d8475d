import type { Measure } from '../../core/figure.ts'
import {
  definitions,
  countOf,
  formatExact,
  formatUnrounded,
  formatValue,
} from '../figures/figures.ts'
import { formatPence, penceFromHundredThousandths } from '../../core/money.ts'
import type { Book } from './inputs.ts'
import type { Explanation } from './explanation.ts'

const booksText = (books: readonly Book[]): string => {
  const names = [...new Set(books.map(({ priceBook }) => priceBook))]
  if (names.length === 0) return 'without any price book'
  return `under ${names.slice(0, 3).join(', ')}${names.length > 3 ? ` and ${names.length - 3} more` : ''}`
}

const activity = ({ whole, inputs }: Explanation): string => {
  const { counts, unit } = whole
  if (unit === 'lines') {
    return `${countOf(counts.priced, 'priced line')} + ${countOf(counts.noPrice, 'line')} without a price + ${countOf(counts.excluded, 'excluded line')}.`
  }
  const rest = [
    ...(counts.noPrice > 0n ? [`${countOf(counts.noPrice, 'line')} without a price`] : []),
    ...(counts.excluded > 0n ? [`${countOf(counts.excluded, 'line')} excluded`] : []),
  ]
  const beside = rest.length === 0 ? '' : `; ${rest.join(' and ')} add nothing`
  return `${countOf(counts.priced, 'line')} priced ${booksText(inputs.books)}, each given to the practice of the patient on the day${beside}.`
}

const rate = ({ whole, basis }: Explanation): string => {
  const { list } = whole
  if (list === null || basis === null || basis.cost.value === null) return 'a rate.'
  return `${formatPence(basis.cost.value)} of care × 1,000 ÷ a mean list of ${countOf(list.patients, 'patient')} over ${countOf(list.months, 'month')} (added up and divided), rounded once.`
}

const prescribing = ({ whole }: Explanation): string => {
  const rows = countOf(whole.counts.lines, 'row')
  if (whole.unit !== 'money') return `the items of ${rows} of prescribing.`
  return `${formatExact(whole.exact)}, the actual cost of ${rows} of prescribing, rounded once to the penny.`
}

const cost = ({ branches }: Explanation): string =>
  `${branches.map(({ part }) => `${formatPence(part.value)} ${definitions[part.figure.measure].title.replace(/^Cost of /, '')}`).join(' + ')}.`

const equals: Record<Measure, (explanation: Explanation) => string> = {
  cost,
  'activity-cost': activity,
  'activity-lines': activity,
  'contract-cost': ({ whole, released }) =>
    `${released ? 'contract lines' : countOf(whole.counts.lines, 'contract line')} at the price and market forces amount as sent.`,
  'prescribing-cost': prescribing,
  'prescribing-items': prescribing,
  patients: () => 'the registered patients of the list in force at the end of the month.',
  'cost-per-thousand': rate,
}

/** What the figure is equal to, in a sentence that follows its value and "=". */
export const equalsText = (explanation: Explanation): string =>
  equals[explanation.whole.figure.measure](explanation)

/** The value as it is shown, or that there is none. */
export const valueText = ({ whole }: Explanation): string =>
  whole.value === null ? 'No figure' : formatValue(whole.unit, whole.value)

/** That the rows were read again and what they came to. */
export const rowsText = ({ whole, checks, withheld }: Explanation): string => {
  if (withheld)
    return 'Withheld: the rows behind it are of patients, and are for their own practice and for those who run the month. Whoever may see them has them read again from their files beside the figure.'
  if (whole.value === null)
    return 'No rows that could be in it have arrived, which is not the same as nought.'
  const unit = whole.figure.measure === 'cost-per-thousand' ? 'money' : whole.unit
  const exact = checks.reduce((sum, { rows }) => sum + rows, 0n)
  const lines = checks.reduce((sum, { rowLines }) => sum + rowLines, 0n)
  if (checks.some(({ agrees }) => !agrees)) {
    return `The rows, read again from their files, add up to ${formatUnrounded(unit, exact)}, which is not the figure. Do not use it; run steward verify.`
  }
  const rounded =
    unit === 'money' && exact % 1_000n !== 0n
      ? `, which rounds to ${formatPence(penceFromHundredThousandths(exact))}`
      : ''
  return `The rows add up: ${countOf(lines, 'row')}, read again from their files, come to ${formatUnrounded(unit, exact)}${rounded}, exactly as the figure has it.`
}
