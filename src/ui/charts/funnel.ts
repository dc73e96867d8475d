import * as Plot from '@observablehq/plot'
import type { Html } from '../html.ts'
import { chart, type Key, type Words } from './draw.ts'

/** One unit: its size along the axis and its value. */
export type FunnelDot = { name: string; of: number; value: number; beyond: boolean; own: boolean }

/** Limits at one size: outer low, inner low, inner high, outer high. */
export type FunnelLine = { of: number; limits: readonly [number, number, number, number] }

export type Funnel = Words & {
  dots: readonly FunnelDot[]
  centre: number
  /** Limits widened by how much units differ anyway. */
  usual: readonly FunnelLine[]
  /** Limits of chance alone, where they are not the same. */
  chance: readonly FunnelLine[] | null
  format: (value: number) => string
  formatOf: (of: number) => string
  /** What the units are called in the legend. */
  units: string
  own: string | null
  width?: number
  height?: number
}

const keysOf = ({ units, own, chance, dots }: Funnel): Key[] => [
  { mark: 'unit', text: units },
  ...(dots.some(({ beyond }) => beyond) ? [{ mark: 'beyond', text: 'beyond the limits' }] : []),
  ...(own === null ? [] : [{ mark: 'own', text: own }]),
  { mark: 'limit', text: '95% limits' },
  { mark: 'limit-outer', text: '99.8% limits' },
  ...(chance ? [{ mark: 'limit-chance', text: '95% limits of chance alone' }] : []),
]

const line = (lines: readonly FunnelLine[], at: 0 | 1 | 2 | 3, name: string): Plot.Markish =>
  Plot.lineY(
    lines.map(({ of, limits }) => ({ of, value: limits[at] })),
    { x: 'of', y: 'value', className: name },
  )

/** Units by size and value inside the limits that chance, and usual differences, leave them. */
export const funnelChart = (funnel: Funnel): Html => {
  const { dots, usual, chance, centre, format, formatOf, own, width = 400, height = 280 } = funnel
  const seen = { dots, usual, chance, centre, width, height }
  return chart(funnel, keysOf(funnel), seen, () => {
    const highest = Math.max(...dots.map(({ value }) => value))
    const outermost = usual.at(-1)?.limits[3] ?? 0
    // The limits of the largest unit are in sight, unless the units would then be squeezed together.
    const top = Math.max(highest, Math.min(outermost, 2 * highest)) * 1.15
    // A line ends where it leaves the chart: along the edge it would be a limit that is not there.
    const seenOf = (limit: number): number => (limit > top ? NaN : limit)
    const inside = (lines: readonly FunnelLine[]): FunnelLine[] =>
      lines.map(({ of, limits: [a, b, c, d] }) => ({
        of,
        limits: [a, b, seenOf(c), seenOf(d)],
      }))
    const wide = inside(usual)
    const narrow = chance ? inside(chance) : []
    const plain = dots.filter((dot) => !dot.beyond && !dot.own)
    const beyond = dots.filter((dot) => dot.beyond && !dot.own)
    const largest = Math.max(...usual.map(({ of }) => of))
    return {
      width,
      height,
      marginLeft: 58,
      marginRight: 16,
      marginTop: 12,
      marginBottom: 40,
      x: { label: null, tickFormat: formatOf, ticks: 5, domain: [0, largest] },
      y: { label: null, grid: true, ticks: 5, tickFormat: format, tickSize: 0, domain: [0, top] },
      marks: [
        ...(narrow.length > 0
          ? [
              line(narrow, 1, 'steward-limit steward-limit--chance'),
              line(narrow, 2, 'steward-limit steward-limit--chance'),
            ]
          : []),
        line(wide, 0, 'steward-limit steward-limit--outer'),
        line(wide, 3, 'steward-limit steward-limit--outer'),
        line(wide, 1, 'steward-limit'),
        line(wide, 2, 'steward-limit'),
        Plot.lineY(
          [
            { of: 0, value: centre },
            { of: largest, value: centre },
          ],
          { x: 'of', y: 'value', className: 'steward-line-2' },
        ),
        Plot.dot(plain, { x: 'of', y: 'value', r: 4, className: 'steward-unit' }),
        Plot.dot(beyond, { x: 'of', y: 'value', r: 5, className: 'steward-unit--beyond' }),
        ...(own === null
          ? []
          : [
              Plot.dot(
                dots.filter((dot) => dot.own),
                { x: 'of', y: 'value', r: 7, className: 'steward-unit--own' },
              ),
            ]),
      ],
    }
  })
}
