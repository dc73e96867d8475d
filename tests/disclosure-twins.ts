import assert from 'node:assert/strict'
import { cpSync, globSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { isAttended, keptSeries, loadMeasures } from '../src/features/measures/measures.ts'
import { inventCounts } from '../src/features/opportunities/invented-counts.ts'
import { openDuck, sqlFile } from '../src/stores/duck.ts'
import { openHome, type Home } from '../src/stores/home.ts'
import { close } from '../src/warehouse/close.ts'
import { inventHome, reading } from '../src/warehouse/invented/home.ts'
import {
  loadActivity,
  loadOthers,
  loadReference,
  loadRows,
} from '../src/warehouse/invented/lake.ts'
import { currentBuild, databaseOf } from '../src/warehouse/manifest.ts'
import { closeServed } from '../src/warehouse/served.ts'

export const month = '2019-03'
export const today = '2019-06-01'
export const members = { P10001: 'N', P10002: 'S', P10003: 'S', P10004: 'N' }

/** A whole financial year, of which the last month has activity and the first a contract. */
export const makeHome = async (): Promise<Home> => {
  const home = inventHome()
  await loadReference(home)
  await loadRows(home, {
    feed: 'membership',
    period: 'all',
    rows: Object.entries(members).map(([practice, locality]) => ({
      practice,
      group_code: 'CW',
      group_name: 'Cobwold',
      locality,
      locality_name: locality === 'N' ? 'North' : 'South',
      from_date: '2015-04-01',
    })),
  })
  await loadActivity(home, month, 'disclosure', 500)
  await loadOthers(home, month)
  await loadRows(home, {
    feed: 'contract-aggregate',
    period: '2018-04',
    part: 'WXA',
    sums: ['actual_pence', 'actual_mff_pence'],
    rows: [
      {
        month: '2018-04',
        provider: 'WXA',
        practice: 'P10001',
        specialty: '300',
        pod: 'COMM',
        actual_activity: 1000n,
        actual_pence: 500_000n,
        actual_mff_pence: 20_000n,
      },
    ],
  })
  await loadRows(home, {
    feed: 'list-size',
    period: '2018-04',
    part: 'prac-all',
    rows: Object.keys(members).map((practice, i) => ({
      extract_date: '2018-04-01',
      practice,
      org_type: 'GP',
      sex: 'all',
      age_from: 0,
      patients: 8_000 + i,
    })),
  })
  await close(home, { memory: '300MB', asAt: today })
  return home
}

/**
 * Changes true counts in the tables of a build by what the rule must hide: one of the small counts of a locality, month and feed becomes
 * one more and another one less, and a large one becomes one more where that rounds to the same. Costs stay. Says how many were changed.
 */
const changeTables = async (home: Home, build: string): Promise<Record<string, number>> => {
  const duck = await openDuck({ file: databaseOf(home, build), tmp: home.tmp })
  const rows = await duck.all<{ what: string; row: bigint; by: bigint }>(
    sqlFile(import.meta.url, 'hidden-counts.sql'),
  )
  for (const { row, by } of rows)
    await duck.run('update activity set lines = lines + $by where rowid = $row', { by, row })
  duck.close()
  const of = (what: string): number => rows.filter((row) => row.what === what).length
  return { small: of('small'), large: of('large') }
}

/** Events of the practices in the order of `members` (N, S, S, N), as they are and as they might be for all that is shown outside. */
const twoWays: readonly (readonly [readonly number[], readonly number[]])[] = [
  // A large count of N becomes one more, its practices change places, and what S has moves from one to the other.
  [
    [40, 30, 11, 25],
    [16, 12, 29, 50],
  ],
  // N is small and hides S with it; both change, their sum does not.
  [
    [3, 30, 10, 0],
    [1, 22, 16, 4],
  ],
]

const seriesFile = z.array(
  z.looseObject({
    id: z.string(),
    months: z.array(z.string()),
    covered: z.array(z.boolean()),
    practices: z.array(z.array(z.string().nullable())),
  }),
)

/** Puts invented events behind every measure of hospital care: those of one twin or the other, in another month for each. */
const inventSeries = (home: Home, build: string, twin: 0 | 1): void => {
  const [file = ''] = globSync(join(home.builds, build, 'measures-*.json'))
  const measures = new Map(loadMeasures().map((measure) => [measure.id, measure]))
  const series = seriesFile.parse(JSON.parse(readFileSync(file, 'utf8')))
  for (const [at, one] of series.entries()) {
    const measure = measures.get(one.id)
    if (!measure || !(isAttended(measure.numerator) || isAttended(measure.denominator))) continue
    one.covered = one.months.map(() => true)
    const { count } = measure.numerator
    const written = (value: number, only = -1): string =>
      Buffer.from(
        Float64Array.from(one.months, (_, i) => (only < 0 || i === only ? value : 0)).buffer,
      ).toString('base64')
    one.practices = Object.keys(members).map((code, i) => {
      const events = twoWays[at % twoWays.length]?.[twin][i] ?? 0
      // Days in bed become one more where that rounds to the same; costs stay.
      const days = 100 + 10 * i + (i === 0 && count === 'bed days' ? twin : 0)
      const patients = isAttended(measure.denominator) ? 300 + i : 8_000 + i
      return [
        code,
        count === 'lines' ? written(events, 10 + twin) : written(days, 11),
        written(patients),
        measure.adjust === undefined ? null : written(patients + twin / 100),
        written(events, 10 + twin),
        written(patients),
        null,
        null,
        null,
        null,
      ]
    })
  }
  writeFileSync(file, JSON.stringify(series))
}

const inventOpportunities = (home: Home, build: string, twin: 0 | 1): Promise<void> => {
  const codes = Object.keys(members)
  const amounts = (way: number): Record<string, number> =>
    Object.fromEntries(codes.map((code, i) => [code, twoWays[way]?.[twin][i] ?? 0]))
  return inventCounts(
    home,
    build,
    { from: '2018-04', to: month },
    codes.map((code) => ({ code, people: 8_000 })),
    [
      { id: 'acsc-acute', amounts: amounts(0), pence: 0 },
      { id: 'acsc-chronic', amounts: amounts(1), pence: 0 },
      { id: 'ebi-varicose-veins', amounts: amounts(0), pence: 0 },
      { id: 'acsc-wider', amounts: amounts(1), pence: 0 },
    ],
  )
}

/** Two homes that differ in what the rule must hide and in nothing else, and how many counts were changed of each kind. */
export const makeTwins = async (): Promise<{
  homes: readonly [Home, Home]
  changed: Record<string, number>
}> => {
  const home = await makeHome()
  await reading(home, (served) => keptSeries(home, served, loadMeasures()))
  const { id: build = '' } = currentBuild(home) ?? {}
  assert.notEqual(build, '')
  await closeServed(home)
  const root = mkdtempSync(join(tmpdir(), 'steward-twin-'))
  cpSync(home.root, root, { recursive: true })
  const twin = openHome(root)
  const changed = await changeTables(twin, build)
  for (const [at, one] of [home, twin].entries()) {
    inventSeries(one, build, at === 0 ? 0 : 1)
    await inventOpportunities(one, build, at === 0 ? 0 : 1)
  }
  return { homes: [home, twin], changed }
}
