import { formatMonth } from '../../../core/month.ts'
import { funnelChart } from '../../../ui/charts/funnel.ts'
import { bandsChart, controlChart } from '../../../ui/charts/months.ts'
import { html, type Html } from '../../../ui/html.ts'
import { formatCount } from '../../../ui/money.ts'
import { dataTable } from '../../../ui/table.ts'
import {
  comparedTo,
  isPrevalence,
  valueText,
  type Measure,
  type Placed,
} from '../../measures/measures.ts'
import type { Variation } from '../load.ts'
import { asShown } from './practices.ts'
import { spreadFigures, spreadText } from './spread.ts'

/** The pictures that a measure has, by the name in their address. */
export const pictureNames = ['funnel', 'bands', 'months'] as const
export type PictureName = (typeof pictureNames)[number]

const rules = {
  outside: 'outside the limits',
  shift: 'seven or more on one side of the mean',
  trend: 'seven or more rising or falling',
  twoInThree: 'two of three near a limit',
} as const

const funnelOf = (view: Variation): Html | null => {
  const { chance, measure, own } = view
  if (chance === null) return null
  const scale = chance.isShare ? 100 : 1
  const decimals = chance.target < 0.1 ? 1 : 0
  const format = (value: number): string =>
    chance.isShare ? `${(value * scale).toFixed(decimals)}%` : value.toFixed(1)
  const beyond = chance.placed.filter(({ beyondUsual }) => beyondUsual !== null)
  const line = (kind: 'exact' | 'usual') =>
    chance.lines.map((one) => ({ of: one.of, limits: one[kind] }))
  return funnelChart({
    title: chance.isShare
      ? 'Each practice by size, and what chance and usual differences leave'
      : 'Each practice: what was seen for each one expected',
    description: `${chance.placed.length} practices; ${beyond.length} beyond the limits. ${spreadText(chance)}`,
    says: spreadText(chance),
    dots: chance.placed.map(({ code, name, of, ratio, beyondUsual }) => ({
      name,
      of,
      value: ratio,
      beyond: beyondUsual !== null,
      own: code === own?.code,
    })),
    centre: chance.target,
    usual: line('usual'),
    chance: chance.tauSquared > 0 ? line('exact') : null,
    format,
    formatOf: (of) => formatCount(Math.round(of)),
    units: chance.isShare ? 'practices, by their denominator' : 'practices, by what is expected',
    own: own?.name ?? null,
    table: html`<p>${spreadFigures(chance)}</p>
      ${dataTable<Placed>({
        ...asShown('Practices in the funnel', chance.placed, own?.code ?? null),
        columns: [
          { heading: 'Practice', cell: ({ name }) => name },
          {
            heading: chance.basis ?? measure.numerator.what,
            numeric: true,
            cell: ({ events }) => formatCount(events),
          },
          {
            heading: chance.isShare ? 'Of' : 'Expected',
            numeric: true,
            cell: ({ of }) => (chance.isShare ? formatCount(Math.round(of)) : of.toFixed(1)),
          },
          {
            heading: 'Value',
            numeric: true,
            cell: ({ ratio }) =>
              chance.isShare ? `${(ratio * 100).toFixed(1)}%` : ratio.toFixed(2),
          },
          { heading: 'Place', cell: ({ beyondUsual }) => comparedTo(beyondUsual) },
        ],
      })}`,
  })
}

const shown = (view: Variation): number[] =>
  view.months.flatMap((_, i) => (view.covered[i] === true ? [i] : []))

/** How practices are spread, month by month; under the measure’s own name where several stand on a page. */
export const bandsOf = (
  view: Variation,
  title = isPrevalence(view.measure)
    ? 'Year by year: how practices are spread'
    : 'Month by month: how practices are spread',
): Html => {
  const { measure, own, ownLine, wholeLine, amongName } = view
  const at = shown(view)
  const months = at.flatMap((i) => view.months[i] ?? [])
  const cut = (line: readonly (number | null)[]): (number | null)[] =>
    at.map((i) => line[i] ?? null)
  const text = (value: number | null | undefined): string =>
    value === null || value === undefined ? '–' : valueText(measure, value)
  return bandsChart({
    title,
    description: `${measure.title}, the value below which each tenth of practices lies, ${amongName}${own ? `, with ${own.name}` : ''}.`,
    months,
    deciles: view.bands.map(cut),
    own: own && ownLine ? { name: own.name, line: cut(ownLine) } : null,
    whole: { name: amongName, line: cut(wholeLine) },
    format: (value) => valueText(measure, value),
    table: dataTable({
      caption: isPrevalence(measure) ? 'Spread year by year' : 'Spread month by month',
      rows: at.toReversed(),
      columns: [
        { heading: 'Month', cell: (i) => formatMonth(view.months[i] ?? '2000-01') },
        ...(own
          ? [{ heading: own.name, numeric: true, cell: (i: number) => text(ownLine?.[i]) }]
          : []),
        { heading: 'All', numeric: true, cell: (i) => text(wholeLine[i]) },
        { heading: 'Lowest tenth below', numeric: true, cell: (i) => text(view.bands[0]?.[i]) },
        { heading: 'Middle', numeric: true, cell: (i) => text(view.bands[4]?.[i]) },
        { heading: 'Highest tenth above', numeric: true, cell: (i) => text(view.bands[8]?.[i]) },
      ],
    }),
  })
}

const controlOf = (view: Variation): Html | null => {
  const { measure, control, own, amongName, rebases } = view
  const at = shown(view)
  const segment = control.segments.at(-1)
  if (!segment || at.length < 3) return null
  const months = at.flatMap((i) => view.months[i] ?? [])
  const limits = at.map((i) => control.segments.find(({ from, to }) => i >= from && i < to))
  const ringed = new Set(control.signals.flatMap(({ points }) => points))
  const name = own?.name ?? amongName
  const screenedRanges = control.segments.reduce((sum, each) => sum + each.screenedRanges, 0)
  const screened =
    screenedRanges > 0 ? `; ${screenedRanges} large jumps left out of the limits` : ''
  const named = [...new Set(control.signals.map(({ rule }) => rules[rule]))]
  const anew =
    rebases.length === 0
      ? ''
      : ` Limits begin anew in ${rebases.map(({ month }) => formatMonth(month)).join(', ')}.`
  const text = (value: number | null | undefined): string =>
    value === null || value === undefined ? '–' : valueText(measure, Math.max(0, value))
  return controlChart({
    title: `${name} against its own ordinary variation`,
    description: `XmR chart of ${measure.title} for ${name}: mean ${valueText(measure, segment.mean)}, limits ${text(segment.lower)} to ${text(segment.upper)}, from ${segment.basis} months${screened}.${anew}`,
    says: `${
      named.length === 0
        ? `Nothing but ordinary variation in ${at.length} months${screened}.`
        : `More than ordinary variation: ${named.join('; ')}${screened}.`
    }${anew}`,
    months,
    line: at.map((i) => control.line[i] ?? null),
    name,
    centre: limits.map((each) => each?.mean ?? null),
    lower: limits.map((each) => (each ? Math.max(0, each.lower) : null)),
    upper: limits.map((each) => each?.upper ?? null),
    from: limits.flatMap((each, place) =>
      place === 0 || each !== limits[place - 1] ? [place] : [],
    ),
    signals: at.flatMap((i, place) => (ringed.has(i) ? [place] : [])),
    format: (value) => valueText(measure, value),
    table: dataTable({
      caption: 'Month by month',
      rows: at.map((i, place) => ({ i, limits: limits[place] })).toReversed(),
      columns: [
        { heading: 'Month', cell: ({ i }) => formatMonth(view.months[i] ?? '2000-01') },
        {
          heading: 'Value',
          numeric: true,
          cell: ({ i }) => {
            const value = control.line[i] ?? null
            return value === null ? '–' : valueText(measure, value)
          },
        },
        { heading: 'Mean', numeric: true, cell: ({ limits: each }) => text(each?.mean) },
        {
          heading: 'Limits',
          numeric: true,
          cell: ({ limits: each }) => `${text(each?.lower)} to ${text(each?.upper)}`,
        },
        { heading: 'Signal', cell: ({ i }) => (ringed.has(i) ? 'yes' : 'no') },
        ...(rebases.length === 0
          ? []
          : [
              {
                heading: 'Anew',
                cell: ({ i }: { i: number }) =>
                  rebases.find(({ month }) => month === view.months[i])?.reason ?? '',
              },
            ]),
      ],
    }),
  })
}

/** One year alone is no course of years. */
const spreadOf = (view: Variation): Html | null =>
  isPrevalence(view.measure) && shown(view).length < 2 ? null : bandsOf(view)

/** Whether a measure has a chart of this name: what is counted once a year has no months. */
export const hasChart = (measure: Measure, name: PictureName): boolean =>
  name !== 'months' || !isPrevalence(measure)

/** A chart of a measure by its name; null where there is too little to draw. */
export const chartOf = (view: Variation, name: PictureName): Html | null =>
  name === 'funnel' ? funnelOf(view) : name === 'bands' ? spreadOf(view) : controlOf(view)

/** Every chart of a measure that can be drawn. */
export const chartsOf = (view: Variation): Html =>
  html`${pictureNames.map((name) => chartOf(view, name))}`
