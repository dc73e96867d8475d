import type { FunnelRows } from '../src/engines/statistics/batch/funnel-batch.ts'
import type { BandRows } from '../src/engines/statistics/batch/standardised-batch.ts'
import type { ChartRows } from '../src/engines/statistics/batch/xmr-batch.ts'

export type FunnelInput = FunnelRows & { target: number; axis: Float64Array }

export type StatisticsWorld = {
  rates: { events: Float64Array; population: Float64Array }
  bands: BandRows & { standard: Float64Array; reference: Float64Array }
  charts: ChartRows
  funnels: Record<'proportion' | 'ratio', FunnelInput[]>
}

export type WorldSize = {
  practices: number
  months: number
  indicators: number
  years: number
  bands: number
}

export const numbers = (count: number): string => count.toLocaleString('en-GB')

/** A stream of numbers between 0 and 1, the same in every run. Source: Park and Miller 1988. */
const stream = (seed: number): (() => number) => {
  let state = seed
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}

/** About normal: the sum of twelve uniform numbers less six. */
const deviate = (next: () => number): number => {
  let sum = -6
  for (let i = 0; i < 12; i++) sum += next()
  return sum
}

/** A count with this mean, 1.5 times as widely spread as chance has it. */
const count = (next: () => number, mean: number): number =>
  Math.max(0, Math.round(mean + 1.5 * Math.sqrt(mean) * deviate(next)))

/** A hundred denominators from the smallest to the largest, evenly spaced in their logarithms. */
const axisOf = (of: Float64Array): Float64Array => {
  const low = of.reduce((least, one) => Math.min(least, one), Infinity)
  const high = of.reduce((most, one) => Math.max(most, one), 0)
  return Float64Array.from({ length: 100 }, (_, i) => Math.round(low * (high / low) ** (i / 99)))
}

const funnelOf = (
  next: () => number,
  practices: number,
  kind: 'proportion' | 'ratio',
): FunnelInput => {
  const rate = kind === 'proportion' ? 0.05 + 0.3 * next() : 1
  const of = Float64Array.from({ length: practices }, () =>
    kind === 'proportion' ? Math.round(100 + 4000 * next() ** 2) : 2 + 400 * next() ** 2,
  )
  const events = of.map((own) =>
    Math.min(kind === 'proportion' ? own : Infinity, count(next, own * rate)),
  )
  const sum = (column: Float64Array): number => column.reduce((all, one) => all + one, 0)
  const target = kind === 'proportion' ? sum(events) / sum(of) : 1
  return { count: events, of, target, axis: axisOf(of) }
}

/** Invented practices in the sizes that the published timings of other tools have. */
export const statisticsWorld = ({
  practices,
  months,
  indicators,
  years,
  bands,
}: WorldSize): StatisticsWorld => {
  const next = stream(20_260_727)
  const sizes = Float64Array.from({ length: practices }, () =>
    Math.round(1500 + 18_000 * next() ** 2),
  )
  const rows = practices * months * indicators
  const population = Float64Array.from({ length: rows }, (_, i) => sizes[i % practices] ?? 0)
  const events = population.map((people) => count(next, people * 0.004))
  const groups = practices * years
  const bandRows = groups * bands
  const people = Float64Array.from({ length: bandRows }, (_, i) =>
    Math.max(
      1,
      Math.round(((sizes[Math.floor(i / bands) % practices] ?? 0) / bands) * (0.6 + 0.8 * next())),
    ),
  )
  const reference = Float64Array.from({ length: bandRows }, (_, i) => 0.002 + 0.004 * (i % bands))
  const funnels = (kind: 'proportion' | 'ratio'): FunnelInput[] =>
    Array.from({ length: (months * indicators) / 2 }, () => funnelOf(next, practices, kind))
  return {
    rates: { events, population },
    bands: {
      starts: Uint32Array.from({ length: groups + 1 }, (_, g) => g * bands),
      events: people.map((own, i) => count(next, own * (reference[i] ?? 0))),
      population: people,
      standard: Float64Array.from({ length: bandRows }, (_, i) => 1000 + 350 * (i % bands)),
      reference,
    },
    charts: {
      values: Float64Array.from({ length: practices * indicators * months }, (_, i) => {
        const level = 20 + (Math.floor(i / months) % 90)
        return Math.round(level + Math.sqrt(level) * deviate(next))
      }),
      length: months,
    },
    funnels: { proportion: funnels('proportion'), ratio: funnels('ratio') },
  }
}
