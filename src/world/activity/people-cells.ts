import type { Random } from '../../core/random.ts'
import { ageOn, isoOf } from '../calendar.ts'
import type { Choice } from '../choice.ts'
import { choice } from '../choice.ts'
import type { County } from '../county/county.ts'
import { areaCode, localNumber, nhsNumber, postcodeOf, practiceOn } from '../county/people.ts'
import { outsiders, patterns } from '../county/places.ts'
import type { Stream } from '../streams.ts'

type PersonCells = Record<
  | 'nhs_number'
  | 'local_patient_id'
  | 'birth_date'
  | 'postcode'
  | 'sex'
  | 'age'
  | 'lsoa'
  | 'practice_sent'
  | 'practice_derived',
  number
>

/** People as the month's events meet them: who comes next, and what a line says of them. */
export type Visitors = {
  /** The next person of a stream who is alive on the day; their practice index on that day. */
  next(stream: Stream, random: Random, day: number): number
  ageOn(who: number, day: number): number
  /** Index of the provider where a person's event happens. */
  provider(who: number, kind: 'emergency' | 'planned', random: Random): number
  practice(who: number, day: number): number
  /** A line's words about a person, now and then without an NHS number or with the wrong practice. */
  write(
    cells: string[],
    at: PersonCells,
    who: number,
    day: number,
    age: number,
    random: Random,
  ): void
  /** The same without any slip. */
  plain(cells: string[], at: PersonCells, who: number, day: number, age: number): void
}

const tables = (kind: 'emergency' | 'planned'): ((locality: number, random: Random) => number) => {
  const sums = patterns[kind].map((shares) => {
    let sum = 0
    return shares.map((share) => (sum += share))
  })
  return (locality, random) => {
    const draw = random.next()
    const found = sums[locality]?.findIndex((sum) => draw < sum) ?? 0
    return found < 0 ? 0 : found
  }
}

export const visitors = (county: County): Visitors => {
  const { people, practices } = county
  const choices: Record<Stream, Choice> = {
    attend: choice(county.streams.attend),
    urgent: choice(county.streams.urgent),
    planned: choice(county.streams.planned),
    first: choice(county.streams.first),
    follow: choice(county.streams.follow),
    procedure: choice(county.streams.procedure),
  }
  const where = { emergency: tables('emergency'), planned: tables('planned') }
  const codes = practices.map((practice) => practice.code)
  /** For a while after a closure some systems still send the old code. */
  const lags = (who: number, day: number, random: Random): string => {
    const was = people.was[who] ?? 0
    const closed = practices[was]?.closed ?? null
    const old = closed !== null && day > closed && day < closed + 120 && random.next() < 0.35
    return codes[old ? was : practiceOn(people, practices, who, day)] ?? ''
  }
  const plain: Visitors['plain'] = (cells, at, who, day, age) => {
    const tail = people.number[who] ?? 0
    const area = people.area[who] ?? 0
    cells[at.nhs_number] = nhsNumber(tail)
    cells[at.local_patient_id] = localNumber(tail)
    cells[at.birth_date] = isoOf(people.born[who] ?? 0)
    cells[at.postcode] = postcodeOf(area, tail % 80)
    cells[at.sex] = String(people.sex[who] ?? 0)
    cells[at.age] = String(age)
    cells[at.lsoa] = areaCode(area)
    cells[at.practice_sent] = codes[practiceOn(people, practices, who, day)] ?? ''
    cells[at.practice_derived] = cells[at.practice_sent] ?? ''
  }
  return {
    next: (stream, random, day) => {
      for (;;) {
        const who = choices[stream].pick(random)
        if ((people.born[who] ?? 0) <= day && (people.gone[who] ?? 0) >= day) return who
      }
    },
    ageOn: (who, day) => ageOn(people.born[who] ?? 0, day),
    provider: (who, kind, random) =>
      where[kind](practices[people.home[who] ?? 0]?.locality ?? 0, random),
    practice: (who, day) => practiceOn(people, practices, who, day),
    plain,
    write: (cells, at, who, day, age, random) => {
      plain(cells, at, who, day, age)
      const draw = random.next()
      if (draw < 0.004) cells[at.nhs_number] = ''
      if (draw > 0.9985) cells[at.sex] = '9'
      let derived = lags(who, day, random)
      let sent = derived
      const wrong = random.next()
      if (wrong < 0.009) sent = codes[random.int(codes.length)] ?? ''
      else if (wrong < 0.013) derived = ''
      else if (wrong < 0.0145) derived = sent = 'V81999'
      else if (wrong < 0.0155) derived = sent = 'V81997'
      else if (wrong < 0.024) derived = sent = outsiders[random.int(outsiders.length)] ?? ''
      cells[at.practice_sent] = sent
      cells[at.practice_derived] = derived
    },
  }
}
