import { cpSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { random } from '../../src/core/random.ts'
import { everythingIn, filesOfMonths } from './homes.ts'
import { runSteward, startSteward } from './serving.ts'

/** What a home must come to, however often its work was ended half way. */
export type Reference = {
  /** Where the home lies, beside its sample world, and a copy of it with the first files loaded and closed. */
  home: string
  begun: string
  /** The files that are loaded under fire. */
  rest: string[]
  /** The build that `begun` serves, and the one that everything leads to. */
  first: string
  last: string
  /** Every file of a home that was never disturbed. */
  files: string[]
  /** Milliseconds that load and close take undisturbed. */
  loadTime: number
  closeTime: number
}

export const servedBuild = (home: string): string =>
  readFileSync(join(home, 'builds', 'current'), 'utf8').trim()

/** Files that must be the same after any number of kills: all but the lock and what is unfinished. */
const settled = (home: string): string[] =>
  everythingIn(home).filter((path) => !/^(lock|tmp)(\/|\.|$)/.test(path))

const must = async (home: string, args: readonly string[]): Promise<number> => {
  const began = performance.now()
  const ended = await runSteward(home, args)
  if (ended.code !== 0)
    throw new Error(`${args[0]} ended with ${ended.code}: ${ended.out}${ended.err}`)
  return performance.now() - began
}

/** Makes the reference from a home beside a sample world: one month loaded and closed, then another. */
export const makeReference = async (home: string): Promise<Reference> => {
  const before = filesOfMonths(home, ['201904'])
  const rest = filesOfMonths(home, ['201905']).filter((file) => !before.includes(file))
  await must(home, ['load', ...before])
  await must(home, ['close'])
  const begun = `${home}-begun`
  cpSync(home, begun, { recursive: true })
  const first = servedBuild(home)
  const loadTime = await must(home, ['load', ...rest])
  const closeTime = await must(home, ['close'])
  return {
    home,
    begun,
    rest,
    first,
    last: servedBuild(home),
    files: settled(home),
    loadTime,
    closeTime,
  }
}

/** The build that is served, shown to be whole by reading every group's figures from it. */
const wholeBuild = async (home: string, practice: string): Promise<string> => {
  await must(home, ['statement', practice, '--json'])
  const build = servedBuild(home)
  const held = readdirSync(join(home, 'builds', build))
  if (!held.includes('manifest.json')) throw new Error(`Build ${build} has no manifest.`)
  return build
}

/**
 * Ends load or close with kill -9 after a while that the seed decides, then sees that the served build
 * is whole, and that the same commands bring the home to where it would have come undisturbed.
 * Gives what differs from that; nothing when all is well.
 */
export const killOnce = async (
  reference: Reference,
  practice: string,
  seed: number,
): Promise<string[]> => {
  const chance = random(String(seed))
  const { home } = reference
  rmSync(home, { recursive: true })
  cpSync(reference.begun, home, { recursive: true })
  const closing = chance.next() < 0.5
  if (closing) await must(home, ['load', ...reference.rest])
  const child = startSteward(home, closing ? ['close'] : ['load', ...reference.rest])
  const after = chance.next() * (closing ? reference.closeTime : reference.loadTime)
  await Promise.race([setTimeout(after), once(child, 'close')])
  const alive = child.exitCode === null
  child.kill('SIGKILL')
  if (alive) await once(child, 'close')
  const served = await wholeBuild(home, practice)
  const faults = [reference.first, ...(closing ? [reference.last] : [])].includes(served)
    ? []
    : [`an unknown build ${served} is served after the kill`]
  await must(home, ['load', ...reference.rest])
  await must(home, ['close'])
  if (servedBuild(home) !== reference.last)
    faults.push(`build ${servedBuild(home)} instead of ${reference.last}`)
  const files = settled(home)
  faults.push(
    ...files.filter((path) => !reference.files.includes(path)).map((path) => `left over: ${path}`),
    ...reference.files.filter((path) => !files.includes(path)).map((path) => `lost: ${path}`),
  )
  const when = `${closing ? 'close' : 'load'} killed after ${Math.round(after)} ms (seed ${seed})`
  return faults.map((fault) => `${when}: ${fault}`)
}
