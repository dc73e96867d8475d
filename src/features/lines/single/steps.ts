import type { Row } from '../../../stores/duck.ts'

/** One step from the price of a code to the cost of a line. Amounts are exact, in 10⁻¹⁶ pence. */
export type Step = { label: string; how: string; amount: bigint; running: bigint }

/** The unit of the steps: how many of them make a penny. */
export const stepsPerPenny = 10_000_000_000_000_000n

const whole = (row: Row, field: string): bigint => {
  const found = row[field] ?? null
  return found === null ? 0n : BigInt(found)
}

const percent = (tenThousandths: bigint): string => {
  const digits = tenThousandths.toString().padStart(3, '0')
  return `${`${digits.slice(0, -2)}.${digits.slice(-2)}`.replace(/\.?0+$/, '')}%`
}

const factorText = (ppm: bigint): string =>
  `${ppm / 1_000_000n}.${(ppm % 1_000_000n).toString().padStart(6, '0')}`

const penny = stepsPerPenny
// Prices of the book are whole pounds or pence, but unit costs come in £0.0001: a hundredth of a penny.
const hundredth = penny / 100n
const tenThousand = 10_000n
const million = 1_000_000n

const withTopUp = (row: Row, onExcessDays: boolean): Step[] => {
  const steps: Step[] = []
  let running = 0n
  const add = (label: string, how: string, amount: bigint, always = false): void => {
    if (amount === 0n && !always) return
    running += amount
    steps.push({ label, how, amount, running })
  }
  const code = row['currency'] ?? row['hrg'] ?? 'the code'
  const base = whole(row, 'base_e4') * hundredth
  add('Price of the code', `${code} in ${row['price_book'] ?? 'the price book'}`, base, true)
  const share = row['short_stay_rate'] ?? null
  if (share !== null) {
    const reduced = (base / tenThousand) * BigInt(share) - base
    add('Short stay', `${percent(BigInt(share))} of the price for a stay under two days`, reduced)
  }
  add('Best practice', 'addition of the price book', whole(row, 'best_practice_pence') * penny)
  const core = running
  const excess = whole(row, 'excess_pence') * penny
  const days = `${row['excess_days'] ?? 0} days beyond the trim point of ${row['trim_days'] ?? 'none'}`
  add('Excess days', days, excess)
  const rate = whole(row, 'top_up_rate')
  const topped = onExcessDays ? core + excess : core
  const of = onExcessDays ? 'of the above' : 'of the price without its excess days'
  add('Specialist top-up', `${percent(rate)} ${of}`, (topped / tenThousand) * rate)
  add('Unbundled items', 'days and items priced apart', whole(row, 'unbundled_e4') * hundredth)
  const factor = whole(row, 'mff_ppm')
  const adjusted = (running / million) * factor - running
  add('Market forces', `× ${factorText(factor)} for the provider`, adjusted, true)
  return steps
}

/** The exact cost as it was stored, in 10⁻¹⁴ pence; null where the line has no price. */
export const exactOf = (row: Row): bigint | null => {
  const stored = row['exact_e14'] ?? null
  return stored === null ? null : BigInt(stored)
}

/** What the steps come to, in the unit in which the exact cost is stored. */
export const sumOf = (steps: readonly Step[]): bigint => (steps.at(-1)?.running ?? 0n) / 100n

/**
 * The cost of a priced line from its own columns: price of the code (or its short-stay share),
 * best-practice addition, excess days, top-up, unbundled items, market forces factor. Whether the
 * top-up also raises excess days is a switch of the rule pack, read off the cost itself.
 */
export const stepsOf = (row: Row): Step[] => {
  const usual = withTopUp(row, true)
  if (sumOf(usual) === exactOf(row)) return usual
  const other = withTopUp(row, false)
  return sumOf(other) === exactOf(row) ? other : usual
}
