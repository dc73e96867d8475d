/** Whole pence. Every amount that is shown or added is one of these, never a float of pounds. */
export type Pence = bigint

const groups = (digits: string): string => digits.replace(/\B(?=(\d{3})+(?!\d))/g, ',')

/** Exact pounds and pence, as an auditor writes them: 123456n → "£1,234.56", −5n → "−£0.05". */
export const formatPence = (pence: Pence): string => {
  const size = pence < 0n ? -pence : pence
  const sign = pence < 0n ? '−' : ''
  return `${sign}£${groups((size / 100n).toString())}.${(size % 100n).toString().padStart(2, '0')}`
}

/**
 * Short money for a sentence: under £1,000 in whole pounds, then thousands ("£96k"), then millions
 * with two decimals ("£8.41m"). Rounded half away from nought; the exact amount is one click away.
 */
export const formatShortPence = (pence: Pence): string => {
  const size = pence < 0n ? -pence : pence
  const sign = pence < 0n ? '−' : ''
  const pounds = divideHalfUp(size, 100n)
  if (pounds < 1_000n) return `${sign}£${pounds}`
  const thousands = divideHalfUp(size, 100_000n)
  if (thousands < 1_000n) return `${sign}£${thousands}k`
  const hundredths = divideHalfUp(size, 1_000_000n)
  return `${sign}£${groups((hundredths / 100n).toString())}.${(hundredths % 100n).toString().padStart(2, '0')}m`
}

/** Division of a non-negative or negative amount, rounding halves away from nought. */
export const divideHalfUp = (amount: bigint, by: bigint): bigint => {
  const size = amount < 0n ? -amount : amount
  const rounded = (2n * size + by) / (2n * by)
  return amount < 0n ? -rounded : rounded
}

/** Hundred-thousandths of a pound, the unit of prescribing costs (£5.96231 → 596231n), to whole pence. */
export const penceFromHundredThousandths = (amount: bigint): Pence => divideHalfUp(amount, 1_000n)

/** "1,234.5678" → the exact integer in the unit given by its decimals; null when it is not a number of that form. */
export const parseDecimal = (text: string, decimals: number): bigint | null => {
  const match = /^\s*(-?)(\d{1,3}(?:,\d{3})+|\d+)?(?:\.(\d*))?\s*$/.exec(text)
  if (!match || (match[2] === undefined && !match[3])) return null
  const fraction = (match[3] ?? '').replace(/0+$/, '')
  if (fraction.length > decimals) return null
  const units = BigInt((match[2] ?? '0').replaceAll(',', '') + fraction.padEnd(decimals, '0'))
  return match[1] === '-' ? -units : units
}
