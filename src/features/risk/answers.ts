import {
  borne,
  contractWorth,
  corridor,
  twoSided,
  type Borne,
  type ContractWorth,
  type RiskContract,
} from '../../engines/risk/arrangements.ts'
import { momentsOf, overYears, type Part } from '../../engines/risk/exact/cell.ts'
import {
  overspendChances,
  quantileOf,
  sdOf,
  type Distribution,
} from '../../engines/risk/exact/distribution.ts'
import { misfitSd } from '../../engines/risk/misfit.ts'
import { normalOverspend } from '../../engines/risk/normal-law.ts'
import { poolOf, setsNeeded } from '../../engines/risk/pool.ts'
import { capAnswers } from '../../engines/risk/stop-loss.ts'
import { allPatientLines, type Basis } from './cells/basis.ts'

/** What is asked about the risk of a set of practices. Shares are parts of one, money is pence. */
export type RiskAsked = {
  practices: readonly string[]
  /** Standard deviation of what a formula misses for a practice, and of a shock that all share. */
  misfit: number
  shock: number
  /** Years over which the result is judged as one. */
  years: number
  /** A cap on one patient's cost in pence, for the pool. */
  cap: number
  /** Chance with which the pool may fail. */
  failing: number
  contract: RiskContract
  corridor: { width: number; share: number }
  twoSided: { share: number; limit: number }
}

/** Chance of overspending by more than a share of the budget, exactly and by the normal law. */
export type Chance = { share: number; exact: number; normal: number }

/** The yearly cost of a set of practices as chance has it, the budget being what is expected. */
export type RiskOfSet = {
  patients: number
  expectedPence: number
  sd: number
  /** Standard deviation as a share of what is expected, and the same for one patient. */
  variation: number
  personalVariation: number
  chances: Chance[]
  /** What one year in twenty exceeds, and one in twenty stays below, as a share above what is expected. */
  worst: number
  best: number
  /** What the lattice may move any chance by, and its step in pence. */
  latticeChance: number
  latticeStep: number
}

export type Caps = {
  limit: number
  premium: number
  premiumShare: number
  personalVariation: number
  overspend: readonly { share: number; chance: number }[]
}[]

export type RiskAnswer = {
  asked: RiskAsked
  whole: RiskOfSet
  caps: Caps
  pool: { premium: number; reserve: number; sets: number | null; patients: number | null }
  contract: ContractWorth
  corridor: Borne
  twoSided: Borne
}

const shares = [0.01, 0.02, 0.05, 0.1]
const limits = [500_000, 1_000_000, 2_500_000, 5_000_000, 10_000_000, Infinity]

const countOf = (parts: readonly Part[]): number =>
  parts.reduce((sum, part) => sum + ('patients' in part ? part.patients : 0), 0)

const summary = (distribution: Distribution, patients: number): RiskOfSet => {
  const { mean, lattice, step } = distribution
  const sd = sdOf(distribution)
  const personalVariation = (sd / mean) * Math.sqrt(patients)
  return {
    patients,
    expectedPence: mean,
    sd,
    variation: sd / mean,
    personalVariation,
    chances: overspendChances(distribution, mean, shares).map(({ share, chance }) => ({
      share,
      exact: chance,
      normal: normalOverspend(personalVariation, patients, share),
    })),
    worst: quantileOf(distribution, 0.95) / mean - 1,
    best: quantileOf(distribution, 0.05) / mean - 1,
    latticeChance: lattice.chance,
    latticeStep: step,
  }
}

/** The risk of a set of practices in one year, by chance alone; null where nobody of it has a list. */
export const riskOf = (basis: Basis, practices: readonly string[]): RiskOfSet | null => {
  const parts = basis.parts(practices, allPatientLines)
  const patients = countOf(parts)
  return patients === 0 || momentsOf(parts).mean === 0 ? null : summary(basis.fine(parts), patients)
}

/** Everything that the explorer says of a set of practices; null where nobody of it has a list. */
export const answer = (basis: Basis, asked: RiskAsked): RiskAnswer | null => {
  const { practices, years } = asked
  const one = basis.parts(practices, allPatientLines)
  const patients = countOf(one)
  if (patients === 0 || momentsOf(one).mean === 0) return null
  const parts = overYears(one, years)
  const expected = practices.map(
    (practice) => momentsOf(basis.parts([practice], allPatientLines)).mean,
  )
  const normalSd = misfitSd(expected, { persistent: asked.misfit, shock: asked.shock }, years)
  const year = basis.fine(parts, { normalSd })
  const { cap, failing } = asked
  const pool = poolOf(basis.fine, parts, cap, failing)
  const sets = setsNeeded(basis.coarse, parts, 0.02, 0.05)
  return {
    asked,
    whole: summary(year, patients * years),
    caps: capAnswers(basis.coarse, parts, limits, [0.01, 0.02, 0.05, 0.1]).map((row) => ({
      limit: row.limit,
      premium: row.premium,
      premiumShare: row.premiumShare,
      personalVariation: row.personalVariation,
      overspend: row.overspend,
    })),
    pool: {
      premium: pool.premium,
      reserve: pool.reserve,
      sets,
      patients: sets === null ? null : sets * patients * years,
    },
    contract: contractWorth(year, year.mean, asked.contract),
    corridor: borne(year, year.mean, corridor(asked.corridor.width, asked.corridor.share)),
    twoSided: borne(year, year.mean, twoSided(asked.twoSided.share, asked.twoSided.limit)),
  }
}
