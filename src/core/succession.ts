import type { Month } from './month.ts'

/** A practice whose patients another took on, from a month. */
export type Succession = { practice: string; successor: string; from: Month }

/** Practices that ended in this one, the nearest first, with those that ended in them. */
export const predecessorsOf = (successions: readonly Succession[], practice: string): string[] => {
  const found = new Set<string>()
  const waiting = [practice]
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    for (const each of successions) {
      if (each.successor !== next || found.has(each.practice) || each.practice === practice)
        continue
      found.add(each.practice)
      waiting.push(each.practice)
    }
  }
  return [...found]
}
