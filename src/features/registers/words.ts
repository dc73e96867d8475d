import type { Explained } from './register.ts'

/** "17OV" as it is read: patients aged 17 and over. */
export const listText = (listType: string): string => {
  const [, from] = /^(\d{2})OV$/.exec(listType) ?? []
  if (from !== undefined) return `patients aged ${Number(from)} and over`
  const [, low, high] = /^(\d{2})_(\d{2})$/.exec(listType) ?? []
  return low === undefined
    ? 'registered patients of all ages'
    : `patients aged ${Number(low)} to ${Number(high)}`
}

/** What the register is called: the measure’s own words, or its code. */
export const titleOf = ({ measure, register }: Pick<Explained, 'measure' | 'register'>): string =>
  measure?.title ?? `Prevalence by the register ${register}`

/** A share as a percentage, two decimals below 1%. */
export const percentText = (ratio: number): string =>
  `${(100 * ratio).toFixed(ratio < 0.01 && ratio > 0 ? 2 : 1)}%`
