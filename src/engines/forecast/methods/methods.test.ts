import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { z } from 'zod'
import { assertClose, golden, inputBy, type GoldenCase } from '../../../../tests/golden/golden.ts'
import { normalQuantile } from '../../statistics/distributions/normal.ts'
import { studentQuantile } from '../../statistics/distributions/beta.ts'
import type { Ahead } from './ahead.ts'
import { bestSmoothing } from './best-smoothing.ts'
import { coursesOf } from './course.ts'
import { holtWinters } from './holt-winters.ts'
import { profileOutturn, straightLine } from './outturn.ts'
import { drift, level, sameMonthLastYear } from './simple.ts'
import { smoothingMap } from './smoothing.ts'
import { trendAndMonth } from './trend-and-month.ts'

const numbers = z.array(z.number())
const bounds = z.object({
  mean: numbers,
  upper95: numbers,
  lower95: numbers,
  lower80: numbers.optional(),
  upper80: numbers.optional(),
})
const object = z.record(z.string(), z.unknown())
const series = (name: string): number[] =>
  (inputBy('forecast', 'series').get(name) ?? []).map(({ value }) => Number(value))

const assertAhead = (ahead: Ahead, expected: unknown, tolerance: GoldenCase['tolerance']): void => {
  const wanted = bounds.parse(expected)
  const at = (p: number): number =>
    Number.isFinite(ahead.freedom) ? studentQuantile(p, ahead.freedom) : normalQuantile(p)
  for (const [i, mean] of ahead.mean.entries()) {
    const error = ahead.errors[i] ?? NaN
    assertClose(mean, wanted.mean[i], tolerance, `mean ${i}`)
    assertClose(mean + error * at(0.975), wanted.upper95[i], tolerance, `upper 95 ${i}`)
    assertClose(mean - error * at(0.975), wanted.lower95[i], tolerance, `lower 95 ${i}`)
    if (wanted.upper80)
      assertClose(mean + error * at(0.9), wanted.upper80[i], tolerance, `upper 80 ${i}`)
    if (wanted.lower80)
      assertClose(mean - error * at(0.9), wanted.lower80[i], tolerance, `lower 80 ${i}`)
  }
}

describe('ways to forecast, against the reference figures', () => {
  const { expected, tolerance } = golden('forecast')
  for (const name of ['activity', 'spend']) {
    const values = series(name)
    const own = object.parse(expected[name])

    test(`${name}: drift, mean and same month last year, with both intervals`, () => {
      assertAhead(drift(values, 12), own['drift'], tolerance)
      assertAhead(level(values, 12), own['mean'], tolerance)
      assertAhead(sameMonthLastYear(values, 12), own['snaive'], tolerance)
    })

    test(`${name}: trend and month, and the standard error of the sum of twelve months`, () => {
      const ahead = trendAndMonth(values, 0, 12)
      assertAhead(ahead, own['trendSeason'], tolerance)
      const { sum12, sigma, df } = z
        .object({ sum12: z.record(z.string(), z.number()), sigma: z.number(), df: z.number() })
        .parse(own['trendSeason'])
      assertClose(ahead.sigma, sigma, tolerance, 'sigma')
      assert.equal(ahead.freedom, df)
      assertClose(ahead.total.mean, sum12['mean'], tolerance, 'sum')
      assertClose(ahead.total.error, sum12['se'], tolerance, 'error of the sum')
      const half = ahead.total.error * studentQuantile(0.975, df)
      assertClose(ahead.total.mean + half, sum12['upper95'], tolerance, 'upper limit of the sum')
    })

    test(`${name}: Holt–Winters with given constants, its starting values and squares`, () => {
      const ahead = holtWinters(values, { alpha: 0.3, beta: 0.05, gamma: 0.2 }, 12)
      assertAhead(ahead, own['holtWinters'], tolerance)
      const wanted = z
        .object({
          SSE: z.number(),
          levelStart: z.number(),
          trendStart: z.number(),
          seasonalStart: numbers,
          seasonals: numbers,
        })
        .parse(own['holtWinters'])
      assertClose(ahead.squares, wanted.SSE, tolerance, 'squares')
      assertClose(ahead.start.level, wanted.levelStart, tolerance, 'level at the start')
      assertClose(ahead.start.trend, wanted.trendStart, tolerance, 'trend at the start')
      for (const [i, season] of wanted.seasonals.entries())
        assertClose(ahead.end.seasons[i] ?? NaN, season, tolerance, `season ${i}`)
    })
  }

  test('spend: the smoothing that the criterion chooses is within 2% of the interval of the reference’s own choice', () => {
    const own = object.parse(expected['spend'])
    const { mean, upper95, lower95 } = bounds.parse(own['etsAuto'])
    const found = bestSmoothing(Float64Array.from(series('spend')), 12)
    assert.ok(found?.map.form.trend === true && !found.map.form.season)
    for (const [i, wanted] of mean.entries()) {
      const width = (upper95[i] ?? NaN) - (lower95[i] ?? NaN)
      assert.ok(Math.abs((found.mean[i] ?? NaN) - wanted) < 0.02 * width, `month ${i}`)
    }
  })

  test('with trend and season the starting states are the best there are, so the criterion is below the reference’s, whose search stopped early', () => {
    for (const name of ['activity', 'spend']) {
      const values = series(name)
      const { par, aicc, mean, upper95, lower95 } = z
        .object({ par: z.record(z.string(), z.number()), aicc: z.number() })
        .extend(bounds.shape)
        .parse(object.parse(expected[name])['etsAAA'])
      const { alpha = NaN, beta = NaN, gamma = NaN } = par
      const map = smoothingMap({ trend: true, season: true, alpha, beta, gamma }, 60, 12)
      const apply = (matrix: Float64Array, row: number): number =>
        values.reduce((all, value, m) => all + (matrix[row * 60 + m] ?? NaN) * value, 0)
      let squares = 0
      for (let t = 0; t < 60; t++) squares += apply(map.errors, t) ** 2
      const k = 17
      const criterion = 60 * Math.log(squares) + 2 * k + (2 * k * (k + 1)) / (60 - k - 1)
      assert.ok(criterion < aicc, `${criterion} for ${aicc}`)
      for (const [i, wanted] of mean.entries()) {
        const width = (upper95[i] ?? NaN) - (lower95[i] ?? NaN)
        assert.ok(Math.abs(apply(map.forecast, i) - wanted) < 0.15 * width, `${name} ${i}`)
      }
    }
  })
})

describe('the year-end outturn after 3, 6 and 9 months', () => {
  const { expected, tolerance } = golden('outturn')
  for (const name of ['activity', 'spend']) {
    for (const known of [3, 6, 9]) {
      test(`${name} after ${known} months: straight line, profile, regression with its interval`, () => {
        const values = series(name).slice(0, 48 + known)
        const wanted = z
          .object({
            straightLine: z.number(),
            profileShare: z.number(),
            priorShares: numbers,
            profileOutturn: z.number(),
            regression: z.record(z.string(), z.number()),
          })
          .parse(object.parse(expected[name])[`m${known}`])
        const toDate = values.slice(48).reduce((all, value) => all + value, 0)
        assertClose(straightLine(toDate, known), wanted.straightLine, tolerance, 'straight line')
        const profile = profileOutturn(values, known)
        assertClose(profile.share, wanted.profileShare, tolerance, 'share')
        assertClose(profile.outturn, wanted.profileOutturn, tolerance, 'profile')
        assert.equal(profile.earlier.length, wanted.priorShares.length)
        const rest = trendAndMonth(values, 0, 12 - known)
        const { regression } = wanted
        assertClose(toDate + rest.total.mean, regression['outturn'], tolerance, 'regression')
        assertClose(rest.total.error, regression['se'], tolerance, 'standard error')
        for (const [p, key] of [
          [0.9, '80'],
          [0.975, '95'],
        ] as const) {
          const half = rest.total.error * studentQuantile(p, rest.freedom)
          assertClose(toDate + rest.total.mean + half, regression[`upper${key}`], tolerance, key)
          assertClose(toDate + rest.total.mean - half, regression[`lower${key}`], tolerance, key)
        }
        const courses = coursesOf({
          values: Float64Array.from(values),
          first: 0,
          window: known,
          ahead: 12 - known,
        })
        const total = (course: Float64Array): number =>
          course.reduce((all, value) => all + value, toDate)
        assertClose(total(courses['straight line']), wanted.straightLine, tolerance, 'in months')
        assertClose(
          total(courses['seasonal profile']),
          wanted.profileOutturn,
          tolerance,
          'in months',
        )
        assertClose(
          total(courses['trend and month']),
          regression['outturn'],
          tolerance,
          'in months',
        )
      })
    }
  }
})
