import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { allot } from '../../src/engines/capitation/allotment.ts'
import { setBudgets } from '../../src/engines/capitation/budgets.ts'
import { needWeights } from '../../src/engines/capitation/need.ts'
import { finalPrimaryMedical, placeNeed } from '../../src/engines/capitation/place.ts'
import { serviceLines } from '../../src/engines/capitation/service-line.ts'
import {
  allocationFile,
  allocationRows,
  needOf,
  weightIn,
  type AllocationRow,
} from './allocation-file.ts'
import { needs } from './reference.ts'

const scale = 1e9
const sumOf = (rows: readonly AllocationRow[], column: string): bigint =>
  rows.reduce((sum, row) => sum + (weightIn(row, column) ?? 0n), 0n)
const total = (rows: readonly AllocationRow[], column: string): number =>
  Number(sumOf(rows, column)) / scale
const thousands = (amount: number, decimals: number): string =>
  amount.toLocaleString('en-GB', {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  })

describe('the allocation tool of 2025/26', needs(allocationFile), () => {
  const rows = needs(allocationFile).skip === false ? allocationRows() : []
  const place = rows.filter((row) =>
    ['B85005', 'B85022', 'B85026', 'B85061'].includes(row['Practice_Code'] ?? ''),
  )
  const area = rows.filter((row) => row['ICB'] === place[0]?.['ICB'])

  const printed = [
    ['G&A WP', '35,594.3', '2,722,559', '1.0921', '1.3074%'],
    ['CS WP', '34,612.0', '2,670,979', '1.0825', '1.2959%'],
    ['MH WP', '23,039.6', '2,919,760', '0.6592', '0.7891%'],
    ['Mat WP', '23,307.6', '2,918,437', '0.6671', '0.7986%'],
    ['Prescr WP', '34,960.5', '2,686,192', '1.0872', '1.3015%'],
    ['Health Ineq WP', '22,573.7', '3,446,236', '0.5472', '0.6550%'],
    ['Final WP', '31,187.8', '2,752,628', '0.9464', '1.1330%'],
    ['Final PMC WP', '30,233.3', '2,793,487', '0.9041', '1.0823%'],
  ] as const

  test('commissioning rules 2.4: the default place of four practices, to its printed digits', () => {
    assert.equal(area.length, 269)
    assert.equal(thousands(total(place, 'Population'), 1), '32,414.7')
    assert.equal(thousands(total(area, 'Population'), 0), '2,707,693')
    for (const [column, own, whole, index, share] of printed) {
      const need = placeNeed(
        { weighted: total(place, column), population: total(place, 'Population') },
        { weighted: total(area, column), population: total(area, 'Population') },
      )
      assert.deepEqual(
        [
          thousands(total(place, column), 1),
          thousands(total(area, column), 0),
          need.relativeIndex.toFixed(4),
          `${(100 * need.share).toFixed(4)}%`,
        ],
        [own, whole, index, share],
        column,
      )
    }
  })

  test('commissioning rules 2.4: of £1bn the place has £11.330m weighted and £11.971m per head', () => {
    const need = placeNeed(
      { weighted: total(place, 'Final WP'), population: total(place, 'Population') },
      { weighted: total(area, 'Final WP'), population: total(area, 'Population') },
    )
    assert.equal((1_000 * need.share).toFixed(3), '11.330')
    assert.equal((1_000 * need.crudeShare).toFixed(3), '11.971')
  })

  test('commissioning rules 2.3: final primary medical need is 0.85 and 0.15 of its parts on every row', () => {
    assert.equal(rows.length, 6_348)
    for (const row of rows) {
      const number = (column: string): number => Number(row[column])
      const made = finalPrimaryMedical(number('Primary Medical Care WP'), number('Health Ineq WP'))
      assert.ok(
        Math.abs(made / number('Final PMC WP') - 1) < 1e-8,
        `${row['Practice_Code']}: ${made} for ${row['Final PMC WP']}`,
      )
    }
  })

  test('a real county: 67 practices, 848,449 people, 816,244 weighted, 1.27839%, 0.96204', () => {
    const county = rows.filter((row) => row['ICB'] === 'QPM')
    const need = placeNeed(
      { weighted: total(county, 'Final WP'), population: total(county, 'Population') },
      { weighted: total(rows, 'Final WP'), population: total(rows, 'Population') },
    )
    assert.equal(county.length, 67)
    assert.equal(thousands(total(county, 'Population'), 0), '848,449')
    assert.equal(thousands(total(county, 'Final WP'), 0), '816,244')
    assert.equal(`${(100 * need.share).toFixed(5)}%`, '1.27839%')
    assert.equal(need.relativeIndex.toFixed(5), '0.96204')
    const practices = county.map(needOf)
    const shares = allot(
      100_000_000_003n,
      needWeights(
        practices,
        county.map((row) => weightIn(row, 'Final WP')),
      ),
    )
    assert.equal(
      shares.reduce((sum, pence) => sum + pence, 0n),
      100_000_000_003n,
    )
  })

  test('104 real practices have a maternity weight of nought, and keep it', () => {
    const set = setBudgets(
      rows.map(needOf),
      serviceLines.map((line) => ({ line, pence: 1_234_567_890_123n, scope: 'in scope' })),
      Object.fromEntries(
        serviceLines.map((line) => [
          line,
          {
            method: { kind: 'weighted capitation', blanks: 'per head' },
            monthWeights: Array.from({ length: 12 }, (_, month) => BigInt(20 + (month % 4))),
          },
        ]),
      ),
    )
    assert.ok(set.ok, set.ok ? '' : set.refusal.message)
    const maternity = set.value.find(({ line }) => line === 'maternity')
    assert.equal(maternity?.weightOfNought.length, 104)
    for (const line of set.value) {
      assert.deepEqual(line.needNotKnown, [])
      const year = line.annualPence.reduce((sum, pence) => sum + pence, 0n)
      const months = line.monthsPence.flat().reduce((sum, pence) => sum + pence, 0n)
      assert.deepEqual([year, months], [1_234_567_890_123n, 1_234_567_890_123n])
      for (const practice of line.weightOfNought)
        assert.equal(line.annualPence[line.practices.indexOf(practice)], 0n)
    }
  })
})
