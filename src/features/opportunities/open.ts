import { AppError } from '../../core/refusal.ts'
import { everything, type Scope } from '../../stores/scope.ts'
import { demandWhole } from '../../warehouse/scoped/scoped.ts'
import type { Served } from '../../warehouse/served.ts'
import type { Context } from '../context.ts'
import { askedOf, periodOf, type Asked } from './asked.ts'
import { countedOf, type Counted } from './judging/counted.ts'
import { loadMembers, type Member } from './judging/group.ts'
import { readNationalRates } from './judging/national.ts'
import { judgeGroup, type Judgement } from './judging/judge.ts'
import type { PrescribingLine } from './prescribing/lines.ts'
import { worklistOf, type Place, type Worklist } from './view.ts'

/** A group's opportunities as judged, and one place's view of them. */
export type Opened = {
  judgement: Judgement
  worklist: Worklist
  /** What changes of prescribing would save; none before it was worked out, or where no prescribing is loaded. */
  prescribing: readonly PrescribingLine[]
  build: { id: string; asAt: string }
  /** True where the figures leave the group: then no single practice is shown. */
  outside?: boolean
}

const unknown = (what: string, code: string): AppError =>
  new AppError({
    code: `unknown-${what}`,
    message: `No ${what} of a group has the code ${code.slice(0, 20)} in this period.`,
    remedy: 'Begin at the list of opportunities, or check the membership file.',
    where: 'place',
  })

const noGroup = (): AppError =>
  new AppError({
    code: 'unknown-group',
    message:
      'No membership of practices in a group has been loaded, so there are no opportunities to weigh.',
    remedy: 'Load the membership file and close again.',
    where: 'place',
  })

/** "practice:P81001", "locality:NORTH" or "group:CW"; the first group where nothing is named. */
export const placeOf = (members: readonly Member[], named: string): Place => {
  if (members.length === 0) throw noGroup()
  const [kind = '', code = ''] = named === '' ? ['group', members[0]?.group] : named.split(':')
  const first = members.find(
    (member) =>
      (kind === 'group' && member.group === code) ||
      (kind === 'locality' && member.locality === code) ||
      (kind === 'practice' && member.code === code.toUpperCase()),
  )
  if (!first) throw unknown(kind === 'practice' || kind === 'locality' ? kind : 'group', code)
  const peers = members.filter(({ group }) => group === first.group)
  const own = peers.flatMap((member, i) =>
    kind === 'group' ||
    (kind === 'locality' && member.locality === first.locality) ||
    member.code === first.code
      ? [i]
      : [],
  )
  const is = kind === 'group' || kind === 'locality' ? kind : 'practice'
  return {
    kind: is,
    code: is === 'group' ? first.group : is === 'locality' ? first.locality : first.code,
    name: is === 'group' ? first.groupName : is === 'locality' ? first.localityName : first.name,
    group: first.group,
    groupName: first.groupName,
    members: own,
  }
}

const judgements = new WeakMap<Counted, Map<string, Judgement>>()
const worklists = new WeakMap<Judgement, Map<string, Worklist>>()

const once = <K extends object, V>(
  kept: WeakMap<K, Map<string, V>>,
  of: K,
  key: string,
  make: () => V,
): V => {
  const known = kept.get(of) ?? new Map<string, V>()
  kept.set(of, known)
  const held = known.get(key)
  if (held !== undefined) return held
  const made = make()
  known.set(key, made)
  if (known.size > 200) known.delete([...known.keys()][0] ?? '')
  return made
}

/** The opportunities of a place. Refused before a month is closed, and where no group has the place. */
export const openOpportunities = async (
  _: Scope,
  context: Pick<Context, 'home' | 'memory'>,
  served: Served,
  asked: Asked,
): Promise<Opened> => {
  const period = periodOf(served, asked.to)
  if (period === null)
    throw new AppError({
      code: 'no-build',
      message: 'Nothing that has been loaded so far belongs to a month.',
      remedy: 'Load activity and close again.',
    })
  demandWhole(served)
  const counted = await countedOf(context.home, context.memory, served, period)
  const all = await loadMembers(served, period.to)
  const place = placeOf(all, asked.place)
  const members = all.filter(({ group }) => group === place.group)
  const options = { benchmark: asked.benchmark, deprivation: asked.deprivation }
  const judgement = once(
    judgements,
    counted,
    `${place.group} ${options.benchmark} ${options.deprivation}`,
    () => {
      const ids = new Set(counted.catalogue.definitions.map(({ id }) => id))
      const national =
        options.benchmark === 'national' ? readNationalRates(context.home.definitions, ids) : null
      return judgeGroup(counted, members, options, national)
    },
  )
  const worklist = once(worklists, judgement, `${place.kind}:${place.code} ${asked.years}`, () =>
    worklistOf(judgement, place, asked.years),
  )
  const { id, asAt } = served.manifest
  return { judgement, worklist, prescribing: [], build: { id, asAt } }
}

/**
 * Whether the counts that an address needs are there, after waiting for them so many milliseconds at most. What is not there is being
 * worked out, and is kept when it is done.
 */
export const isCounted = async (
  context: Pick<Context, 'home' | 'memory'>,
  served: Served,
  asked: Asked,
  patience: number,
): Promise<boolean> => {
  const period = periodOf(served, asked.to)
  if (period === null) return true
  const late = new Promise<boolean>((resolve) => {
    setTimeout(() => resolve(false), patience).unref()
  })
  const counted = countedOf(context.home, context.memory, served, period)
  return Promise.race([counted.then(() => true), late])
}

/**
 * Works out the counts of the newest year of the served build and judges the first group by them, so that whoever asks first need not
 * wait. A failure is left for whoever asks, who is told of it.
 */
export const prepareOpportunities = async (
  context: Pick<Context, 'home' | 'memory' | 'served'>,
): Promise<void> => {
  const served = await context.served()
  if (served === null) return
  try {
    const period = periodOf(served, null)
    if (period !== null) await openOpportunities(everything, context, served, askedOf({}))
  } catch {
    return
  } finally {
    served.close()
  }
}
