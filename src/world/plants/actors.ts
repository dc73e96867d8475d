import type { People } from '../county/people.ts'

/** How many people are kept for planted lines alone. */
const actors = 500

/** One person in so many has no activity but what is planted, so that a near miss stays a miss. */
export const isActor = (people: People, who: number): boolean =>
  who % Math.floor(people.count / actors) === 5
