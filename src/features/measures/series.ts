import { monthRange, type Month } from '../../core/month.ts'
import type { AgeWeight } from '../../engines/measures/weighted-population.ts'
import type { Served } from '../../warehouse/served.ts'
import { activityAges, activityCells } from './cells/activity.ts'
import { activityFields, prescribingFields, type Counted } from './cells/counted.ts'
import { ageLists, listAt, patientsOf, scaledUnits, unitsOf, type ByMonth } from './cells/people.ts'
import { prescribingCells } from './cells/prescribing.ts'
import { registerSeries } from './cells/registers.ts'
import {
  isAttended,
  isPrescribed,
  isPrevalence,
  type Attended,
  type Measure,
  type Side,
} from './definition.ts'
import { unitWeights } from './reference.ts'
import type { MeasureSeries, PracticeSeries } from './series-shape.ts'

type Lists = { of(side: Side): Counted | undefined; ages: Map<string, AgeWeight[]> }

const keyOf = (side: Side): string =>
  isPrescribed(side)
    ? JSON.stringify(side.codes)
    : isAttended(side)
      ? JSON.stringify([side.kind, side.pods, side.specialties, side.hrgs, side.ages])
      : side.count

const distinct = <T extends Side>(sides: readonly T[]): T[] => [
  ...new Map(sides.map((side) => [keyOf(side), side])).values(),
]

/** Lines per person by sex and age over the whole build: what each list of hospital care is standardised by. */
const ageWeights = async (
  served: Served,
  measures: readonly Measure[],
  months: readonly Month[],
): Promise<Map<string, AgeWeight[]>> => {
  const sides = distinct(
    measures
      .filter(({ adjust }) => adjust === 'age-sex')
      .map(({ numerator }) => numerator)
      .filter(isAttended),
  )
  const [lists, ages] = await Promise.all([ageLists(served), activityAges(served, sides)])
  const people = new Map<string, number>()
  for (const month of months) {
    for (const bands of listAt(lists, month)?.practices.values() ?? [])
      for (const { sex, ageFrom, patients } of bands) {
        const key = `${sex} ${ageFrom}`
        people.set(key, (people.get(key) ?? 0) + patients)
      }
  }
  return new Map(
    sides.map((side, i): [string, AgeWeight[]] => {
      const lines = new Map(ages[i]?.map((one) => [`${one.sex} ${one.ageFrom}`, one.lines]))
      return [
        keyOf(side),
        [...people].map(([key, patients]) => {
          const [sex, from] = key.split(' ')
          return {
            sex: sex === 'male' ? 'male' : 'female',
            ageFrom: Number(from),
            ageTo: Number(from) + (Number(from) === 95 ? 30 : 4),
            weight: (lines.get(key) ?? 0) / patients,
          }
        }),
      ]
    }),
  )
}

const listsOf = async (
  served: Served,
  measures: readonly Measure[],
  months: readonly Month[],
  only: ReadonlySet<string> | null,
): Promise<Lists> => {
  const sides = measures.flatMap(({ numerator, denominator }): Side[] => [numerator, denominator])
  const codes = distinct(sides.filter(isPrescribed))
  const attended = distinct(sides.filter(isAttended))
  const [prescribed, activity, ages] = await Promise.all([
    prescribingCells(
      served,
      months,
      codes.map((side) => side.codes),
      only,
    ),
    activityCells(served, months, attended),
    ageWeights(served, measures, months),
  ])
  const found = new Map<string, Counted>()
  for (const [i, side] of codes.entries()) found.set(keyOf(side), prescribed[i] ?? new Map())
  for (const [i, side] of attended.entries()) found.set(keyOf(side), activity[i] ?? new Map())
  return { of: (side) => found.get(keyOf(side)), ages }
}

const field = (side: Side): [width: number, at: number] =>
  isPrescribed(side)
    ? [4, prescribingFields[side.count]]
    : isAttended(side)
      ? [3, activityFields[side.count]]
      : [1, 0]

const pick = (
  cells: Float64Array | undefined,
  [width, at]: readonly [number, number],
  covered: readonly boolean[],
): Float64Array =>
  Float64Array.from(covered, (is, month) => (is ? (cells?.[month * width + at] ?? 0) : NaN))

const feedMonths = (served: Served, side: Attended | null): Set<string> => {
  const found = new Set<string>()
  if (side === null) {
    for (const file of served.lakeFiles('prescribing')) {
      const month = /(\d{4}-\d{2})\/[^/]*$/.exec(file)?.[1]
      if (month !== undefined) found.add(month)
    }
    return found
  }
  for (const { kind, month, rows } of served.manifest.priced)
    if (kind === side.kind && rows > 0) found.add(month)
  return found
}

type People = {
  patients: ByMonth
  units: (set: string) => ByMonth
  scaled: (weights: readonly AgeWeight[]) => ByMonth
}

const seriesOf = (
  measure: Measure,
  months: readonly Month[],
  covered: readonly boolean[],
  lists: Lists,
  people: People,
  only: ReadonlySet<string> | null,
): MeasureSeries => {
  const { numerator, denominator, adjust } = measure
  const own = lists.of(numerator)
  const counts = isPrescribed(denominator) || isAttended(denominator)
  const base = counts ? lists.of(denominator) : undefined
  const weights =
    adjust === undefined
      ? null
      : adjust === 'age-sex'
        ? (lists.ages.get(keyOf(numerator)) ?? [])
        : (unitWeights().get(adjust) ?? [])
  const scaled = weights === null ? null : people.scaled(weights)
  const bottom = denominator.count === 'units' ? people.units(denominator.unit) : people.patients
  const counted = [...(own?.keys() ?? []), ...(counts ? (base?.keys() ?? []) : bottom.keys())]
  const codes = new Set(counted.filter((code) => only?.has(code) ?? true))
  const width = isPrescribed(numerator) ? 4 : 3
  const practices = new Map<string, PracticeSeries>()
  for (const code of [...codes].sort()) {
    const top = own?.get(code)
    const under = base?.get(code)
    const events = pick(top, [width, 0], covered)
    const part = (index: number): Float64Array => pick(top, [width, index], covered)
    const rest = (index: number): Float64Array => {
      const all = pick(under, [width, index], covered)
      const mine = part(index)
      return all.map((value, month) => value - (mine[month] ?? 0))
    }
    const lists1 = bottom.get(code)
    practices.set(code, {
      numerator: pick(top, field(numerator), covered),
      denominator: counts
        ? pick(under, field(denominator), covered)
        : Float64Array.from(covered, (is, month) => (is ? (lists1?.[month] ?? NaN) : NaN)),
      weighted:
        scaled?.get(code) ?? (scaled === null ? null : new Float64Array(months.length).fill(NaN)),
      events,
      of: counts
        ? pick(under, [width, 0], covered)
        : Float64Array.from(covered, (is, month) => (is ? (lists1?.[month] ?? NaN) : NaN)),
      split:
        measure.saving === 'share' || measure.saving === 'switch'
          ? { nq: part(1), nc: part(3), oq: rest(1), oc: rest(3) }
          : null,
    })
  }
  const isShare = counts && measure.per === 100
  return { measure, months, covered, isShare, practices }
}

/** Every month of the build. */
export const monthsOf = (served: Served): Month[] =>
  served.manifest.months === null
    ? []
    : monthRange(served.manifest.months.first, served.manifest.months.last)

const monthlySeries = async (
  served: Served,
  measures: readonly Measure[],
  only: ReadonlySet<string> | null,
): Promise<MeasureSeries[]> => {
  if (measures.length === 0) return []
  const months = monthsOf(served)
  const [lists, patients, ages] = await Promise.all([
    listsOf(served, measures, months, only),
    patientsOf(served, months),
    ageLists(served),
  ])
  const people: People = {
    patients,
    units: (set) => unitsOf(ages, months, unitWeights().get(set) ?? []),
    scaled: (weights) => scaledUnits(unitsOf(ages, months, weights), patients, months.length),
  }
  return measures.map((measure) => {
    const loaded = feedMonths(served, isAttended(measure.numerator) ? measure.numerator : null)
    return seriesOf(
      measure,
      months,
      months.map((month) => loaded.has(month)),
      lists,
      people,
      only,
    )
  })
}

/**
 * Works measures out over the whole build: one reading of the rows for all of them. Where `only` names practices, those of
 * registers apart no other is kept; every figure is the same as without it, for lists are weighted over all practices.
 */
export const computeSeries = async (
  served: Served,
  measures: readonly Measure[],
  only: ReadonlySet<string> | null = null,
): Promise<MeasureSeries[]> => {
  const [monthly, yearly] = await Promise.all([
    monthlySeries(
      served,
      measures.filter((measure) => !isPrevalence(measure)),
      only,
    ),
    registerSeries(served, measures.filter(isPrevalence)),
  ])
  const made = new Map([...monthly, ...yearly].map((series) => [series.measure, series]))
  return measures.flatMap((measure) => made.get(measure) ?? [])
}
