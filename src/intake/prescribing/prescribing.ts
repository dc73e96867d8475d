import type { Layout } from '../engine/layout.ts'
import { detailedPrescribing, epdEarlier, epdWithSnomed } from './epd.ts'
import { pdpi, pdpiAddresses, pdpiSubstances } from './pdpi.ts'

/** Every published form of practice prescribing. */
export const prescribingLayouts: readonly Layout[] = [
  epdWithSnomed,
  epdEarlier,
  detailedPrescribing,
  pdpi,
  pdpiAddresses,
  pdpiSubstances,
]
