import { random } from '../../core/random.ts'
import type { BenchmarkKind } from '../../engines/opportunities/benchmark.ts'
import { jointDifference } from '../../engines/opportunities/joint-difference.ts'
import {
  fewestForHalf,
  jointLimits,
  realisticShare,
  type WorthPart,
} from '../../engines/opportunities/worth.ts'
import { inTotals, type Definition } from '../../warehouse/opportunities/definition.ts'
import type { Judged, Judgement } from './judging/judge.ts'
import { isLowHanging, moneyOf, taskOf, type Money, type Task } from './rules.ts'

/** A group, a locality or a practice, and which of the group's members it is. */
export type Place = {
  kind: 'group' | 'locality' | 'practice'
  code: string
  name: string
  group: string
  groupName: string
  members: readonly number[]
}

/** Limits of 19 times in 20. */
export type Limits = { lower: number; upper: number }

/** One definition as it stands for a place. Money in whole pence. */
export type Line = {
  definition: Definition
  task: Task
  index: number
  money: Money
  /** Why there are no figures; null where there are. */
  absent: string | null
  records: number
  inScopePence: number
  observed: number
  expected: number
  difference: number
  differenceLimits: Limits
  worthPence: number
  worthLimits: Limits
  /** Worth after the waterfall: what totals add up. */
  netWorthPence: number
  /** What could realistically go of what is in scope; null where no experts were asked. */
  realistic: { low: number; high: number } | null
  /** Share of the difference that is taken to be chance, 0 to 1; of a practice alone. */
  chanceShare: number | null
  /** The chance of truly lying above the benchmark; of a practice alone. */
  chanceAbove: number | null
  /** Practices of the place that lie above beyond chance, and how few make half of the worth. */
  called: number
  forHalf: number
  lowHanging: boolean
  unpriced: number
}

/** What all definitions come to without counting anything twice, by sort of money. */
export type Total = { pence: number; limits: Limits; inScopePence: number; lines: number }

export type Worklist = {
  place: Place
  benchmark: BenchmarkKind
  deprivation: boolean
  years: number
  lines: readonly Line[]
  totals: Readonly<Record<Money, Total>>
}

const draws = 300

const partOf = (judged: Judged, p: number): WorthPart | null => {
  const opportunity = judged.opportunities[p]
  return opportunity
    ? { opportunity, pencePerUnit: judged.pencePerUnit[p] ?? 0, group: judged.index }
    : null
}

const netPartOf = (judged: Judged, p: number): WorthPart | null => {
  const opportunity = judged.netOpportunities[p]
  if (!opportunity || opportunity.shrunkenExcess <= 0) return null
  const worth = judged.netWorth[p] ?? 0
  return { opportunity, pencePerUnit: worth / opportunity.shrunkenExcess, group: judged.index }
}

const blank = (judged: Judged): Line => ({
  definition: judged.definition,
  task: taskOf(judged.definition),
  index: judged.index,
  money: moneyOf(judged.definition),
  absent: judged.absent ?? 'nothing was found in these records',
  records: 0,
  inScopePence: 0,
  observed: 0,
  expected: 0,
  difference: 0,
  differenceLimits: { lower: 0, upper: 0 },
  worthPence: 0,
  worthLimits: { lower: 0, upper: 0 },
  netWorthPence: 0,
  realistic: null,
  chanceShare: null,
  chanceAbove: null,
  called: 0,
  forHalf: 0,
  lowHanging: false,
  unpriced: 0,
})

const add = (values: readonly number[], members: readonly number[]): number =>
  members.reduce((sum, p) => sum + (values[p] ?? 0), 0)

const lineOf = (judgement: Judgement, judged: Judged, place: Place, years: number): Line => {
  const { gross, opportunities, definition } = judged
  const { members } = place
  if (!gross || opportunities.length === 0) return blank(judged)
  const observed = add([...gross.observed], members)
  const expected = members.reduce((sum, p) => sum + (opportunities[p]?.expected ?? 0), 0)
  const [only] = members.length === 1 ? members : []
  const single = only === undefined ? undefined : opportunities[only]
  const seed = random(`${definition.id} ${place.kind} ${place.code}`)
  const isMean = judgement.options.benchmark === 'mean'
  const parts = members.flatMap((p) => partOf(judged, p) ?? [])
  const [worthLimits = { lower: 0, upper: 0 }] = jointLimits(
    parts.map((part) => ({ ...part, group: 0 })),
    [parts.map((_, i) => i)],
    seed,
    draws,
  )
  const inScopePence = Math.round(add(judged.value, members))
  const worths = members.map((p) => judged.worth[p] ?? 0)
  const line: Line = {
    definition,
    task: taskOf(definition),
    index: judged.index,
    money: moneyOf(definition),
    absent: null,
    records: add(judged.records, members),
    inScopePence,
    observed,
    expected,
    difference: observed - expected,
    differenceLimits:
      single?.excess ?? jointDifference(gross, opportunities, members, isMean, seed, draws),
    worthPence: worths.reduce((sum, value) => sum + value, 0),
    worthLimits,
    netWorthPence: add(judged.netWorth, members),
    realistic: definition.experts && {
      low: Math.round(inScopePence * realisticShare(definition.experts.low, years)),
      high: Math.round(inScopePence * realisticShare(definition.experts.high, years)),
    },
    chanceShare: single?.chanceShare ?? null,
    chanceAbove: single?.chanceAbove ?? null,
    called: members.filter((p) => opportunities[p]?.called).length,
    forHalf: fewestForHalf(worths),
    lowHanging: false,
    unpriced: judged.unpriced,
  }
  return { ...line, lowHanging: isLowHanging(line, members.length) }
}

const totalOf = (judgement: Judgement, place: Place, money: Money): Total => {
  const chosen = judgement.judged.filter(
    ({ definition, gross }) => gross && inTotals(definition) && moneyOf(definition) === money,
  )
  const parts = chosen.flatMap((judged) => place.members.flatMap((p) => netPartOf(judged, p) ?? []))
  const [limits = { lower: 0, upper: 0 }] = jointLimits(
    parts,
    [parts.map((_, i) => i)],
    random(`total ${money} ${place.kind} ${place.code}`),
    draws,
  )
  return {
    pence: chosen.reduce((sum, { netWorth }) => sum + add(netWorth, place.members), 0),
    limits,
    inScopePence: Math.round(chosen.reduce((sum, { value }) => sum + add(value, place.members), 0)),
    lines: chosen.length,
  }
}

/** Everything of a place, in catalogue order. */
export const worklistOf = (judgement: Judgement, place: Place, years: number): Worklist => ({
  place,
  benchmark: judgement.options.benchmark,
  deprivation: judgement.options.deprivation,
  years,
  lines: judgement.judged.map((judged) => lineOf(judgement, judged, place, years)),
  totals: {
    cash: totalOf(judgement, place, 'cash'),
    capacity: totalOf(judgement, place, 'capacity'),
  },
})
