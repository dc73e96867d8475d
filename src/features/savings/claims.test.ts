import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { serviceLines, type ServiceLine } from '../../engines/capitation/service-line.ts'
import { inventedBuild } from '../invented-build.ts'
import { ownDefinitions } from '../rule-file.ts'
import { readServiceLines, serviceLineOf } from '../service-lines/service-lines.ts'
import { claimsOf } from './claims.ts'

test('nothing is claimed for care of a line that is out of scope', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'steward-claims-'))
  const served = await inventedBuild(folder, { practices: 2 })
  try {
    const care = readServiceLines()
    assert.equal(serviceLineOf(care, { pod: 'NEL', specialty: '501' }), 'maternity')
    for (const specialty of ['100', '501'])
      await served.duck.run(
        `insert into contract values ('P81001', '2019-05', 'NEL', 'RVX', '${specialty}', 0, 0, 0, 1)`,
      )
    const priced = join(folder, 'priced.parquet')
    await served.duck.run(`copy (
      from (values
        ('a', 'P81001', date '2019-05-02', 'NEL', '100', 400000),
        ('a', 'P81002', date '2019-06-02', 'NEL', '501', 300000),
        ('b', 'P81001', date '2019-06-02', 'NEL', '501', 900000),
        ('c', 'P81001', date '2019-06-02', 'NEL', '100', 100000)
      ) as v(patient_key, practice, activity_date, pod, specialty, cost_pence)
      select *, strftime(activity_date, '%Y-%m') as month
    ) to '${priced}' (format parquet)`)
    const build = {
      ...served,
      pricedFiles: (kind: string) => (kind === 'admitted' ? [priced] : []),
    }
    const claims = async (lines: readonly ServiceLine[]) =>
      Object.fromEntries(
        await claimsOf(build, {
          from: '2019-04',
          to: '2020-03',
          limit: 250_000n,
          lines,
          definitions: ownDefinitions,
        }),
      )
    assert.deepEqual(await claims(serviceLines), { P81001: 650_000n, P81002: 450_000n })
    assert.deepEqual(await claims(serviceLines.filter((line) => line !== 'maternity')), {
      P81001: 150_000n,
    })
  } finally {
    served.duck.close()
    rmSync(folder, { recursive: true, force: true })
  }
})
