import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { type Tried, tryLoad } from '../../src/intake/try-load.ts'
import { needs, referencePath } from './reference.ts'

const load = (name: string): Promise<Tried> =>
  tryLoad(readFileSync(referencePath('data', 'tariff', name)), { name })

const periods = ({ record }: Tried): [string, number][] =>
  record?.parts.map(({ period, rows }): [string, number] => [period, rows]) ?? []

describe('published price books', needs('data/tariff'), () => {
  test('the national tariff of 2017/18 and 2018/19 has 2,303 HRGs in each year', async () => {
    const tried = await load('national_tariff_2017_19_apc_oproc.csv')
    assert.deepEqual(periods(tried), [
      ['2017-18', 2_303],
      ['2018-19', 2_303],
    ])
    const of = (year: string): typeof tried.rows => tried.rows.filter((row) => row['year'] === year)
    assert.equal(of('2017/18').filter((row) => row['combined'] !== null).length, 2_277)
    assert.equal(of('2017/18').filter((row) => row['day_case'] !== null).length, 21)
    assert.equal(of('2017/18').filter((row) => row['outpatient_procedure'] !== null).length, 235)
    const unpriced = tried.rows.filter((row) => row['hrg'] === 'UZ01Z')
    assert.ok(unpriced.every((row) => row['combined'] === null && row['non_elective'] === null))
    const hip = of('2017/18').find((row) => row['hrg'] === 'HN12F')
    assert.deepEqual(
      [hip?.['combined'], hip?.['elective_trim'], hip?.['non_elective_trim'], hip?.['per_day']],
      [543_100n, 6, 30, 22_700n],
    )
    const hernia = of('2017/18').find((row) => row['hrg'] === 'FZ18K')
    assert.deepEqual(
      [hernia?.['day_case'], hernia?.['ordinary_elective'], hernia?.['non_elective']],
      [136_300n, 122_800n, 197_900n],
    )
  })

  test('both years of the national cost collection load by the year in their names', async () => {
    const first = await load('ncc_national_schedule_2023_24.csv')
    assert.deepEqual(periods(first), [['2023-24', 11_303]])
    const led = first.rows.find(
      (row) => row['currency'] === 'WF01B' && row['department'] === 'Consultant Led',
    )
    assert.equal(led?.['unit_e4'], 2_320_678n)
    const second = await load('ncc_national_schedule_2024_25.csv')
    assert.deepEqual(periods(second), [['2024-25', 13_362]])
  })

  test('market forces factors load from one year’s list and from a column for each year', async () => {
    const list = await load('mff_2026_27_providers.csv')
    assert.deepEqual(periods(list), [['2026-27', 205]])
    assert.equal(list.rows.find((row) => row['provider'] === 'RK9')?.['mff_ppm'], 1_000_000)
    assert.equal(list.rows.find((row) => row['provider'] === 'RP4')?.['mff_ppm'], 1_179_944)
    const years = await load('mff_2019_21_four_london_trusts.csv')
    assert.deepEqual(periods(years), [
      ['2019-20', 4],
      ['2020-21', 4],
    ])
    assert.deepEqual(
      years.rows
        .filter((row) => row['provider'] === 'RJZ')
        .map((row) => Number(row['mff_ppm']))
        .sort((a, b) => a - b),
      [1_191_170, 1_202_198],
    )
  })
})
