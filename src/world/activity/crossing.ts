import type { Month } from '../../core/month.ts'
import { random } from '../../core/random.ts'
import { spanOf } from '../calendar.ts'
import type { County } from '../county/county.ts'
import type { Visitors } from './people-cells.ts'
import type { Spell } from './spells.ts'
import { draws, urgentMethod } from './spells.ts'

/**
 * Spells that are open when a month ends: its extract holds their first episode without a discharge,
 * and the next month's holds them whole. Both months make the same list from the first one's seed.
 */
export const crossing = (county: County, month: Month, people: Visitors): Spell[] => {
  if (!county.months.includes(month)) return []
  const from = random(`${county.seed}/crossing/${month}`)
  const span = spanOf(month)
  const count = Math.max(2, Math.round(140 * county.scale))
  const spells: Spell[] = []
  while (spells.length < count) {
    const admitted = span.last - from.int(9)
    const who = people.next('urgent', from, span.last)
    if ((county.people.gone[who] ?? 0) < span.last + 20) continue
    const age = people.ageOn(who, admitted)
    const kind = draws.long(age, county.people.sex[who] ?? 1, from)
    if (!kind || (county.people.born[who] ?? 0) > admitted) continue
    spells.push({
      who,
      age,
      provider: people.provider(who, 'emergency', from),
      kind,
      admitted,
      discharged: span.last + 1 + from.int(12),
      method: urgentMethod(from),
      classification: '1',
      episodes: 2,
      criticalDays: 0,
      criticalFrom: admitted,
      died: false,
      newborn: false,
      number: `X${month.replace('-', '').slice(2)}${String(100_000 + spells.length).slice(1)}`,
      firstEnd: admitted + from.int(span.last - admitted + 1),
    })
  }
  return spells
}
