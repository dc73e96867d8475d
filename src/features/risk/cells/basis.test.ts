import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { Part } from '../../../engines/risk/exact/cell.ts'
import { everything } from '../../../stores/scope.ts'
import type { Served } from '../../../warehouse/served.ts'
import { withPatients } from '../invented-patients.ts'
import { askKnown } from './ask.ts'
import { loadBasis } from './basis.ts'

/** A lake that holds these lists and nothing else. */
const listsIn =
  (files: string[]) =>
  (feed: string): string[] =>
    feed === 'list-size' ? files : []

describe('who is drawn, and from whose costs', () => {
  let folder: string
  let served: Served
  const year = { from: '2019-04', to: '2020-03' } as const
  const all = ['P81001', 'P81002', 'P81003', 'P81004']

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'steward-basis-'))
    served = await withPatients(folder)
  })
  after(() => {
    served.duck.close()
    rmSync(folder, { recursive: true, force: true })
  })

  test('every listed patient is in a cell, and the cells hold what the year before cost', async () => {
    const basis = await loadBasis(everything, served, year)
    assert.ok(basis)
    assert.deepEqual(basis.costs, { from: '2018-04', to: '2019-03' })
    assert.equal(basis.patientsOf(all), 40 * (120 + 130 + 140 + 150))
    const parts = basis.parts(all, ['general-and-acute'])
    const expected = parts.reduce(
      (sum, part) => sum + part.cell.mean * ('patients' in part ? part.patients : 0),
      0,
    )
    const [row] = await served.duck.all<{ pence: bigint }>(
      `select sum(cost_pence) as pence from read_parquet('${join(folder, 'priced.parquet')}') where month between '2018-04' and '2019-03'`,
    )
    assert.ok(Math.abs(expected / Number(row?.pence) - 1) < 1e-9)
  })

  test('lists of other bands lose nobody’s cost, and a second list of the same day counts nobody twice', async () => {
    const [five = ''] = served.lakeFiles('list-size')
    const ten = join(folder, 'ten.parquet')
    await served.duck.run(`copy (
      select practice, sex, from_age as age_from, case when from_age = 75 then null else from_age + 9 end as age_to,
        cast(sum(patients) as integer) as patients, extract_date
      from (
        select *, case when age_from < 5 then 0 when age_from >= 75 then 75 else age_from - (age_from - 5) % 10 end as from_age
        from read_parquet('${five}')
      )
      group by practice, sex, from_age, extract_date
    ) to '${ten}' (format parquet)`)
    const costs = async (files: string[]): Promise<[patients: number, pence: number]> => {
      const duck = Object.create(served.duck)
      const basis = await loadBasis(
        everything,
        { ...served, duck, lakeFiles: listsIn(files) },
        year,
      )
      assert.ok(basis)
      const sum = basis
        .parts(all, ['general-and-acute'])
        .reduce(
          (pence, part) => pence + part.cell.mean * ('patients' in part ? part.patients : 0),
          0,
        )
      return [basis.patientsOf(all), Math.round(sum)]
    }
    const own = await costs([five])
    assert.deepEqual(await costs([five, ten]), own)
    assert.deepEqual(await costs([ten]), own)
  })

  test('patients of a practice that closed before the year are not counted on its old list too', async () => {
    const [lists = ''] = served.lakeFiles('list-size')
    const two = join(folder, 'closed.parquet')
    await served.duck.run(`copy (
      select * from read_parquet('${lists}')
      union all
      select practice, sex, age_from, age_to, case when practice = 'P81003' then patients * 2 else patients end, date '2019-04-01'
      from read_parquet('${lists}') where practice <> 'P81004'
    ) to '${two}' (format parquet)`)
    const duck = Object.create(served.duck)
    const basis = await loadBasis(everything, { ...served, duck, lakeFiles: listsIn([two]) }, year)
    assert.ok(basis)
    const [part] = basis.parts(['P81001'], ['general-and-acute'])
    assert.equal(part?.cell.costs.length, 120 + 130 + 140 + 150)
  })

  test('last year’s cost is known of a patient where the patient was last', async () => {
    const moved = join(folder, 'moved.parquet')
    await served.duck.run(`copy (
      select 'm' as patient_key, practice, month, cast(month || '-10' as date) as activity_date, cast(40 as smallint) as age, '2' as sex,
        cast(70000 as bigint) as cost_pence
      from (values ('P81004', '2018-05'), ('P81001', '2019-02')) as v(practice, month)
    ) to '${moved}' (format parquet)`)
    const there = { ...served, pricedFiles: () => [moved] }
    assert.deepEqual(await askKnown(there, { from: '2018-04', to: '2019-03' }, [0, 100_000]), [
      { practice: 'P81001', key: 'female/40/2', patients: 1 },
    ])
  })

  test('what patients of a practice that closed cost last year is known of whoever took them', async () => {
    const merged = join(folder, 'merged.parquet')
    const heirs = join(folder, 'heirs.parquet')
    await served.duck.run(`copy (
      select 'P99001' as practice, 'P81001' as successor, date '2019-04-01' as from_date
    ) to '${heirs}' (format parquet)`)
    const [priced = ''] = served.pricedFiles('outpatient', [])
    await served.duck.run(`copy (
      select * replace (case when practice = 'P81001' and month < '2019-04' then 'P99001' else practice end as practice)
      from read_parquet('${priced}')
    ) to '${merged}' (format parquet)`)
    const meanOf = async (there: Partial<Served>): Promise<number> => {
      const basis = await loadBasis(
        everything,
        { ...served, duck: Object.create(served.duck), ...there },
        year,
      )
      const parts = (await basis?.ownParts(['P81001'], ['general-and-acute'])) ?? []
      return parts.reduce(
        (sum, part) => sum + part.cell.mean * ('patients' in part ? part.patients : 0),
        0,
      )
    }
    const followed = (feed: string): string[] =>
      feed === 'successors' ? [heirs] : served.lakeFiles('list-size')
    const pricedFiles = (): string[] => [merged]
    const lost = await meanOf({ pricedFiles })
    const found = await meanOf({ pricedFiles, lakeFiles: followed })
    assert.ok(found > lost * 1.05, `${found} beside ${lost}`)
  })

  test('a budget answers for the patients of practices that close within its year, and for nobody twice', async () => {
    const heirs = join(folder, 'closing.parquet')
    const basisWith = async (rows: string) => {
      await served.duck.run(
        `copy (select practice, successor, cast(day as date) as from_date from (values ${rows}) as v(practice, successor, day)) to '${heirs}' (format parquet)`,
      )
      const lakeFiles = (feed: string): string[] =>
        feed === 'successors' ? [heirs] : served.lakeFiles('list-size')
      const basis = await loadBasis(
        everything,
        { ...served, duck: Object.create(served.duck), lakeFiles },
        year,
      )
      assert.ok(basis)
      const patients = (parts: readonly Part[]): number =>
        parts.reduce((sum, part) => sum + ('patients' in part ? part.patients : 0), 0)
      return {
        of: (...practices: string[]) =>
          patients(basis.budgetParts(practices, ['general-and-acute'])),
        ownOf: async (...practices: string[]) =>
          patients(await basis.ownParts(practices, ['general-and-acute'])),
        listOf: (practices: string[]) => basis.patientsOf(practices),
      }
    }
    const whole = 40 * (120 + 130 + 140 + 150)
    const merged = await basisWith(`('P81002', 'P81001', '2019-10-01')`)
    assert.equal(merged.of('P81001'), 40 * (120 + 130))
    assert.equal(await merged.ownOf('P81001'), 40 * (120 + 130))
    assert.equal(merged.listOf(['P81001']), 40 * 120)
    assert.equal(merged.of('P81001', 'P81002'), 40 * (120 + 130))
    assert.equal(merged.of('P81001', 'P81003', 'P81004'), whole)
    const dispersed = await basisWith(
      `('P81002', 'P81001', '2019-10-01'), ('P81002', 'P81003', '2019-10-01')`,
    )
    const [one, three] = [dispersed.of('P81001'), dispersed.of('P81003')]
    assert.equal(one + three, 40 * (120 + 130 + 140))
    assert.ok(three > one && one > 40 * 120)
    const earlier = await basisWith(`('P81002', 'P81001', '2019-04-01')`)
    assert.equal(earlier.of('P81001'), 40 * 120)
    const later = await basisWith(`('P81002', 'P81001', '2020-04-01')`)
    assert.equal(later.of('P81001'), 40 * 120)
    assert.equal(later.of('P81002'), 40 * 130)
  })
})
