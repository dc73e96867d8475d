import type { SmallNumbers } from '../../engines/disclosure/suppression.ts'
import type { Duck } from '../../stores/duck.ts'
import type { Home } from '../../stores/home.ts'
import type { Scope } from '../../stores/scope.ts'
import { AppError } from '../../core/refusal.ts'
import { membersNow, withMembers } from './members-now.ts'
import { openBuild, openServed, type Served } from '../served.ts'
import type { Members } from '../../core/figure.ts'
import { cutMarts } from './cut-marts.ts'

type Cut = { build: string; duck: Promise<Duck>; readers: number }

/** How many cut databases one process keeps, besides those that are being read. */
const mostKept = 8

/** What this process has cut, oldest first, by home, build and scope. */
const kept = new Map<string, Cut>()

const drop = (wanted: (key: string, cut: Cut) => boolean): void => {
  for (const [key, cut] of kept) {
    if (cut.readers > 0 || !wanted(key, cut)) continue
    kept.delete(key)
    void cut.duck.then((duck) => duck.close()).catch(() => {})
  }
}

/** Whether the marts of a scope are those of the build itself: every practice is shown, by its name. */
const isWhole = (scope: Scope): boolean =>
  scope.kind === 'everything' || (scope.kind === 'inside' && scope.sharing === 'named')

/** Refuses the members of now outside the group: a practice that moved would be the difference between the two. */
export const refuseMembersNow = (): never => {
  throw new AppError({
    code: 'not-allowed',
    message:
      'Figures leave the group with the members of each month alone: beside those with the members of now they would give away what single practices had.',
    remedy: 'Leave out members=now, or :now after the group or locality.',
  })
}

/**
 * The build that is served, as a scope may see it. Every connection to a served build is made here: all
 * tables are cut before anything can be asked of them. Files of lines stand behind the figures of those
 * who see every practice by name; whose lines are then shown is cut where they are read (`mayReadLines`).
 *
 * @throws AppError `no-build` before the first close, `not-allowed` for the members of now outside the group
 */
export const openScoped = async (
  home: Home,
  scope: Scope,
  {
    memory = '1GB',
    ruleOf,
    members = 'then',
  }: { memory?: string; ruleOf: () => SmallNumbers; members?: Members },
): Promise<Served> => {
  const whole = isWhole(scope) || scope.kind === 'everything'
  if (whole && members === 'then') return openServed(home, memory)
  if (scope.kind === 'outside' && members === 'now') refuseMembersNow()
  const rule = ruleOf()
  const served = await openServed(home, memory)
  const { manifest } = served
  const prefix = `${home.root}\n`
  const key = `${prefix}${manifest.id} ${JSON.stringify([whole ? 'whole' : scope, members, rule])}`
  const made = async (of: Served): Promise<Duck> => {
    const stays = members === 'now' ? await membersNow(of) : null
    return scope.kind === 'everything' || (whole && stays !== null)
      ? withMembers(home, manifest.id, stays ?? [], memory)
      : cutMarts(home, manifest.id, scope, { memory, rule, stays })
  }
  const cut = kept.get(key) ?? {
    build: manifest.id,
    duck: made(served),
    readers: 0,
  }
  kept.delete(key)
  kept.set(key, cut)
  cut.readers++
  let given = false
  const close = (): void => {
    if (given) return
    given = true
    cut.readers--
    drop((other, { build }) => other.startsWith(prefix) && build !== manifest.id)
    if (kept.size > mostKept) drop(() => kept.size > mostKept)
  }
  try {
    const duck = await cut.duck
    // What is worked out of files is of single practices, so only they need not know whose members count.
    if (whole) return { ...served, duck, membersNow: true, close }
    return {
      manifest,
      duck,
      scope: JSON.stringify(scope),
      released: scope.kind === 'outside',
      membersNow: members === 'now',
      pricedFiles: () => [],
      lakeFiles: () => [],
      close,
    }
  } catch (error) {
    close()
    kept.delete(key)
    throw error
  } finally {
    served.close()
  }
}

/**
 * The build for single lines, which stand in files. Only for scopes that read any, and only to be asked for
 * rows of which `mayReadLines` is true.
 *
 * @throws AppError `not-allowed`, `no-build`
 */
export const openScopedLines = (
  home: Home,
  scope: Scope,
  options: { memory?: string; ruleOf: () => SmallNumbers; members?: Members },
): Promise<Served> => {
  if (scope.kind === 'everything' || (scope.kind === 'inside' && scope.lines === 'own'))
    return openScoped(home, { kind: 'everything' }, options)
  throw new AppError({
    code: 'not-allowed',
    message:
      'Single lines are of patients; they are for their own practice and those who run the month.',
    remedy: 'The figure itself is yours to see; ask the group’s management team about its lines.',
  })
}

/**
 * An older build that is still whole, for those who see every practice by name.
 *
 * @throws AppError `not-allowed`, `no-build`
 */
export const openScopedBuild = (
  home: Home,
  id: string,
  scope: Scope,
  memory = '1GB',
): Promise<Served> => {
  if (isWhole(scope)) return openBuild(home, id, memory)
  throw new AppError({
    code: 'not-allowed',
    message: 'Older builds are for those who see every practice by name.',
    remedy: 'Leave out @ and what follows it to see the figure as it is now.',
  })
}

/**
 * Refuses a build that was cut: for what is worked out of every practice once, and kept for everybody.
 *
 * @throws AppError `not-allowed`
 */
export const demandWhole = ({ scope }: Served): void => {
  if (scope === undefined) return
  throw new AppError({
    code: 'not-allowed',
    message: 'This page compares practices by name, and your role does not see them so.',
    remedy: 'Ask the group’s management team for its published figures.',
  })
}

/** Closes what this process has cut for a group: at the end of a process or a test. */
export const closeScoped = (home: Home): void => drop((key) => key.startsWith(`${home.root}\n`))
