import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { z } from 'zod'
import { pricePerUnit } from '../../src/engines/measures/price-per-unit.ts'
import { spending, type SpendingRow } from '../../src/engines/measures/spending.ts'
import { needs, referencePath } from './reference.ts'

/** Where Steward's answer is deliberately another than the published one, and why. */
const deviations = {
  refusals:
    'The published interface answers 404 and 400; here the same cases are refusals with a code, which the shell turns into a status.',
}

const folder = 'data/openprescribing/derived'
const read = (path: string): unknown =>
  JSON.parse(readFileSync(referencePath(folder, path), 'utf8'))

const nullable = z.string().nullable()
const input = z.object({
  organisations: z.array(
    z.object({
      type: z.string(),
      code: z.string(),
      name: z.string(),
      stp: nullable,
      regional_team: nullable,
      close_date: nullable,
    }),
  ),
  practices: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      ccg: nullable,
      pcn: nullable,
      setting: z.number(),
    }),
  ),
  prescriptions: z.array(
    z.object({
      processing_date: z.string(),
      practice: z.string(),
      presentation_code: z.string(),
      total_items: z.number(),
      actual_cost: z.number(),
      quantity: z.number(),
    }),
  ),
})
const expected = z.array(
  z.object({
    id: z.string(),
    endpoint: z.string(),
    params: z.record(z.string(), z.string()),
    row_count: z.number().nullable(),
    rows: z.record(z.string(), z.record(z.string(), z.string())),
    error_status: z.number().nullable(),
  }),
)

type Input = z.infer<typeof input>
type Under = (practice: string) => string | null

const underOf = (
  { practices, organisations }: Input,
  endpoint: string,
  type: string | undefined,
): Under => {
  const byCode = new Map(practices.map((one) => [one.code, one]))
  const ccgs = new Map(
    organisations.filter((one) => one.type === 'pct').map((one) => [one.code, one]),
  )
  const ccg: Under = (practice) => byCode.get(practice)?.ccg ?? null
  if (endpoint === 'spending') return () => ''
  if (endpoint === 'spending_by_ccg') return ccg
  if (endpoint === 'spending_by_practice') return (practice) => practice
  if (type === 'pcn') return (practice) => byCode.get(practice)?.pcn ?? null
  const parent = type === 'stp' ? 'stp' : 'regional_team'
  return (practice) => ccgs.get(ccg(practice) ?? '')?.[parent] ?? null
}

/** Places that were asked for: at the level of practices a commissioner stands for those that are its own. */
const onlyOf = (
  { practices }: Input,
  endpoint: string,
  org: string | undefined,
): string[] | undefined => {
  if (org === undefined) return undefined
  const asked = org.split(',')
  return endpoint === 'spending_by_practice'
    ? practices
        .filter(({ code, ccg }) => asked.includes(code) || asked.includes(ccg ?? ''))
        .map(({ code }) => code)
    : asked
}

describe('spending by place, code and month', needs(`${folder}/spending_api`), () => {
  test(`38 published queries agree, by the present place of a practice. ${deviations.refusals}`, () => {
    const world = input.parse(read('spending_api/input.json'))
    const rows = world.prescriptions.map((one) => ({
      practice: one.practice,
      date: one.processing_date,
      code: one.presentation_code,
      items: one.total_items,
      cost: Math.round(one.actual_cost * 100),
      quantity: one.quantity,
    }))
    const queries = expected.parse(read('spending_api/expected.json'))
    assert.equal(queries.length, 38)
    for (const {
      id,
      endpoint,
      params,
      row_count: count,
      rows: wanted,
      error_status: error,
    } of queries) {
      const only = onlyOf(world, endpoint, params['org'])
      const found = spending(
        rows,
        {
          codes: params['code']?.split(',') ?? [],
          ...(params['date'] === undefined ? {} : { date: params['date'] }),
          ...(only === undefined ? {} : { only }),
          under: underOf(world, endpoint, params['org_type']),
        },
        { practiceLevel: endpoint === 'spending_by_practice' },
      )
      assert.equal(found.ok, error === null, id)
      if (!found.ok) continue
      if (count !== null && endpoint !== 'spending') assert.equal(found.value.length, count, id)
      for (const [place, row] of Object.entries(wanted)) {
        const match: SpendingRow | undefined =
          row['row_id'] === undefined
            ? found.value.find(({ date }) => date === row['date'])
            : row['date'] === undefined
              ? found.value.find(({ under }) => under === row['row_id'])
              : found.value.find(
                  ({ under, date }) => under === row['row_id'] && date === row['date'],
                )
        assert.ok(match, `${id} row ${place}`)
        assert.equal((match.cost / 100).toFixed(2), Number(row['actual_cost']).toFixed(2), id)
        assert.equal(match.items, Number(row['items']), id)
        assert.equal(match.quantity, Number(row['quantity']), id)
      }
    }
  })
})

const saved = z.object({
  date: z.string(),
  presentation: z.string(),
  quantity: z.number(),
  price_per_unit: z.number(),
  lowest_decile: z.number(),
  possible_savings: z.number(),
})
const savings = z.object({
  settings: z.object({
    generic_discount_pct: z.number(),
    brand_discount_pct: z.number(),
    min_saving_practice_gbp: z.number(),
    min_saving_all_england_gbp: z.number(),
  }),
  practice: z.array(saved.extend({ practice: z.string() })),
  all_england: z.array(saved),
  totals: z.array(z.object({ date: z.string(), org: z.string().nullable(), total: z.number() })),
})

const near = (mine: number, theirs: number, what: string): void =>
  assert.ok(
    Math.abs(mine - theirs) <= 1e-6 * Math.max(1, Math.abs(theirs)),
    `${what}: ${mine} for ${theirs}`,
  )

describe('price per unit', needs(`${folder}/price_per_unit`), () => {
  test('targets, savings, floors and totals agree', () => {
    const {
      settings,
      practice,
      all_england: everyone,
      totals,
    } = savings.parse(read('price_per_unit/expected_savings.json'))
    const [, ...lines] = readFileSync(
      referencePath(folder, 'price_per_unit/input_prescribing.csv'),
      'utf8',
    )
      .trim()
      .split(/\r?\n/)
    const rows = lines.map((line) => {
      const [month = '', code = '', , set = '', generic, quantity, cost] = line.split(',')
      const off = generic === '1' ? settings.generic_discount_pct : settings.brand_discount_pct
      return {
        month,
        practice: code,
        set,
        quantity: Number(quantity),
        cost: Number(cost) * (1 - off / 100),
      }
    })
    let told = 0
    for (const [month, own] of Map.groupBy(rows, (row) => row.month)) {
      const found = pricePerUnit(own)
      const kept = found.filter(({ saving }) => saving >= settings.min_saving_practice_gbp)
      const wanted = practice.filter(({ date }) => date === month)
      assert.equal(kept.length, wanted.length, month)
      for (const one of wanted) {
        const mine = kept.find(
          (each) => each.practice === one.practice && each.set === one.presentation,
        )
        assert.ok(mine, `${month} ${one.practice} ${one.presentation}`)
        near(mine.price, one.price_per_unit, 'price')
        near(mine.target, one.lowest_decile, 'target')
        near(mine.saving, one.possible_savings, 'saving')
        near(mine.quantity, one.quantity, 'quantity')
        told++
      }
      for (const one of everyone.filter(({ date }) => date === month)) {
        const mine = found.filter(({ set }) => set === one.presentation)
        near(
          mine.reduce((sum, { saving }) => sum + saving, 0),
          one.possible_savings,
          one.presentation,
        )
        told++
      }
      for (const { org, total } of totals.filter(({ date }) => date === month)) {
        const mine = org === null ? null : kept.filter((each) => each.practice === org)
        if (mine && mine.length > 0)
          near(
            mine.reduce((sum, { saving }) => sum + saving, 0),
            total,
            `${org}`,
          )
        told++
      }
    }
    assert.equal(told, 62 + 8 + 22)
  })
})
