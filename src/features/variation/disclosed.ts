import { ratioOf } from '../../engines/measures/percentiles.ts'
import type { Viewer } from '../../stores/scope.ts'
import { disclosureNote, suppress, type DisclosureRule } from '../disclosure/disclosure.ts'
import { isAttended, type Compared } from '../measures/measures.ts'
import type { Variation } from './load.ts'

const outsiders = new Set(['payer-reader', 'patient-group', 'public'])

/** Whether figures leave the group when they are shown to this viewer: whoever works for no practice and not for the group. */
export const isOutside = ({ via, appointments }: Viewer): boolean =>
  via !== 'command' && via !== 'program' && appointments.every(({ role }) => outsiders.has(role))

const withheld = (unit: Compared): Compared => ({
  ...unit,
  tally: { ...unit.tally, numerator: NaN, events: NaN },
  ratio: null,
  adjusted: null,
  interval: null,
  percentile: null,
  saving: null,
  gap: null,
})

const rounded = (unit: Compared, count: number, counts: boolean): Compared => {
  const numerator = counts ? count : unit.tally.numerator
  const tally = { ...unit.tally, numerator, events: count }
  return {
    ...unit,
    tally,
    ratio: ratioOf(numerator, tally.denominator),
    adjusted: unit.adjusted === null ? null : ratioOf(numerator, tally.weighted),
    interval: null,
  }
}

const published = (
  units: readonly Compared[],
  counts: boolean,
  rule: DisclosureRule,
): Compared[] => {
  const sum = units.reduce((all, { tally }) => all + tally.events, 0)
  const rows = [
    { key: '', parent: null, counts: [sum] },
    ...units.map(({ code, tally }) => ({ key: code, parent: '', counts: [tally.events] })),
  ]
  const shown = new Map(
    suppress({ rows, total: false }, rule).map(({ key, counts: [count] }) => [key, count ?? null]),
  )
  return units.map((unit) => {
    const count = shown.get(unit.code) ?? null
    return count === null ? withheld(unit) : rounded(unit, count, counts)
  })
}

/**
 * A measure as it may leave the group. Published prescribing is shown as it is; of hospital care small numbers are withheld, with as many
 * more as it takes that none can be worked out, the rest to the nearest five; months and funnels of single practices are left out.
 */
export const disclosed = (view: Variation, rule: DisclosureRule): Variation => {
  const { measure, comparison, localities } = view
  if (!isAttended(measure.numerator)) return view
  const counts = measure.numerator.count === 'lines'
  const units = published(comparison.units, counts, rule)
  return {
    ...view,
    comparison: { ...comparison, units, half: null, gap: null },
    localities: localities && {
      ...localities,
      units: published(localities.units, counts, rule),
      half: null,
      gap: null,
    },
    own: units.find(({ code }) => code === view.own?.code) ?? null,
    ownLine: null,
    chance: null,
    bands: view.bands.map((line) => line.map(() => null)),
    control: { line: view.wholeLine, segments: [], signals: [] },
    notes: [...view.notes, `These figures leave the group. ${disclosureNote(rule)}`],
  }
}
