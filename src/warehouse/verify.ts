import { noProgress, type Progress } from '../core/progress.ts'
import { openDuck } from '../stores/duck.ts'
import type { Home } from '../stores/home.ts'
import { currentParts, readLoads } from '../stores/lake.ts'
import { withLock } from '../stores/lock.ts'
import { readDirectory } from './inputs/directory.ts'
import { pricingsOf } from './inputs/plan.ts'
import { loadRulePacks } from './pricing/rule-pack.ts'
import { openServed } from './served.ts'
import type { Check } from './verify/check.ts'
import { damagedFiles } from './verify/file-checks.ts'
import { verifyLines, verifyPrescribing, verifyRegisters } from './verify/lake-checks.ts'
import { verifyRaw } from './verify/raw-checks.ts'
import { sampleOf, verifyPrices } from './verify/twin-checks.ts'

export type { Check } from './verify/check.ts'

/** What verification found. */
export type Verified = {
  build: string
  checks: Check[]
  agree: number
  differ: number
  /** Files that are gone or have changed since, and what cannot be counted again. */
  notPossible: number
}

const verified = (build: string, checks: Check[]): Verified => {
  const count = (outcome: Check['outcome']): number =>
    checks.filter((check) => check.outcome === outcome).length
  return {
    build,
    checks,
    agree: count('agrees'),
    differ: count('differs'),
    notPossible: count('not possible'),
  }
}

/**
 * Works the totals of the served build out again by other paths: files that are still in place by a
 * reader of plain bytes, every priced line, prescribing row and disease register one by one, and a sample of months by
 * the plain pricing engine. Where a file of the lake or of a priced month is gone or cut off, these are named and nothing else
 * is counted. Nothing is changed.
 *
 * Throws AppError no-build, busy.
 */
export const verify = async (
  home: Home,
  { memory = '1GB', onProgress = noProgress }: { memory?: string; onProgress?: Progress } = {},
): Promise<Verified> =>
  withLock(home, 'this verification', async () => {
    const served = await openServed(home, memory)
    const duck = await openDuck({ tmp: home.tmp, memory })
    try {
      const named = new Set(served.manifest.loads)
      const loads = readLoads(home).filter(({ id }) => named.has(id))
      const parts = currentParts(loads)
      const { priced } = served.manifest
      const damaged = damagedFiles(home, loads, priced)
      if (damaged.length > 0) return verified(served.manifest.id, damaged)
      const directory = await readDirectory(duck, home, parts)
      const pricings = pricingsOf(home, parts, loadRulePacks(home.definitions), directory)
      return verified(served.manifest.id, [
        ...(await verifyRaw(home, duck, loads, onProgress)),
        ...(await verifyLines(home, duck, served, onProgress)),
        ...(await verifyPrescribing(duck, served, onProgress)),
        ...(await verifyRegisters(duck, served)),
        ...(await verifyPrices(home, duck, pricings, sampleOf(priced), onProgress)),
      ])
    } finally {
      duck.close()
      served.close()
    }
  })
