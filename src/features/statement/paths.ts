import type { Month } from '../../core/month.ts'

/** Where a practice's statement is: for a month, or the newest. */
export const statementPath = (practice: string, month?: Month): string =>
  `/practices/${encodeURIComponent(practice)}${month === undefined ? '' : `?month=${month}`}`

export const tablePath = (practice: string, table: string, month: Month): string =>
  `${statementPath(practice)}/tables/${table}.csv?month=${month}`

export const groupPath = (group: string): string => `/groups/${encodeURIComponent(group)}`

export const localityPath = (group: string, locality: string): string =>
  `${groupPath(group)}/localities/${encodeURIComponent(locality)}`
