import { formatMonth, type Month } from '../../core/month.ts'
import { unitText, valueText } from '../measures/measures.ts'
import { poundsText } from '../variation/variation.ts'
import { placeOf, sizeOf, type MeasureChange } from './changes.ts'

/** What a practice could still save most on, and how few make half of it. */
export type Largest = {
  id: string
  title: string
  saving: number
  practices: number
  half: number
}

const points = (count: number): string => `${count} percentile ${count === 1 ? 'point' : 'points'}`

/** 1 → "1st", 12 → "12th". */
const ordinal = (number: number): string => {
  if ([11, 12, 13].includes(number % 100)) return `${number}th`
  return `${number}${{ 1: 'st', 2: 'nd', 3: 'rd' }[number % 10] ?? 'th'}`
}

const between = (place: number): boolean => place > 0 && place < 100

const placeText = (place: number): string =>
  between(place)
    ? `the ${ordinal(place)} percentile`
    : `the ${place === 0 ? 'lowest' : 'highest'} place in the group`

const fromText = (before: number, after: number): string =>
  between(before) && between(after) ? `the ${ordinal(before)}` : placeText(before)

/** A change in a sentence: direction, size, since when. No word of praise or blame. */
export const changeText = ({ measure, change, since, month, ratio }: MeasureChange): string => {
  const after = placeOf(change.after)
  const from = fromText(placeOf(change.before), after)
  const unit = unitText(measure, 1)
  const value = `${valueText(measure, ratio)}${unit && ` ${unit}`}`
  return `${measure.title}: ${change.direction} by ${points(sizeOf(change))} since ${formatMonth(since)}, from ${from} to ${placeText(after)} (${value} in ${formatMonth(month)}).`
}

/** The month's word to one person about one practice; null when there is nothing to say. */
export const letterOf = (options: {
  practice: { code: string; name: string }
  month: Month
  changes: readonly MeasureChange[]
  largest: Largest | null
  /** Where the pages are, without a slash at the end. */
  site: string
}): { subject: string; text: string } | null => {
  const { practice, month, changes, largest, site } = options
  if (changes.length === 0 && largest === null) return null
  const link = (id: string): string =>
    `${site}/variation/measures/${id}?practice=${practice.code}&month=${month}`
  const shown = changes.slice(0, 5)
  const count = changes.length
  const subject =
    count === 0
      ? `${practice.name}: nothing has changed beyond the ordinary to ${formatMonth(month)}`
      : `${practice.name}: ${count} ${count === 1 ? 'measure has' : 'measures have'} changed to ${formatMonth(month)}`
  const text = [
    count === 0
      ? 'Nothing has changed beyond its ordinary variation.'
      : 'These have changed beyond their ordinary variation, against the other practices of the group:',
    ...shown.map((one) => `- ${changeText(one)}\n  ${link(one.measure.id)}`),
    ...(count > shown.length
      ? [`and ${count - shown.length} more: ${site}/variation/practices/${practice.code}`]
      : []),
    ...(largest === null
      ? []
      : [
          `Your largest possible saving is ${largest.title}: ${poundsText(largest.saving)} a year. ${largest.half} of ${largest.practices} practices make half of the group’s.\n${link(largest.id)}`,
        ]),
    'A change is a question, never a finding. If you know what it comes from, write it beside the figure: the others will see it.',
    `How often this comes: ${site}/variation/alerts`,
  ].join('\n\n')
  return { subject, text }
}
