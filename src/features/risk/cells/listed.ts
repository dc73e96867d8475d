import { addMonths, type Month } from '../../../core/month.ts'
import type { Scope } from '../../../stores/scope.ts'
import type { Served } from '../../../warehouse/served.ts'
import { heirsOf, loadSuccessions, withHeirs } from '../../budgets/budgets.ts'
import type { ListCell } from './ask.ts'

/** Who is on each practice’s list as a financial year begins, and who took the patients of practices that close. */
export type Listed = {
  practices: ReadonlySet<string>
  /**
   * Patients of some practices by cell of age and sex: of their own lists, or also of practices that close
   * in the year, whom a budget counts with whoever takes them.
   */
  counts(practices: readonly string[], whose: 'own lists' | 'and taken over'): Map<string, number>
  /** Rows of practices that close before the year’s end, counted with whoever took their patients. */
  followed<Row extends { practice: string; patients: number }>(rows: readonly Row[]): Row[]
}

const lastDay = (year: Month): string => `${addMonths(year, 11)}-31`

/** From the lists in force in a year’s first month. */
export const listedIn = async (
  scope: Scope,
  served: Served,
  lists: readonly ListCell[],
  year: Month,
): Promise<Listed> => {
  const closing = (await loadSuccessions(scope, served)).filter(({ from }) => from <= lastDay(year))
  const gone = new Map(closing.map(({ practice, from }) => [practice, from]))
  const byPractice = Map.groupBy(lists, ({ practice }) => practice)
  const standing = new Set([...byPractice.keys()].filter((practice) => !gone.has(practice)))
  const heirs = heirsOf(standing, closing)
  const listOf = (practice: string): bigint =>
    BigInt((byPractice.get(practice) ?? []).reduce((sum, { patients }) => sum + patients, 0))
  const followed: Listed['followed'] = (rows) =>
    withHeirs(
      rows.map((row) => ({ ...row, amount: BigInt(row.patients) })),
      standing,
      heirs,
      listOf,
    ).map((row) => ({ ...row, patients: Number(row.amount) }))
  // Whoever closed before the year began has their patients on other lists by then.
  const leaving = lists.filter(({ practice }) => (gone.get(practice) ?? '') > `${year}-01`)
  const taken = Map.groupBy(
    followed(leaving.map((row) => ({ ...row, from: row.practice }))),
    ({ practice }) => practice,
  )
  return {
    practices: new Set(byPractice.keys()),
    followed,
    counts: (practices, whose) => {
      const sums = new Map<string, number>()
      const add = ({ key, patients }: ListCell): void => {
        sums.set(key, (sums.get(key) ?? 0) + patients)
      }
      for (const practice of practices) {
        byPractice.get(practice)?.forEach(add)
        if (whose === 'and taken over')
          for (const row of taken.get(practice) ?? []) if (!practices.includes(row.from)) add(row)
      }
      return sums
    },
  }
}
