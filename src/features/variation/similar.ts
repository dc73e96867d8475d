import type { Month } from '../../core/month.ts'
import { nearest, type Neighbour } from '../../engines/measures/similar.ts'
import { sqlFile } from '../../stores/duck.ts'
import { perBuild } from '../../warehouse/per-build.ts'
import type { Served } from '../../warehouse/served.ts'
import { placesOf } from '../measures/measures.ts'

/** What likeness is judged by, in the order of a neighbour's differences. */
export const variables = [
  { key: 'patients', name: 'list size' },
  { key: 'old', name: 'share aged 75 and over' },
  { key: 'young', name: 'share aged under 15' },
  { key: 'women', name: 'share of women aged 15 to 44' },
  { key: 'need', name: 'need for hospital care for each patient' },
  { key: 'inequality', name: 'health inequality for each patient' },
] as const

/** A practice that is like another, and how. */
export type Similar = Neighbour & { name: string }

type Row = {
  practice: string
  patients: string | null
  old: string | null
  young: string | null
  women: string | null
  need: string | null
  inequality: string | null
}

const number = (text: string | null): number | null => (text === null ? null : Number(text))

const likenesses = (served: Served, month: Month) =>
  perBuild(served, `variation likeness ${month}`, async () => {
    const files = served.lakeFiles('list-size')
    if (files.length === 0) return []
    const text = sqlFile(import.meta.url, 'sql/likeness.sql').replaceAll(
      '{files}',
      `[${files.map((file) => `'${file.replaceAll("'", "''")}'`).join(', ')}]`,
    )
    const rows = await served.duck.all<Row>(text, { month })
    return rows.map((row) => ({
      code: row.practice,
      values: variables.map(({ key }) => number(row[key])),
    }))
  })

/** The practices most like one, anywhere that is loaded, by list, ages and need. */
export const similarTo = async (
  served: Served,
  practice: string,
  month: Month,
  count = 10,
): Promise<Similar[]> => {
  const [all, places] = await Promise.all([likenesses(served, month), placesOf(served)])
  return nearest(all, practice, count).map((one) => ({
    ...one,
    name: places.names.get(one.code) ?? one.code,
  }))
}
