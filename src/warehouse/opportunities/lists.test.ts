import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { openDuck, type Duck } from '../../stores/duck.ts'
import { readLists } from './count.ts'

describe('people on the lists of a period', () => {
  let folder: string
  let duck: Duck

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'steward-lists-'))
    duck = await openDuck({ tmp: folder, memory: '200MB' })
    await duck.run('create temp macro idiv(a, b) as a // b')
  })
  after(() => {
    duck.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const peopleOf = async (
    lists: readonly (readonly [day: string, patients: number])[],
  ): Promise<number[]> => {
    const file = join(folder, `gp-reg-pat-prac-quin-age-${lists.length}.parquet`)
    await duck.run(`copy (
      select 'P81001' as practice, date_value as extract_date, 'female' as sex, cast(40 as smallint) as age_from,
        cast(44 as smallint) as age_to, patients
      from (values ${lists.map(([day, patients]) => `(date '${day}', ${patients})`).join(', ')}) as v(date_value, patients)
    ) to '${file}' (format parquet)`)
    const rows = await readLists(
      duck,
      { lakeFiles: () => [file] },
      { from: '2019-04', to: '2020-03' },
    )
    return rows.map(({ people }) => Number(people) / 1000)
  }

  test('people are the mean of the lists in force in each month of the period', async () => {
    assert.deepEqual(
      await peopleOf([
        ['2019-04-01', 1000],
        ['2020-01-01', 1400],
      ]),
      [1100],
    )
  })

  test('months before the first list count with it, so that nobody is missing from the mean', async () => {
    assert.deepEqual(
      await peopleOf([
        ['2020-01-01', 1200],
        ['2020-02-01', 1200],
        ['2020-03-01', 1200],
      ]),
      [1200],
    )
    assert.deepEqual(await peopleOf([['2021-04-01', 900]]), [900])
  })
})
