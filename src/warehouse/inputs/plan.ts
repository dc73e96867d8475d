import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { financialYear, monthRange, parseMonth, type Month } from '../../core/month.ts'
import type { Home } from '../../stores/home.ts'
import type { CurrentPart } from '../../stores/lake.ts'
import { codeVersion } from './code-version.ts'
import type { Directory, Moves } from './directory.ts'
import { kinds, type Kind } from '../manifest.ts'
import type { PriceInputs } from '../pricing/price-month.ts'
import { rulePackFor, type StoredRulePack } from '../pricing/rule-pack.ts'

/** One month of one kind to be priced: its inputs, and the key that names the result. */
export type Pricing = {
  kind: Kind
  month: Month
  key: string
  file: string
  inputs: PriceInputs
  pack: StoredRulePack
}

const hash = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('hex')

const yearOf = (month: Month): string => financialYear(month).replace('/', '-')
const startOf = (period: string): number => Number(period.slice(0, 4))

/** The latest load of those for a period; `currentParts` keeps one for each edition. */
const latest = (parts: readonly CurrentPart[]): CurrentPart | undefined =>
  parts.toSorted((a, b) => a.load.sequence - b.load.sequence).at(-1)

/** Unit costs of the price year itself, or else of the nearest year, the later of two as near. */
const nearest = (parts: readonly CurrentPart[], period: string): CurrentPart | undefined => {
  const away = ({ part }: CurrentPart): number => Math.abs(startOf(part.period) - startOf(period))
  const least = Math.min(...parts.map(away))
  const near = parts.filter((part) => away(part) === least)
  const year = near
    .map(({ part }) => part.period)
    .sort()
    .at(-1)
  return latest(near.filter(({ part }) => part.period === year))
}

const labels: Record<string, string> = {
  'price-admitted': 'Admitted-care prices',
  'price-attendance': 'National cost collection',
}
const labelOf = ({ load, part }: CurrentPart): string =>
  `${labels[load.feed] ?? load.title} ${part.period.replace('-', '/')}`

/** The months of a build: from the first to the last in which anything was done, prescribed or listed. */
export const monthsOf = (parts: readonly CurrentPart[]): Month[] => {
  const monthly = new Set([
    'admitted',
    'outpatient',
    'emergency',
    'contract-aggregate',
    'contract-patient',
    'prescribing',
  ])
  const of = (feeds: (feed: string) => boolean): Month[] =>
    parts
      .filter(({ load }) => feeds(load.feed))
      .flatMap(({ part }) => parseMonth(part.period) ?? [])
      .sort()
  const active = of((feed) => monthly.has(feed))
  const found = active.length > 0 ? active : of((feed) => feed === 'list-size')
  const [first, last] = [found[0], found.at(-1)]
  return first === undefined || last === undefined ? [] : monthRange(first, last)
}

const pathIn =
  (home: Home) =>
  ({ part }: CurrentPart): string =>
    join(home.lake, part.file)
const nameOf = ({ load, part }: CurrentPart): string => `${load.id}/${part.period}/${part.part}`

const pricingOf = (
  home: Home,
  kind: Kind,
  month: Month,
  parts: readonly CurrentPart[],
  pack: StoredRulePack,
  moves: Moves,
): Pricing => {
  const of = (feed: string, period?: string): CurrentPart[] =>
    parts.filter(
      ({ load, part }) => load.feed === feed && (period === undefined || part.period === period),
    )
  const path = pathIn(home)
  const year = yearOf(month)
  const records = of(kind, month).toSorted((a, b) => a.load.sequence - b.load.sequence)
  const criticalCare = kind === 'admitted' ? of('critical-care', month) : []
  const priceAdmitted = latest(of('price-admitted', year))
  const priceAttendance = nearest(of('price-attendance'), year)
  const mff = latest(of('price-mff', year))
  const key = hash({
    kind,
    month,
    records: records.map(nameOf),
    criticalCare: criticalCare.map(nameOf),
    books: [priceAdmitted, priceAttendance, mff].map((book) =>
      book ? [nameOf(book), labelOf(book)] : null,
    ),
    moves: moves.hash,
    pack: pack.sha256,
    code: codeVersion().pricing,
  }).slice(0, 16)
  const book = (found: CurrentPart | undefined) =>
    found ? { file: path(found), label: labelOf(found) } : null
  return {
    kind,
    month,
    key,
    file: join(kind, month, `${key}.parquet`),
    pack,
    inputs: {
      records: records.map((record) => ({ file: path(record), loadId: record.load.id })),
      criticalCare: criticalCare.map(path),
      priceAdmitted: book(priceAdmitted),
      priceAttendance: book(priceAttendance),
      mff: mff ? path(mff) : null,
      successors: moves.successors,
      practices: moves.practices,
    },
  }
}

/** Everything that is to be priced, each under the key of what goes into it. */
export const pricingsOf = (
  home: Home,
  parts: readonly CurrentPart[],
  packs: readonly StoredRulePack[],
  directory: Directory,
): Pricing[] =>
  kinds.flatMap((kind) => {
    const periods = parts
      .filter(({ load }) => load.feed === kind)
      .flatMap(({ part }) => parseMonth(part.period) ?? [])
    return [...new Set(periods)]
      .sort()
      .map((month) =>
        pricingOf(
          home,
          kind,
          month,
          parts,
          rulePackFor(packs, financialYear(month)),
          directory.movesTo(month),
        ),
      )
  })
