import type { Month } from '../../core/month.ts'
import { monthRange } from '../../core/month.ts'
import { dayOf } from '../calendar.ts'
import type { AliasTable } from '../choice.ts'
import type { People } from './people.ts'
import { makePeople } from './people.ts'
import type { Plants } from '../plants/plants.ts'
import { plantsOf } from '../plants/plants.ts'
import type { Practice, Size } from './practices.ts'
import { makePractices } from './practices.ts'
import type { Stream } from '../streams.ts'
import { makeStreams } from '../streams.ts'

/** All that every file of the world is made from. Plain values and shared arrays, so that threads can hold one copy. */
export type County = {
  seed: string
  size: Size
  folder: string
  months: Month[]
  /** Months with prescribing, and those whose first extract is written too. */
  prescribing: Month[]
  flex: Month[]
  practices: Practice[]
  people: People
  streams: Record<Stream, AliasTable>
  plants: Plants
  /** People of this world over those of the county of the volumes. */
  scale: number
}

/** The world's own today: the last month is in its first extract. */
export const today = '2020-04-20'
export const lastMonth: Month = '2020-03'

export const makeCounty = (size: Size, seed: string, folder: string): County => {
  const months = monthRange(size === 'county' ? '2017-04' : '2018-04', lastMonth)
  const practices = makePractices(size, seed)
  const plants = plantsOf(size)
  const people = makePeople(practices, seed, dayOf('2020-03-31'))
  const listed = practices.reduce((sum, p) => sum + (p.closed === null ? p.list : 0), 0)
  return {
    seed,
    size,
    folder,
    months,
    prescribing: monthRange('2018-04', lastMonth),
    flex: months.slice(-6),
    practices,
    people,
    streams: makeStreams(people, practices, plants, seed),
    plants,
    scale: listed / 650_000,
  }
}
