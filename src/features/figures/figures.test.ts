import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import * as fc from 'fast-check'
import { cutsOf, formatFigure, measures, parseFigure, type Figure } from '../../core/figure.ts'
import { everything } from '../../stores/scope.ts'
import {
  makeTinyBuild,
  tinyBuildId,
  tinyMonths,
  type TinyBuild,
} from '../../../tests/tiny-build.ts'
import { evaluate, type Evaluated } from './figures.ts'

describe('figures', () => {
  let tiny: TinyBuild
  before(async () => {
    tiny = await makeTinyBuild()
  })
  after(() => tiny.remove())

  const named = (text: string): Figure => {
    const figure = parseFigure(text)
    assert.ok(figure.ok, text)
    return figure.value
  }

  const valueOf = async (figure: Figure | string): Promise<Evaluated> => {
    const asked = typeof figure === 'string' ? named(figure) : figure
    const result = await evaluate(everything, tiny.served, asked)
    assert.ok(result.ok, result.ok ? '' : result.refusal.message)
    return result.value
  }

  const whereOf = fc.constantFrom(
    'P81001',
    'P81003',
    'P89999',
    'group:CW',
    'locality:LN',
    'locality:LS',
    'all',
    'unattributed',
  )
  const values = {
    pod: ['DC', 'NEL', 'OPPROC', 'AE', 'COMM'],
    specialty: ['100', '300', ''],
    provider: ['RNX', 'RCZ'],
    chapter: ['01', '04'],
    kind: ['admitted', 'emergency', 'contract', 'prescribing'],
  } as const

  const anyFigure: fc.Arbitrary<Figure> = fc
    .record({
      measure: fc.constantFrom(...measures),
      where: whereOf,
      from: fc.integer({ min: 0, max: 2 }),
      length: fc.integer({ min: 0, max: 2 }),
      key: fc.option(fc.nat({ max: 4 })),
      pick: fc.nat({ max: 20 }),
    })
    .map(({ measure, where, from, length, key, pick }) => {
      const first = tinyMonths[from] ?? '2019-04'
      const last = tinyMonths[Math.min(2, from + length)] ?? first
      const bare = named(`${measure}/${where}/${first}${last === first ? '' : `..${last}`}`)
      const cutKey = key === null ? undefined : cutsOf[measure][key]
      if (cutKey === undefined) return bare
      const offered = values[cutKey]
      return { ...bare, cut: { [cutKey]: offered[pick % offered.length] ?? '' } }
    })

  test('the parts of every split add up to their figure exactly, each part valued by its own name', async () => {
    await fc.assert(
      fc.asyncProperty(anyFigure, async (figure) => {
        const whole = await valueOf(figure)
        for (const split of whole.splits) {
          assert.equal(split.sum, whole.exact, `${whole.name} by ${split.by}`)
          for (const part of split.parts) {
            const alone = await valueOf(formatFigure(part.figure))
            assert.equal(alone.exact, part.exact, `${whole.name} by ${split.by}: ${alone.name}`)
            assert.equal(alone.counts.lines, part.lines)
          }
        }
      }),
      { numRuns: 12 },
    )
  })

  test('a cost is the sum of its kinds of care to the penny, with prescribing rounded once', async () => {
    const cost = await valueOf('cost/P81001/2019-04..2019-06')
    const kinds = cost.splits.find(({ by }) => by === 'component')
    assert.deepEqual(
      kinds?.parts.map(({ figure }) => figure.measure),
      ['activity-cost', 'contract-cost', 'prescribing-cost'],
    )
    assert.equal(
      kinds?.parts.reduce((sum, part) => sum + part.value, 0n),
      cost.value,
    )
  })

  test('a group counts each practice for the months in which it was a member', async () => {
    const group = await valueOf('activity-lines/group:CW/2019-04..2019-06')
    const practices = group.splits.find(({ by }) => by === 'practice')
    assert.deepEqual(practices?.parts.map(({ figure }) => formatFigure(figure)).sort(), [
      `activity-lines/P81001/2019-04..2019-06@${tinyBuildId}`,
      `activity-lines/P81002/2019-05..2019-06@${tinyBuildId}`,
      `activity-lines/P81003/2019-04..2019-06@${tinyBuildId}`,
    ])
    const north = await valueOf('activity-lines/locality:LN/2019-04..2019-06')
    const moved = north.splits
      .find(({ by }) => by === 'practice')
      ?.parts.find(({ label }) => label.startsWith('Fen View'))
    assert.equal(moved?.label, 'Fen View Practice (P81003), April 2019 to May 2019')
  })

  test('everything that arrived is the practices, and the lines without one', async () => {
    const all = await valueOf('activity-cost/all/2019-04')
    const unattributed = await valueOf('activity-cost/unattributed/2019-04')
    const parts = all.splits.find(({ by }) => by === 'practice')?.parts ?? []
    assert.equal(parts.find(({ label }) => label === 'no practice')?.exact, unattributed.exact)
    const manifest = tiny.served.manifest.priced.filter(({ month }) => month === '2019-04')
    assert.equal(
      all.value,
      manifest.reduce((sum, { costPence }) => sum + BigInt(costPence), 0n),
    )
  })

  test('the rate is the cost over the mean list, in thousands of patients', async () => {
    const rate = await valueOf('cost-per-thousand/group:CW/2019-04..2019-06')
    const cost = await valueOf('cost/group:CW/2019-04..2019-06')
    let patients = 0n
    for (const month of tinyMonths) {
      patients += (await valueOf(`patients/group:CW/${month}`)).value ?? 0n
    }
    const pounds = (Number(cost.exact) / 1e5 / (Number(patients) / 3)) * 1000
    assert.equal(Number(rate.value), Math.round(pounds * 100))
  })

  test('lines without a price and excluded lines are counted and add nothing', async () => {
    const { counts } = await valueOf('activity-cost/all/2019-04..2019-06')
    assert.equal(counts.lines, 405n)
    assert.equal(counts.priced + counts.noPrice + counts.excluded, counts.lines)
    assert.ok(counts.noPrice > 0n && counts.excluded > 0n)
  })

  test('nothing arrived is not nought', async () => {
    assert.equal((await valueOf('cost/P81001/2021-04')).value, null)
    assert.equal((await valueOf('patients/P81001/2021-04')).value, null)
    assert.equal((await valueOf('cost-per-thousand/P81001/2021-04')).value, null)
    assert.equal((await valueOf('activity-cost/P81001/2019-04/pod=BLOCK')).value, 0n)
  })

  test('a practice, group or build that is not known is refused', async () => {
    const refused = async (text: string): Promise<string> => {
      const result = await evaluate(everything, tiny.served, named(text))
      return result.ok ? 'accepted' : result.refusal.code
    }
    assert.equal(await refused('cost/A00000/2019-04'), 'unknown-practice')
    assert.equal(await refused('cost/group:XX/2019-04'), 'unknown-group')
    assert.equal(await refused('cost/locality:XX/2019-04'), 'unknown-locality')
    assert.equal(await refused('cost/P81001/2019-04@000000000000'), 'unknown-build')
  })

  test('the title says the figure in words', async () => {
    const { title } = await valueOf('activity-cost/P81002/2019-05..2019-06/pod=NEL+provider=RVY')
    assert.equal(
      title,
      'Cost of hospital activity · Emergency admissions, at Valley Hospitals · Mill Lane & Partners (P81002) · May 2019 to June 2019',
    )
  })
})
