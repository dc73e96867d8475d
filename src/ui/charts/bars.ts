import * as Plot from '@observablehq/plot'
import type { Html } from '../html.ts'
import { chart, type Key, type Words } from './draw.ts'

export type Bar = {
  label: string
  value: number
  /** What the bar is held against, drawn as an upright mark (the group's rate). */
  compare?: number
  /** Where the value would lie by chance alone, 19 times in 20. */
  chance?: readonly [from: number, to: number]
}

export type Bars = Words & {
  bars: readonly Bar[]
  /** What the bar and the upright mark are. */
  names: { value: string; compare?: string; chance?: string }
  /** How a value is written at the end of its bar. */
  format: (value: number) => string
  width?: number
  /** How far the scale reaches at least: 100 for percentiles. */
  reach?: number
}

const keysOf = ({ bars, names }: Bars): Key[] => [
  { mark: 'bar', text: names.value },
  ...(names.compare ? [{ mark: 'compare', text: names.compare }] : []),
  ...(bars.some(({ chance }) => chance)
    ? [{ mark: 'band', text: names.chance ?? 'within chance' }]
    : []),
]

/** Bars by category in the order given, with what they are held against and what chance allows. */
export const barChart = (options: Bars): Html => {
  const { bars, names, format, width = 400, reach = 1 } = options
  return chart(options, keysOf(options), { bars, names, width, reach }, () => {
    const ends = bars.flatMap(({ value, compare = 0, chance }) => [
      value,
      compare,
      chance?.[1] ?? 0,
    ])
    const chances = bars.flatMap(({ label, chance }) =>
      chance ? [{ label, from: chance[0], to: chance[1] }] : [],
    )
    return {
      width,
      height: 12 + bars.length * 42,
      marginLeft: 6,
      marginRight: 78,
      marginTop: 12,
      marginBottom: 0,
      x: { axis: null, domain: [Math.min(0, ...ends), Math.max(reach, ...ends)] },
      y: { axis: null, domain: bars.map(({ label }) => label), padding: 0.6 },
      marks: [
        Plot.barX(bars, { x: 'value', y: 'label', className: 'steward-bar' }),
        Plot.rect(chances, {
          x1: 'from',
          x2: 'to',
          y: 'label',
          className: 'steward-band steward-band--bar',
        }),
        Plot.tickX(
          bars.filter(({ compare }) => compare !== undefined),
          { x: 'compare', y: 'label', className: 'steward-compare' },
        ),
        Plot.text(bars, {
          x: (bar: Bar) => Math.max(bar.value, bar.compare ?? 0, bar.chance?.[1] ?? 0),
          y: 'label',
          text: (bar: Bar) => format(bar.value),
          textAnchor: 'start',
          dx: 6,
        }),
        // Above its bar, so that a long name is never cut and the bar has the whole width of a phone.
        Plot.text(bars, {
          y: 'label',
          text: 'label',
          frameAnchor: 'left',
          textAnchor: 'start',
          dy: -17,
        }),
        Plot.ruleX([0], { className: 'steward-axis' }),
      ],
    }
  })
}
