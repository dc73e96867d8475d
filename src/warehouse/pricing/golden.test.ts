import assert from 'node:assert/strict'
import { readFileSync, rmSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { divideHalfUp, parseDecimal } from '../../core/money.ts'
import { monthOf } from '../../core/month.ts'
import type { Row } from '../../stores/duck.ts'
import { openBothEngines, type BothEngines, type Columns } from './invented-months/both-engines.ts'

/** The 25 vectors made from real prices of 2017/18 and 2018/19; amounts in pounds. */
const vectors = readFileSync(new URL('invented-months/golden-vectors.csv', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => [...line.matchAll(/("[^"]*"|[^,]*)(?:,|$)/g)].map((m) => m[1] ?? ''))
const [heading = [], ...lines] = vectors
const cases = lines.map((cells) =>
  Object.fromEntries(heading.map((name, i) => [name, cells[i] ?? ''])),
)

/** Whole pence of the vectors with a market forces factor, worked by hand from the exact product. */
const penceWithFactor: Record<string, bigint> = { G08: 430_685n, G14: 127_906n, G23: 904_788n }

const exactly = (text: string | undefined, decimals: number): bigint => {
  const value = parseDecimal(text ?? '', decimals)
  if (value === null) throw new Error(`Not a number with ${decimals} decimals: ${text}`)
  return value
}

const discharges: Record<string, string> = { '2017/18': '2017-10-31', '2018/19': '2018-10-31' }

const backwards = (day: string, nights: number): string =>
  new Date(Date.parse(day) - nights * 86_400_000).toISOString().slice(0, 10)

const record = (vector: Columns): Row => {
  const discharged = discharges[vector['year'] ?? ''] ?? ''
  return {
    provider: vector['id'] ?? '',
    spell_number: '1',
    hrg: vector['id'] ?? '',
    admission_method: vector['admimeth'] ?? '',
    classification: vector['classpat'] ?? '',
    age: Number(vector['age']),
    admission_date: backwards(discharged, Number(vector['los_days'])),
    discharge_date: discharged,
    critical_care_days: Number(vector['critical_care_days']),
    rehabilitation_days: Number(vector['rehab_days']),
    best_practice_flag: vector['bpt_addition'] === '0' ? null : 'Y',
    top_up_rate: Number(exactly(vector['topup_rate'], 4)),
  }
}

const price = (vector: Columns): Row => {
  const pence = Number(exactly(vector['base_price'], 0)) * 100
  const trim = Number(vector['trim'])
  const share = vector['ssem_fraction'] === '' ? null : Number(exactly(vector['ssem_fraction'], 4))
  return {
    hrg: vector['id'] ?? '',
    ...(vector['pod'] === 'DC' ? { day_case: pence } : {}),
    ...(vector['pod'] === 'EL' ? { ordinary_elective: pence, elective_trim: trim } : {}),
    ...(vector['pod'] === 'NE' ? { non_elective: pence, non_elective_trim: trim } : {}),
    per_day: Number(vector['per_day']) * 100,
    short_stay_applies: share !== null,
    short_stay_rate: share,
    best_practice_addition: Number(vector['bpt_addition']) * 100,
  }
}

describe('the golden vectors', () => {
  let engines: BothEngines
  const priced = { sql: new Map<string, Columns>(), plain: new Map<string, Columns>() }

  before(async () => {
    engines = await openBothEngines()
    for (const [year, discharged] of Object.entries(discharges)) {
      const chosen = cases.filter((vector) => vector['year'] === year)
      const result = await engines.price({
        kind: 'admitted',
        month: monthOf(discharged),
        records: chosen.map(record),
        prices: chosen.map(price),
        factors: chosen.map((v) => [v['id'] ?? '', Number(exactly(v['mff'], 6))] as const),
      })
      for (const [key, line] of result.sql) priced.sql.set(key, line)
      for (const [key, line] of result.plain) priced.plain.set(key, line)
    }
  })
  after(() => {
    engines.duck.close()
    rmSync(engines.folder, { recursive: true })
  })

  test('are twenty-five', () => assert.equal(cases.length, 25))

  for (const engine of ['sql', 'plain'] as const) {
    for (const vector of cases) {
      const id = vector['id'] ?? ''
      test(`${id} ${vector['rule']}: the ${engine} engine meets every figure`, () => {
        const line = priced[engine].get(`${id}/1`)
        assert.ok(line)
        assert.equal(line['status'], 'priced')
        assert.equal(line['excess_days'], vector['excess_bed_days'])
        assert.equal(line['excess_pence'], String(exactly(vector['expected_excess_gbp'], 2)))
        const exact = BigInt(line['exact_e14'] ?? '')
        const unadjusted = exact / BigInt(line['mff_ppm'] ?? '')
        assert.equal(divideHalfUp(unadjusted, 10n ** 6n), exactly(vector['expected_pre_mff'], 4))
        assert.equal(divideHalfUp(exact, 10n ** 12n), exactly(vector['expected_with_mff_4dp'], 4))
        assert.equal(
          divideHalfUp(exact, 10n ** 16n),
          exactly(vector['expected_with_mff_rounded'], 0),
        )
        const pence = penceWithFactor[id] ?? exactly(vector['expected_with_mff_4dp'], 4) / 100n
        assert.equal(line['cost_pence'], String(pence))
      })
    }
  }
})
