import { formatCount } from '../../ui/money.ts'
import {
  comparedWords,
  isPrevalence,
  ofText,
  valueText,
  type Compared,
  type Measure,
} from '../measures/measures.ts'
import type { Variation } from './load.ts'

const s = (count: number, one: string, many = `${one}s`): string =>
  `${formatCount(count)} ${count === 1 ? one : many}`

/** Pounds to the nearest one, "£220,339". */
export const poundsText = (pounds: number): string =>
  `${pounds < 0 ? '−' : ''}£${formatCount(Math.abs(Math.round(pounds)))}`

/** Where a practice lies in the funnel, in words. */
export const standingText = (
  { chance }: Pick<Variation, 'chance'>,
  code: string,
): string | null => {
  const placed = chance?.placed.find((one) => one.code === code)
  return placed === undefined ? null : comparedWords(placed.beyondUsual)
}

const wholeSentence = ({
  measure,
  comparison,
  amongName,
  spanName,
  counted,
  released,
}: Variation): string =>
  released && comparison.ratio === null
    ? `The figure of ${amongName} in ${spanName} is withheld.`
    : isPrevalence(measure) && comparison.ratio !== null
      ? `On ${spanName} are ${valueText(measure, comparison.ratio)} ${ofText(measure, counted)} in ${amongName}.`
      : comparison.ratio === null
        ? `Nothing can be said of ${amongName} in ${spanName}: there is nothing to hold it against.`
        : `In ${spanName} ${amongName} had ${valueText(measure, comparison.ratio)} ${ofText(measure, counted)}.`

const spreadSentence = ({ measure, comparison }: Variation): string | null => {
  const [low, high] = [comparison.deciles[0] ?? null, comparison.deciles[8] ?? null]
  if (low === null || high === null) return null
  return `Eight practices in ten lie between ${valueText(measure, low)} and ${valueText(measure, high)}.`
}

const lowerText = (percentile: number): string => {
  const lower = Math.round(percentile)
  if (lower === 100) return 'all others are lower'
  return lower === 0 ? 'none of the others is lower' : `${lower} in 100 of the others are lower`
}

const ownSentence = (view: Variation): string | null => {
  const { own, measure, counted } = view
  if (own === null) return null
  if (own.ratio === null) return `${own.name} has nothing to hold its figure against.`
  const standing = standingText(view, own.code)
  const place = own.percentile === null ? '' : `; ${lowerText(own.percentile)}`
  const had = isPrevalence(measure)
    ? `${own.name} has ${valueText(measure, own.ratio)} ${ofText(measure, counted)} on the register`
    : `${own.name} had ${valueText(measure, own.ratio)} ${ofText(measure, counted)}`
  return `${had}${standing === null ? '' : `, ${standing}`}${place}.`
}

/** What a gap is of: pounds, or what the numerator counts. */
export const gapText = (measure: Measure, amount: number): string =>
  measure.saving === 'none' && measure.numerator.count !== 'cost'
    ? `${formatCount(Math.round(amount))} ${measure.numerator.count === 'register' ? 'people' : measure.numerator.count}`
    : poundsText(amount)

const targetWords = ({ measure, comparison }: Variation): string => {
  const { decile } = comparison.target
  const least = measure.better === 'lower' ? 'least' : 'most'
  const tenth = `the ${decile} in 100 practices with ${least}`
  if (measure.saving === 'switch') return 'that changing all of it would save'
  return measure.saving === 'none'
    ? `beyond the level of ${tenth}`
    : `that would not be spent if all did as ${tenth}`
}

/** How few practices make half of what could change. */
export const halfSentence = (view: Variation): string | null => {
  const { measure, comparison } = view
  const { half, units } = comparison
  if (half === null || measure.better === 'neither') return null
  return `${formatCount(half.units.length)} of ${s(units.length, 'practice')} make half of the ${gapText(measure, half.total)} ${targetWords(view)}.`
}

const sureSentence = ({ chance, measure, released }: Variation): string => {
  if (released)
    return 'Single practices are not shown outside the group, so nothing is said of chance.'
  if (chance === null)
    return 'There are too few events to say what chance alone would do, so no limits are drawn.'
  const beyond = chance.placed.filter(({ beyondUsual }) => beyondUsual !== null).length
  const basis =
    chance.basis === null
      ? ''
      : ` Chance acts on ${chance.basis}, so those are what the funnel counts.`
  return `${s(beyond, 'practice lies', 'practices lie')} outside the limits that chance and the usual differences between practices leave${measure.denominator.count === 'patients' ? ', age and sex allowed for where the measure does' : ''}.${basis}`
}

/** The sentences at the top: what the figures say, and how sure that is. */
export const saysOf = (view: Variation): { says: string[]; sure: string } => ({
  says: [ownSentence(view), wholeSentence(view), spreadSentence(view), halfSentence(view)].filter(
    (sentence) => sentence !== null,
  ),
  sure: sureSentence(view),
})

/** What a saving is, or why there is none. */
export const savingText = ({ saving }: Pick<Compared, 'saving'>): string =>
  saving === null
    ? '–'
    : typeof saving === 'number'
      ? poundsText(saving)
      : `Not assessable: ${saving.notAssessable}`
