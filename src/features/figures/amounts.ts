import { formatPence, penceFromHundredThousandths } from '../../core/money.ts'
import type { Unit } from './definitions.ts'

const grouped = (digits: string): string => digits.replaceAll(/\B(?=(\d{3})+(?!\d))/g, ',')

/** Exact money in pounds to five decimals: 596231n → "£5.96231". */
export const formatExact = (amount: bigint): string => {
  const size = amount < 0n ? -amount : amount
  const pounds = grouped((size / 100_000n).toString())
  return `${amount < 0n ? '−' : ''}£${pounds}.${(size % 100_000n).toString().padStart(5, '0')}`
}

/** A rounded value in its unit: "£1,234.56", "4,812 lines". */
export const formatValue = (unit: Unit, value: bigint): string =>
  unit === 'money' ? formatPence(value) : countOf(value, unit.slice(0, -1))

/** A value before rounding: pounds and pence where that is all there is, else to five decimals. */
export const formatUnrounded = (unit: Unit, exact: bigint): string => {
  if (unit !== 'money') return formatValue(unit, exact)
  return exact % 1_000n === 0n
    ? formatPence(penceFromHundredThousandths(exact))
    : formatExact(exact)
}

/** "4,812 lines", "1 line". */
export const countOf = (count: bigint | number, one: string, many = `${one}s`): string =>
  `${grouped(count.toString())} ${BigInt(count) === 1n ? one : many}`
