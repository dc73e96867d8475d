import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import type { Row } from '../../stores/duck.ts'
import {
  openBothEngines,
  type BothEngines,
  type Columns,
  type Example,
} from './invented-months/both-engines.ts'
import { loadRulePacks, rulePackFor } from './rule-pack.ts'

describe('the prices of admitted care', () => {
  let engines: BothEngines
  before(async () => {
    engines = await openBothEngines()
  })
  after(() => {
    engines.duck.close()
    rmSync(engines.folder, { recursive: true })
  })

  /** The lines of both engines, which must be the same, by line key. */
  const price = async (example: Example): Promise<Map<string, Columns>> => {
    const { sql, plain } = await engines.price(example)
    assert.deepEqual([...sql.keys()].sort(), [...plain.keys()].sort())
    for (const [key, line] of sql) assert.deepEqual(line, plain.get(key))
    return sql
  }

  const spell = (number: string, columns: Row): Row => ({
    spell_number: number,
    hrg: 'HN12F',
    admission_method: '11',
    classification: '1',
    age: 40,
    admission_date: '2017-10-01',
    discharge_date: '2017-10-05',
    ...columns,
  })

  const hip: Row = {
    hrg: 'HN12F',
    combined: 543_100,
    elective_trim: 6,
    non_elective: 543_100,
    non_elective_trim: 30,
    per_day: 22_700,
  }
  const pneumonia: Row = {
    hrg: 'DZ11V',
    combined: 69_700,
    elective_trim: 13,
    non_elective: 148_200,
    non_elective_trim: 11,
    per_day: 20_800,
    short_stay_applies: true,
    short_stay_rate: 2_500,
  }
  const factors = [['WXA', 1_000_000] as const]
  const admitted = (records: readonly Row[], more: Partial<Example> = {}): Example => ({
    kind: 'admitted',
    month: '2017-10',
    records,
    prices: [hip, pneumonia],
    factors,
    ...more,
  })

  describe('spells', () => {
    test('three episodes out of order are one spell, and its last episode speaks for it', async () => {
      const episode = (order: number, hrg: string): Row =>
        spell('1', { episode_order: order, hrg, specialty: String(order) })
      const lines = await price(
        admitted([episode(2, 'DZ11V'), episode(3, 'HN12F'), episode(1, 'DZ11V')]),
      )
      assert.equal(lines.size, 1)
      const line = lines.get('WXA/1')
      assert.equal(line?.['episodes'], '3')
      assert.equal(line?.['hrg'], 'HN12F')
      assert.equal(line?.['specialty'], '3')
      assert.equal(line?.['cost_pence'], '543100')
    })

    test('the same spell number at two providers is two spells', async () => {
      const lines = await price(admitted([spell('1', {}), spell('1', { provider: 'WXB' })]))
      assert.deepEqual([...lines.keys()].sort(), ['WXA/1', 'WXB/1'])
    })

    test('a spell without a discharge date is counted and has no line', async () => {
      const { sql, undischarged } = await engines.price(
        admitted([
          spell('1', {}),
          spell('2', { discharge_date: null }),
          spell('2', { discharge_date: null }),
        ]),
      )
      assert.deepEqual([...sql.keys()], ['WXA/1'])
      assert.equal(undischarged, 2n)
    })

    test('of two episodes with one record key the first counts and the other is excluded', async () => {
      const twice = [spell('1', { record_key: 'K' }), spell('1', { record_key: 'K', hrg: 'DZ11V' })]
      const lines = await price(admitted(twice))
      assert.equal(lines.get('WXA/1')?.['episodes'], '1')
      assert.equal(lines.get('WXA/1')?.['cost_pence'], '543100')
      assert.equal(lines.get('WXA/1#3')?.['reason'], 'duplicate record key')
    })
  })

  describe('the price year', () => {
    const books = [hip, { ...hip, year: '2018/19', combined: 549_300 }]
    const on = async (day: string): Promise<Columns | undefined> => {
      const month = day.slice(0, 7) === '2018-03' ? '2018-03' : '2018-04'
      const records = [spell('1', { admission_date: '2018-03-28', discharge_date: day })]
      return (await price(admitted(records, { month, prices: books }))).get('WXA/1')
    }

    test('is that of discharge: 31 March is the old year and 1 April the new', async () => {
      const [march, april] = [await on('2018-03-31'), await on('2018-04-01')]
      assert.equal(march?.['cost_pence'], '543100')
      assert.equal(march?.['rule_pack'], 'pricing-2017-18')
      assert.equal(april?.['cost_pence'], '549300')
      assert.equal(april?.['rule_pack'], 'pricing-2018-19')
    })

    test('has no price for an HRG that its book lacks, which is never nought', async () => {
      const line = (await price(admitted([spell('1', { hrg: 'ZZ99Z' })]))).get('WXA/1')
      assert.equal(line?.['status'], 'no price')
      assert.equal(line?.['reason'], 'no price for code and year')
      assert.equal(line?.['cost_pence'], '')
    })

    test('without rules classes the line and prices nothing', async () => {
      const records = [spell('1', { discharge_date: '2011-05-09', admission_date: '2011-05-08' })]
      const line = (await price(admitted(records, { month: '2011-05' }))).get('WXA/1')
      assert.equal(line?.['pod'], 'EL')
      assert.equal(line?.['reason'], 'no rules for the price year')
    })
  })

  describe('classes', () => {
    /** Point of delivery and status of a spell for each change of a plain elective stay. */
    const classesOf = async (
      changes: readonly Row[],
      more: Partial<Example> = {},
    ): Promise<string[]> => {
      const lines = await price(
        admitted(
          changes.map((row, i) => spell(String(i), row)),
          more,
        ),
      )
      return changes.map((_, i) => {
        const line = lines.get(`WXA/${i}`)
        return `${line?.['pod']} ${line?.['status']}`
      })
    }

    test('a day case that stays a night is an ordinary elective', async () => {
      const found = await classesOf([
        { classification: '2', admission_date: '2017-10-04' },
        { classification: '2', admission_date: '2017-10-05' },
      ])
      assert.deepEqual(found, ['EL priced', 'DC priced'])
    })

    test('admission method 28 is an emergency until its retirement', async () => {
      const { pack } = rulePackFor(loadRulePacks(), '2017/18')
      const emergencyMethods = pack.admitted.emergencyMethods.filter((method) => method !== '28')
      const retired = { ...pack, admitted: { ...pack.admitted, emergencyMethods } }
      const method = [{ admission_method: '28' }]
      assert.deepEqual(await classesOf(method), ['NEL priced'])
      assert.deepEqual(await classesOf(method, { rulePack: retired }), ['DQ no price'])
    })

    test('regular attenders are at a local price, and contradictions stop', async () => {
      const found = await classesOf([
        { classification: '3' },
        { classification: '4' },
        { admission_method: '99' },
        { admission_date: '2017-10-06' },
        { admission_method: '31' },
      ])
      assert.deepEqual(found, [
        'RADAY no price',
        'RANIGHT no price',
        'DQ no price',
        'DQ no price',
        'NELNE priced',
      ])
    })

    test('private patients and ungroupable data are excluded before anything else', async () => {
      const found = await classesOf([
        { administrative_category: '02' },
        { hrg: 'UZ01Z', classification: '3' },
        { specialty: '710' },
        { hrg: null },
        { grouped: false, hrg: null },
      ])
      const excluded = 'EXCL excluded'
      assert.deepEqual(found, [excluded, excluded, excluded, excluded, 'EL no price'])
    })
  })

  describe('stays', () => {
    const emergency = (columns: Row): Row =>
      spell('1', { hrg: 'DZ11V', admission_method: '21', admission_date: '2017-10-04', ...columns })
    const pence = async (
      changes: readonly Row[],
      more: Partial<Example> = {},
    ): Promise<unknown[]> => {
      const records = changes.map((row, i) => emergency({ spell_number: String(i), ...row }))
      const lines = await price(admitted(records, more))
      return changes.map((_, i) => lines.get(`WXA/${i}`)?.['cost_pence'])
    }

    test('a short stay is reduced at 19 and not at 18, and at one day and not at two', async () => {
      const two = { admission_date: '2017-10-03' }
      const found = await pence([{ age: 19 }, { age: 18 }, two, { age: null }])
      assert.deepEqual(found, ['37050', '148200', '148200', '148200'])
    })

    test('the published short-stay price goes before the percentage', async () => {
      const prices = [{ ...pneumonia, short_stay: 37_100 }]
      assert.deepEqual(await pence([{}], { prices }), ['37100'])
    })

    test('a stay as long as the trim point has no excess day, and one more has one', async () => {
      const found = await pence([
        { admission_date: '2017-09-24' },
        { admission_date: '2017-09-23' },
      ])
      assert.deepEqual(found, ['148200', '169000'])
    })

    test('days of two overlapping periods of critical care leave the stay once', async () => {
      const criticalCare = [
        { spell_number: '1', start_date: '2017-09-20', end_date: '2017-09-24', hrg: 'XC06Z' },
        { spell_number: '1', start_date: '2017-09-24', end_date: '2017-09-25', hrg: 'XC05Z' },
      ]
      const unitCosts = [
        ['Critical care', 'XC06Z', 17_378_290],
        ['Critical care', 'XC05Z', 23_985_094],
      ] as const
      const records = [emergency({ admission_date: '2017-09-20', critical_care_days: 9 })]
      const line = (await price(admitted(records, { criticalCare, unitCosts }))).get('WXA/1')
      assert.equal(line?.['critical_care_days'], '6')
      assert.equal(line?.['qualifying_days'], '9')
      assert.equal(line?.['days_basis'], 'dates')
      assert.equal(line?.['unbundled_e4'], String(4 * 17_378_290 + 2 * 23_985_094))
      assert.equal(line?.['stand_in'], 'true')
    })

    test('a critical-care day without a unit cost leaves the spell without a price', async () => {
      const criticalCare = [
        { spell_number: '1', start_date: '2017-10-04', end_date: '2017-10-04', hrg: 'XC99Z' },
      ]
      const line = (await price(admitted([emergency({})], { criticalCare }))).get('WXA/1')
      assert.equal(line?.['reason'], 'no price for an unbundled item')
    })
  })

  describe('market forces and rounding', () => {
    test('half a penny is rounded up, once, after market forces', async () => {
      const half = [{ ...hip, combined: 101 }]
      const cost = async (ppm: number): Promise<string | undefined> =>
        (await price(admitted([spell('1', {})], { prices: half, factors: [['WXA', ppm]] }))).get(
          'WXA/1',
        )?.['cost_pence']
      assert.equal(await cost(1_500_000), '152')
      assert.equal(await cost(1_499_999), '151')
    })

    test('a provider without a factor is priced at 1 and says so', async () => {
      const line = (await price(admitted([spell('1', {})], { factors: [] }))).get('WXA/1')
      assert.equal(line?.['status'], 'priced')
      assert.equal(line?.['mff_ppm'], '1000000')
      assert.equal(line?.['reason'], 'no market forces factor: 1 used')
    })
  })
})
