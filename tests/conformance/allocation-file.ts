import { readFileSync } from 'node:fs'
import { parseDecimal } from '../../src/core/money.ts'
import type { PracticeNeed } from '../../src/engines/capitation/need.ts'
import type { ServiceLine } from '../../src/engines/capitation/service-line.ts'
import { referencePath } from './reference.ts'

/** Where the allocation tool's weighted populations of 2025/26 lie among the reference data. */
export const allocationFile = 'data/public/allocations/icb_place_tool_wp_2025_26.csv'

export type AllocationRow = Readonly<Record<string, string>>

/** Rows of the tool's file; names of practices may be quoted and hold commas. */
export const allocationRows = (): AllocationRow[] => {
  const text = readFileSync(referencePath(allocationFile), 'utf8').replace(/^\uFEFF/, '')
  const [head = [], ...lines] = text
    .trimEnd()
    .split(/\r?\n/)
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
        ([, quoted, bare]) => quoted ?? bare ?? '',
      ),
    )
  return lines.map((cells) => Object.fromEntries(head.map((name, i) => [name, cells[i] ?? ''])))
}

/** The tool's column of each line's weighted population. */
export const weightColumns: Readonly<Record<ServiceLine, string>> = {
  'general-and-acute': 'G&A WP',
  community: 'CS WP',
  'mental-health': 'MH WP',
  maternity: 'Mat WP',
  prescribing: 'Prescr WP',
  'primary-medical': 'Final PMC WP',
  'health-inequalities': 'Health Ineq WP',
}

/** A weighted population in thousandths of a millionth of a person; null where it is blank. */
export const weightIn = (row: AllocationRow, column: string): bigint | null =>
  parseDecimal(row[column] ?? '', 9)

/** The row as the budgets need it. */
export const needOf = (row: AllocationRow): PracticeNeed => ({
  practice: row['Practice_Code'] ?? '',
  patients: weightIn(row, 'Population') ?? 0n,
  weights: Object.fromEntries(
    Object.entries(weightColumns).map(([line, column]) => [line, weightIn(row, column)]),
  ),
})
