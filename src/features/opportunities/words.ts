import type { BenchmarkKind } from '../../engines/opportunities/benchmark.ts'
import { formatShortPence } from '../../core/money.ts'
import { formatCount } from '../../ui/money.ts'
import type { Actor, Definition } from '../../warehouse/opportunities/definition.ts'
import type { Evidence, Money, Sort } from './rules.ts'
import type { Limits } from './view.ts'

export const benchmarkWords: Readonly<Record<BenchmarkKind, string>> = {
  mean: 'the group’s mean',
  'better-half': 'the better half of the other practices',
  'better-quarter': 'the better quarter of the other practices',
  similar: 'the ten most similar practices',
  national: 'England',
}

export const actorWords: Readonly<Record<Actor, string>> = {
  'general-practice': 'general practice',
  'community-services': 'community services',
  'acute-provider': 'the hospital',
  'public-health': 'public health',
  'mental-health-services': 'mental health services',
  'urgent-care': 'urgent care',
  referrers: 'referrers',
}

export const horizonWords: Readonly<Record<Definition['horizon'], string>> = {
  'in-year': 'within the year',
  'one-to-three-years': 'one to three years',
  'long-term': 'longer',
}

export const influenceWords: Readonly<Record<Definition['influence'], string>> = {
  high: 'much say',
  medium: 'some say',
  low: 'little say',
}

export const evidenceWords: Readonly<Record<Evidence, string>> = {
  panel: 'national list and panel',
  list: 'national list',
  measure: 'a measure of prescribing',
  prices: 'prices that others pay',
  other: 'another source',
  withdrawn: 'withdrawn rule',
}

export const moneyWords: Readonly<Record<Money, string>> = {
  cash: 'cash, where activity is paid for',
  capacity: 'capacity: beds and clinics',
}

export const kindWords: Readonly<Record<Definition['kind'], string>> = {
  avoid: 'need not happen',
  shorten: 'shorter stay',
  convert: 'another setting',
}

export const sortWords: Readonly<Record<Sort, string>> = {
  worth: 'what it is worth',
  quick: 'how quick',
  easy: 'how much say practices have',
  who: 'who can act',
  evidence: 'evidence',
}

/** Money in a few signs: "£12k". */
export const short = (pence: number): string => formatShortPence(BigInt(Math.round(pence)))

/** "£2k to £9k". */
export const shortRange = ({ lower, upper }: Limits): string => `${short(lower)} to ${short(upper)}`

/** A count with its sign, rounded to whole things: "+12", "−3". */
export const signed = (value: number): string => {
  const whole = Math.round(value)
  return `${whole < 0 ? '−' : '+'}${formatCount(Math.abs(whole))}`
}

/** "−3 to +20". */
export const signedRange = ({ lower, upper }: Limits): string =>
  `${signed(lower)} to ${signed(upper)}`

/** "12%", whole. */
export const percent = (share: number): string => `${Math.round(100 * share)}%`

/** What is counted: "spells", "nights" and the like. */
export const unitOf = ({ of, rate }: Definition): string => {
  if (rate.counts === 'days') return 'nights'
  if (rate.counts === 'share') return 'admissions put down to it'
  return of === 'spells' ? 'admissions' : of === 'outpatients' ? 'appointments' : 'attendances'
}

const named: Readonly<Record<string, string>> = {
  dvt: 'Deep vein thrombosis',
  ent: 'Ear, nose and throat',
  copd: 'COPD',
  tia: 'Transient ischaemic attack',
}

/** The name of a part of a definition, from its key. */
export const partName = (part: string): string => {
  const known = named[part]
  if (known !== undefined) return known
  const words = part.replaceAll('-', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
