import { random } from '../core/random.ts'
import { dayOf } from './calendar.ts'
import type { AliasTable } from './choice.ts'
import { aliasTable } from './choice.ts'
import type { People } from './county/people.ts'
import { isActor } from './plants/actors.ts'
import type { Plants } from './plants/plants.ts'
import type { Practice } from './county/practices.ts'

/** The kinds of event that people have, each with its own odds of who has the next one. */
export const streams = ['attend', 'urgent', 'planned', 'first', 'follow', 'procedure'] as const
export type Stream = (typeof streams)[number]

/** Relative rates by five years of age, 0–4 to 90 and over. */
const byAge: Record<Stream, readonly number[]> = {
  attend: [75, 38, 36, 45, 50, 42, 38, 35, 33, 32, 31, 30, 31, 34, 41, 52, 68, 85, 95],
  urgent: [18, 5, 5, 8, 10, 10, 9, 9, 9, 10, 11, 13, 15, 19, 25, 34, 48, 62, 72],
  planned: [2, 2, 3, 3, 4, 5, 6, 8, 9, 11, 13, 16, 19, 23, 26, 28, 25, 18, 12],
  first: [9, 8, 8, 9, 11, 13, 13, 13, 13, 14, 15, 17, 19, 21, 23, 24, 22, 17, 12],
  follow: [6, 6, 7, 7, 8, 10, 11, 11, 11, 13, 15, 18, 22, 26, 30, 32, 29, 21, 13],
  procedure: [2, 4, 4, 4, 6, 8, 8, 9, 10, 12, 15, 19, 23, 28, 33, 36, 31, 20, 11],
}

/** How far deprivation moves a stream's rate. */
const gradient: Record<Stream, number> = {
  attend: 0.13,
  urgent: 0.1,
  planned: 0.01,
  first: 0.02,
  follow: 0.03,
  procedure: 0.01,
}

const anchor = dayOf('2018-10-01')

/**
 * For each stream a table of every person's odds: rate at their age, lasting risk, deprivation of
 * their practice, a practice's own lasting habit of a few per cent, and what is planted.
 */
export const makeStreams = (
  people: People,
  practices: readonly Practice[],
  plants: Plants,
  seed: string,
): Record<Stream, AliasTable> => {
  const room = (bytes: number): SharedArrayBuffer => new SharedArrayBuffer(bytes)
  const build = (stream: Stream): AliasTable => {
    const from = random(`${seed}/habits/${stream}`)
    const factor = practices.map((practice, i) => {
      const planted =
        stream === 'first' && plants.highFirst.practices.includes(i) ? plants.highFirst.factor : 1
      const quiet =
        plants.fall.comparators.includes(i) || plants.highFirst.practices.includes(i) ? 0.01 : 0.05
      const habit = Math.exp(quiet * from.normal())
      return planted * habit * Math.exp(gradient[stream] * practice.deprivation)
    })
    const rates = byAge[stream]
    const risk = stream === 'urgent' || stream === 'attend' ? people.urgent : people.planned
    const weights = new Float64Array(people.count)
    for (let who = 0; who < people.count; who++) {
      const band = Math.min(
        18,
        Math.max(0, Math.floor((anchor - (people.born[who] ?? 0)) / 1_826.25)),
      )
      const own = factor[people.home[who] ?? 0] ?? 1
      weights[who] = isActor(people, who)
        ? 0
        : (rates[band] ?? 0) * (0.015 + (risk[who] ?? 0)) * own
    }
    return aliasTable(weights, room)
  }
  return {
    attend: build('attend'),
    urgent: build('urgent'),
    planned: build('planned'),
    first: build('first'),
    follow: build('follow'),
    procedure: build('procedure'),
  }
}
