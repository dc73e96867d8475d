import { cutsOf, type CutKey, type Figure, type Measure } from '../../core/figure.ts'
import type { Kind } from '../../warehouse/manifest.ts'

/** What is added up: priced lines, contract lines as sent, prescribing rows, or registered patients. */
export type Source = 'activity' | 'contract' | 'prescribing' | 'patients'

/** A way to split a figure into smaller ones that add up to it. */
export type SplitKey = CutKey | 'month' | 'practice' | 'locality' | 'component'

export type Unit = 'money' | 'lines' | 'items' | 'patients'

type Definition = {
  title: string
  unit: Unit
  /** The formula in words, one step a sentence. */
  formula: readonly string[]
  splits: readonly SplitKey[]
}

const priceOfLine =
  'A line costs (price of its code + best-practice addition + excess days × price per day, all with any specialist top-up, + unbundled days at their price) × the provider’s market forces factor, rounded once, half up, to the penny.'
const linesWithoutPrice =
  'Lines without a price and excluded lines are counted and listed, and add nothing.'
const asSent =
  'A contract line costs what was sent: its actual price + its actual market forces amount.'
const onlyElsewhere =
  'Contract lines count only where no patient-level feed carries the same care; all others are compared, never added.'
const prescribed =
  'Prescribing costs the actual cost of each row in £0.00001, added up unrounded and rounded once, half up, to the penny.'
const hospitalSplits: readonly SplitKey[] = [
  'pod',
  'month',
  'provider',
  'specialty',
  'practice',
  'locality',
]

/** What each measure means. The titles, formulas and splits that every page shows. */
export const definitions: Record<Measure, Definition> = {
  cost: {
    title: 'Cost of care',
    unit: 'money',
    formula: [
      'Hospital activity priced by Steward + contract lines + prescribing.',
      priceOfLine,
      `${asSent} ${onlyElsewhere}`,
      prescribed,
    ],
    splits: ['component', 'month', 'practice', 'locality'],
  },
  'activity-cost': {
    title: 'Cost of hospital activity',
    unit: 'money',
    formula: ['The sum of the cost of every priced line.', priceOfLine, linesWithoutPrice],
    splits: hospitalSplits,
  },
  'activity-lines': {
    title: 'Lines of hospital activity',
    unit: 'lines',
    formula: [
      'The number of lines: spells by month of discharge, attendances by month of attendance, whether priced or not.',
    ],
    splits: hospitalSplits,
  },
  'contract-cost': {
    title: 'Cost of contract lines',
    unit: 'money',
    formula: [asSent, onlyElsewhere],
    splits: hospitalSplits,
  },
  'prescribing-cost': {
    title: 'Cost of prescribing',
    unit: 'money',
    formula: [prescribed],
    splits: ['chapter', 'month', 'practice', 'locality'],
  },
  'prescribing-items': {
    title: 'Items prescribed',
    unit: 'items',
    formula: ['The sum of items over all rows of prescribing.'],
    splits: ['chapter', 'month', 'practice', 'locality'],
  },
  patients: {
    title: 'Registered patients',
    unit: 'patients',
    formula: [
      'Patients registered on the latest list at or before the end of the last month, of practices that were members in that month.',
    ],
    splits: ['practice', 'locality'],
  },
  'cost-per-thousand': {
    title: 'Cost of care per 1,000 patients',
    unit: 'money',
    formula: [
      'Cost of care × 1,000 ÷ the mean number of registered patients over the months that have a list, rounded once, half up, to the penny.',
    ],
    splits: [],
  },
}

const sources: Record<Measure, readonly Source[]> = {
  cost: ['activity', 'contract', 'prescribing'],
  'activity-cost': ['activity'],
  'activity-lines': ['activity'],
  'contract-cost': ['contract'],
  'prescribing-cost': ['prescribing'],
  'prescribing-items': ['prescribing'],
  patients: ['patients'],
  'cost-per-thousand': ['activity', 'contract', 'prescribing'],
}

/** The figure that stands for one source within a wider one. */
export const measureOf: Record<Source, Measure> = {
  activity: 'activity-cost',
  contract: 'contract-cost',
  prescribing: 'prescribing-cost',
  patients: 'patients',
}

const carries: Record<Source, readonly CutKey[]> = {
  activity: ['pod', 'specialty', 'provider'],
  contract: ['pod', 'specialty', 'provider'],
  prescribing: ['chapter'],
  patients: [],
}

/** Contract lines and prescribing are kinds of their own beside the three of hospital activity. */
const isOfKind = (source: Source, kind: string): boolean =>
  kind === 'contract' || kind === 'prescribing' ? source === kind : source === 'activity'

/** What is added up for this figure: a cut by chapter leaves prescribing alone, one by provider leaves it out. */
export const sourcesOf = ({ measure, cut }: Pick<Figure, 'measure' | 'cut'>): readonly Source[] =>
  sources[measure].filter((source) =>
    Object.entries(cut).every(([key, value]) =>
      key === 'kind' ? isOfKind(source, value) : carries[source].some((known) => known === key),
    ),
  )

/** The figure of one source within a wider one, without the cuts that only say which source it is. */
export const figureOfSource = (figure: Figure, source: Source): Figure => {
  const measure = measureOf[source]
  const cut = Object.fromEntries(
    cutsOf[measure].flatMap((key) => {
      const value = figure.cut[key]
      return value === undefined ? [] : [[key, value]]
    }),
  )
  return { ...figure, measure, cut }
}

const activityFeeds: Record<Kind, readonly string[]> = {
  admitted: ['admitted', 'critical-care'],
  outpatient: ['outpatient'],
  emergency: ['emergency'],
}

/** The feeds whose files a source is made of. */
export const feedsOf = (source: Source, kind?: string): readonly string[] => {
  if (source === 'contract') return ['contract-aggregate', 'contract-patient']
  if (source === 'patients') return ['list-size']
  if (source === 'prescribing') return ['prescribing']
  const known = Object.entries(activityFeeds).filter(
    ([name]) => kind === undefined || name === kind,
  )
  return known.flatMap(([, feeds]) => feeds)
}
