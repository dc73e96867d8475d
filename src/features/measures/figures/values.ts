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
  if (per === 100) return 'of the whole'
  return numerator.count === 'cost' ? 'for each' : 'for each one'
}

/** Where a value lies beside what is held against it, in words without praise or blame. */
export const comparedTo = (status: { direction: 'low' | 'high'; beyond: number } | null): string =>
  status === null
    ? 'within the usual range'
    : `${status.direction === 'high' ? 'higher' : 'lower'} than expected${status.beyond === 0.998 ? ', by more than chance in 500' : ''}`
