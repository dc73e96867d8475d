import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import { AppError } from '../../core/refusal.ts'
import { monthRange, type Month } from '../../core/month.ts'
import { inventedBuild } from '../invented-build.ts'
import { changesBetween, reasons, type Account } from './rules.ts'
import { accountOf, openBuildBefore } from './store.ts'
import { openHome } from '../../stores/home.ts'
import { everything } from '../../stores/scope.ts'
import { databaseOf, writeManifest } from '../../warehouse/manifest.ts'

const account = (last: Month, given: Partial<Account> = {}): Account => ({
  build: 'aaaaaaaaaaaa',
  madeAt: '2020-03-20T06:00:00Z',
  first: '2018-04',
  last,
  amounts: new Map(),
  versions: new Map(),
  ...given,
})

describe('what changed since the statement before', () => {
  test('care that had not arrived is late, a newer version is a correction, the same data are priced again', () => {
    const earlier = account('2020-02', {
      amounts: new Map([
        ['2020-01 admitted', 500n],
        ['2020-02 outpatient', 300n],
      ]),
      versions: new Map([
        ['2020-01 admitted', 'one'],
        ['2020-02 outpatient', 'two'],
      ]),
    })
    const now = account('2020-03', {
      amounts: new Map([
        ['2020-01 admitted', 450n],
        ['2020-02 outpatient', 320n],
        ['2020-02 emergency', 70n],
        ['2020-03 admitted', 999n],
      ]),
      versions: new Map([
        ['2020-01 admitted', 'one'],
        ['2020-02 outpatient', 'three'],
        ['2020-02 emergency', 'four'],
        ['2020-03 admitted', 'five'],
      ]),
    })
    const { byReason, newMonths, movements, ...rest } = changesBetween(earlier, now)
    assert.deepEqual(Object.fromEntries(byReason), {
      late: 70n,
      corrected: 20n,
      'priced again': -50n,
    })
    assert.equal(movements.length, 3)
    assert.deepEqual(newMonths, [{ month: '2020-03', cost: 999n }])
    assert.deepEqual(rest, { from: '2019-04', to: '2020-02', before: 800n, now: 840n })
  })

  test('the reasons always add up to the whole difference, and movements to their reason', () => {
    const keys = monthRange('2019-02', '2020-03').flatMap((month) =>
      ['admitted', 'prescribing'].map((kind) => `${month} ${kind}`),
    )
    const amounts = fc
      .array(fc.tuple(fc.constantFrom(...keys), fc.bigInt(-1_000_000n, 1_000_000n)))
      .map((rows) => new Map(rows))
    const versions = fc
      .array(fc.tuple(fc.constantFrom(...keys), fc.constantFrom('one', 'two')))
      .map((rows) => new Map(rows))
    fc.assert(
      fc.property(amounts, versions, amounts, versions, (was, had, is, has) => {
        const changes = changesBetween(
          account('2020-02', { amounts: was, versions: had }),
          account('2020-03', { amounts: is, versions: has }),
        )
        const sum = [...changes.byReason.values()].reduce((a, b) => a + b, 0n)
        assert.equal(sum, changes.now - changes.before)
        for (const reason of reasons) {
          const own = changes.movements.filter((each) => each.reason === reason)
          assert.equal(
            own.reduce((a, { difference }) => a + difference, 0n),
            changes.byReason.get(reason),
          )
        }
      }),
    )
  })

  describe('of invented builds', () => {
    let tmp: string
    before(() => {
      tmp = mkdtempSync(join(tmpdir(), 'steward-changes-'))
    })
    after(() => {
      rmSync(tmp, { recursive: true })
    })

    test('an earlier build that this version cannot read is passed over for the one before it', async () => {
      const home = openHome(join(tmp, 'home'))
      const served = await inventedBuild(tmp, { practices: 3 })
      const ids = ['aaaaaaaaaaaa', 'bbbbbbbbbbbb'] as const
      for (const [i, id] of ids.entries()) {
        mkdirSync(join(home.builds, id))
        writeFileSync(databaseOf(home, id), '')
        writeManifest(home, { ...served.manifest, id, madeAt: `2001-01-0${i + 1}T00:00:00.000Z` })
      }
      const older = new AppError({ code: 'build-older', message: 'Older.', remedy: 'Close.' })
      const earlierOf = (readable: string | null) =>
        openBuildBefore(
          { home, servedBefore: async (id) => (id === readable ? served : Promise.reject(older)) },
          served,
        )
      try {
        assert.equal(await earlierOf('aaaaaaaaaaaa'), served)
        assert.equal(await earlierOf(null), null)
      } finally {
        served.duck.close()
      }
    })

    test('a build compared with itself has no movement, and costs what its statement says', async () => {
      const served = await inventedBuild(tmp, { practices: 3 })
      try {
        const [first] = await served.duck.all<{ practice: string; pence: bigint }>(
          `select practice, cast(sum(cost_pence) as bigint) as pence from activity
          where practice is not null and month between '2019-04' and '2020-03' group by practice order by 1 limit 1`,
        )
        const { practice = '', pence = 0n } = first ?? {}
        const own = await accountOf(everything, served, practice)
        assert.ok(own)
        const { movements, before: was, now } = changesBetween(own, own)
        assert.deepEqual(movements, [])
        assert.equal(was, now)
        assert.ok(now >= pence * 1000n)
      } finally {
        served.duck.close()
      }
    })
  })
})
