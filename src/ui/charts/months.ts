import * as Plot from '@observablehq/plot'
import type { Month } from '../../core/month.ts'
import type { Html } from '../html.ts'
import { chart, type Key, type Words } from './draw.ts'
import { dateOf, overMonths } from './month-axis.ts'

type Value = number | null
type Line = readonly Value[]

const pointsOf = (months: readonly Month[], line: Line): { at: Date; value: number }[] =>
  months.map((month, i) => ({ at: dateOf(month), value: line[i] ?? Number.NaN }))

const drawn = (months: readonly Month[], line: Line, className: string): Plot.Markish =>
  Plot.lineY(pointsOf(months, line), { x: 'at', y: 'value', className })

/** A line in pieces that are not joined: each begins at one of the indices and ends before the next. */
const drawnApart = (
  months: readonly Month[],
  line: Line,
  from: readonly number[],
  className: string,
): Plot.Markish =>
  Plot.lineY(
    pointsOf(months, line).map((point, i) => ({
      ...point,
      piece: from.findLastIndex((first) => first <= i),
    })),
    { x: 'at', y: 'value', z: 'piece', className },
  )

type Common = Words & {
  months: readonly Month[]
  format: (value: number) => string
  width?: number
  height?: number
}

const frame = (
  { months, format, width = 400, height = 230 }: Common,
  values: readonly Value[],
): Plot.PlotOptions => {
  const known = values.filter((value): value is number => value !== null && Number.isFinite(value))
  const [low, high] = [Math.min(...known), Math.max(...known)]
  const domain: [number, number] =
    high === low ? [0, high || 1] : [Math.max(0, low - (high - low) * 0.1), high]
  return { width, height, ...overMonths(months, format, domain) }
}

export type Bands = Common & {
  /** Nine lines: the value below which 10% to 90% of units lie, month by month. */
  deciles: readonly Line[]
  /** The line the chart is about, and one to hold it against. */
  own: { name: string; line: Line } | null
  whole: { name: string; line: Line }
}

/** How units are spread, month by month, with one of them and the whole. */
export const bandsChart = (bands: Bands): Html => {
  const { months, deciles, own, whole } = bands
  const wholeMark = own ? 'line-2' : 'line-1'
  const keys: Key[] = [
    ...(own ? [{ mark: 'line-1', text: own.name }] : []),
    { mark: wholeMark, text: whole.name },
    { mark: 'decile', text: 'each tenth of practices' },
    { mark: 'middle', text: 'the middle practice' },
  ]
  return chart(bands, keys, { months, deciles, own, whole }, () => ({
    ...frame(bands, [...deciles.flat(), ...(own?.line ?? []), ...whole.line]),
    marks: [
      ...deciles.map((line, i) =>
        drawn(months, line, `steward-decile${i === 4 ? ' steward-decile--middle' : ''}`),
      ),
      drawn(months, whole.line, `steward-${wholeMark}`),
      ...(own ? [drawn(months, own.line, 'steward-line-1')] : []),
    ],
  }))
}

export type Control = Common & {
  line: Line
  name: string
  centre: Line
  lower: Line
  upper: Line
  /** Indices of months in which mean and limits begin anew, the first month's among them. */
  from: readonly number[]
  /** Indices of months that a rule names. */
  signals: readonly number[]
}

/** A line over months within its own natural limits; months that a rule names are ringed. */
export const controlChart = (control: Control): Html => {
  const { months, line, name, centre, lower, upper, from, signals } = control
  const keys: Key[] = [
    { mark: 'line-1', text: name },
    { mark: 'line-2', text: 'its mean' },
    { mark: 'limit', text: 'its natural limits' },
    ...(signals.length > 0 ? [{ mark: 'signal', text: 'more than ordinary variation' }] : []),
  ]
  return chart(control, keys, { months, line, centre, lower, upper, from, signals }, () => {
    const points = pointsOf(months, line)
    return {
      ...frame(control, [...line, ...lower, ...upper]),
      marks: [
        drawnApart(months, lower, from, 'steward-limit'),
        drawnApart(months, upper, from, 'steward-limit'),
        drawnApart(months, centre, from, 'steward-line-2'),
        drawn(months, line, 'steward-line-1'),
        Plot.dot(
          points.filter(({ value }) => Number.isFinite(value)),
          { x: 'at', y: 'value', r: 2.5, className: 'steward-dot' },
        ),
        Plot.dot(
          points.filter((_, i) => signals.includes(i)),
          { x: 'at', y: 'value', r: 5, className: 'steward-signal' },
        ),
      ],
    }
  })
}
