import { z } from 'zod'
import {
  handlings,
  interestKinds,
  type ConflictRules,
  type Handling,
  type InterestKind,
} from '../../engines/conflicts/rules.ts'
import type { Home } from '../../stores/home.ts'
import { readRuleFile } from '../rule-file.ts'

const handling = z.enum(handlings)
const byPurpose = z.strictObject({ decision: handling, assurance: handling, information: handling })
const months = z.int().positive().max(120)

const file = z.strictObject({
  id: z.literal('conflicts'),
  version: z.int().positive(),
  title: z.string(),
  source: z.string().min(10),
  recordWithinDays: z.int().positive().max(365),
  refreshMonths: months,
  shownMonths: months,
  proposals: z.strictObject({
    financial: byPurpose,
    'non-financial professional': byPurpose,
    'non-financial personal': byPurpose,
    indirect: byPurpose,
  }),
  sensitive: handling,
  ended: handling,
})

/** The rules about interests in force (`definitions/rules/conflicts.yaml` or the group's own); AppError rule-file-invalid. */
export const readConflictRules = (home: Pick<Home, 'definitions'>): ConflictRules =>
  readRuleFile(home, 'conflicts', file).rule

/** What is done with an interest in an item, as the minutes say it. */
export const handlingWords: Readonly<Record<Handling, string>> = {
  note: 'interest noted; stays and decides',
  speak: 'may speak, does not decide',
  leave: 'leaves the room for the item',
  'no papers': 'leaves the room and is not given the papers',
}

/** A kind of interest in words that somebody declaring one can choose by. */
export const kindWords: Readonly<Record<InterestKind, { text: string; hint: string }>> = {
  financial: {
    text: 'Financial',
    hint: 'You may gain or lose money: partner, director, shares, employment, fees.',
  },
  'non-financial professional': {
    text: 'Non-financial, professional',
    hint: 'Your standing or career may gain: an adviser, an officer of a professional body, a researcher.',
  },
  'non-financial personal': {
    text: 'Non-financial, personal',
    hint: 'You may gain as a person: a patient, a volunteer, a member of a campaign.',
  },
  indirect: {
    text: 'Indirect',
    hint: 'Someone close to you has one of these: a relative, a friend, a business partner.',
  },
}

/** Kinds in the order of the guidance. */
export const kinds: readonly InterestKind[] = interestKinds
