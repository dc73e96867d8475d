import type { Ledger } from '../stores/ledger/ledger.ts'

/** What the sample world's own people and decisions are made from. */
export type SampleFacts = {
  /** The world's own day, as '2020-04-20'. */
  today: string
  groupCode: string
  /** The practices of the group on that day, in order of code. */
  practices: readonly { code: string; name: string; locality: string }[]
  localities: readonly { code: string; name: string }[]
}

/**
 * Adds a feature's part of the sample world to a ledger: quick, and as if nothing had happened where it
 * has been added before. The people are there first (sample_key of the table person).
 */
export type AddSample = (ledger: Ledger, world: SampleFacts) => Promise<void>
