import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { random } from '../../core/random.ts'
import { normalQuantile } from '../statistics/distributions/normal.ts'
import { quantile } from '../statistics/quantile.ts'
import { aggregation } from './exact/aggregate.ts'
import { cellOf } from './exact/cell.ts'
import { quantileOf } from './exact/distribution.ts'
import {
  normalOverspend,
  normalPatientsNeeded,
  personalVariation,
  variationOf,
} from './normal-law.ts'
import { referencePerson, retainedMoments, shareAbove } from './reference-person.ts'
import { systematicSd } from './misfit.ts'

const within = (actual: number, printed: number, tolerance: number, what: string): void =>
  assert.ok(Math.abs(actual - printed) <= tolerance + 1e-12, `${what}: ${actual} for ${printed}`)

describe('commissioning rules 3.2: one law', () => {
  const rows = [
    [5_000, 5.09, 42.2, 34.7, 16.3, 2.5],
    [8_800, 3.84, 39.7, 30.1, 9.6, 0.5],
    [10_000, 3.6, 39.1, 28.9, 8.2, 0.3],
    [30_000, 2.08, 31.5, 16.8, 0.8, 0],
    [50_000, 1.61, 26.7, 10.7, 0.1, 0],
    [100_000, 1.14, 19.0, 3.9, 0, 0],
    [250_000, 0.72, 8.2, 0.3, 0, 0],
    [650_000, 0.45, 1.3, 0, 0, 0],
  ] as const

  for (const [patients, variation, ...chances] of rows) {
    test(`${patients} patients have the printed variation and chances, to 0.05 of a point`, () => {
      within(100 * variationOf(3.6, patients), variation, 0.005, 'CV')
      for (const [i, share] of [0.01, 0.02, 0.05, 0.1].entries())
        within(100 * normalOverspend(3.6, patients, share), chances[i] ?? NaN, 0.05, `${share}`)
    })
  }

  test('at 100,000 the printed 4.0% above 2% is 3.95% by the law, and 4.0% at the 3.61 that its source implies', () => {
    within(100 * normalOverspend(3.6, 100_000, 0.02), 3.95, 0.005, 'c of 3.6')
    within(100 * normalOverspend(3.61, 100_000, 0.02), 4.0, 0.05, 'c of 3.61')
  })

  test('the printed numbers of patients are needed, and three years of 10,000 are one of 30,000', () => {
    assert.equal(normalPatientsNeeded(3.6, 0.02, 0.05), 87_660)
    assert.equal(normalPatientsNeeded(3.6, 0.01, 0.05), 350_639)
    assert.equal(normalPatientsNeeded(3.6, 0.05, 0.01), 28_056)
    assert.equal(variationOf(3.6, 3 * 10_000), variationOf(3.6, 30_000))
  })
})

describe('commissioning rules 3.3: a stop-loss in closed form', () => {
  const rows = [
    [5_000, 296.26, 29.6, 1.832, 439, 13.7, 0.3],
    [10_000, 163.39, 16.3, 2.184, 160, 18.0, 1.1],
    [25_000, 56.74, 5.7, 2.692, 30.3, 22.9, 3.2],
    [50_000, 20.39, 2.0, 3.042, 6.6, 25.5, 5.0],
    [100_000, 5.97, 0.6, 3.308, 1.1, 27.3, 6.5],
    [Infinity, 0, 0, 3.6, 0, 28.9, 8.2],
  ] as const
  const all = retainedMoments(referencePerson, Infinity)

  for (const [limit, premium, share, c, above, twoPercent, fivePercent] of rows) {
    test(`a cap of £${limit} has the printed premium, variation and chances`, () => {
      const kept = retainedMoments(referencePerson, limit)
      within(all.mean - kept.mean, premium, 0.02, 'premium a head')
      within((100 * (all.mean - kept.mean)) / all.mean, share, 0.1, 'share of budget')
      within(kept.sd / kept.mean, c, 0.001, 'c')
      within(10_000 * shareAbove(referencePerson, limit), above, above > 100 ? 0.5 : 0.05, 'above')
      within(100 * normalOverspend(kept.sd / kept.mean, 10_000, 0.02), twoPercent, 0.1, 'over 2%')
      within(100 * normalOverspend(kept.sd / kept.mean, 10_000, 0.05), fivePercent, 0.1, 'over 5%')
    })
  }
})

describe('Crump 1991: 113 surgical procedures', () => {
  test('the three rows give c of 7.1, 7.7 and 7.6', () => {
    const rows = [
      [244_891, 18_349, 9_000, 7.1],
      [652_762, 32_512, 24_000, 7.7],
      [4_832_471, 87_149, 179_400, 7.6],
    ] as const
    for (const [mean, sd, patients, c] of rows)
      within(personalVariation(mean, sd, patients), c, 0.05, `${patients}`)
  })

  test('9,000 patients overspend by more than 10% in 9.1% of years at 7.1, in 10.6% at 7.6', () => {
    within(100 * normalOverspend(7.1, 9_000, 0.1), 9.1, 0.05, 'c of 7.1')
    within(100 * normalOverspend(7.6, 9_000, 0.1), 10.6, 0.05, 'c of 7.6')
  })
})

describe('Bachmann and Bevan 1996: rare costly cases of 7,000 patients', () => {
  const [patients, perThousand, severity, perHead] = [7_000, 1.12, 10_000, 400]
  const events = (patients * perThousand) / 1_000
  const budget = patients * perHead

  test('2,000 seeded runs of 100 fund-years: mean 2.8%, median maximum 7.1%, 6.8% inside', () => {
    const source = random('Bachmann and Bevan')
    let sum = 0
    const maxima = Array.from({ length: 2_000 }, () => {
      let largest = 0
      for (let year = 0; year < 100; year++) {
        const cases = source.poisson(events)
        const share = cases === 0 ? 0 : (source.gamma(cases) * cases * severity) / budget
        sum += share
        largest = Math.max(largest, share)
      }
      return 100 * largest
    }).sort((a, b) => a - b)
    within((100 * sum) / 200_000, 2.8, 0.1, 'mean')
    within(quantile(maxima, 0.5), 7.1, 0.2, 'median maximum')
    assert.ok(quantile(maxima, 0.05) < 6.8 && quantile(maxima, 0.95) > 6.8)
  })

  test('the exact compound Poisson gives the same median maximum', () => {
    const cell = cellOf(
      Array.from({ length: 20_000 }, (_, i) => -100 * severity * Math.log((i + 0.5) / 20_000)),
    )
    const year = aggregation()([{ cell, events }])
    within(100 * (quantileOf(year, 0.5 ** (1 / 100)) / (100 * budget)), 7.1, 0.2, 'median maximum')
  })
})

test('commissioning rules 3.4: a third of practices beyond 10% leaves a misfit of 8.8 to 9.4%', () => {
  const seen = 0.1 / normalQuantile(1 / 6, 'upper')
  within(100 * seen, 10.3, 0.05, 'seen')
  within(100 * systematicSd(seen, 4.5, 6_833), 8.8, 0.05, 'c of 4.5')
  within(100 * systematicSd(seen, 3.6, 6_833), 9.4, 0.05, 'c of 3.6')
})
