import { fewestForShare, isAssessable } from '../../../engines/measures/savings.ts'
import { substitutionSet } from '../../../engines/measures/price-per-unit.ts'
import type { PlaceSet, Variation } from '../../variation/variation.ts'
import { isLowHanging, type Task } from '../rules.ts'
import type { Place } from '../view.ts'

/** What a change of prescribing would save at a place, by a measure or by the price of one set of products. Money in pence. */
export type PrescribingLine = {
  kind: 'measure' | 'price'
  /** The measure's id, or the BNF code of the set's generic. */
  id: string
  task: Task
  /** What could be done in its place, in a sentence. */
  instead: string
  why: string
  /** Why there is no figure; null where there is one. */
  absent: string | null
  /** Spent on what could be changed. */
  spentPence: number
  worthPence: number
  /** Practices above beyond chance; of prices those that pay more than a tenth of practices. */
  called: number
  /** Practices of the place with something to save, the most first, and how few make half of it. */
  practices: readonly { practice: string; worthPence: number }[]
  forHalf: number
  lowHanging: boolean
}

type Amounts = Pick<
  PrescribingLine,
  'kind' | 'id' | 'task' | 'instead' | 'why' | 'spentPence' | 'worthPence' | 'called' | 'practices'
>

const lineOf = (amounts: Amounts, members: number, absent: string | null): PrescribingLine => {
  const forHalf = fewestForShare(amounts.practices, ({ worthPence }) => worthPence).units.length
  return {
    ...amounts,
    absent,
    forHalf,
    lowHanging: isLowHanging({ ...amounts, forHalf }, members),
  }
}

const pence = (pounds: number): number => Math.round(Math.max(0, pounds) * 100)

/** The saving of a place by the rule of its level: a locality counts as one organisation among the localities. */
const savingOf = (view: Variation, place: Place): number | string => {
  if (place.kind === 'group') return view.comparison.saving ?? 0
  const units = place.kind === 'locality' ? view.localities?.units : view.comparison.units
  const saving = units?.find(({ code }) => code === place.code)?.saving ?? null
  if (saving === null) return 'not among those compared in these months'
  return isAssessable(saving) ? saving : saving.notAssessable
}

const spentOf = ({ measure }: Variation, tally: Variation['comparison']['total']): number =>
  tally.split ? tally.split.numeratorCost : measure.numerator.count === 'cost' ? tally.numerator : 0

const usualStep = 'Review what is prescribed, and change what can be changed.'

/** What a measure that tells a saving comes to at a place; null for one that tells none. */
export const measureLine = (
  view: Variation,
  place: Place,
  codes: ReadonlySet<string>,
): PrescribingLine | null => {
  const { measure, comparison, chance } = view
  if (measure.saving === 'none') return null
  const own = comparison.units.filter(({ code }) => codes.has(code))
  const saving = savingOf(view, place)
  const worse = measure.better === 'higher' ? 'low' : 'high'
  return lineOf(
    {
      kind: 'measure',
      id: measure.id,
      task: {
        name: measure.title,
        who: ['general-practice'],
        horizon: 'in-year',
        influence: 'high',
        evidence: 'measure',
      },
      instead: measure.instead ?? usualStep,
      why: measure.why,
      spentPence: own.reduce((sum, { tally }) => sum + pence(spentOf(view, tally)), 0),
      worthPence: typeof saving === 'number' ? pence(saving) : 0,
      called:
        chance?.placed.filter(
          ({ code, beyondUsual }) => codes.has(code) && beyondUsual?.direction === worse,
        ).length ?? 0,
      practices: own
        .map(({ code, saving: each }) => ({
          practice: code,
          worthPence: each !== null && isAssessable(each) ? pence(each) : 0,
        }))
        .filter(({ worthPence }) => worthPence > 0)
        .toSorted((a, b) => b.worthPence - a.worthPence),
    },
    place.members.length,
    typeof saving === 'number' ? null : saving,
  )
}

/** What one set of interchangeable products comes to at a place. */
export const priceLine = (
  { set, name, cost, saving, practices }: PlaceSet,
  place: Place,
): PrescribingLine =>
  lineOf(
    {
      kind: 'price',
      id: set,
      task: {
        name: `Price of ${name}`,
        who: ['general-practice'],
        horizon: 'in-year',
        influence: 'high',
        evidence: 'prices',
      },
      instead: `Prescribe the product that costs least of those that hold the same drug as ${name}, where the pharmacist can have it.`,
      why: 'The same drug in the same form and strength is sold at several prices. The target is the price that a tenth of practices pay.',
      spentPence: Math.round(cost),
      worthPence: Math.round(saving),
      called: practices.length,
      practices: practices.map(({ practice, saving: each }) => ({
        practice,
        worthPence: Math.round(each),
      })),
    },
    place.members.length,
    null,
  )

/** Sets that codes belong to. */
export const setsOfCodes = (codes: Iterable<string>): Set<string> =>
  new Set([...codes].flatMap((code) => substitutionSet(code) ?? []))
