import type { Row } from '../../../stores/duck.ts'

/** One step from the price of a code to the cost of a line. Amounts are exact, in 10⁻¹⁴ pence. */
export type Step = { label: string; how: string; amount: bigint; running: bigint }

const whole = (row: Row, field: string): bigint => {
  const found = row[field] ?? null
  return found === null ? 0n : BigInt(found)
}

const percent = (tenThousandths: bigint): string => {
  const digits = tenThousandths.toString().padStart(3, '0')
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`.replace(/\.?0+$/, '') + '%'
}

const unit = 100_000_000_000_000n
const one = 10_000n

/**
 * The cost of a priced line from its own columns: price of the code (or its short-stay share),
 * best-practice addition, excess days, top-up on these, unbundled days, market forces factor.
 */
export const stepsOf = (row: Row): Step[] => {
  const steps: Step[] = []
  let running = 0n
  const add = (label: string, how: string, amount: bigint, always = false): void => {
    if (amount === 0n && !always) return
    running += amount
    steps.push({ label, how, amount, running })
  }
  const base = whole(row, 'base_pence') * unit
  add(
    'Price of the code',
    `${row['hrg'] ?? 'code'} in ${row['price_book'] ?? 'the book'}`,
    base,
    true,
  )
  const share = row['short_stay_rate'] ?? null
  if (share !== null) {
    const reduced = (base / one) * BigInt(share) - base
    add('Short stay', `${percent(BigInt(share))} of the price for a stay under two days`, reduced)
  }
  add('Best practice', 'addition of the book', whole(row, 'best_practice_pence') * unit)
  add(
    'Excess days',
    `${row['excess_days'] ?? 0} days beyond the trim point of ${row['trim_days'] ?? '–'}`,
    whole(row, 'excess_pence') * unit,
  )
  const rate = whole(row, 'top_up_rate')
  add('Specialist top-up', `${percent(rate)} of the above`, (running / one) * rate)
  add(
    'Unbundled days',
    'critical care, rehabilitation and palliative days at their prices',
    whole(row, 'unbundled_pence') * unit,
  )
  const factor = whole(row, 'mff_ppm')
  const adjusted = (running / 1_000_000n) * factor - running
  add(
    'Market forces',
    `× ${factor / 1_000_000n}.${(factor % 1_000_000n).toString().padStart(6, '0')} for the provider`,
    adjusted,
    true,
  )
  return steps
}

/** The exact cost as it was stored, in 10⁻¹⁴ pence; null where the line has no price. */
export const exactOf = (row: Row): bigint | null => {
  const stored = row['exact_e14'] ?? null
  return stored === null ? null : BigInt(stored)
}
