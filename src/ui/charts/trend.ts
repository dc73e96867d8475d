import * as Plot from '@observablehq/plot'
import type { Month } from '../../core/month.ts'
import type { Html } from '../html.ts'
import { chart, type Key, type Words } from './draw.ts'
import { dateOf, overMonths } from './month-axis.ts'

/** One line over months; a gap where the value is null. The first line is the one the chart is about. */
export type TrendLine = { name: string; points: readonly { month: Month; value: number | null }[] }

export type Trend = Words & {
  lines: readonly TrendLine[]
  /** The range in which the first line usually moves, drawn as a band. */
  band?: { from: number; to: number; label: string } | undefined
  /** Months whose figures are a first cut, drawn as hollow points. */
  firstCut?: readonly Month[]
  /** How a value is written on the axis ("£95k"). */
  format: (value: number) => string
  width?: number
  height?: number
}

type Point = { at: Date; value: number }

const points = (line: TrendLine): Point[] =>
  line.points.map(({ month, value }) => ({ at: dateOf(month), value: value ?? Number.NaN }))

const keysOf = ({ lines, band, firstCut = [] }: Trend): Key[] => [
  ...lines.map(({ name }, i) => ({ mark: `line-${i + 1}`, text: name })),
  ...(band ? [{ mark: 'band', text: band.label }] : []),
  ...(firstCut.length > 0 ? [{ mark: 'first-cut', text: 'first cut' }] : []),
]

/** Months from left to right, values from nought upwards. */
export const trendChart = (trend: Trend): Html => {
  const { lines, band, firstCut = [], format, width = 400, height = 220 } = trend
  return chart(trend, keysOf(trend), { lines, band, firstCut, width, height }, () => {
    const [main = [], ...others] = lines.map(points)
    const known = main.filter(({ value }) => Number.isFinite(value))
    const all = [main, ...others].flat().map(({ value }) => value)
    const hollow = new Set(firstCut.map((month) => dateOf(month).getTime()))
    const isHollow = ({ at }: Point): boolean => hollow.has(at.getTime())
    const bands = band
      ? [
          Plot.rect([{ x1: known[0]?.at, x2: known.at(-1)?.at, y1: band.from, y2: band.to }], {
            x1: 'x1',
            x2: 'x2',
            y1: 'y1',
            y2: 'y2',
            className: 'steward-band',
          }),
        ]
      : []
    return {
      width,
      height,
      ...overMonths(lines[0]?.points.map(({ month }) => month) ?? [], format, [
        0,
        Math.max(1, band?.to ?? 0, ...all.filter((value) => Number.isFinite(value))),
      ]),
      marks: [
        ...bands,
        ...others.map((line, i) =>
          Plot.lineY(line, { x: 'at', y: 'value', className: `steward-line-${i + 2}` }),
        ),
        Plot.lineY(main, { x: 'at', y: 'value', className: 'steward-line-1' }),
        Plot.dot(
          known.filter((point) => !isHollow(point)),
          { x: 'at', y: 'value', r: 2.5, className: 'steward-dot' },
        ),
        Plot.dot(known.filter(isHollow), {
          x: 'at',
          y: 'value',
          r: 4.5,
          className: 'steward-dot-first-cut',
        }),
      ],
    }
  })
}
