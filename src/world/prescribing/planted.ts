import type { Month } from '../../core/month.ts'
import type { County } from '../county/county.ts'
import type { Presentation } from './presentation.ts'

/**
 * A brand that could be the generic: one strength of pregabalin, where each item of the brand costs
 * a fixed sum more. Its items are set, not drawn, so that the switch is worth what is said.
 */
export const switchPair = {
  chemical: '0408010AE',
  brand: '0408010AEBBABAB',
  generic: '0408010AEAAABAB',
  /** Items of the brand in twelve months in the county, and the share of them in eleven practices. */
  items: 4_000,
  share: 0.6,
  practices: { county: [2, 5, 11, 17, 23, 30, 38, 46, 52, 63, 70], small: [3] },
  /** Hundredths of a penny a capsule: with 56 to an item the brand costs £60 more. */
  brandPrice: 11_500,
  genericPrice: 786,
} as const

/** Twelve months' number spread over the months so that they add up to it. */
const spread = (yearly: number, month: Month): number => {
  const at = (Number(month.slice(5)) + 8) % 12
  return Math.floor((yearly * (at + 1)) / 12) - Math.floor((yearly * at) / 12)
}

/** Yearly items of the brand at a practice: 60% shared by a few, the rest by the others. */
export const brandItems = (county: County, practice: number): number => {
  const total = Math.round(switchPair.items * county.scale)
  const heavy: readonly number[] = switchPair.practices[county.size]
  const open = county.practices.flatMap((p, i) => (p.closed === null ? [i] : []))
  const group = open.filter((i) => heavy.includes(i) === heavy.includes(practice))
  const sum = heavy.includes(practice)
    ? Math.round(total * switchPair.share)
    : total - Math.round(total * switchPair.share)
  const at = group.indexOf(practice)
  return at < 0
    ? 0
    : Math.floor((sum * (at + 1)) / group.length) - Math.floor((sum * at) / group.length)
}

/** Items of the brand that are set for a practice and month; null for any other presentation. */
export const switchItems = (
  county: County,
  practice: number,
  month: Month,
  presentation: Presentation,
): number | null =>
  presentation.code === switchPair.brand ? spread(brandItems(county, practice), month) : null

/** A measure whose share looks extreme at a practice that prescribes hardly any of either. */
export const smallMeasure = {
  numerator: '0501013K0',
  denominator: ['0501013K0', '0501013B0'],
} as const

/** The practice with the shortest list. */
export const smallPractice = (county: County): number => {
  let least = 0
  county.practices.forEach((practice, i) => {
    if (practice.closed === null && practice.list < (county.practices[least]?.list ?? 0)) least = i
  })
  return least
}

/** In its last twelve months the smallest practice has four items of the numerator and one of the rest. */
export const smallPair = (
  county: County,
  practice: number,
  month: Month,
  presentation: Presentation,
): number | null => {
  if (!smallMeasure.denominator.some((chemical) => chemical === presentation.chemical)) return null
  if (practice !== smallPractice(county)) return null
  const number = month.slice(5)
  if (presentation.code === '0501013K0AAAAAA')
    return ['05', '08', '11', '02'].includes(number) ? 1 : 0
  if (presentation.code === '0501013B0AAAAAA') return number === '07' ? 1 : 0
  return 0
}
