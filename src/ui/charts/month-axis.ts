import type * as Plot from '@observablehq/plot'
import { formatMonth, monthOf, type Month } from '../../core/month.ts'

/** Where a month stands on the axis. */
export const dateOf = (month: Month): Date => new Date(`${month}-01T00:00:00Z`)

const tickText = (at: Date): string => {
  const [name = '', year = ''] = formatMonth(monthOf(at.toISOString())).split(' ')
  return `${name.slice(0, 3)}\n${year}`
}

/**
 * Months from left to right and values upwards within a domain. Financial years begin in April, so
 * April and October carry the labels.
 */
export const overMonths = (
  months: readonly Month[],
  format: (value: number) => string,
  domain: readonly [number, number],
): Pick<
  Plot.PlotOptions,
  'marginLeft' | 'marginRight' | 'marginTop' | 'marginBottom' | 'x' | 'y'
> => ({
  marginLeft: 58,
  marginRight: 16,
  marginTop: 12,
  marginBottom: 40,
  x: {
    type: 'utc',
    label: null,
    ticks: months.filter((month) => /-(04|10)$/.test(month)).map(dateOf),
    tickFormat: tickText,
    tickSize: 4,
  },
  y: { label: null, grid: true, ticks: 5, tickFormat: format, tickSize: 0, nice: true, domain },
})
