import type { Kind } from '../../engines/pricing/rules.ts'
import { literal, sqlFile, type Duck } from '../../stores/duck.ts'

/** Some practices' share of a month: places in the order of lines, and the codes whose records may lie there. */
type Part = { first: string; end: string; codes: string[] }

/**
 * Records that are priced at once. More than a month of a county has, so that only a larger one is cut: each
 * part reads all records again. Those of admitted care carry their spells beside them.
 */
export const recordsAtOnce: Readonly<Record<Kind, number>> = {
  admitted: 50_000,
  outpatient: 200_000,
  emergency: 100_000,
}

/** Before every place in the order of lines, and after. */
const [start, end] = ['', '~~']

type Placed = { code: string; place: string; records: bigint }

/** Cuts places into stretches of about so many records; a practice is never cut. */
export const cutPlaces = (placed: readonly Placed[], atOnce: number): Part[] => {
  const firsts = [start]
  let held = 0
  let before = start
  for (const { place, records } of placed) {
    if (held >= atOnce && place !== before) {
      firsts.push(place)
      held = 0
    }
    held += Number(records)
    before = place
  }
  return firsts.map((first, i) => {
    const next = firsts[i + 1] ?? end
    const own = placed.filter(({ place }) => place >= first && place < next)
    return { first, end: next, codes: [...new Set(own.map(({ code }) => code))] }
  })
}

/**
 * Does some work for one part of a month's practices after another, in the order of lines, so that its
 * memory does not grow with the month. While it runs, `pricing_record` names only the records that may
 * belong to the part; what is worked out of all records must be a table by then.
 */
export const inParts = async (
  duck: Duck,
  atOnce: number,
  work: (part: { first: string; end: string }, at: number, of: number) => Promise<void>,
): Promise<void> => {
  const placed = await duck.all<Placed>(sqlFile(import.meta.url, 'parts.sql'))
  const parts = cutPlaces(placed, atOnce)
  if (parts.length === 1) return work({ first: start, end }, 0, 1)
  await duck.run('alter view pricing_record rename to pricing_whole_record')
  try {
    for (const [at, { codes, ...part }] of parts.entries()) {
      const wanted = codes.map((code) => `(${literal(code)})`).join(', ')
      await duck.run(`create or replace temp view pricing_record as
        select * from pricing_whole_record
        where coalesce(nullif(practice_derived, ''), practice_sent, '') in (select code from (values ${wanted}) as part(code))`)
      await work(part, at, parts.length)
    }
  } finally {
    await duck.run('drop view if exists pricing_record')
    await duck.run('alter view pricing_whole_record rename to pricing_record')
  }
}
