import type { Viewer } from '../../stores/scope.ts'
import { perBuild } from '../../warehouse/per-build.ts'
import type { Served } from '../../warehouse/served.ts'
import type { Context } from '../context.ts'
import {
  computeSeries,
  isPrevalence,
  keptSeries,
  loadMeasures,
  ownMeasures,
  type Among,
  type KeptSeries,
  type Measure,
  type MeasureSeries,
} from '../measures/measures.ts'
import { measureOf, unknownMeasure } from './finding.ts'

/** Whose series are asked for: those among whom a measure is shown, and a practice beside them. */
export type Whose = { among: Among; practice: string | null }

/** A measure worked out by itself over every practice that is loaded; the last few of a build are kept. */
export const ownSeries = (served: Served, measure: Measure): Promise<MeasureSeries> =>
  perBuild(
    served,
    `own-series ${JSON.stringify(measure)}`,
    async () => {
      const [series] = await computeSeries(served, [measure])
      if (!series) throw unknownMeasure(measure.id)
      return series
    },
    12,
  )

/** Whether the series that are kept hold everybody who is asked for. */
const holds = ({ practices }: KeptSeries, { among, practice }: Whose): boolean =>
  practices === null ||
  ((practice === null || practices.has(practice)) &&
    (among.kind === 'chosen'
      ? among.practices.every((code) => practices.has(code))
      : among.kind !== 'all'))

const keptOf = (context: Context, served: Served): Promise<KeptSeries> =>
  keptSeries(context.home, served, loadMeasures(context.home.definitions))

/** The series of one measure: those of files are kept with the build. */
export const seriesOf = async (
  context: Context,
  viewer: Viewer,
  served: Served,
  id: string,
  whose: Whose,
): Promise<MeasureSeries> => {
  const kept = await keptOf(context, served)
  const found = kept.series.get(id)
  return found && (isPrevalence(found.measure) || holds(kept, whose))
    ? found
    : ownSeries(served, await measureOf(context, viewer, id))
}

/** The measures of the files among the group's members, worked out. */
export const membersSeries = async (
  context: Context,
  viewer: Viewer,
  served: Served,
): Promise<MeasureSeries[]> => {
  const { series } = await keptOf(context, served)
  const own = await ownMeasures(await context.ledger(), viewer)
  return [
    ...series.values(),
    ...(await Promise.all(own.map(({ measure }) => ownSeries(served, measure)))),
  ]
}

/** Measures of a country that are worked out together: as many as fit into memory beside what is kept. */
const together = 6

/**
 * Every measure that the viewer may see, worked out, one after another: where the series of all practices are too large to
 * keep, only a few are held at a time.
 */
export async function* everySeries(
  context: Context,
  viewer: Viewer,
  served: Served,
  whose: Whose,
  wanted: (measure: Measure) => boolean = () => true,
): AsyncGenerator<MeasureSeries> {
  const kept = await keptOf(context, served)
  const files = [...kept.series.values()].filter(({ measure }) => wanted(measure))
  if (holds(kept, whose)) yield* files
  else
    for (let at = 0; at < files.length; at += together) {
      const measures = files.slice(at, at + together).map(({ measure }) => measure)
      yield* await computeSeries(served, measures)
    }
  const own = await ownMeasures(await context.ledger(), viewer)
  for (const { measure } of own) if (wanted(measure)) yield await ownSeries(served, measure)
}
