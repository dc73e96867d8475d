import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { allot } from '../../../engines/capitation/allotment.ts'
import { everything } from '../../../stores/scope.ts'
import { inventedBuild } from '../../invented-build.ts'
import { loadActuals } from '../actuals.ts'

test('an amount of a practice that closed is shared among its heirs by their lists, never given to each whole', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'steward-heirs-'))
  const served = await inventedBuild(folder, { practices: 4 })
  try {
    const successors = join(folder, 'successors.parquet')
    await served.duck.run(`copy (
      select 'P81004' as practice, successor, date '2019-10-01' as from_date
      from (values ('P81001'), ('P81002')) as v(successor)
    ) to '${successors}' (format parquet)`)
    const closed = { ...served, lakeFiles: () => [successors] }
    const codes = ['P81001', 'P81002', 'P81003']
    const actuals = await loadActuals(everything, closed, codes, '2019-04', '2020-03')
    const lists = await served.duck.all<{ patients: bigint }>(
      `select patients from list_size where month = '2020-03' and practice <= 'P81002' order by practice`,
    )
    const [first = 0n, second = 0n] = allot(
      10_001n,
      lists.map(({ patients }) => patients),
    )
    const counted = actuals.counted(
      new Map([
        ['P81001', 5n],
        ['P81004', 10_001n],
        ['P89999', 7n],
      ]),
    )
    assert.deepEqual(Object.fromEntries(counted), { P81001: first + 5n, P81002: second })
    assert.equal(first + second, 10_001n)
  } finally {
    served.duck.close()
    rmSync(folder, { recursive: true, force: true })
  }
})
