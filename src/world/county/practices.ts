import { random } from '../../core/random.ts'
import { dayOf } from '../calendar.ts'
import { shuffled } from '../choice.ts'
import { localities } from './places.ts'

export type Size = 'county' | 'small'

export type Practice = {
  code: string
  name: string
  postcode: string
  address: string
  locality: number
  /** Index into the county's networks of practices. */
  network: number
  /** People registered when the world is made; for a closed practice, before it closed. */
  list: number
  age: number
  deprivation: number
  /** Relative need (final weighted population over population), and that of health inequality. */
  need: number
  inequality: number
  latitude: number
  longitude: number
  opened: number
  /** Last day open; null while it is open. */
  closed: number | null
  /** Where its people went, by practice index. */
  successors: number[]
}

const first = ['Larkspur', 'Foxglove', 'Heronsgate', 'Old Tannery', 'Millrace', 'Beacon', 'Wychelm']
const second = [
  'Quarry',
  'Kingcup',
  'Saddlers',
  'Ropewalk',
  'Drovers',
  'Lantern',
  'Cuckoo',
  'Bellfield',
]
const third = [
  'Plover',
  'Orchard',
  'Windlass',
  'Teasel',
  'Harrow',
  'Weavers',
  'Chantry',
  'Sandpiper',
]
const words = [...first, ...second, ...third]
const streets = ['Lane', 'Row', 'Hill', 'Green', 'Road', 'Wharf', 'Court']
const kinds = ['Surgery', 'Medical Centre', 'Health Centre', 'Practice', 'Family Doctors']

/** The list size at a share of the way through the practices: 3,100 at the 5th centile, 8,800 in the middle, 21,500 at the 95th. */
const listAt = (share: number): number => {
  if (share < 0.05) return 1_900 + (share / 0.05) * 1_200
  if (share < 0.5) return 3_100 + 5_700 * ((share - 0.05) / 0.45) ** 1.7
  if (share < 0.95) return 8_800 + 12_700 * ((share - 0.5) / 0.45) ** 5.2
  return 21_500 + ((share - 0.95) / 0.05) * 4_500
}

/** Standard normal quantile by inversion of the logistic; the tails are near enough for shares of practices. */
const quantile = (share: number): number => Math.log(share / (1 - share)) / 1.702

const ranks = (values: number[]): number[] => {
  const order = values.map((value, i) => [value, i] as const).sort((a, b) => a[0] - b[0])
  const shares: number[] = []
  order.forEach(([, i], at) => (shares[i] = (at + 0.5) / values.length))
  return shares
}

const plan = {
  county: { open: 76, people: 650_000, lists: null },
  small: { open: 6, people: 30_000, lists: [2_900, 3_600, 4_400, 5_200, 6_100, 7_800] },
} as const

/** Closures: which open practices took the people, how many, and the last day of the old code. */
const closures = {
  county: [
    { last: '2018-06-30', to: [12], list: 3_350 },
    { last: '2019-09-30', to: [41], list: 2_900 },
    { last: '2018-12-31', to: [3, 8, 15, 19, 22], list: 3_700 },
  ],
  small: [
    { last: '2019-03-31', to: [4], list: 1_600 },
    { last: '2019-09-30', to: [0, 1, 2], list: 1_200 },
  ],
}

/** The practices of the county: open ones first, then the codes that closed in a merger or a dispersal. */
export const makePractices = (size: Size, seed: string): Practice[] => {
  const from = random(`${seed}/practices`)
  const { open, people, lists } = plan[size]
  const shares = shuffled(
    Array.from({ length: open }, (_, i) => (i + 0.5) / open),
    from,
  )
  const raw = lists ? [...lists] : shares.map(listAt)
  const scale = people / raw.reduce((a, b) => a + b, 0)
  const names = shuffled(
    words.flatMap((word) => streets.map((street) => `${word} ${street}`)),
    from,
  )
  const used = size === 'county' ? localities : localities.slice(0, 2)
  const total = used.reduce((sum, place) => sum + place.share, 0)
  const practices: Practice[] = raw.map((list, i) => {
    let at = ((i + 0.5) / open) * total
    const locality = used.findIndex((place) => (at -= place.share) < 0)
    const place = used[locality] ?? localities[0]!
    return {
      code: `W5${String(1_001 + i * 7).padStart(4, '0')}`,
      name: `${names[i] ?? 'Cobwold'} ${kinds[from.int(kinds.length)]}`,
      postcode: `QW${locality * 3 + 1 + (i % 3)} ${(i % 9) + 1}${'ABDEFGHJLN'[i % 10]}${'PQRSTUWXYZ'[(i * 3) % 10]}`,
      address: `${from.int(140) + 1} ${names[i] ?? 'High Street'}`,
      locality,
      network: locality * 4 + (i % 4),
      list: Math.round(list * scale),
      age: place.age + 0.35 * from.normal(),
      deprivation: place.deprivation + 0.8 * from.normal(),
      need: 1,
      inequality: 1,
      latitude: 52.4 + locality * 0.11 + from.next() * 0.1,
      longitude: -0.6 + locality * 0.13 + from.next() * 0.12,
      opened: dayOf(`${1974 + from.int(38)}-04-01`),
      closed: null,
      successors: [],
    }
  })
  const need = ranks(practices.map((p) => 1.1 * p.age + 0.5 * p.deprivation + 0.25 * from.normal()))
  const unequal = ranks(practices.map((p) => p.deprivation + 0.2 * from.normal()))
  practices.forEach((practice, i) => {
    practice.need = 1.01 * Math.exp(0.14 * quantile(need[i] ?? 0.5))
    practice.inequality = 0.93 * Math.exp(0.37 * quantile(unequal[i] ?? 0.5))
  })
  closures[size].forEach((closure, i) => {
    const heir = practices[closure.to[0] ?? 0]
    if (!heir) throw new Error('a closure names no practice')
    practices.push({
      ...heir,
      code: `W5${String(8_011 + i * 13)}`,
      name: `${names[open + i] ?? 'Cobwold'} Surgery`,
      address: `${from.int(140) + 1} ${names[open + i] ?? 'High Street'}`,
      postcode: `QW${heir.locality * 3 + 1} ${i + 1}ZA`,
      list: closure.list,
      closed: dayOf(closure.last),
      successors: [...closure.to],
    })
  })
  return practices
}
