import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { badNumber } from './activity/bad-rows.ts'
import { dayOf } from './calendar.ts'
import { lastMonth } from './county/county.ts'
import { localNumber, makePeople, nhsNumber } from './county/people.ts'
import { makePractices } from './county/practices.ts'
import type { WorldManifest } from './world.ts'
import { lastDay } from '../core/month.ts'

export type WorldIdentifiers = {
  /** Ten digits from 999: every person's, and the one that fails its check digit. */
  nhsNumbers: string[]
  /** "LP" and seven digits, as the hospitals number the same people. */
  localNumbers: string[]
}

/** Every patient identifier that the raw files of a world can hold, made again from its seed: what a search of the stores must not find. */
export const worldIdentifiers = (folder: string): WorldIdentifiers => {
  const manifest: WorldManifest = JSON.parse(readFileSync(join(folder, 'world.json'), 'utf8'))
  const practices = makePractices(manifest.size, manifest.seed)
  const people = makePeople(practices, manifest.seed, dayOf(lastDay(lastMonth)))
  const tails = [...people.number.subarray(0, people.count)]
  return {
    nhsNumbers: [...tails.map(nhsNumber), badNumber],
    localNumbers: tails.map(localNumber),
  }
}
