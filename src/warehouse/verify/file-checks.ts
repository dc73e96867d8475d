import { join } from 'node:path'
import { damageOf } from '../../stores/damage.ts'
import type { Home } from '../../stores/home.ts'
import type { LoadRecord } from '../../stores/lake.ts'
import type { PricedMonth } from '../manifest.ts'
import type { Check } from './check.ts'

/** Files of the lake, of quarantine and of priced months that are gone or cut off: nothing is counted from those. */
export const damagedFiles = (
  home: Home,
  loads: readonly LoadRecord[],
  priced: readonly PricedMonth[],
): Check[] => {
  const ofLoads = loads.flatMap(({ id, file: { path }, parts, quarantine }) => {
    const files = [
      ...parts.map(({ file }) => join(home.lake, file)),
      ...(quarantine === null ? [] : [join(home.quarantine, quarantine)]),
    ]
    return files.map((file) => ({ file, from: `load ${id} of ${path}` }))
  })
  const ofMonths = priced
    .filter(({ rows }) => rows > 0)
    .map(({ kind, month, file }) => ({
      file: join(home.priced, file),
      from: `${kind} ${month} as priced`,
    }))
  return [...ofLoads, ...ofMonths].flatMap(({ file, from }): Check[] => {
    const damage = damageOf(file)
    return damage === null
      ? []
      : [{ what: from, outcome: 'differs', detail: `its file ${file} ${damage}` }]
  })
}
