import type { Month } from '../../core/month.ts'
import { spanOf } from '../calendar.ts'
import type { County } from '../county/county.ts'
import type { Visitors } from '../activity/people-cells.ts'
import type { Spell } from '../activity/spells.ts'
import { urgentKinds } from '../activity/casemix.ts'
import { readBook } from '../price-book.ts'
import { providers } from '../county/places.ts'
import { isActor } from './actors.ts'

/** Months, and days in intensive care with three organs supported, of the costliest patient's three stays. */
const stays = [
  { month: '2019-06', critical: 33 },
  { month: '2019-09', critical: 32 },
  { month: '2019-12', critical: 32 },
] as const
const hrg = 'AA35A'

/** A man of 45 to 60 who has no other activity. */
export const costlyPatient = (county: County, ageNow: (who: number) => number): number => {
  for (let who = county.people.count - 1; who >= 0; who--) {
    if (!isActor(county.people, who) || county.people.sex[who] !== 1) continue
    const age = ageNow(who)
    if (age >= 45 && age < 60 && (county.people.gone[who] ?? 0) > spanOf('2020-03').last) return who
  }
  throw new Error('no person fits the costly patient')
}

export const costlySpells = (county: County, month: Month, people: Visitors): Spell[] =>
  stays.flatMap((stay, i) => {
    const kind = urgentKinds.find((one) => one.hrg === hrg)
    if (stay.month !== month || !kind) return []
    const span = spanOf(month)
    const who = costlyPatient(county, (one) => people.ageOn(one, span.first))
    const admitted = span.last - stay.critical - 12
    return [
      {
        who,
        age: people.ageOn(who, admitted),
        provider: 0,
        kind,
        admitted,
        discharged: span.last,
        method: '21',
        classification: '1',
        episodes: 1,
        criticalDays: stay.critical,
        criticalFrom: admitted + 1,
        died: false,
        newborn: false,
        number: `P-costly-${i + 1}`,
        organs: 3,
      },
    ]
  })

/** The three stays' spell numbers and their cost by the sample book, in whole pounds. */
export const costlyTruth = (): { provider: string; spells: string[]; pounds: number } => {
  const book = readBook()
  const factor = (providers[0]?.factor?.[2] ?? 1_000_000) / 1_000_000
  const each = book.admitted(hrg, '2019/20')?.nonElective ?? 0
  const day = book.attendance('Critical care', 'XC04Z')
  const pounds = stays.reduce((sum, stay) => sum + (each + stay.critical * day) * factor, 0)
  return {
    provider: providers[0]?.code ?? '',
    spells: stays.map((_, i) => `P-costly-${i + 1}`),
    pounds: Math.round(pounds),
  }
}
