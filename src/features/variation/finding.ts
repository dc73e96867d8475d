import { AppError } from '../../core/refusal.ts'
import type { Viewer } from '../../stores/scope.ts'
import type { Served } from '../../warehouse/served.ts'
import type { Context } from '../context.ts'
import {
  loadMeasures,
  ownMeasures,
  placesOf,
  type Among,
  type Measure,
} from '../measures/measures.ts'
import { simpleAmong, type Asked } from './asked.ts'
import { practiceSets } from './sets/store.ts'
import { similarTo } from './similar.ts'

/** That there is no measure of this id. */
export const unknownMeasure = (id: string): AppError =>
  new AppError({
    code: 'unknown-measure',
    message: `There is no measure ${id.slice(0, 60)}.`,
    remedy: 'Choose one from the list of measures.',
    where: 'measure',
  })

/** The measures of the files with the group's own. */
export const allMeasures = async (context: Context, viewer: Viewer): Promise<Measure[]> => [
  ...loadMeasures(context.home.definitions),
  ...(await ownMeasures(await context.ledger(), viewer)).map(({ measure }) => measure),
]

/** A measure by its id: of the files, or one that the group wrote. */
export const measureOf = async (context: Context, viewer: Viewer, id: string): Promise<Measure> => {
  const found = (await allMeasures(context, viewer)).find((measure) => measure.id === id)
  if (!found) throw unknownMeasure(id)
  return found
}

/** Among whom, from an address: a group, a locality, all, a saved set, or practices like one. */
export const amongOf = async (
  context: Context,
  viewer: Viewer,
  served: Served,
  asked: Asked,
): Promise<Among> => {
  const simple = simpleAmong(asked.among)
  if (simple) return simple
  const [, practice] = /^similar:([A-Z0-9]{3,8})$/.exec(asked.among) ?? []
  if (practice !== undefined) {
    const places = await placesOf(served)
    const like = await similarTo(served, practice, asked.to)
    return {
      kind: 'chosen',
      name: `practices like ${places.names.get(practice) ?? practice}`,
      practices: [practice, ...like.map(({ code }) => code)],
    }
  }
  const [, name] = /^set:(.{2,80})$/.exec(asked.among) ?? []
  const sets = name === undefined ? [] : await practiceSets(await context.ledger(), viewer)
  const set = sets.find((one) => one.name === name)
  if (set) return { kind: 'chosen', name: set.name, practices: set.practices }
  throw new AppError({
    code: 'unknown-set',
    message: `There is no set of practices ${asked.among.slice(0, 40)}.`,
    remedy: 'Choose a group, a locality, a saved set or similar practices on the page.',
    where: 'among',
  })
}

/** What can be chosen to show a measure among: group, localities, similar practices, saved sets, all. */
export const choices = async (
  context: Context,
  viewer: Viewer,
  served: Served,
  asked: Asked,
): Promise<{ among: string; name: string }[]> => {
  const places = await placesOf(served)
  const groups = new Map(places.stays.map(({ group, groupName }) => [group, groupName]))
  const localities = new Map(
    places.stays.map(({ locality, localityName }) => [locality, localityName]),
  )
  const sets = await practiceSets(await context.ledger(), viewer)
  const { practice } = asked
  return [
    ...[...groups].map(([code, name]) => ({ among: `group:${code}`, name })),
    ...[...localities]
      .sort(([, a], [, b]) => a.localeCompare(b, 'en-GB'))
      .map(([code, name]) => ({ among: `locality:${code}`, name })),
    ...(practice === null
      ? []
      : [
          {
            among: `similar:${practice}`,
            name: `practices like ${places.names.get(practice) ?? practice}`,
          },
        ]),
    ...sets.map(({ name }) => ({ among: `set:${name}`, name: `${name} (saved set)` })),
    { among: 'all', name: 'all practices that are loaded' },
  ]
}
