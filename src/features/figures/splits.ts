import { membersOf, type Cut, type Figure, type Where } from '../../core/figure.ts'
import { formatMonth, parseMonth } from '../../core/month.ts'
import { penceFromHundredThousandths } from '../../core/money.ts'
import type { Served } from '../../warehouse/served.ts'
import { definitions, figureOfSource, sourcesOf, type SplitKey } from './definitions.ts'
import { monthsText, type Names } from './names.ts'
import type { Member } from './selection.ts'
import { joinIntervals, mergeTotals, sumOf, totalsOf, type Total } from './totals.ts'

/** A smaller figure and its share of the larger one. */
export type Part = {
  label: string
  figure: Figure
  /** In the unit of the whole, before rounding: parts add up to the whole in this. */
  exact: bigint
  /** Rounded, as it is shown. */
  value: bigint
  lines: bigint
}

/** Parts that add up to a figure exactly. */
export type Split = { by: SplitKey; title: string; parts: Part[]; sum: bigint }

const titles: Record<SplitKey, string> = {
  component: 'kind of care',
  pod: 'point of delivery',
  specialty: 'specialty',
  provider: 'provider',
  chapter: 'BNF chapter',
  kind: 'feed',
  month: 'month',
  practice: 'practice',
  locality: 'locality',
}

const offered = (figure: Figure, by: SplitKey): boolean => {
  if (by === 'month') return figure.from !== figure.to
  if (by === 'practice')
    return figure.where.kind !== 'practice' && figure.where.kind !== 'unattributed'
  if (by === 'locality') return figure.where.kind === 'group'
  if (by === 'component') return true
  return figure.cut[by] === undefined
}

const narrowed = (figure: Figure, by: SplitKey, total: Total): Figure | null => {
  const key = total.key
  if (by === 'month') {
    const month = parseMonth(key ?? '')
    return month === null ? null : { ...figure, from: month, to: month }
  }
  if (by === 'practice' || by === 'locality') {
    const now = by === 'locality' && membersOf(figure.where) === 'now'
    const where: Where =
      key === null
        ? { kind: 'unattributed' }
        : { kind: by, code: key, ...(now ? { members: 'now' } : {}) }
    return { ...figure, ...total.months, where }
  }
  const cut: Cut = { ...figure.cut, [by]: key ?? '' }
  return by === 'component' ? figure : { ...figure, cut }
}

const labelOf = (by: SplitKey, total: Total, part: Figure, whole: Figure, names: Names): string => {
  const { key } = total
  if (by === 'month') return formatMonth(part.from)
  if (by === 'component') return key ?? ''
  if (key === null) return by === 'practice' ? 'no practice' : 'not stated'
  const name = names.of(by, key)
  const words = name === key || by === 'pod' || by === 'kind' ? name : `${name} (${key})`
  const shorter = part.from !== whole.from || part.to !== whole.to
  return shorter ? `${words}, ${monthsText(part)}` : words
}

const roundedIn = (figure: Figure, exact: bigint): bigint =>
  definitions[figure.measure].unit === 'money' ? penceFromHundredThousandths(exact) : exact

const byOrder =
  (by: SplitKey, names: Names) =>
  (a: Part, b: Part): number => {
    if (by === 'month') return a.figure.from < b.figure.from ? -1 : 1
    if (by === 'pod') {
      return names.sort(a.figure.cut.pod ?? '') - names.sort(b.figure.cut.pod ?? '')
    }
    if (a.exact !== b.exact) return a.exact > b.exact ? -1 : 1
    return a.label < b.label ? -1 : 1
  }

const partsOf = (totals: Total[], by: SplitKey, figure: Figure, names: Names): Part[] =>
  totals
    .filter(({ exact, lines }) => exact !== 0n || lines > 0n)
    .flatMap((total) => {
      const part = narrowed(figure, by, total)
      if (part === null) return []
      const { exact, lines } = total
      const label = labelOf(by, total, part, figure, names)
      return [{ label, figure: part, exact, value: roundedIn(figure, exact), lines }]
    })
    .sort(byOrder(by, names))

const components = async (
  served: Served,
  figure: Figure,
  counted: readonly Member[],
): Promise<Part[]> =>
  Promise.all(
    sourcesOf(figure).map(async (source) => {
      const part = figureOfSource(figure, source)
      const { exact, lines } = sumOf(await totalsOf(served, source, part, counted, null))
      const label = definitions[part.measure].title
      return { label, figure: part, exact, value: roundedIn(part, exact), lines }
    }),
  )

/** Every way in which the figure splits into smaller figures; a way with a single part is left out. */
export const splitsOf = async (
  served: Served,
  figure: Figure,
  counted: readonly Member[],
  names: Names,
): Promise<Split[]> => {
  const ways = definitions[figure.measure].splits.filter((by) => offered(figure, by))
  const splits = await Promise.all(
    ways.map(async (by) => {
      let parts: Part[]
      if (by === 'component') parts = await components(served, figure, counted)
      else {
        const totals = await Promise.all(
          sourcesOf(figure).map((source) => totalsOf(served, source, figure, counted, by)),
        )
        parts = partsOf(joinIntervals(mergeTotals(totals.flat())), by, figure, names)
      }
      const sum = parts.reduce((running, { exact }) => running + exact, 0n)
      return { by, title: titles[by], parts, sum }
    }),
  )
  return splits.filter(({ by, parts }) => by === 'component' || parts.length > 1)
}
