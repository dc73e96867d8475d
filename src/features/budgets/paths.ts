import type { Month } from '../../core/month.ts'
import type { ServiceLine } from '../../engines/capitation/service-line.ts'

/** Where a group's budgets are. */
export const budgetsPath = (group?: string): string =>
  group === undefined ? '/budgets' : `/budgets?group=${encodeURIComponent(group)}`

/** Where one version is: its lines, every practice's change, replies and steps. */
export const versionPath = (version: number): string => `/budgets/versions/${version}`

/** Where a practice's budget of a line is explained, and the rows behind its cost begin. */
export const budgetLinePath = (practice: string, line: ServiceLine, month: Month): string =>
  `/practices/${encodeURIComponent(practice)}/budget/${line}?month=${month}`
