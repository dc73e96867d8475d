import { mkdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { type Result, accept } from '../core/refusal.ts'
import { openDuck } from '../stores/duck.ts'
import { sweep } from '../stores/files.ts'
import type { Home } from '../stores/home.ts'
import { commitLoad, type LoadRecord, readLoads } from '../stores/lake.ts'
import { withLock } from '../stores/lock.ts'
import { type Bench, type Draft, draftLoad, type Loaded, type LoadOptions } from './draft-load.ts'

export type { Loaded, LoadOptions } from './draft-load.ts'

/** What became of one file: its load or refusal, or the failure that ended it. */
export type Outcome = { path: string } & ({ result: Result<Loaded> } | { error: unknown })

export type LoadRequest = { path: string; options?: LoadOptions }

const openBench = async (home: Home, name: string, benches: number): Promise<Bench> => {
  const tmp = join(home.tmp, name)
  mkdirSync(tmp, { recursive: true, mode: 0o700 })
  const duck = await openDuck({
    tmp,
    memory: '320MB',
    threads: benches === 1 ? 2 : 1,
    keepsFiles: false,
  })
  return { home: { ...home, tmp }, duck }
}

/** The records of a home with those that this run adds, in the order of loading. */
const ledgerOf = (home: Home) => {
  const records = new Map(readLoads(home).map((load) => [load.id, load]))
  let sequence = Math.max(0, ...[...records.values()].map((load) => load.sequence))
  const known = (id: string): LoadRecord | undefined => records.get(id)
  const commit = (draft: Draft | { unchanged: LoadRecord }): Loaded => {
    if ('unchanged' in draft) return draft
    const before = known(draft.id)
    if (before) return { unchanged: before }
    const record: LoadRecord = { ...draft, sequence: sequence + 1 }
    commitLoad(home, record)
    sequence++
    records.set(record.id, record)
    return record
  }
  return { known, commit }
}

/**
 * Loads files into the lake under one lock, two side by side, and commits them in the order given,
 * for a later one replaces an earlier of the same month. A file that is refused or fails does not
 * stop the rest unless `goOn` says so of its outcome. `tell` hears of each as it is committed.
 */
export const loadFiles = (
  home: Home,
  requests: readonly LoadRequest[],
  tell: (outcome: Outcome) => void = () => {},
  goOn: (outcome: Outcome) => boolean = () => true,
): Promise<Outcome[]> => {
  const [first] = requests
  if (!first) return Promise.resolve([])
  const what =
    requests.length === 1 ? `loading ${basename(first.path)}` : `loading ${requests.length} files`
  return withLock(home, what, async () => {
    sweep(home)
    const { known, commit } = ledgerOf(home)
    const count = Math.min(2, requests.length)
    const benches = await Promise.all(
      Array.from({ length: count }, (_, i) => openBench(home, `bench-${i}`, count)),
    )
    const drafts = requests.map(() => Promise.withResolvers<Outcome | (() => Loaded)>())
    const run = { next: 0, stopped: false }
    const work = async (bench: Bench): Promise<void> => {
      for (let at = run.next++; at < requests.length && !run.stopped; at = run.next++) {
        const { path, options = {} } = requests[at] ?? first
        try {
          const drafted = await draftLoad(bench, path, options, known)
          drafts[at]?.resolve(drafted.ok ? () => commit(drafted.value) : { path, result: drafted })
        } catch (error) {
          drafts[at]?.resolve({ path, error })
        }
      }
    }
    const outcomes: Outcome[] = []
    const settle = async (): Promise<void> => {
      for (const [at, { path }] of requests.entries()) {
        const drafted = await (drafts[at]?.promise ?? Promise.reject(new Error('no draft')))
        const outcome = outcomeOf(path, drafted)
        outcomes.push(outcome)
        tell(outcome)
        if (goOn(outcome)) continue
        run.stopped = true
        return
      }
    }
    const working = Promise.all(benches.map(work))
    try {
      await settle()
      return outcomes
    } finally {
      run.stopped = true
      await working
      for (const { duck } of benches) duck.close()
    }
  })
}

const outcomeOf = (path: string, drafted: Outcome | (() => Loaded)): Outcome => {
  if (typeof drafted !== 'function') return drafted
  try {
    return { path, result: accept(drafted()) }
  } catch (error) {
    return { path, error }
  }
}

/** Loads a file into the lake: recognise, read, check, pseudonymise, store; whole or not at all. */
export const loadFile = async (
  home: Home,
  path: string,
  options: LoadOptions = {},
): Promise<Result<Loaded>> => {
  const [outcome] = await loadFiles(home, [{ path, options }])
  if (outcome && 'result' in outcome) return outcome.result
  throw outcome?.error
}
