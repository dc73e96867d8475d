import { monthOf, monthsBetween, type Month } from '../../core/month.ts'
import { chainLadder } from '../../engines/forecast/steps/chain-ladder.ts'
import type { LoadedVersion } from './store.ts'

/** A month of a kind of care that is not whole yet, and what it usually becomes. */
export type LateMonth = {
  kind: string
  month: Month
  /** What its figures are multiplied by. */
  factor: number
  /** Standard error of the completed month, as a share of what is known. */
  error: number
  /** From how many earlier months this is known. */
  seen: number
}

/** Stands for the age of a month's final figures, whenever they were extracted. */
const finalAge = 12

/**
 * The months that are still to grow, by the pattern of past lateness: age is the months between a
 * month and the extract that brought it, and all final figures are of one age.
 */
export const lateMonths = (versions: readonly LoadedVersion[]): LateMonth[] => {
  const aged = versions.map((version) => ({
    ...version,
    age: version.is_final
      ? finalAge
      : Math.min(finalAge, monthsBetween(version.month, monthOf(version.extract_date))),
    count: Number(version.rows),
  }))
  return [...Map.groupBy(aged, ({ kind }) => kind)].flatMap(([kind, own]) => {
    const ladder = chainLadder(own.map(({ month, age, count }) => ({ month, age, rows: count })))
    return own
      .filter(({ is_current, age }) => is_current && age < ladder.whole)
      .map(({ month, age, count }) => ({ kind, month, ...ladder.completion(age, count) }))
      .filter(({ seen }) => seen > 0)
  })
}
