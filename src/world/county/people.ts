import { random } from '../../core/random.ts'
import { dayOf, isoOf } from '../calendar.ts'
import { aliasTable, choice } from '../choice.ts'
import type { Practice } from './practices.ts'

/** Every person of the county as columns; shared between threads, never written after it is made. */
export type People = {
  count: number
  /** Practice where the person is registered now, and where before a closure (else the same). */
  home: Uint16Array
  was: Uint16Array
  /** 1 male, 2 female. */
  sex: Uint8Array
  /** Days of birth and death; a day beyond the world while alive. */
  born: Int32Array
  gone: Int32Array
  /** Small area of residence within the county. */
  area: Uint16Array
  /** Lasting relative risk: of planned and of urgent care. */
  planned: Float32Array
  urgent: Float32Array
  /** The last seven digits of the NHS number, check digit included. */
  number: Int32Array
}

/** Relative numbers of people by five years of age, 0–4 to 90 and over, as in England in 2018. */
const pyramid = [62, 65, 61, 58, 66, 71, 70, 67, 61, 65, 70, 66, 57, 50, 50, 35, 26, 15, 9]
/** Yearly deaths for each 100,000, by the same bands. */
const deaths = [
  70, 8, 9, 25, 40, 50, 65, 90, 130, 200, 300, 460, 730, 1_130, 1_800, 3_200, 5_800, 10_500, 20_000,
]

const beyond = dayOf('2021-12-31')
const anchor = dayOf('2018-10-01')
const peopleToAnArea = 1_600

/** "9991234567": ten digits, all of the range 999, which is issued to nobody. */
export const nhsNumber = (tail: number): string => String(9_990_000_000 + tail)

export const localNumber = (tail: number): string =>
  `LP${String(10_000_000 + ((tail * 7 + 1_234_567) % 10_000_000)).slice(1)}`

/** "E01990012" and "QW1 4AB": no real small area or postcode has these. */
export const areaCode = (area: number): string => `E0199${String(area).padStart(4, '0')}`
export const postcodeOf = (area: number, house: number): string =>
  `QW${(area % 12) + 1} ${house % 9}${'ABDEFGHJLN'[Math.floor(area / 12) % 10]}${'PQRSTUWXYZ'[Math.floor(house / 9) % 10]}`

/** The code where the person was registered on a day, as an index of practices. */
export const practiceOn = (
  people: People,
  practices: readonly Practice[],
  who: number,
  day: number,
): number => {
  const was = people.was[who] ?? 0
  const closed = practices[was]?.closed ?? null
  return closed === null || day > closed ? (people.home[who] ?? 0) : was
}

const share = (bytes: number): SharedArrayBuffer => new SharedArrayBuffer(bytes)

const emptyPeople = (count: number): People => ({
  count,
  home: new Uint16Array(share(count * 2)),
  was: new Uint16Array(share(count * 2)),
  sex: new Uint8Array(share(count)),
  born: new Int32Array(share(count * 4)),
  gone: new Int32Array(share(count * 4)),
  area: new Uint16Array(share(count * 2)),
  planned: new Float32Array(share(count * 4)),
  urgent: new Float32Array(share(count * 4)),
  number: new Int32Array(share(count * 4)),
})

/** Middle digits in a scattered order with their check digit (modulus 11), those that have none left out. */
const drawNumbers = (into: Int32Array, seed: string): void => {
  const start = random(`${seed}/numbers`).int(1_000_000)
  for (let i = 0, at = 0; at < into.length; i++) {
    const six = (start + i * 381_341) % 1_000_000
    let sum = 9 * 10 + 9 * 9 + 9 * 8
    for (let k = 0, rest = six; k < 6; k++, rest = Math.floor(rest / 10)) {
      sum += (rest % 10) * (k + 2)
    }
    const digit = (11 - (sum % 11)) % 11
    if (digit < 10) into[at++] = six * 10 + digit
  }
}

/**
 * The people of the county. Births of about 1.1% a year are in the list from their day on; deaths
 * follow England's rates by age. Lasting risk is gamma with shape under one, so that half of the
 * people cost nothing in a year and the top 1% about a quarter.
 */
export const makePeople = (practices: readonly Practice[], seed: string, to: number): People => {
  const from = random(`${seed}/people`)
  const open = practices.filter((practice) => practice.closed === null)
  const listed = open.reduce((sum, practice) => sum + practice.list, 0)
  const people = emptyPeople(Math.round(listed * 1.06))
  const births = to - (anchor - 550)
  let who = 0
  let area = 0
  open.forEach((practice, home) => {
    const ages = choice(
      aliasTable(pyramid.map((n, band) => n * Math.exp((practice.age * (band * 5 - 40)) / 55))),
    )
    const areas = Math.max(1, Math.round(practice.list / peopleToAnArea))
    const closing = practices
      .map((old, at) => ({ old, at, place: old.successors.indexOf(home) }))
      .filter(({ place }) => place >= 0)
    const newborn = Math.round(practice.list * 0.033 * Math.exp(-0.4 * practice.age))
    const count = Math.min(practice.list + newborn, people.count - who)
    for (let i = 0; i < count; i++, who++) {
      const fresh = i >= practice.list
      const band = ages.pick(from)
      const spread = band === 18 ? 3_300 : 1_826
      people.home[who] = home
      people.was[who] = home
      people.sex[who] = from.next() < (band > 14 ? 0.43 : 0.5) ? 1 : 2
      people.born[who] = fresh
        ? to - from.int(births)
        : anchor - 551 - band * 1_826 - from.int(spread)
      const daily = (deaths[fresh ? 0 : band] ?? 0) / 100_000 / 365.25
      const left = Math.ceil(-Math.log(1 - from.next()) / daily)
      const start = fresh ? (people.born[who] ?? 0) : anchor - 551
      people.gone[who] = Math.min(beyond, start + left)
      people.area[who] = area + from.int(areas)
      const risk = from.gamma(0.27)
      people.planned[who] = risk
      people.urgent[who] = 0.5 * risk + 0.5 * from.gamma(0.2)
      for (const { old, at } of closing) {
        if (!fresh && from.next() < old.list / old.successors.length / practice.list) {
          people.was[who] = at
        }
      }
    }
    area += areas
  })
  people.count = who
  drawNumbers(people.number, seed)
  return people
}

/** The birth date as the files write it. */
export const birthDate = (people: People, who: number): string => isoOf(people.born[who] ?? 0)
