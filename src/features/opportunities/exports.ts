import type { CsvValue } from '../../ui/csv.ts'
import type { z } from 'zod'
import { csvText } from '../../ui/csv.ts'
import type { PracticeLine } from './definition/practices.ts'
import type { Opened } from './open.ts'
import { evidenceOf } from './rules.ts'
import { lineSchema, type LineData, type PracticeData } from './shapes.ts'
import { prescribingLineData } from './prescribing/data.ts'
import { isCare, type Row } from './worklist/rows.ts'
import type { WorklistData, DefinitionData } from './open-api.ts'
import type { Line } from './view.ts'

const pounds = (pence: number): number => Math.round(pence) / 100
const one = (value: number): number => Math.round(value * 10) / 10
const thousandths = (value: number | null): number | null =>
  value === null ? null : Math.round(value * 1000) / 1000

/** One line of a worklist as JSON; amounts in pounds. */
export const lineData = (line: Line): LineData => ({
  definition: line.definition.id,
  name: line.definition.name,
  family: line.definition.family,
  kind: line.definition.kind,
  status: line.definition.status,
  inTotals: line.definition.status !== 'superseded' && line.definition.within === null,
  whoCanAct: [...line.definition.who],
  horizon: line.definition.horizon,
  influence: line.definition.influence,
  evidence: evidenceOf(line.definition),
  money: line.money,
  absent: line.absent,
  records: line.records,
  observed: one(line.observed),
  expected: one(line.expected),
  difference: one(line.difference),
  differenceLower: one(line.differenceLimits.lower),
  differenceUpper: one(line.differenceLimits.upper),
  inScopePounds: pounds(line.inScopePence),
  worthPounds: pounds(line.worthPence),
  worthLowerPounds: pounds(line.worthLimits.lower),
  worthUpperPounds: pounds(line.worthLimits.upper),
  netWorthPounds: pounds(line.netWorthPence),
  realisticLowPounds: line.realistic && pounds(line.realistic.low),
  realisticHighPounds: line.realistic && pounds(line.realistic.high),
  chanceShare: thousandths(line.chanceShare),
  chanceAbove: thousandths(line.chanceAbove),
  practicesBeyondChance: line.called,
  practicesForHalf: line.forHalf,
  lowHanging: line.lowHanging,
})

/** The place, the period and the options of an answer. */
export const placeData = ({
  worklist,
  judgement,
  build,
}: Opened): Omit<WorklistData, 'lines' | 'prescribing' | 'totals'> => ({
  build: build.id,
  asAt: build.asAt,
  from: judgement.counted.period.from,
  to: judgement.counted.period.to,
  place: { kind: worklist.place.kind, code: worklist.place.code, name: worklist.place.name },
  benchmark: worklist.benchmark,
  deprivation: worklist.deprivation,
  years: worklist.years,
  definitions: judgement.counted.catalogue.hash,
})

/** A worklist as JSON, every definition in the order given. */
export const worklistData = (opened: Opened, rows: readonly Row[]): WorklistData => {
  const { cash, capacity } = opened.worklist.totals
  const total = ({ pence, limits }: typeof cash): WorklistData['totals']['cash'] => ({
    pounds: pounds(pence),
    lowerPounds: pounds(limits.lower),
    upperPounds: pounds(limits.upper),
  })
  return {
    ...placeData(opened),
    totals: { cash: total(cash), capacity: total(capacity) },
    lines: rows.filter(isCare).map(lineData),
    prescribing: rows.flatMap((row) => (isCare(row) ? [] : prescribingLineData(row))),
  }
}

const practiceData = (line: PracticeLine): PracticeData => ({
  practice: line.member.code,
  name: line.member.name,
  locality: line.member.locality,
  observed: one(line.observed),
  expected: one(line.expected),
  difference: one(line.difference),
  differenceLower: one(line.limits.lower),
  differenceUpper: one(line.limits.upper),
  chanceShare: thousandths(line.chanceShare) ?? 0,
  chanceAbove: thousandths(line.chanceAbove) ?? 0,
  beyondChance: line.called,
  worthPounds: pounds(line.worthPence),
})

/** One definition with its practices as JSON. */
export const definitionData = (
  opened: Opened,
  line: Line,
  practices: readonly PracticeLine[],
): DefinitionData => ({
  ...placeData(opened),
  line: lineData(line),
  about: line.definition.about,
  instead: line.definition.instead,
  notes: [...line.definition.notes],
  sources: [...line.definition.sources],
  practices: practices.map(practiceData),
})

const cell = (value: unknown): CsvValue =>
  Array.isArray(value)
    ? value.join(' ')
    : typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
      ? value
      : null

/** A worklist as CSV: hospital activity in every column, prescribing in those that it has. */
export const worklistCsv = ({ lines, prescribing }: WorklistData): string => {
  const names = Object.keys(lineSchema.shape)
  const rows = prescribing.map((line): Record<string, unknown> => ({
    ...line,
    definition: `${line.kind}s/${line.id}`,
    family: 'prescribing',
    money: 'cash',
    inScopePounds: line.spentPounds,
    practicesBeyondChance: line.practicesAbove,
  }))
  return csvText([
    names,
    ...[...lines, ...rows].map((row: Record<string, unknown>) =>
      names.map((name) => cell(row[name] ?? null)),
    ),
  ])
}

/** Rows below the names that their schema gives them, which stand there without a row too. */
export const tableOf = <Schema extends z.ZodObject>(
  { shape }: Schema,
  rows: readonly z.infer<Schema>[],
): CsvValue[][] => {
  const names = Object.keys(shape)
  return [names, ...rows.map((row) => names.map((name) => cell(row[name])))]
}

/** The same as CSV. */
export const rowsCsv = <Schema extends z.ZodObject>(
  schema: Schema,
  rows: readonly z.infer<Schema>[],
): string => csvText(tableOf(schema, rows))
