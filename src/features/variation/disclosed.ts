import { ratioOf } from '../../engines/measures/percentiles.ts'
import { everything } from '../../stores/scope.ts'
import type { Served } from '../../warehouse/served.ts'
import {
  disclosureNote,
  releasedYear,
  suppress,
  type DisclosureRule,
} from '../disclosure/disclosure.ts'
import {
  isAttended,
  type Among,
  type Compared,
  type Comparison,
  type Measure,
  type MeasureSeries,
} from '../measures/measures.ts'
import type { Asked } from './asked.ts'
import { loadVariation, type Variation } from './load.ts'
import type { Rebase } from './rebases/rules.ts'

type Tally = Compared['tally']

const isOfCare = ({ numerator, denominator }: Measure): boolean =>
  isAttended(numerator) || isAttended(denominator)

const yearOf = (
  { to }: Asked,
  months: MeasureSeries['months'],
): ReturnType<typeof releasedYear> => {
  const [first, last] = [months[0], months.at(-1)]
  return first === undefined || last === undefined ? null : releasedYear({ first, last }, to)
}

const noTally = (tally: Tally): Tally => ({
  ...tally,
  numerator: NaN,
  events: NaN,
  of: null,
  denominator: null,
  weighted: null,
  split: null,
})

const withheld = (unit: Compared): Compared => ({
  ...unit,
  tally: noTally(unit.tally),
  ratio: null,
  adjusted: null,
  interval: null,
  percentile: null,
  saving: null,
  gap: null,
})

const countOf = (value: number | null): number => Math.round(value ?? 0)

const isDays = (side: Measure['numerator'] | Measure['denominator']): boolean =>
  isAttended(side) && side.count === 'bed days'

/** What a side of a measure comes to as it may leave: a cost as it is where its events are shown, counts through the rule. */
const amountOf = (
  side: Measure['numerator'] | Measure['denominator'],
  amount: number | null,
  { events, days }: { events: number | null; days: number | null },
): number | null => {
  if (!isAttended(side)) return amount
  if (events === null) return null
  return side.count === 'lines' ? events : side.count === 'bed days' ? days : amount
}

type Shown = { tally: Tally; ratio: number | null }

/** The whole and its localities, their counts put through the rule together, by code ('' is the whole). */
const shownOf = (
  measure: Measure,
  whole: Tally,
  units: readonly Compared[],
  rule: DisclosureRule,
): Map<string, Shown | null> => {
  const through = (pick: (tally: Tally) => number): Map<string, number | null> => {
    const sum = units.reduce((all, { tally }) => all + pick(tally), 0)
    // Practices that left in the span count in the whole and in no locality.
    const rest = Math.max(0, pick(whole) - sum)
    const rows = [
      { key: 'whole', parent: null, counts: [sum + rest] },
      { key: 'left', parent: 'whole', counts: [rest] },
      ...units.map(({ code, tally }) => ({
        key: `at ${code}`,
        parent: 'whole',
        counts: [pick(tally)],
      })),
    ]
    return new Map(
      suppress({ rows, total: false }, rule).map(({ key, counts: [count] }) => [
        key === 'whole' ? '' : key.replace(/^at /, ''),
        count ?? null,
      ]),
    )
  }
  const { numerator, denominator } = measure
  const ofCare = isAttended(denominator)
  const counted = {
    events: through(({ events }) => countOf(events)),
    days: through((tally) => (isDays(numerator) ? countOf(tally.numerator) : 0)),
    of: through(({ of }) => (ofCare ? countOf(of) : 0)),
    daysOf: through((tally) => (isDays(denominator) ? countOf(tally.denominator) : 0)),
  }
  const shown = (code: string, tally: Tally): Shown | null => {
    const [events = null, days = null, of = null, daysOf = null] = [
      counted.events.get(code),
      counted.days.get(code),
      counted.of.get(code),
      counted.daysOf.get(code),
    ]
    const above = amountOf(numerator, tally.numerator, { events, days })
    const below = amountOf(denominator, tally.denominator, { events: of, days: daysOf })
    if (events === null || above === null || (ofCare && below === null)) return null
    return {
      tally: {
        ...tally,
        numerator: above,
        denominator: below,
        // The list weighted by age and sex rests on how often each age of all practices is seen.
        weighted: null,
        events,
        of: ofCare ? of : tally.of,
        split: null,
      },
      ratio: ratioOf(above, below),
    }
  }
  return new Map([
    ['', shown('', whole)] as const,
    ...units.map(({ code, tally }) => [code, shown(code, tally)] as const),
  ])
}

const bare = (comparison: Comparison, shown: Shown | null | undefined): Comparison => ({
  ...comparison,
  units: [],
  deciles: comparison.deciles.map(() => null),
  target: { ...comparison.target, ratio: null },
  total: shown?.tally ?? noTally(comparison.total),
  ratio: shown?.ratio ?? null,
  saving: null,
  gap: null,
  half: null,
})

/**
 * A measure as it may leave the group. Published prescribing is shown as it is. Of hospital care the whole group stands beside its
 * localities, small numbers withheld with as many more as it takes that none can be worked out, the rest to the nearest five; single
 * practices, months and funnels are left out, and what is weighted by age; so is any other set of practices, whose difference from the
 * group would be one, and any span but a whole financial year (`isYear`), whose difference from the next would be a month.
 */
export const disclosed = (
  view: Variation,
  rule: DisclosureRule,
  isYear: boolean = true,
): Variation => {
  const { measure, comparison, localities, among } = view
  if (!isOfCare(measure)) return view
  const isShown = isYear && among.kind === 'group'
  const shown = isShown
    ? shownOf(measure, comparison.total, localities?.units ?? [], rule)
    : new Map<string, Shown | null>()
  return {
    ...view,
    comparison: bare(comparison, shown.get('')),
    localities: localities && {
      ...bare(localities, shown.get('')),
      units: localities.units.map((unit) => {
        const own = shown.get(unit.code)
        return own ? { ...withheld(unit), ...own } : withheld(unit)
      }),
    },
    own: null,
    ownLine: null,
    chance: null,
    bands: view.bands.map((line) => line.map(() => null)),
    wholeLine: view.wholeLine.map(() => null),
    control: { line: view.wholeLine.map(() => null), segments: [], signals: [] },
    rebases: [],
    released: true,
    notes: [
      ...view.notes,
      `These figures leave the group, so single practices and single months stay out of them${isShown ? '' : ', and only the whole group is shown with its localities, for whole financial years'}. ${disclosureNote(rule)}`,
    ],
  }
}

/** What was asked, for whoever is outside the group: the whole financial year and the members of the time; as asked where no year is whole. */
export const releasedAsked = (asked: Asked, months: MeasureSeries['months']): Asked => {
  const year = yearOf(asked, months)
  return year === null
    ? { ...asked, members: 'then' }
    : { ...asked, to: year.to, span: 12, members: 'then' }
}

/** A measure as the viewer may see it: whole inside the group (no rule), outside it as `disclosed` says. */
export const loadReleasable = async (
  served: Served,
  series: MeasureSeries,
  asked: Asked,
  among: Among,
  rule: DisclosureRule | null,
  rebases: readonly Rebase[] = [],
): Promise<Variation> => {
  if (rule === null || !isOfCare(series.measure))
    return loadVariation(everything, served, series, asked, among, rebases)
  const year = releasedAsked({ ...asked, practice: null }, series.months)
  const view = await loadVariation(everything, served, series, year, among)
  return disclosed(view, rule, yearOf(asked, series.months) !== null)
}
