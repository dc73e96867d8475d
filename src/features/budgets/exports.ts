import type { Db } from '../../stores/ledger/ledger.ts'
import { csvPounds } from '../../ui/csv.ts'
import type { Sheet } from '../../ui/xlsx.ts'
import type { Version } from './ledger/versions.ts'

const part = (share: number | null): number | null =>
  share === null ? null : Number(share.toFixed(6))

/** Every practice of a version: base year, budget, change, distance from target; pounds with pence. */
export const practiceSheet = (
  { facts }: Pick<Version, 'facts'>,
  names: { of(practice: string): string },
): Sheet => ({
  name: 'Practices',
  rows: [
    [
      'practice',
      'name',
      `pounds_${facts.baseYear.replace('/', '_')}_at_this_years_prices`,
      'budget_pounds',
      'change',
      'loses_more_than_the_warning',
      'target_pounds_of_the_whole',
      'distance_from_target',
      'targets_of_lines_from_it',
    ],
    ...facts.changes.map(({ practice, baselinePence, budgetPence, change, warned }, i) => [
      practice,
      names.of(practice),
      csvPounds(baselinePence),
      csvPounds(budgetPence),
      part(change),
      warned,
      csvPounds(facts.whole[i]?.targetPence ?? 0n),
      part(facts.whole[i]?.distance ?? null),
      part(facts.ofTargets[i]?.distance ?? null),
    ]),
  ],
})

/** Every line of a version: practice × service line × month, pounds with pence. */
export const lineSheet = async (db: Db, version: number): Promise<Sheet> => {
  const rows = await db
    .selectFrom('budget_line')
    .select(['practice', 'line', 'month', 'pence'])
    .where('version', '=', version)
    .orderBy('practice')
    .orderBy('line')
    .orderBy('month')
    .execute()
  return {
    name: 'Lines by month',
    rows: [
      ['practice', 'service_line', 'month', 'pounds'],
      ...rows.map(({ practice, line, month, pence }) => [
        practice,
        line,
        month,
        csvPounds(BigInt(pence)),
      ]),
    ],
  }
}
