import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { openHome, type Home } from '../../../stores/home.ts'
import { everything } from '../../../stores/scope.ts'
import type { Served } from '../../../warehouse/served.ts'
import { inventedPrescribing } from '../../invented-prescribing.ts'
import { computeSeries, loadMeasures, type MeasureSeries } from '../../measures/measures.ts'
import { askedOf } from '../asked.ts'
import { worklistCsv, worklistData } from '../exports.ts'
import { inventCounts } from '../invented-counts.ts'
import { worklistSchema } from '../open-api.ts'
import { openOpportunities, type Opened } from '../open.ts'
import { worklistPage } from '../worklist/page.ts'
import { chosenRows } from '../worklist/rows.ts'
import { prescribingPartsData, prescribingPartsSchema } from './data.ts'
import type { PrescribingLine } from './lines.ts'
import { prescribingPage, saversOf, stepOf } from './page.ts'
import { prescribedOf, presentationsOf } from './prescribed.ts'

describe('changes of prescribing in the worklist', () => {
  let folder = ''
  let home: Home
  let served: Served
  let series: MeasureSeries[]
  const switched = loadMeasures().filter(({ id }) => id === 'pregabalin-75-brand')

  const openAt = async (place: string): Promise<Opened> => {
    const asked = askedOf({ place })
    const opened = await openOpportunities(everything, { home, memory: '300MB' }, served, asked)
    return { ...opened, prescribing: await prescribedOf(served, series, opened) }
  }
  const theSwitch = ({ prescribing }: Opened): PrescribingLine => {
    const [line] = prescribing.filter(({ id }) => id === 'pregabalin-75-brand')
    assert.ok(line)
    return line
  }

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'steward-prescribing-opportunities-'))
    home = openHome(join(folder, 'home'))
    served = await inventedPrescribing(folder)
    const practices = [1, 2, 3, 4].map((i) => ({ code: `P8100${i}`, people: 8000 }))
    const period = { from: '2019-04', to: '2020-03' }
    await inventCounts(home, served.manifest.id, period, practices, [
      { id: 'acsc-acute', amounts: { P81001: 20 }, pence: 1000 },
    ])
    series = await computeSeries(served, switched)
  })
  after(() => {
    served.duck.close()
    rmSync(folder, { recursive: true })
  })

  test('a switch is worth what its rows say: the brand’s cost less the generic’s for the same capsules', async () => {
    const line = theSwitch(await openAt('group:CW'))
    const [one] = series
    assert.ok(one)
    let pounds = 0
    for (const { split } of one.practices.values())
      for (let at = 12; at < 24; at++)
        pounds +=
          (split?.nc[at] ?? 0) -
          ((split?.nq[at] ?? 0) * (split?.oc[at] ?? 0)) / (split?.oq[at] ?? 1)
    assert.ok(Math.abs(line.worthPence - pounds * 100) <= 4, `${line.worthPence} and ${pounds}`)
    assert.equal(line.forHalf, 1)
    assert.equal(line.practices[0]?.practice, 'P81001')
    assert.equal(line.lowHanging, line.called > 0 && line.worthPence >= 500_000)
  })

  test('the group adds its practices, and what stands under a switch is not told again as a price', async () => {
    const group = await openAt('group:CW')
    const own = await Promise.all(
      theSwitch(group).practices.map(({ practice }) => openAt(`practice:${practice}`)),
    )
    const sum = own.reduce((total, opened) => total + theSwitch(opened).worthPence, 0)
    assert.ok(Math.abs(sum - theSwitch(group).worthPence) <= 4)
    assert.deepEqual(
      group.prescribing.filter(({ kind }) => kind === 'price').map(({ id }) => id),
      [],
    )
  })

  test('the next step names the product to leave and the one to change to, with what each costs', async () => {
    const opened = await openAt('group:CW')
    const line = theSwitch(opened)
    const products = await presentationsOf(served, opened, line, switched[0] ?? null)
    assert.match(
      stepOf(opened, line, products),
      /From Dearbrand Cap 75mg \(\S+ each\) to Pregabalin Cap 75mg \(\S+ each\)\.$/,
    )
    prescribingPartsSchema.parse(prescribingPartsData(line, products, saversOf(opened, line)))
    const page = prescribingPage(opened, askedOf({}), line, products, false).toString()
    for (const words of [
      'What it could become',
      'rule of OpenPrescribing',
      'Half of it is in 1 of',
    ])
      assert.ok(page.includes(words), words)
    assert.doesNotMatch(page, /worst|league|poor perform/i)
  })

  test('every measure that tells a saving says what could be done in its place', () => {
    assert.deepEqual(
      loadMeasures()
        .filter(({ saving, instead }) => saving !== 'none' && instead === undefined)
        .map(({ id }) => id),
      [],
    )
  })

  test('it is ranked among hospital activity, filtered by who can act, and exported with it', async () => {
    const opened = await openAt('group:CW')
    const first = chosenRows(opened, askedOf({})).at(0)
    assert.equal(first?.task.evidence, 'measure')
    assert.equal(
      chosenRows(opened, askedOf({ can: 'hospital' })).some(
        ({ task }) => task.evidence === 'measure',
      ),
      false,
    )
    const data = worklistSchema.parse(worklistData(opened, chosenRows(opened, askedOf({}))))
    assert.equal(data.prescribing[0]?.id, 'pregabalin-75-brand')
    assert.match(worklistCsv(data), /measures\/pregabalin-75-brand,Pregabalin 75 mg/)
    const page = worklistPage(opened, askedOf({})).toString()
    assert.ok(page.includes('/opportunities/measures/pregabalin-75-brand?place=group%3ACW'))
  })
})
