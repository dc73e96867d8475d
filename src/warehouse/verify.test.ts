import assert from 'node:assert/strict'
import { appendFileSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { AppError } from '../core/refusal.ts'
import { loadFiles } from '../intake/load.ts'
import type { Home } from '../stores/home.ts'
import { readLoads } from '../stores/lake.ts'
import { close } from './close.ts'
import { currentBuild } from './manifest.ts'
import { withHome } from './invented/home.ts'
import { loadActivity, loadReference } from './invented/lake.ts'
import { verify, type Verified } from './verify.ts'

const header =
  ' SHA,PCT,PRACTICE,BNF CODE,BNF NAME                                    ,ITEMS  ,NIC        ,ACT COST   ,QUANTITY,PERIOD,'
const rows = [
  'Q44,RXA,P10001,0301011R0AAAAAA,Salbutamol                              ,0000012,00000018.00,00000016.71,0000012,201903,',
  'Q44,RXA,P10002,0301011R0AAAAAA,Salbutamol                              ,0000003,00001234.56,00001200.05,0000900,201903,',
  'Q44,RXA,P10002,0301011R0AAAAAA,Salbutamol                              ,0000xx3,00000004.56,00000004.05,0000009,201903,',
]

const prepared = async (home: Home): Promise<string> => {
  const file = join(home.root, 'T201903PDPI.CSV')
  writeFileSync(file, [header, ...rows, ''].join('\r\n'))
  const [outcome] = await loadFiles(home, [{ path: file }])
  assert.ok(outcome && 'result' in outcome && outcome.result.ok, JSON.stringify(outcome))
  await loadReference(home)
  await loadActivity(home, '2019-03', 'v', 60)
  await close(home, { asAt: '2019-05-20', memory: '512MB' })
  return file
}

const about = ({ checks }: Verified, text: string): string[] =>
  checks
    .filter(({ what }) => what.includes(text))
    .map(({ outcome, detail }) => `${outcome}: ${detail}`)

describe('verification', () => {
  test('counts files, lines, prescribing and prices again, and all agree', () =>
    withHome(async (home) => {
      await prepared(home)
      const verified = await verify(home, { memory: '512MB' })
      assert.equal(verified.differ, 0)
      assert.deepEqual(about(verified, 'T201903PDPI.CSV').slice(0, 3), [
        'agrees: file 4, load 4',
        'agrees: quarantine 1, load 1',
        'agrees: file 2, load 2',
      ])
      assert.deepEqual(about(verified, 'cost_e5'), ['agrees: file 121676000, load 121676000'])
      assert.equal(about(verified, 'plain engine').length, 6)
      assert.deepEqual(about(verified, 'prescribing 2019-03: items'), [
        'agrees: lake 15, figures 15',
      ])
    }))

  test('names a file that has changed, one that is gone, and a total that is not that of the file', () =>
    withHome(async (home) => {
      const file = await prepared(home)
      const record = readLoads(home).find(({ feed }) => feed === 'prescribing')
      assert.ok(record)
      const place = join(
        home.loads,
        `${String(record.sequence).padStart(6, '0')}-${record.id}.json`,
      )
      const text = readFileSync(place, 'utf8')
      writeFileSync(place, text.replace('"121676000"', '"121676001"'))
      const wrong = await verify(home, { memory: '512MB' })
      assert.deepEqual(about(wrong, 'cost_e5'), ['differs: file 121676000, load 121676001'])
      appendFileSync(file, rows[0] ?? '')
      assert.match(
        about(await verify(home), 'T201903PDPI.CSV').join(),
        /^not possible: .*has changed/,
      )
      rmSync(file)
      assert.match(about(await verify(home), 'T201903PDPI.CSV').join(), /^not possible: .*is gone/)
    }))

  test('names each file of the lake and of a priced month that is gone or cut off, and close mends what it can', () =>
    withHome(async (home) => {
      await prepared(home)
      const served = currentBuild(home)
      const record = readLoads(home).find(({ feed }) => feed === 'prescribing')
      const month = served?.priced.find((each) => each.rows > 0)
      assert.ok(record && month)
      const lines = join(home.priced, month.file)
      const part = join(home.lake, record.parts[0]?.file ?? '')
      const whole = readFileSync(part)
      truncateSync(lines, 100)
      const cut = await verify(home, { memory: '512MB' })
      assert.deepEqual(
        cut.checks.map(({ outcome, detail }) => [outcome, detail]),
        [['differs', `its file ${lines} is cut off or overwritten`]],
      )
      const again = await close(home, { asAt: '2019-05-20', memory: '512MB' })
      assert.equal(again.id, served?.id)
      assert.equal((await verify(home, { memory: '512MB' })).differ, 0)
      rmSync(part)
      assert.deepEqual(
        (await verify(home)).checks.map(({ what, detail }) => [what, detail]),
        [[`load ${record.id} of ${record.file.path}`, `its file ${part} is gone`]],
      )
      await assert.rejects(
        close(home, { asAt: '2019-05-21', memory: '512MB' }),
        (error) => error instanceof AppError && error.refusal.code === 'lake-damaged',
      )
      writeFileSync(part, whole)
      assert.equal((await verify(home, { memory: '512MB' })).differ, 0)
    }))
})
