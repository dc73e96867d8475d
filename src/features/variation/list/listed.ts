import type { Month } from '../../../core/month.ts'
import type { Scope } from '../../../stores/scope.ts'
import { csvText } from '../../../ui/csv.ts'
import type { Served } from '../../../warehouse/served.ts'
import type { Among, Measure, MeasureSeries } from '../../measures/measures.ts'
import type { DisclosureRule } from '../../disclosure/disclosure.ts'
import type { Asked } from '../asked.ts'
import { loadReleasable } from '../disclosed.ts'

/** A measure in the list: the whole's value, how many lie beyond the limits, what a change is worth. */
export type ListedMeasure = {
  measure: Measure
  ratio: number | null
  counted: number
  /** How many practices lie beyond the limits; null where single practices are not shown. */
  higher: number | null
  lower: number | null
  saving: number | null
  /** The fewest practices who make half of it. */
  half: number | null
  replies: number
}

/** What the list of measures shows. */
export type VariationList = {
  build: { id: string; asAt: string }
  name: string
  asked: Asked
  month: Month
  /** Of the months asked for, how many are loaded. */
  months: number
  listed: readonly ListedMeasure[]
  /** Measures of which nothing was counted. */
  empty: readonly Measure[]
  links: readonly { text: string; href: string }[]
}

/** Every measure in one line each; those of which nothing was counted apart. */
export const listOf = async (
  _: Scope,
  served: Served,
  all: AsyncIterable<MeasureSeries>,
  asked: Asked,
  among: Among,
  replies: ReadonlyMap<string, number>,
  rule: DisclosureRule | null = null,
): Promise<{ listed: ListedMeasure[]; empty: MeasureSeries['measure'][] }> => {
  const listed: ListedMeasure[] = []
  const empty: MeasureSeries['measure'][] = []
  for await (const series of all) {
    const view = await loadReleasable(served, series, asked, among, rule)
    const { measure, comparison, chance, counted } = view
    if (comparison.total.numerator === 0) {
      empty.push(measure)
      continue
    }
    const count = (direction: 'high' | 'low'): number | null =>
      view.released
        ? null
        : (chance?.placed.filter(({ beyondUsual }) => beyondUsual?.direction === direction)
            .length ?? 0)
    listed.push({
      measure,
      ratio: comparison.ratio,
      counted,
      higher: count('high'),
      lower: count('low'),
      saving: comparison.ratio === null ? null : comparison.saving,
      half: measure.better === 'neither' ? null : (comparison.half?.units.length ?? null),
      replies: replies.get(measure.id) ?? 0,
    })
  }
  return { listed, empty }
}

/** The list as data: what the API answers. */
export const listData = (listed: readonly ListedMeasure[]) =>
  listed.map(({ measure, ...rest }) => ({
    id: measure.id,
    title: measure.title,
    version: measure.version,
    ...rest,
  }))

/** The list as CSV, a line for each measure. */
export const listCsv = (listed: readonly ListedMeasure[]): string => {
  const rows = listData(listed)
  return csvText([Object.keys(rows[0] ?? { id: '' }), ...rows.map((row) => Object.values(row))])
}
