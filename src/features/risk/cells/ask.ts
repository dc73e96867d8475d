import { literal, sqlFile } from '../../../stores/duck.ts'
import type { Month } from '../../../core/month.ts'
import { monthRange } from '../../../core/month.ts'
import type { Served } from '../../../warehouse/served.ts'

/** A financial year's months up to one, or any stretch of months. */
export type Span = { from: Month; to: Month }

/** The lines of which patient-level files tell what each patient cost. */
export const patientLines = [
  'general-and-acute',
  'community',
  'mental-health',
  'maternity',
] as const
export type PatientLine = (typeof patientLines)[number]

/** Parquet files as a table, with a column for the name of each row's file. */
export const parquetOf = (files: readonly string[]): string =>
  `read_parquet([${files.map(literal).join(', ')}], union_by_name = true, filename = true)`

/** Files of priced lines in some months. */
export const pricedIn = (served: Served, spans: readonly Span[]): string[] => {
  const months = spans.flatMap(({ from, to }) => monthRange(from, to))
  return (['admitted', 'outpatient', 'emergency'] as const).flatMap((kind) =>
    served.pricedFiles(kind, months),
  )
}

/** Patients of a practice by sex and band of age; key is "female/35". */
export type ListCell = { practice: string; key: string; patients: number }

/** Lists by age and sex that are in force in a month, their bands as they come; empty where none with bands is loaded. */
export const askLists = async (served: Served, month: Month): Promise<ListCell[]> => {
  const files = served.lakeFiles('list-size')
  if (files.length === 0) return []
  const sql = sqlFile(import.meta.url, 'sql/lists.sql').replaceAll('{files}', parquetOf(files))
  const rows = await served.duck.all<{
    practice: string
    sex: string
    age_from: number
    patients: bigint
  }>(sql, { month })
  return rows.map(({ practice, sex, age_from: age, patients }) => ({
    practice,
    key: `${sex}/${age}`,
    patients: Number(patients),
  }))
}

/** Patients of one cell who cost anything: each one's earlier cost and cost by line, in step. */
export type Users = {
  key: string
  earlier: Float64Array
  costs: Readonly<Record<PatientLine, Float64Array>>
}

/** What each patient of some practices cost in a span and in an earlier one. */
export const askUsers = async (
  served: Served,
  asked: { places: string; practices: readonly string[]; span: Span; earlier: Span },
): Promise<Users[]> => {
  const { places, practices, span, earlier } = asked
  const files = pricedIn(served, [span, earlier])
  if (files.length === 0) return []
  const sql = sqlFile(import.meta.url, 'sql/patients.sql').replaceAll('{files}', parquetOf(files))
  const rows = await served.duck.all<{ sex: string; age_from: number; patients: string }>(sql, {
    places,
    practices: practices.join(';'),
    from: span.from,
    to: span.to,
    earlier_from: earlier.from,
    earlier_to: earlier.to,
  })
  return rows.map(({ sex, age_from: age, patients }) => {
    const items = patients.split(';')
    const column = (): Float64Array => new Float64Array(items.length)
    const [first, acute, community, mental, maternity] = [
      column(),
      column(),
      column(),
      column(),
      column(),
    ]
    for (const [i, item] of items.entries()) {
      const parts = item.split('|')
      first[i] = Number(parts[0])
      acute[i] = Number(parts[1])
      community[i] = Number(parts[2])
      mental[i] = Number(parts[3])
      maternity[i] = Number(parts[4])
    }
    return {
      key: `${sex}/${age}`,
      earlier: first,
      costs: { 'general-and-acute': acute, community, 'mental-health': mental, maternity },
    }
  })
}

/** Users of a practice by cell and class of their cost; key is "female/35/2". */
export type KnownCell = { practice: string; key: string; patients: number }

/** How many patients of each practice fell into each class of cost in a span. */
export const askKnown = async (
  served: Served,
  span: Span,
  bounds: readonly number[],
): Promise<KnownCell[]> => {
  const files = pricedIn(served, [span])
  if (files.length === 0) return []
  const sql = sqlFile(import.meta.url, 'sql/known.sql').replaceAll('{files}', parquetOf(files))
  const rows = await served.duck.all<{
    practice: string
    sex: string
    age_from: number
    class: number
    patients: bigint
  }>(sql, {
    ...span,
    ...Object.fromEntries(
      [0, 1, 2, 3, 4].map((i) => [`bound${i}`, bounds[i] ?? Number.MAX_SAFE_INTEGER]),
    ),
  })
  return rows.map(({ practice, sex, age_from: age, class: at, patients }) => ({
    practice,
    key: `${sex}/${age}/${at}`,
    patients: Number(patients),
  }))
}
