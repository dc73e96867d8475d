import { ratioOf } from '../../engines/measures/percentiles.ts'
import { disclosureNote, suppress, type DisclosureRule } from '../disclosure/disclosure.ts'
import { isAttended, type Compared, type Comparison, type Measure } from '../measures/measures.ts'
import type { Variation } from './load.ts'

type Tally = Compared['tally']

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

/** A tally with its counts as they may leave; null where one that is not nought is withheld. */
const released = (
  measure: Measure,
  tally: Tally,
  events: number | null,
  of: number | null,
): Tally | null => {
  const ofCare = isAttended(measure.denominator)
  if (events === null || (ofCare && of === null)) return null
  const numerator = measure.numerator.count === 'lines' ? events : tally.numerator
  const denominator = ofCare && measure.denominator.count === 'lines' ? of : tally.denominator
  return { ...tally, numerator, events, denominator, of: ofCare ? of : tally.of, split: null }
}

type Shown = { tally: Tally; ratio: number | null; adjusted: number | null }

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
  const events = through((tally) => countOf(tally.events))
  const of = through((tally) => countOf(isAttended(measure.denominator) ? tally.of : 0))
  const all: (readonly [string, Tally])[] = [
    ['', whole],
    ...units.map(({ code, tally }): [string, Tally] => [code, tally]),
  ]
  return new Map(
    all.map(([code, tally]) => {
      const made = released(measure, tally, events.get(code) ?? null, of.get(code) ?? null)
      return [
        code,
        made && {
          tally: made,
          ratio: ratioOf(made.numerator, made.denominator),
          adjusted: ratioOf(made.numerator, made.weighted),
        },
      ]
    }),
  )
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
 * practices, months and funnels are left out, and so is any other set of practices, whose difference from the group would be one.
 */
export const disclosed = (view: Variation, rule: DisclosureRule): Variation => {
  const { measure, comparison, localities, among } = view
  if (!isAttended(measure.numerator) && !isAttended(measure.denominator)) return view
  const shown =
    among.kind === 'group'
      ? shownOf(measure, comparison.total, localities?.units ?? [], rule)
      : new Map<string, Shown | null>()
  return {
    ...view,
    comparison: bare(comparison, shown.get('')),
    localities: localities && {
      ...bare(localities, shown.get('')),
      units: localities.units.map((unit) => {
        const own = shown.get(unit.code)
        const { adjusted } = unit
        return own
          ? { ...withheld(unit), ...own, adjusted: adjusted === null ? null : own.adjusted }
          : withheld(unit)
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
      `These figures leave the group, so single practices and single months stay out of them${among.kind === 'group' ? '' : ', and only the whole group is shown with its localities'}. ${disclosureNote(rule)}`,
    ],
  }
}
