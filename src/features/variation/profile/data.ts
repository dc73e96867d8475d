import { csvText } from '../../../ui/csv.ts'
import type { Compared } from '../../measures/measures.ts'
import type { Asked } from '../asked.ts'
import type { Variation } from '../load.ts'
import type { Similar } from '../similar.ts'

/** One measure of a practice's profile. */
export type ProfileLine = { view: Variation; own: Compared; reply: string | null }

export type Profile = {
  build: { id: string; asAt: string }
  practice: { code: string; name: string }
  asked: Asked
  lines: readonly ProfileLine[]
  like: readonly Similar[]
}

/** A practice's profile as data: what the API answers. */
export const profileData = ({ build, practice, asked, lines, like }: Profile) => ({
  build: build.id,
  practice,
  to: asked.to,
  measures: lines.map(({ view, own }) => ({
    id: view.measure.id,
    title: view.measure.title,
    ratio: own.ratio,
    percentile: own.percentile,
    place: view.chance?.placed.find(({ code }) => code === practice.code)?.beyondUsual ?? null,
  })),
  similar: like.map(({ code, name, distance }) => ({ code, name, distance })),
})

/** The measures of a profile as CSV, a line each. */
export const profileCsv = (profile: Profile): string =>
  csvText([
    ['practice', 'to', 'measure', 'title', 'ratio', 'percentile', 'place', 'build'],
    ...profileData(profile).measures.map(({ id, title, ratio, percentile, place }) => [
      profile.practice.code,
      profile.asked.to,
      id,
      title,
      ratio,
      percentile,
      place === null ? 'usual' : place.direction === 'high' ? 'higher' : 'lower',
      profile.build.id,
    ]),
  ])
