import * as Plot from '@observablehq/plot'
import { formatMonth, monthOf, type Month } from '../../core/month.ts'
import type { Html } from '../html.ts'
import { chart, type Words } from './draw.ts'

/** The year added up to the end of a month; ranges where it is forecast. */
export type YearPoint = {
  month: Month
  value: number
  known: boolean
  likely?: readonly [from: number, to: number]
  range?: readonly [from: number, to: number]
}

export type YearEnd = Words & {
  points: readonly YearPoint[]
  /** How a value is written on the axis ("£95k"). */
  format: (value: number) => string
  names: { known: string; forecast: string; likely: string; range: string }
}

type Placed = { at: Date; value: number }
type Band = { at: Date; from: number; to: number }

const dateOf = (month: Month): Date => new Date(`${month}-01T00:00:00Z`)

const bandOf = (points: readonly YearPoint[], key: 'likely' | 'range'): Band[] =>
  points.flatMap(({ month, value, known, ...point }, i) => {
    const [from, to] = point[key] ?? [value, value]
    const next = points[i + 1]
    return known && next?.known !== false ? [] : [{ at: dateOf(month), from, to }]
  })

/** The year so far added up month by month, and the cone in which it is expected to go on. */
export const yearEndChart = (options: YearEnd): Html => {
  const { points, format, names } = options
  const keys = [
    { mark: 'line-1', text: names.known },
    ...(points.every(({ known }) => known)
      ? []
      : [
          { mark: 'line-2', text: names.forecast },
          { mark: 'band', text: `${names.range}; darker: ${names.likely}` },
        ]),
  ]
  return chart(options, keys, points, () => {
    const placed = ({ month, value }: YearPoint): Placed => ({ at: dateOf(month), value })
    const known = points.filter((point) => point.known)
    const ahead = points.filter((point, i) => !point.known || points[i + 1]?.known === false)
    const most = points.map(({ value, range }) => Math.max(value, range?.[1] ?? 0))
    const band = (key: 'likely' | 'range'): Plot.Markish =>
      Plot.areaY(bandOf(points, key), {
        x: 'at',
        y1: 'from',
        y2: 'to',
        className: `steward-${key}`,
      })
    return {
      width: 400,
      height: 230,
      marginLeft: 58,
      marginRight: 16,
      marginTop: 12,
      marginBottom: 40,
      x: {
        type: 'utc',
        label: null,
        ticks: points.filter((_, i) => i % 3 === 0 || i === 11).map(({ month }) => dateOf(month)),
        tickFormat: (at: Date) => {
          const [name = '', year = ''] = formatMonth(monthOf(at.toISOString())).split(' ')
          return `${name.slice(0, 3)}\n${year}`
        },
        tickSize: 4,
      },
      y: {
        label: null,
        grid: true,
        ticks: 5,
        tickFormat: format,
        tickSize: 0,
        nice: true,
        domain: [0, Math.max(1, ...most)],
      },
      marks: [
        band('range'),
        band('likely'),
        Plot.lineY(ahead.map(placed), { x: 'at', y: 'value', className: 'steward-line-2' }),
        Plot.lineY(known.map(placed), { x: 'at', y: 'value', className: 'steward-line-1' }),
        Plot.dot(known.map(placed), { x: 'at', y: 'value', r: 2.5, className: 'steward-dot' }),
      ],
    }
  })
}
