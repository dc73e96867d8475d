import { monthOf, monthsBetween, type Month } from '../../core/month.ts'
import { chainLadder } from '../../engines/forecast/steps/chain-ladder.ts'
import type { AbsentCost, LoadedVersion } from './store.ts'

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

/** A provider that sent nothing for a month yet: what it cost before stands for it. */
export type AbsentProvider = { kind: string; provider: string; month: Month }

export type AbsentEstimate = {
  providers: AbsentProvider[]
  /** The mean of the three months before, and half their spread as its error, £0.00001. */
  parts: (AbsentProvider & { practice: string; line: string; amount: number; error: number })[]
}

const monthsBefore = 3

/** What stands for providers that sent nothing yet: the mean of their three months before. */
export const absentEstimate = (costs: readonly AbsentCost[]): AbsentEstimate => {
  const byProvider = Map.groupBy(
    costs,
    ({ kind, provider, month }) => `${kind} ${provider} ${month}`,
  )
  const estimates = [...byProvider.values()].flatMap((own) => {
    const [first] = own
    if (first === undefined) return []
    const totals = [...Map.groupBy(own, (row) => row.from_month).values()].map((rows) =>
      rows.reduce((sum, { amount }) => sum + Number(amount), 0),
    )
    const total = totals.reduce((sum, amount) => sum + amount, 0)
    const spread =
      total > 0 ? ((Math.max(...totals) - Math.min(...totals)) / 2 / total) * totals.length : 0
    const { kind, provider, month } = first
    const parts = [...Map.groupBy(own, (row) => `${row.practice} ${row.line}`).values()].map(
      (rows) => {
        const amount = rows.reduce((sum, row) => sum + Number(row.amount), 0) / monthsBefore
        const [{ practice, line } = first] = rows
        return { kind, provider, month, practice, line, amount, error: Math.abs(amount) * spread }
      },
    )
    return [{ provider: { kind, provider, month }, parts }]
  })
  return {
    providers: estimates.map(({ provider }) => provider),
    parts: estimates.flatMap(({ parts }) => parts),
  }
}
