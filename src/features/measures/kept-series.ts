import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { publishText } from '../../stores/files.ts'
import type { Home } from '../../stores/home.ts'
import { demandWhole } from '../../warehouse/scoped/scoped.ts'
import { perBuild } from '../../warehouse/per-build.ts'
import type { Served } from '../../warehouse/served.ts'
import { patientsOf } from './cells/people.ts'
import type { Measure } from './definition.ts'
import { placesOf } from './figures/places.ts'
import type { MeasureSeries, PracticeSeries } from './series-shape.ts'
import { computeSeries, monthsOf } from './series.ts'

/** Changes when the way in which series are worked out does, so that nothing older is read. */
const shape = 4

type Text = string | null
type PracticeText = readonly [string, Text, Text, Text, Text, Text, Text, Text, Text, Text]
type SeriesText = {
  id: string
  months: MeasureSeries['months']
  covered: readonly boolean[]
  isShare: boolean
  practices: readonly PracticeText[]
}

const written = (array: Float64Array | null): Text =>
  array === null
    ? null
    : Buffer.from(array.buffer, array.byteOffset, array.byteLength).toString('base64')

const read = (text: Text): Float64Array => {
  const bytes = Buffer.from(text ?? '', 'base64')
  return new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength))
}

const textOf = ({ measure, months, covered, isShare, practices }: MeasureSeries): SeriesText => ({
  id: measure.id,
  months,
  covered,
  isShare,
  practices: [...practices].map(([code, own]): PracticeText => [
    code,
    written(own.numerator),
    written(own.denominator),
    written(own.weighted),
    written(own.events),
    written(own.of),
    written(own.split?.nq ?? null),
    written(own.split?.nc ?? null),
    written(own.split?.oq ?? null),
    written(own.split?.oc ?? null),
  ]),
})

const practiceOf = (text: PracticeText): PracticeSeries => {
  const [, numerator, denominator, weighted, events, of, nq, nc, oq, oc] = text
  return {
    numerator: read(numerator),
    denominator: read(denominator),
    weighted: weighted === null ? null : read(weighted),
    events: read(events),
    of: read(of),
    split: nq === null ? null : { nq: read(nq), nc: read(nc), oq: read(oq), oc: read(oc) },
  }
}

const seriesOf = (text: SeriesText, measure: Measure): MeasureSeries => ({
  measure,
  months: text.months,
  covered: text.covered,
  isShare: text.isShare,
  practices: new Map(text.practices.map((own) => [own[0], practiceOf(own)])),
})

/** Bytes that the series of a build may take while it is served: those of a whole country take gigabytes. */
const mostKept = 256_000_000

/** What the series take in memory: arrays of numbers, each with what the engine adds to it. */
const bytesOf = (practices: number, measures: number, months: number): number =>
  practices * measures * 8 * (months * 8 + 120)

/** The members at any time, where the series of every practice that is loaded are too large to keep; else null, all. */
const keptFor = async (
  served: Served,
  measures: readonly Measure[],
  most: number,
): Promise<ReadonlySet<string> | null> => {
  const [{ stays, names }, patients] = await Promise.all([
    placesOf(served),
    patientsOf(served, monthsOf(served)),
  ])
  const practices = Math.max(names.size, patients.size)
  if (stays.length === 0 || bytesOf(practices, measures.length, monthsOf(served).length) <= most)
    return null
  return new Set(stays.map(({ practice }) => practice))
}

/** Series of every measure of the files, of these practices alone or of all; those of registers are always of all. */
export type KeptSeries = {
  series: ReadonlyMap<string, MeasureSeries>
  practices: ReadonlySet<string> | null
}

/**
 * The measures of the files over a build: of every practice that is loaded, or of the group's members where that is a country.
 * Worked out once, kept in the build's own folder (which goes when the build goes) and in memory; a build never changes, so
 * neither can be stale.
 */
export const keptSeries = (
  home: Home,
  served: Served,
  measures: readonly Measure[],
  most = mostKept,
): Promise<KeptSeries> =>
  perBuild(served, `measures series ${most}`, async () => {
    demandWhole(served)
    const practices = await keptFor(served, measures, most)
    const hash = createHash('sha256')
      .update(JSON.stringify([shape, measures, practices === null ? 'all' : [...practices]]))
      .digest('hex')
    const file = join(home.builds, served.manifest.id, `measures-${hash.slice(0, 12)}.json`)
    const byId = new Map(measures.map((measure) => [measure.id, measure]))
    if (existsSync(file)) {
      // The file is our own, named by what it is made of.
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion
      const texts = JSON.parse(readFileSync(file, 'utf8')) as SeriesText[]
      const series = new Map(
        texts.flatMap((text): [string, MeasureSeries][] => {
          const measure = byId.get(text.id)
          return measure ? [[text.id, seriesOf(text, measure)]] : []
        }),
      )
      return { series, practices }
    }
    const made = await computeSeries(served, measures, practices)
    if (existsSync(join(home.builds, served.manifest.id)))
      publishText(home, file, JSON.stringify(made.map(textOf)))
    return { series: new Map(made.map((one) => [one.measure.id, one])), practices }
  })
