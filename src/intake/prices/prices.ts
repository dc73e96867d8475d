import type { Layout } from '../engine/layout.ts'
import { admittedPrices, annexA } from './admitted.ts'
import { attendancePrices } from './attendances.ts'
import { marketForces, marketForcesByYear } from './market-forces.ts'

/** Price books: admitted care, unit costs of attendances, market forces factors. */
export const priceLayouts: readonly Layout[] = [
  admittedPrices,
  annexA,
  attendancePrices,
  marketForces,
  marketForcesByYear,
]
