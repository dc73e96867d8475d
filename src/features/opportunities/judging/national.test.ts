import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { AppError } from '../../../core/refusal.ts'
import { readCatalogue } from '../../../warehouse/opportunities/read-definitions.ts'
import type { CellRow, Counted } from './counted.ts'
import type { Member } from './group.ts'
import { judgeGroup } from './judge.ts'
import { readNationalRates } from './national.ts'

const catalogue = readCatalogue()
const ids = new Set(catalogue.definitions.map(({ id }) => id))
const definition = catalogue.definitions.findIndex(({ id }) => id === 'acsc-acute')
const bands = Array.from({ length: 20 }, (_, band) => band)
const practices = { P81001: 9, P81002: 5, P81003: 4 }

const cellRow = (practice: string, band: number, count: number): CellRow => {
  const [amount, squares] = [BigInt(count * 1000), BigInt(count * 1_000_000)]
  return {
    definition,
    practice,
    age_band: band,
    sex: '1',
    records: BigInt(count),
    amount,
    per: 0n,
    amount_squares: squares,
    products: 0n,
    per_squares: 0n,
    net_amount: amount,
    net_per: 0n,
    net_amount_squares: squares,
    net_products: 0n,
    net_per_squares: 0n,
    value_pence: BigInt(count * 100_000),
    net_value_pence: BigInt(count * 100_000),
    unpriced: 0n,
  }
}

const counted: Counted = {
  catalogue,
  period: { from: '2019-04', to: '2020-03' },
  cells: Object.entries(practices).flatMap(([practice, count]) =>
    bands.map((band) => cellRow(practice, band, count)),
  ),
  people: Object.keys(practices).flatMap((practice) =>
    bands.map((band) => ({ practice, age_band: band, sex: '1', people: 400_000n })),
  ),
  absent: [],
  folder: '',
}
const members = Object.keys(practices).map((code): Member => ({
  code,
  name: code,
  group: 'CW',
  groupName: 'Cobwold',
  locality: 'NORTH',
  localityName: 'North',
  patients: 8000,
  inequalities: null,
  need: null,
}))
const head = 'definition,sex,age_from,age_to,amount,per,source'

describe('national rates', () => {
  let folder = ''
  const given = (...lines: string[]) => {
    writeFileSync(join(folder, 'opportunities', 'national-rates.csv'), [head, ...lines].join('\n'))
    return readNationalRates(folder, ids)
  }
  const judged = (lines: string[]) => {
    const options = { benchmark: 'national', deprivation: false } as const
    return judgeGroup(counted, members, options, given(...lines))
  }
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'steward-national-'))
    mkdirSync(join(folder, 'opportunities'))
  })
  after(() => rmSync(folder, { recursive: true }))

  test('take the place of the group’s mean: what practices are expected to have is what the country’s people would', () => {
    const { judged: all, remarks } = judged(['acsc-acute,male,0,,12000,1000000,invented 2019/20'])
    const found = all[definition]
    assert.deepEqual(
      found?.opportunities.map(({ expected }) => Math.round(expected * 1e6) / 1e6),
      [96, 96, 96],
    )
    assert.deepEqual(
      found.opportunities.map(({ called }) => called),
      [true, false, false],
    )
    assert.deepEqual(remarks, ['National rates: invented 2019/20.'])
  })

  test('that are those of the group itself give what the mean gives', () => {
    const { judged: all } = judged(['acsc-acute,male,0,,18,1200,invented 2019/20'])
    const mean = judgeGroup(counted, members, { benchmark: 'mean', deprivation: false })
    const expected = (from: typeof all) =>
      from[definition]?.opportunities.map((one) => one.expected.toFixed(6))
    assert.deepEqual(expected(all), expected(mean.judged))
  })

  test('that are absent for a definition, or leave out an age, say so and never give nought', () => {
    const { judged: all } = judged(['acsc-acute,male,0,64,12000,1000000,invented'])
    assert.match(all[definition]?.absent ?? '', /leave out ages that are here/)
    const { judged: others } = judged(['acsc-chronic,male,0,,12000,1000000,invented'])
    assert.match(others[definition]?.absent ?? '', /no national rate is loaded for it/)
  })

  test('are refused by the line and what is wrong in it', () => {
    const refusal = (line: string): string => {
      try {
        given('acsc-acute,female,0,4,1,2,invented', line)
      } catch (error) {
        if (error instanceof AppError) return `${error.refusal.code} ${error.refusal.message}`
        throw error
      }
      return 'accepted'
    }
    assert.match(refusal('no-such,male,0,4,1,2,invented'), /Line 3 of .*no definition no-such/)
    assert.match(refusal('acsc-acute,male,3,4,1,2,invented'), /age_from/)
    assert.match(refusal('acsc-acute,male,0,4,1,0,invented'), /per/)
    assert.match(refusal('acsc-acute,female,0,9,1,2,invented'), /stand there twice/)
    assert.equal(refusal('acsc-acute,male,0,,1,2,"invented, 2020"'), 'accepted')
  })
})
