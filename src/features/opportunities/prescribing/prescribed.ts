import { monthRange } from '../../../core/month.ts'
import { codeList } from '../../../engines/measures/code-list.ts'
import { literal, sqlFile } from '../../../stores/duck.ts'
import { everything } from '../../../stores/scope.ts'
import type { Period } from '../../../warehouse/opportunities/read-records.ts'
import { perBuild } from '../../../warehouse/per-build.ts'
import type { Served } from '../../../warehouse/served.ts'
import {
  countedMonths,
  isAttended,
  isPrescribed,
  knownCodes,
  monthsOf,
  placesOf,
  type KnownCode,
  type Measure,
  type MeasureSeries,
  type Side,
} from '../../measures/measures.ts'
import { askedOf, askedQuery, loadVariation, ofPlace, pricesOf } from '../../variation/variation.ts'
import type { Opened } from '../open.ts'
import { measureLine, priceLine, setsOfCodes, type PrescribingLine } from './lines.ts'

const codesOf = (known: readonly KnownCode[], side: Side): Set<string> => {
  const list = isPrescribed(side) ? codeList(side.codes) : null
  return new Set(
    list?.ok
      ? known.filter(({ current }) => list.value.matches(current)).map(({ code }) => code)
      : [],
  )
}

/** Codes of a place's practices. */
const practicesOf = ({ judgement, worklist }: Opened): Set<string> =>
  new Set(worklist.place.members.flatMap((p) => judgement.members[p]?.code ?? []))

/**
 * What changes of prescribing would save at a place in the period of its worklist, by measure and by price for each unit;
 * nothing where no prescribing is loaded. A set of products that a measure of a switch counts stands under the measure alone;
 * asked for every set, those stand too, and those that come to too little for a place as large.
 */
export const prescribedOf = (
  served: Served,
  all: readonly MeasureSeries[],
  opened: Opened,
  sets: 'each once' | 'every set' = 'each once',
): Promise<PrescribingLine[]> => {
  const { kind, code } = opened.worklist.place
  const { from, to } = opened.judgement.counted.period
  const written = all.map(({ measure }) => `${measure.id} ${measure.version}`).join(' ')
  return perBuild(served, `prescribing ${kind} ${code} ${from} ${to} ${sets} ${written}`, () =>
    linesOf(served, all, opened, sets),
  )
}

const linesOf = async (
  served: Served,
  all: readonly MeasureSeries[],
  opened: Opened,
  sets: 'each once' | 'every set',
): Promise<PrescribingLine[]> => {
  const { place } = opened.worklist
  const { period } = opened.judgement.counted
  const months = { first: period.from, last: period.to }
  const asked = askedOf(askedQuery.parse({}), months, place.group)
  const codes = practicesOf(opened)
  const [prices, known] = await Promise.all([
    pricesOf(served, place.group, period),
    knownCodes(served),
  ])
  const lines: PrescribingLine[] = []
  const switched = new Set<string>()
  for (const series of all) {
    const { measure } = series
    if (measure.saving === 'none' || !isPrescribed(measure.numerator)) continue
    if (isAttended(measure.denominator)) continue
    const among = { kind: 'group', code: place.group } as const
    const view = await loadVariation(everything, served, series, asked, among)
    const line = measureLine(view, place, codes)
    if (line && view.comparison.total.numerator > 0) lines.push(line)
    if (measure.saving === 'switch')
      for (const set of setsOfCodes(codesOf(known, measure.denominator))) switched.add(set)
  }
  const priced = ofPlace(prices, place.kind === 'practice' ? 'practice' : 'locality', codes)
  const shown =
    sets === 'each once'
      ? priced.filter(({ set }) => !switched.has(set))
      : [
          ...priced,
          ...ofPlace(prices, 'practice', codes).filter(({ set }) =>
            priced.every((one) => one.set !== set),
          ),
        ]
  return [...lines, ...shown.map((set) => priceLine(set, place))]
}

/** A product as it was prescribed at a place; cost in pence, of the list price less nothing. */
export type Presentation = {
  code: string
  name: string
  items: number
  quantity: number
  costPence: number
  listPence: number
  /** Counted by the measure; of a set, every product. False where it is what could be prescribed in its place. */
  counted: boolean
}

type Row = {
  code: string
  name: string
  items: bigint
  quantity: bigint
  cost: bigint
  nic: bigint
}

const inMonths = async (served: Served, opened: Opened, period: Period): Promise<string> => {
  const months = monthsOf(served)
  const masks = countedMonths(
    await placesOf(served),
    { kind: 'group', code: opened.worklist.place.group },
    practicesOf(opened),
    months,
    period.to,
    'then',
  )
  return JSON.stringify(
    [...masks].flatMap(([practice, mask]) =>
      months
        .filter((month, at) => mask[at] === true && month >= period.from && month <= period.to)
        .map((month) => ({ practice, month })),
    ),
  )
}

/** The products behind a line at its place, those counted first and the dearest first: what was prescribed, and what it could become. */
export const presentationsOf = (
  served: Served,
  opened: Opened,
  line: PrescribingLine,
  measure: Measure | null,
): Promise<Presentation[]> => {
  const { kind, code } = opened.worklist.place
  const { from, to } = opened.judgement.counted.period
  const of = `${line.kind} ${line.id} ${measure?.version ?? ''}`
  return perBuild(served, `products ${kind} ${code} ${from} ${to} ${of}`, () =>
    productsOf(served, opened, line, measure),
  )
}

const productsOf = async (
  served: Served,
  opened: Opened,
  line: PrescribingLine,
  measure: Measure | null,
): Promise<Presentation[]> => {
  const { period } = opened.judgement.counted
  const files = served.lakeFiles('prescribing', monthRange(period.from, period.to))
  const known = await knownCodes(served)
  const counted =
    measure === null
      ? new Set(
          known.filter(({ code }) => setsOfCodes([code]).has(line.id)).map(({ code }) => code),
        )
      : codesOf(known, measure.numerator)
  const rest = measure === null ? new Set<string>() : codesOf(known, measure.denominator)
  const wanted = counted.union(rest)
  if (files.length === 0 || wanted.size === 0) return []
  const rows = await served.duck.all<Row>(
    sqlFile(import.meta.url, 'sql/presentations.sql').replaceAll(
      '{files}',
      `[${files.map(literal).join(', ')}]`,
    ),
    { codes: JSON.stringify([...wanted]), months: await inMonths(served, opened, period) },
  )
  return rows
    .map((row) => ({
      code: row.code,
      name: row.name,
      items: Number(row.items),
      quantity: Number(row.quantity) / 1e3,
      costPence: Math.round(Number(row.cost) / 1e3),
      listPence: Math.round(Number(row.nic) / 1e3),
      counted: counted.has(row.code),
    }))
    .toSorted((a, b) => Number(b.counted) - Number(a.counted) || b.costPence - a.costPence)
}
