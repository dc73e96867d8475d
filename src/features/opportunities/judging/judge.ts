import {
  countryRates,
  nearest,
  type BenchmarkKind,
} from '../../../engines/opportunities/benchmark.ts'
import {
  opportunitiesOf,
  type Judging,
  type Opportunity,
} from '../../../engines/opportunities/opportunity.ts'
import { standardise, type Standardised } from '../../../engines/opportunities/standardise.ts'
import { worthOf } from '../../../engines/opportunities/worth.ts'
import { inTotals, type Definition } from '../../../warehouse/opportunities/definition.ts'
import type { Counted } from './counted.ts'
import { stratified } from '../../../engines/opportunities/standard-cells.ts'
import type { NationalRates } from './national.ts'
import { deprivationThirds, layOut, type GroupCells, type Member } from './group.ts'

/** How opportunities are judged: against what, and whether deprivation is allowed for beside age and sex. */
export type Options = { benchmark: BenchmarkKind; deprivation: boolean }

/** One definition over all members of the group, gross and after the waterfall. */
export type Judged = {
  index: number
  definition: Definition
  /** Why it cannot be computed; null where it can. */
  absent: string | null
  gross: Standardised | null
  opportunities: readonly Opportunity[]
  netOpportunities: readonly Opportunity[]
  /** Pence for each unit of what is counted, and what is in scope in pence, by member. */
  pencePerUnit: readonly number[]
  value: readonly number[]
  records: readonly number[]
  unpriced: number
  /** Pence by member: on its own, and within totals. */
  worth: readonly number[]
  netWorth: readonly number[]
}

/** Everything judged of a group in a period. */
export type Judgement = {
  counted: Counted
  members: readonly Member[]
  /** As asked, with the benchmark that was used in truth. */
  options: Options
  /** Said where an option cannot be followed. */
  remarks: readonly string[]
  judged: readonly Judged[]
}

const similarCount = 10

/** The ten members most alike by list, share aged 65 and over, need and health inequalities. */
const similarOf = (cells: GroupCells): ((practice: number) => number[]) => {
  const { members, people } = cells
  const width = people.length / Math.max(1, members.length)
  const list = members.map((_, p) =>
    people.subarray(p * width, (p + 1) * width).reduce((sum, value) => sum + value, 0),
  )
  const old = members.map((_, p) => {
    const aged = people.subarray(p * width + 26, (p + 1) * width)
    return aged.reduce((sum, value) => sum + value, 0) / Math.max(1, list[p] ?? 1)
  })
  const variables = [
    list.map((value) => Math.log(Math.max(1, value))),
    old,
    members.map(({ need }) => need ?? 0),
    members.map(({ inequalities }) => inequalities ?? 0),
  ]
  const kept = new Map<number, number[]>()
  return (practice) => {
    const known = kept.get(practice) ?? nearest(variables, practice, similarCount)
    kept.set(practice, known)
    return known
  }
}

/** A whole kind of records that is not there, as the counting names it. */
const setWords: Readonly<Record<string, string>> = {
  'all spells': 'no admitted care is loaded',
  'all outpatients': 'no outpatient attendances are loaded',
  'all emergency': 'no emergency-care attendances are loaded',
}

const absentWords = (counted: Counted, definition: Definition, people: boolean): string | null => {
  const found = counted.absent.find(({ id }) => id === definition.id)
  if (found) {
    const months = found.months.length === 0 ? '' : ` (empty in ${found.months.join(', ')})`
    const field = setWords[found.field] ?? found.field.replaceAll('_', ' ')
    return `cannot be computed: ${field}${months}`
  }
  return definition.rate.per === 'registered people' && !people
    ? 'cannot be computed: list sizes by sex and age'
    : null
}

const none: Pick<
  Judged,
  | 'gross'
  | 'opportunities'
  | 'netOpportunities'
  | 'pencePerUnit'
  | 'value'
  | 'records'
  | 'unpriced'
  | 'worth'
  | 'netWorth'
> = {
  gross: null,
  opportunities: [],
  netOpportunities: [],
  pencePerUnit: [],
  value: [],
  records: [],
  unpriced: 0,
  worth: [],
  netWorth: [],
}

const nationalRemark = (national: NationalRates | null): string =>
  national === null
    ? 'No national rates are loaded, so the group’s mean is used instead.'
    : `National rates: ${[...new Set([...national.values()].map(({ source }) => source))].join('; ')}.`

/** What practices are held against in truth: the mean where national rates are asked for and none are loaded. */
export const benchmarkUsed = (
  { benchmark }: Options,
  national: NationalRates | null,
): BenchmarkKind => (benchmark === 'national' && national === null ? 'mean' : benchmark)

/** Judges every definition over the members of one group. */
export const judgeGroup = (
  counted: Counted,
  members: readonly Member[],
  options: Options,
  national: NationalRates | null = null,
): Judgement => {
  const cells = layOut(counted, members)
  const thirds = options.deprivation ? deprivationThirds(members) : null
  const remarks = [
    ...(options.deprivation && thirds === null
      ? ['Deprivation is not allowed for: need is not loaded for every practice.']
      : []),
    ...(options.benchmark === 'national' ? [nationalRemark(national)] : []),
  ]
  const similar = similarOf(cells)
  const against = benchmarkUsed(options, national)
  const hasPeople = cells.people.some((value) => value > 0)
  const judged = counted.catalogue.definitions.map((definition, index): Judged => {
    const found = cells.definitions.get(index)
    const absent = absentWords(counted, definition, hasPeople)
    if (absent !== null || !found) return { index, definition, absent, ...none }
    const gross = standardise(stratified(found.gross, thirds))
    const judging = ((): Judging | string => {
      if (against !== 'national') return { kind: against, similar }
      const country = national?.get(definition.id)
      if (!country) return 'cannot be compared: no national rate is loaded for it'
      const benchmarks = members.map((_, p) => {
        const per = found.gross.per.subarray(p * found.gross.cells, (p + 1) * found.gross.cells)
        return countryRates(per, country, gross.expected[p] ?? 0, gross.dispersion)
      })
      if (benchmarks.some((one, p) => one === null && (gross.expected[p] ?? 0) > 0))
        return 'cannot be compared: its national rates leave out ages that are here'
      return {
        kind: 'national',
        country: (p) => benchmarks[p] ?? { ratio: 1, variance: 0, practices: 0 },
      }
    })()
    if (typeof judging === 'string') return { index, definition, absent: judging, ...none }
    const opportunities = opportunitiesOf(gross, judging)
    const netOpportunities = inTotals(definition)
      ? opportunitiesOf(standardise(stratified(found.net, thirds)), judging)
      : []
    const mean = ratio(sum(found.value), sum(gross.observed))
    const unit = (value: number, amount: number): number => ratio(value, amount) || mean
    const pencePerUnit = opportunities.map(({ observed }, p) => unit(found.value[p] ?? 0, observed))
    return {
      index,
      definition,
      absent,
      gross,
      opportunities,
      netOpportunities,
      pencePerUnit,
      value: [...found.value],
      records: [...found.records],
      unpriced: found.unpriced,
      worth: opportunities.map((opportunity, p) =>
        worthOf({ opportunity, pencePerUnit: pencePerUnit[p] ?? 0, group: 0 }),
      ),
      netWorth: netOpportunities.map((opportunity, p) =>
        worthOf({
          opportunity,
          pencePerUnit: unit(found.netValue[p] ?? 0, opportunity.observed),
          group: 0,
        }),
      ),
    }
  })
  return { counted, members, options: { ...options, benchmark: against }, remarks, judged }
}

const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0)
const ratio = (top: number, bottom: number): number => (bottom > 0 ? top / bottom : 0)
