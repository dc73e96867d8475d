import type { Month } from '../../core/month.ts'

/** Where a practice's statement is: for a month, or the newest. */
export const statementPath = (practice: string, month?: Month): string =>
  at(`/practices/${encodeURIComponent(practice)}`, month)

const at = (path: string, month: Month | undefined): string =>
  month === undefined ? path : `${path}?month=${month}`

export const groupPath = (group: string, month?: Month): string =>
  at(`/groups/${encodeURIComponent(group)}`, month)

export const localityPath = (group: string, locality: string, month?: Month): string =>
  at(`${groupPath(group)}/localities/${encodeURIComponent(locality)}`, month)
