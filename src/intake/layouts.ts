import { type Refusal, type Result, accept, refuse } from '../core/refusal.ts'
import type { Home } from '../stores/home.ts'
import { contractLayouts } from './contract/contract.ts'
import type { Layout } from './engine/layout.ts'
import { groupLayouts } from './group/group.ts'
import { hesLayouts } from './hes/hes.ts'
import { listLayouts } from './lists/lists.ts'
import { localLayouts } from './local/local.ts'
import { needLayouts } from './need/need.ts'
import { directoryLayouts } from './practices/directory.ts'
import { networkMembers } from './practices/networks.ts'
import { prescribingLayouts } from './prescribing/prescribing.ts'
import { priceLayouts } from './prices/prices.ts'
import { registerLayouts } from './registers/registers.ts'
import { susLayouts } from './sus/sus.ts'

/** Every published layout that Steward reads. */
export const publishedLayouts: readonly Layout[] = [
  ...directoryLayouts,
  networkMembers,
  ...listLayouts,
  ...needLayouts,
  ...registerLayouts,
  ...prescribingLayouts,
  ...susLayouts,
  ...hesLayouts,
  ...contractLayouts,
  ...priceLayouts,
  ...groupLayouts,
]

/** The layouts that a file may have, and those of the group's mapping files that cannot be used, with the reasons. */
export type KnownLayouts = { layouts: readonly Layout[]; unusable: readonly Refusal[] }

/** A refusal that a mapping which cannot be used may be the cause of says so, and how to mend the mapping. */
export const perhapsForWantOf = (unusable: readonly Refusal[], refusal: Refusal): Refusal => {
  if (unusable.length === 0) return refusal
  const mappings = unusable.map(({ message, remedy }) => `${message} ${remedy}`).join(' ')
  return { ...refusal, remedy: `${refusal.remedy} If it has a mapping of your own: ${mappings}` }
}

/** The layouts of a group: the published ones and its own mappings; only the one named where one is. */
export const layoutsOf = (home: Home, only?: string): Result<KnownLayouts> => {
  const { layouts, unusable } = localLayouts(home)
  const all = [...publishedLayouts, ...layouts]
  if (only === undefined) return accept({ layouts: all, unusable })
  const named = all.filter(({ id }) => id === only)
  if (named.length > 0) return accept({ layouts: named, unusable })
  const missing = refuse(
    'layout-missing',
    `There is no layout with the name “${only}”.`,
    `Use one of: ${all.map(({ id }) => id).join(', ')}.`,
  )
  return { ok: false, refusal: perhapsForWantOf(unusable, missing.refusal) }
}
