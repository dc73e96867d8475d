import { formatCount } from '../../../ui/money.ts'
import type { Measure } from '../definition.ts'

const pounds = (value: number): string => {
  const size = Math.abs(value)
  const text = size < 10 ? size.toFixed(2) : formatCount(Math.round(size))
  return `${value < 0 ? '−' : ''}£${text}`
}

const plain = (value: number): string => {
  const size = Math.abs(value)
  if (size >= 1000) return formatCount(Math.round(value))
  return value.toFixed(size >= 100 ? 0 : size >= 1 ? 1 : size >= 0.1 ? 2 : 3)
}

/** A ratio of a measure as it is read: "12.3%", "£4.20", "0.126". */
export const valueText = (
  { per, numerator, denominator }: Pick<Measure, 'per' | 'numerator' | 'denominator'>,
  ratio: number,
): string => {
  const value = ratio * per
  const share = per === 100 && denominator.count !== 'patients'
  if (share) return `${value.toFixed(Math.abs(value) < 1 && value !== 0 ? 2 : 1)}%`
  return numerator.count === 'cost' ? pounds(value) : plain(value)
}

/** What a value is of: "per 1,000 patients a year". */
export const unitText = ({ per, denominator, numerator }: Measure, months: number): string => {
  const time = months === 12 ? ' a year' : months === 1 ? ' a month' : ` in ${months} months`
  if (denominator.count === 'patients') return `per ${formatCount(per)} patients${time}`
  if (denominator.count === 'units') return `for each weighted person${time}`
  if (per === 100) return ''
  return numerator.count === 'cost' ? 'for each' : 'for each one'
}

/** Where a value lies beside what is held against it, in words without praise or blame. */
export const comparedTo = (status: { direction: 'low' | 'high'; beyond: number } | null): string =>
  status === null ? 'usual' : `${status.direction === 'high' ? 'higher' : 'lower'} than expected`

/** The same in a sentence. */
export const comparedWords = (
  status: { direction: 'low' | 'high'; beyond: number } | null,
): string =>
  status === null
    ? 'within the usual range'
    : `${comparedTo(status)}${status.beyond === 0.998 ? ' (outside the 99.8% limits)' : ''}`

/** What a share is of, in a sentence: "of all pregabalin 75 mg capsules". */
export const ofText = (measure: Measure, months: number): string => {
  const { per, denominator } = measure
  if (per !== 100 || denominator.count === 'patients') return unitText(measure, months)
  return `of ${denominator.what.charAt(0).toLowerCase()}${denominator.what.slice(1)}`
}
