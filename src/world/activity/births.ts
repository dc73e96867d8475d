import type { Random } from '../../core/random.ts'
import type { Span } from '../calendar.ts'
import type { County } from '../county/county.ts'
import { isActor } from '../plants/actors.ts'
import type { Visitors } from './people-cells.ts'

/** The people whose birth spell ends about this month: those born in it, one in eight at home. */
export const pickBaby = (county: County, span: Span): number[] => {
  const babies: number[] = []
  for (let who = 0; who < county.people.count; who++) {
    const born = county.people.born[who] ?? 0
    if (born >= span.first && born <= span.last && who % 8 !== 0) babies.push(who)
  }
  return babies
}

/** A woman of 18 to 42 of the same practice, or of any when none is met soon. */
export const pickMother = (
  county: County,
  people: Visitors,
  baby: number,
  day: number,
  random: Random,
): number => {
  for (let tries = 0; ; tries++) {
    const who = tries < 400 ? baby - random.int(900) : people.next('urgent', random, day)
    if (who < 0 || county.people.sex[who] !== 2 || isActor(county.people, who)) continue
    if (tries < 200 && county.people.home[who] !== county.people.home[baby]) continue
    const age = people.ageOn(who, day)
    if (age >= 18 && age <= 42 && (county.people.gone[who] ?? 0) >= day) return who
  }
}
