import { type Result, accept, refuse } from '../core/refusal.ts'
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

/** The layouts of a group: the published ones and its own mappings; only the one named where one is. */
export const layoutsOf = (home: Home, only?: string): Result<readonly Layout[]> => {
  const all = [...publishedLayouts, ...localLayouts(home)]
  if (only === undefined) return accept(all)
  const named = all.filter(({ id }) => id === only)
  return named.length > 0
    ? accept(named)
    : refuse(
        'layout-missing',
        `There is no layout with the name “${only}”.`,
        `Use one of: ${all.map(({ id }) => id).join(', ')}.`,
      )
}
