import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import type { SmallNumbers } from '../../engines/disclosure/suppression.ts'
import type { Row } from '../../stores/duck.ts'
import type { Home } from '../../stores/home.ts'
import { everything, type Scope, type Sharing } from '../../stores/scope.ts'
import { close } from '../close.ts'
import { inventHome } from '../invented/home.ts'
import { loadActivity, loadOthers, loadReference } from '../invented/lake.ts'
import { closeServed, openServed } from '../served.ts'
import { closeScoped, openScoped } from './scoped.ts'

const memory = '256MB'
const ruleOf = (): SmallNumbers => ({ from: 1, to: 7, nearest: 5 })
const inside = (sharing: Sharing, ...practices: string[]): Scope => ({
  kind: 'inside',
  practices,
  sharing,
  lines: 'own',
})

describe('a build as a scope may see it', () => {
  let home: Home
  let own = ''
  let others: string[] = []
  before(async () => {
    home = inventHome()
    await loadReference(home)
    await loadActivity(home, '2019-03', 'k', 400, ['admitted', 'outpatient', 'emergency'])
    await loadOthers(home, '2019-03')
    await close(home, { memory, asAt: '2019-06-01' })
    const rows = await ask(everything, 'select distinct practice from membership order by practice')
    ;[own = '', ...others] = rows.map(({ practice }) => String(practice))
  })
  after(async () => {
    closeScoped(home)
    await closeServed(home)
    rmSync(home.root, { recursive: true })
  })

  const ask = async (scope: Scope, sql: string): Promise<Row[]> => {
    const served = await openScoped(home, scope, { memory, ruleOf })
    try {
      return await served.duck.all(sql)
    } finally {
      served.close()
    }
  }

  const sumOf = async (scope: Scope, where = 'true'): Promise<unknown> => {
    const [row] = await ask(
      scope,
      `select sum(lines) as lines, sum(cost_pence) as cost from activity a
       join membership m on m.practice = a.practice
         and a.month between m.from_month and coalesce(m.to_month, '9999-12') where ${where}`,
    )
    return row
  }

  /** Every text in every table of a scope. */
  const words = async (scope: Scope): Promise<Set<string>> => {
    const tables = await ask(
      scope,
      `select table_name as name from duckdb_tables() where schema_name = 'main'`,
    )
    const found = new Set<string>()
    for (const { name } of tables)
      for (const row of await ask(scope, `select * from "${String(name)}"`))
        for (const value of Object.values(row)) found.add(String(value))
    return found
  }

  test('the invented build has members beside the one that asks', () => {
    assert.ok(own !== '' && others.length > 0)
  })

  test('where practices are shared by name, all marts are there', async () => {
    const served = await openScoped(home, inside('named', own), { memory, ruleOf })
    const whole = await openServed(home, memory)
    assert.equal(served.duck, whole.duck)
    served.close()
    whole.close()
  })

  for (const sharing of ['anonymous', 'own only'] as const) {
    test(`where they are shared ${sharing}, no code of another practice is in any table, and sums stay right`, async () => {
      const scope = inside(sharing, own)
      const found = await words(scope)
      assert.ok(found.has(own))
      assert.deepEqual(
        others.filter((practice) => found.has(practice)),
        [],
      )
      assert.deepEqual(await sumOf(scope), await sumOf(everything))
      assert.deepEqual(
        await sumOf(scope, `a.practice = '${own}'`),
        await sumOf(everything, `a.practice = '${own}'`),
      )
      const count = 'select count(distinct practice) as n from membership'
      const [{ n } = {}] = await ask(scope, count)
      assert.ok(
        sharing === 'own only' ? Number(n) <= others.length + 1 : n === BigInt(others.length + 1),
      )
    })
  }

  test('outside the group there is no practice, provider or specialty, and no small count', async () => {
    const scope: Scope = { kind: 'outside' }
    const found = await words(scope)
    assert.deepEqual(
      [own, ...others].filter((practice) => found.has(practice)),
      [],
    )
    const small = await ask(
      scope,
      `select practice, month, kind, pod, sum(lines) as lines from activity
       group by 1, 2, 3, 4 having sum(lines) between 1 and 7`,
    )
    assert.deepEqual(small, [])
    const [row] = await ask(
      scope,
      "select count(*) as n from activity where practice is null or provider <> '-'",
    )
    assert.equal(row?.['n'], 0n)
  })

  test('a cut build gives no files, and reaches none', async () => {
    const served = await openScoped(home, { kind: 'outside' }, { memory, ruleOf })
    assert.deepEqual([served.pricedFiles('admitted'), served.lakeFiles('prescribing')], [[], []])
    await assert.rejects(served.duck.all('select * from build.activity'), /build/)
    await assert.rejects(
      served.duck.all(`select * from read_parquet('${home.priced}/**/*.parquet')`),
      /disabled|permission/i,
    )
    served.close()
  })

  test('each scope has a database of its own, shared by those of the same scope', async () => {
    const [one, two, three] = await Promise.all([
      openScoped(home, inside('own only', own), { memory, ruleOf }),
      openScoped(home, inside('own only', own), { memory, ruleOf }),
      openScoped(home, inside('own only', others[0] ?? ''), { memory, ruleOf }),
    ])
    assert.equal(one.duck, two.duck)
    assert.notEqual(one.duck, three.duck)
    for (const served of [one, two, three]) served.close()
  })
})
