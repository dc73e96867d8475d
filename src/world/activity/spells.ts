import type { Random } from '../../core/random.ts'
import type { Span } from '../calendar.ts'
import type { County } from '../county/county.ts'
import type { Kind } from './casemix.ts'
import { drawKind, maternityKinds, plannedKinds, urgentKinds } from './casemix.ts'
import { pickBaby, pickMother } from './births.ts'
import type { Visitors } from './people-cells.ts'
import { arrivalDay, clinicDay, volumeOf } from './volumes.ts'

/** One admission to one hospital, before it is written as episodes. */
export type Spell = {
  who: number
  age: number
  provider: number
  kind: Kind
  admitted: number
  discharged: number
  method: string
  /** 1 ordinary, 2 day case, 3 regular day. */
  classification: string
  episodes: number
  criticalDays: number
  criticalFrom: number
  died: boolean
  newborn: boolean
  /** Set for planted spells: the spell's own number, and no slip on its lines. */
  number?: string
  /** Last day of the first episode, where it is fixed beforehand. */
  firstEnd?: number
  /** Most organ systems supported, where it is fixed. */
  organs?: number
}

export const draws = {
  dayCase: drawKind(plannedKinds, 'day case'),
  ordinary: drawKind(plannedKinds, 'ordinary'),
  short: drawKind(urgentKinds, 'short'),
  long: drawKind(urgentKinds, 'long'),
  birth: drawKind(maternityKinds, 'long'),
}
const healthyBaby: Kind = {
  hrg: 'PB03Z',
  ages: [0, 0],
  sex: 0,
  specialty: '424',
  diagnoses: ['Z380'],
  procedures: [],
  weights: [],
}

/** Nights of a long stay: log-normal, so that about 7% pass the trim point (upper quartile + 1.5 × interquartile range). */
export const longStay = (trim: number, least: number, random: Random): number =>
  Math.min(170, Math.max(least, Math.round((trim / 3.77) * Math.exp(0.9 * random.normal()))))

export const urgentMethod = (random: Random): string => {
  const draw = random.next()
  return draw < 0.74 ? '21' : draw < 0.87 ? '22' : draw < 0.93 ? '28' : draw < 0.97 ? '2A' : '24'
}

const episodeCount = (nights: number, random: Random): number => {
  const draw = random.next()
  if (nights < 2) return draw < 0.92 ? 1 : 2
  return draw < 0.6 ? 1 : draw < 0.86 ? 2 : draw < 0.96 ? 3 : 4
}

const criticalCodes = /^(WJ06|DZ11R|AA35A|FZ90A|VA10|LB77|GA10|HT12|EY41|EB10A|PB04|FZ91A)/

/** Trim point of a kind of care, elective or not. */
export type TrimOf = (kind: Kind, emergency: boolean) => number

/** The spells that end in a month, in no order of days. */
export const spellsOf = (
  county: County,
  span: Span,
  people: Visitors,
  trimOf: TrimOf,
  random: Random,
): Spell[] => {
  const spells: Spell[] = []
  const { plants } = county
  const fallen = (who: number): boolean =>
    span.month >= plants.fall.from &&
    county.people.home[who] === plants.fall.practice &&
    random.next() >= plants.fall.share
  const add = (spell: Omit<Spell, 'episodes' | 'criticalDays' | 'criticalFrom'>): void => {
    const nights = spell.discharged - spell.admitted
    const odds =
      spell.classification !== '1' || nights < 1
        ? 0
        : criticalCodes.test(spell.kind.hrg)
          ? 0.3
          : 0.018
    const critical =
      random.next() < odds ? Math.min(nights + 1, 1 + Math.floor(random.gamma(0.9) * 5)) : 0
    spells.push({
      ...spell,
      episodes: spell.classification === '1' ? episodeCount(nights, random) : 1,
      criticalDays: critical,
      criticalFrom: spell.admitted + (critical > 0 ? random.int(nights + 2 - critical) : 0),
    })
  }
  const planned = (setting: 'dayCase' | 'ordinary'): void => {
    let left = volumeOf(county, span, setting === 'dayCase' ? 'dayCases' : 'ordinary', random)
    while (left > 0) {
      const day = clinicDay(span, random)
      const who = people.next('planned', random, day)
      const age = people.ageOn(who, day)
      const kind = draws[setting](age, county.people.sex[who] ?? 1, random)
      if (!kind) continue
      left--
      const trim = trimOf(kind, false)
      const nights = setting === 'dayCase' ? 0 : longStay(trim, 0, random)
      const regular = setting === 'dayCase' && kind.hrg === 'SB97Z' && random.next() < 0.2
      add({
        who,
        age: nights > 0 ? people.ageOn(who, day - nights) : age,
        provider: people.provider(who, 'planned', random),
        kind,
        admitted: day - nights,
        discharged: day,
        method: random.next() < 0.8 ? '11' : random.next() < 0.7 ? '12' : '13',
        classification: setting === 'dayCase' ? (regular ? '3' : '2') : '1',
        died: false,
        newborn: false,
      })
    }
  }
  const urgent = (setting: 'short' | 'long', count: number, deaths: readonly number[]): void => {
    for (let i = 0; i < count;) {
      const dying = i < deaths.length
      const picked = dying ? (deaths[i] ?? 0) : -1
      const day = dying ? (county.people.gone[picked] ?? span.last) : arrivalDay(span, random)
      const who = dying ? picked : people.next('urgent', random, day)
      if (!dying && fallen(who)) {
        i++
        continue
      }
      const kind = draws[setting](people.ageOn(who, day), county.people.sex[who] ?? 1, random)
      i++
      if (!kind) continue
      const nights =
        setting === 'short'
          ? random.next() < 0.58
            ? 0
            : 1
          : longStay(trimOf(kind, true), 2, random)
      const born = county.people.born[who] ?? 0
      const admitted = Math.max(born, day - nights)
      add({
        who,
        age: people.ageOn(who, admitted),
        provider: people.provider(who, 'emergency', random),
        kind,
        admitted,
        discharged: day,
        method: urgentMethod(random),
        classification: '1',
        died: dying,
        newborn: false,
      })
    }
  }
  const births = (): number => {
    const babies = pickBaby(county, span)
    for (const who of babies) {
      const born = county.people.born[who] ?? span.first
      const mother = pickMother(county, people, who, born, random)
      const poorly = random.next() < 0.13
      const nights = poorly ? 2 + random.int(9) : random.int(3)
      const provider = people.provider(who, 'emergency', random)
      const base = { who, provider, admitted: born, classification: '1', died: false }
      const unwell = poorly ? draws.long(0, county.people.sex[who] ?? 1, random) : null
      add({
        ...base,
        age: 0,
        kind: unwell ?? healthyBaby,
        discharged: Math.min(span.last, born + nights),
        method: '82',
        newborn: true,
      })
      const age = people.ageOn(mother, born)
      const kind = draws.birth(Math.min(42, Math.max(18, age)), 2, random)
      if (!kind) continue
      const stay = kind.hrg === 'NZ50C' ? 2 + random.int(3) : random.int(3)
      add({
        ...base,
        who: mother,
        age,
        kind,
        discharged: Math.min(span.last, born + stay),
        method: '31',
        newborn: false,
      })
    }
    return babies.length
  }
  planned('dayCase')
  planned('ordinary')
  const born = births()
  const deaths: number[] = []
  for (let who = 0; who < county.people.count; who++) {
    const gone = county.people.gone[who] ?? 0
    if (gone >= span.first && gone <= span.last && random.next() < 0.46) deaths.push(who)
  }
  urgent('short', Math.max(0, volumeOf(county, span, 'short', random) - born), [])
  const open = Math.round(140 * county.scale)
  urgent('long', Math.max(0, volumeOf(county, span, 'long', random) - born - open), deaths)
  return spells
}
