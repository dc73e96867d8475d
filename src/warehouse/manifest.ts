import type { Month } from '../core/month.ts'

/** The kinds of patient-level activity that are priced line by line. */
export const kinds = ['admitted', 'outpatient', 'emergency'] as const
export type Kind = (typeof kinds)[number]

/** One immutable file of priced lines: named by the hash of everything that went into it. */
export type PricedMonth = {
  kind: Kind
  month: Month
  key: string
  /** Relative to the home's priced folder. */
  file: string
  rows: number
  /** Exact whole pence, as text. */
  costPence: string
}

/** What a build is made of: enough to make the same build again while its loads are in the lake. */
export type BuildManifest = {
  /** 12 hexadecimal digits of the hash over loads, rules, code and the as-at date. */
  id: string
  madeAt: string
  /** The date that stands for today: late and missing files and the first cut are judged by it. */
  asAt: string
  /** Hash of the SQL and pricing code that made it. */
  code: string
  loads: string[]
  rules: { id: string; sha256: string }[]
  priced: PricedMonth[]
  months: { first: Month; last: Month } | null
  groups: { code: string; name: string }[]
  controls: { checked: number; differ: number }
  /** What the group does not have, in words for its pages. */
  missing: string[]
}
