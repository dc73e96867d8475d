/**
 * The columns of the SUS+-style extracts that Steward reads: its own field, the SUS+ column it comes
 * from, and what it is. Lists of codes (diagnoses, procedures, unbundled HRGs) arrive joined by "|".
 * The sample world writes exactly these columns; docs/reference/data-dictionary.md is made from them.
 */
export { admittedColumns } from './admitted-columns.ts'
export { criticalCareColumns } from './critical-care-columns.ts'
export { emergencyColumns } from './emergency-columns.ts'
export { outpatientColumns } from './outpatient-columns.ts'
export type { SusColumn } from './column.ts'
