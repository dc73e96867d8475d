import { formatFigure, linesPath, type Figure } from '../../core/figure.ts'
import { formatMonth, parseMonth } from '../../core/month.ts'
import { formatPence } from '../../core/money.ts'
import { sqlFile } from '../../stores/duck.ts'
import type { Scope } from '../../stores/scope.ts'
import type { Served } from '../../warehouse/served.ts'
import {
  countOf,
  evaluate,
  feedsOf,
  figureOfSource,
  formatUnrounded,
  sourcesOf,
  type Evaluated,
} from '../figures/figures.ts'
import type { Inputs } from './inputs.ts'

/** Something that the figure lacks or rests on, and what would put it right. */
export type Caveat = {
  kind:
    | 'missing'
    | 'late'
    | 'first cut'
    | 'provider absent'
    | 'stand-in prices'
    | 'no price'
    | 'not attributed'
    | 'not yet discharged'
    | 'quarantined'
    | 'not loaded'
  text: string
  /** Where the rows in question can be seen. */
  href: string | null
  change: string
}

type Gap = { feed: string; month: string; state: string; cut: string | null; absent: string | null }

const feedNames: Readonly<Record<string, string>> = {
  admitted: 'admitted care',
  outpatient: 'outpatients',
  emergency: 'emergency care',
  'critical-care': 'critical care',
  'contract-aggregate': 'contract monitoring',
  'contract-patient': 'patient-level contract monitoring',
  prescribing: 'prescribing',
  'list-size': 'list sizes',
}

const monthNames = (gaps: readonly Gap[]): string => {
  const months = gaps.map(({ month }) => parseMonth(month)).filter((month) => month !== null)
  const names = months.map(formatMonth)
  return names.length > 4
    ? `${names[0]} to ${names.at(-1)} (${names.length} months)`
    : names.join(', ')
}

/** Feeds in a state, those of the same months named together. */
const grouped = (
  gaps: readonly Gap[],
  wanted: (gap: Gap) => boolean,
): { feeds: string; months: string }[] => {
  const byFeed = Map.groupBy(gaps.filter(wanted), ({ feed }) => feed)
  const listed = [...byFeed].map(([feed, list]) => ({ feed, months: monthNames(list) }))
  return [...Map.groupBy(listed, ({ months }) => months)].map(([months, of]) => ({
    months,
    feeds: of.map(({ feed }) => feedNames[feed] ?? feed).join(', '),
  }))
}

const arrivals = (gaps: readonly Gap[]): Caveat[] => [
  ...grouped(gaps, ({ state }) => state === 'missing').map(({ feeds, months }) => ({
    kind: 'missing' as const,
    text: `Missing: ${feeds} of ${months}. The figure counts nothing for it.`,
    href: '/status#months',
    change: `The missing files of ${feeds} for ${months}.`,
  })),
  ...grouped(gaps, ({ state }) => state === 'late').map(({ feeds, months }) => ({
    kind: 'late' as const,
    text: `Late: ${feeds} of ${months} has not arrived yet.`,
    href: '/status#months',
    change: `The late files of ${feeds} for ${months}.`,
  })),
  ...grouped(gaps, ({ cut }) => cut === 'flex').map(({ feeds, months }) => ({
    kind: 'first cut' as const,
    text: `First cut: ${feeds} of ${months} came before its freeze date, so late lines are still to come.`,
    href: '/status#months',
    change: `The freeze of ${feeds} for ${months}.`,
  })),
  ...gaps
    .filter(({ absent }) => absent !== null)
    .map(({ feed, month, absent }) => ({
      kind: 'provider absent' as const,
      text: `${feedNames[feed] ?? feed} of ${formatMonth(parseMonth(month) ?? '2000-01')} has no line from ${absent}, which sent some in both months before.`,
      href: '/status#months',
      change: `Lines of ${absent} for ${formatMonth(parseMonth(month) ?? '2000-01')}.`,
    })),
]

const prices = ({ counts, standInPence, figure }: Evaluated): Caveat[] => [
  ...(standInPence > 0n
    ? [
        {
          kind: 'stand-in prices' as const,
          text: `${formatPence(standInPence)} of this rests on unit costs that stand in for prices, because no price list is loaded for that care.`,
          href: null,
          change: 'Published prices in place of the unit costs.',
        },
      ]
    : []),
  ...(counts.noPrice > 0n
    ? [
        {
          kind: 'no price' as const,
          text: `${countOf(counts.noPrice, 'line has', 'lines have')} no price and add nothing.`,
          href: `${linesPath(figureOfSource(figure, 'activity'))}?status=no%20price`,
          change: `Prices for ${countOf(counts.noPrice, 'line')} without one.`,
        },
      ]
    : []),
]

const unattributed = async (
  scope: Scope,
  served: Served,
  { figure }: Evaluated,
): Promise<Caveat[]> => {
  if (!('code' in figure.where) || figure.measure === 'patients') return []
  const measure = figure.measure === 'cost-per-thousand' ? 'cost' : figure.measure
  const other: Figure = { ...figure, measure, where: { kind: 'unattributed' } }
  const result = await evaluate(scope, served, other, { splits: false })
  if (!result.ok || result.value.counts.lines === 0n) return []
  const { counts, unit, exact } = result.value
  const worth = unit === 'money' ? ` (${formatUnrounded(unit, exact)})` : ''
  return [
    {
      kind: 'not attributed',
      text: `${countOf(counts.lines, 'line')}${worth} of these months could be given to no practice and are in nobody’s figure.`,
      href: `/explain/${formatFigure(other)}`,
      change: 'A practice code for the lines that have none.',
    },
  ]
}

const undischarged = async (served: Served, { figure }: Evaluated): Promise<Caveat[]> => {
  const { kind, provider } = figure.cut
  const admitted = kind === undefined || kind === 'admitted'
  if (!sourcesOf(figure).includes('activity') || !admitted) return []
  const [row] = await served.duck.all<{ episodes: bigint }>(
    `select cast(coalesce(sum(episodes), 0) as bigint) as episodes from undischarged
     where month between $from and $to and ($provider is null or provider = $provider)`,
    { from: figure.from, to: figure.to, provider: provider ?? null },
  )
  const episodes = row?.episodes ?? 0n
  if (episodes === 0n) return []
  return [
    {
      kind: 'not yet discharged',
      text: `${countOf(episodes, 'episode')} of these months, of all practices, belong to stays without a discharge date; such a stay counts in the month of its discharge.`,
      href: null,
      change: 'The discharge of patients who are still in hospital.',
    },
  ]
}

const quarantined = ({ files }: Inputs): Caveat[] => {
  const rows = files.reduce((sum, file) => sum + file.quarantined, 0n)
  if (rows === 0n) return []
  return [
    {
      kind: 'quarantined',
      text: `${countOf(rows, 'row')} of the files behind this figure could not be used; each says why and how to put it right.`,
      href: '/status#quarantine',
      change: `Corrected files for ${countOf(rows, 'quarantined row')}.`,
    },
  ]
}

/** Everything that the figure lacks or that is estimated in it. */
export const caveatsOf = async (
  scope: Scope,
  served: Served,
  whole: Evaluated,
  inputs: Inputs,
): Promise<Caveat[]> => {
  const { figure } = whole
  const feeds = sourcesOf(figure).flatMap((source) => feedsOf(source, figure.cut.kind))
  const lists = figure.measure === 'cost-per-thousand' ? ['list-size'] : []
  const asked = JSON.stringify([...feeds, ...lists])
  const gaps = await served.duck.all<Gap>(sqlFile(import.meta.url, 'sql/gaps.sql'), {
    from: figure.from,
    to: figure.to,
    feeds: asked,
  })
  const absent = await served.duck.all<{ note: string }>(
    `select note from missing where list_contains(from_json($feeds, '["VARCHAR"]'), feed) order by note`,
    { feeds: asked },
  )
  return [
    ...absent.map(({ note }) => ({
      kind: 'not loaded' as const,
      text: note,
      href: '/status#months',
      change: 'A first file of what has not been loaded yet.',
    })),
    ...arrivals(gaps),
    ...prices(whole),
    ...(await unattributed(scope, served, whole)),
    ...(await undischarged(served, whole)),
    ...quarantined(inputs),
  ]
}
