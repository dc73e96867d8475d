import type { Where } from '../../core/figure.ts'
import type { Month } from '../../core/month.ts'

/** Where a forecast is, for a month or the newest. */
export const forecastPath = (where: Where, group: string, month?: Month): string => {
  const at = month === undefined ? '' : `?month=${month}`
  if (where.kind === 'practice') return `/practices/${encodeURIComponent(where.code)}/forecast${at}`
  const base = `/groups/${encodeURIComponent(group)}`
  return where.kind === 'locality'
    ? `${base}/localities/${encodeURIComponent(where.code)}/forecast${at}`
    : `${base}/forecast${at}`
}

/** Where the known changes of a group's forecast are kept. */
export const changesPath = (group: string): string =>
  `/groups/${encodeURIComponent(group)}/forecast/changes`
