import type { Pence } from '../../../core/money.ts'
import type { Forecast, Range } from '../../forecast/forecast.ts'

/** What a budget counts beside what is forecast of a place: for the months left, by month, and how far it may be wrong. */
export type Beside = {
  rest: Pence
  months: readonly Pence[]
  /** From what is expected down to the lower end of a range, and up to the upper. */
  halves: (range: 'range80' | 'range95') => [down: number, up: number]
}

/** A practice’s part of the forecast of one that it takes over, wholly or with others. */
export const takenOf = (forecast: Forecast, shareOf: (pence: Pence) => Pence): Beside => {
  const { total, months } = forecast
  return {
    rest: shareOf(total.outturn - total.known),
    months: months.map(({ pence }) => shareOf(pence)),
    halves: (level) => {
      const range = total[level] ?? { from: total.outturn, to: total.outturn }
      return [
        Number(shareOf(total.outturn - range.from)),
        Number(shareOf(range.to - total.outturn)),
      ]
    },
  }
}

/** A range that holds what stands beside too: its errors are apart from a place’s own, so they join by their squares. */
export const widened = (
  range: Range | null,
  outturn: Pence,
  halves: readonly (readonly [down: number, up: number])[],
): Range | null => {
  if (range === null) return null
  const half = (own: Pence, others: readonly number[]): Pence =>
    BigInt(Math.round(Math.hypot(Number(own), ...others)))
  return {
    from:
      outturn -
      half(
        outturn - range.from,
        halves.map(([down]) => down),
      ),
    to:
      outturn +
      half(
        range.to - outturn,
        halves.map(([, up]) => up),
      ),
  }
}
