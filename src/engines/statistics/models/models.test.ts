import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import { assertClose, column, golden, input } from '../../../../tests/golden/golden.ts'
import { differenceInDifferences, groupTimeEffects } from './difference-in-differences.ts'
import {
  changeEffect,
  durbinWatson,
  fitSeries,
  ljungBox,
  seriesDesign,
} from './interrupted-series.ts'
import { classicalErrors, leastSquares, type LinearFit } from './linear-model.ts'
import { quasiPoisson } from './quasi-poisson.ts'
import { clustered, errorsOf, hc3, neweyWest } from './robust-errors.ts'

const terms = z.object({ estimate: z.array(z.number()), se: z.array(z.number()) })
const object = z.record(z.string(), z.unknown())

const its = golden('its')
const months = input('its')
const rates = months.map(({ events, population }) => (Number(events) / Number(population)) * 1000)
const designOf = (harmonics: number): number[][] =>
  seriesDesign({ length: 60, changeAt: 30, harmonics })

const assertTerms = (
  name: string,
  estimates: readonly number[],
  errors: readonly number[],
): void => {
  const { estimate, se } = terms.parse(its.expected[name])
  for (const i of estimate.keys()) {
    assertClose(estimates[i] ?? NaN, estimate[i], its.tolerance, `${name} estimate ${i}`)
    assertClose(errors[i] ?? NaN, se[i], its.tolerance, `${name} error ${i}`)
  }
}

test('segmented regression with and without a season (Lopez Bernal et al 2017)', () => {
  for (const [name, harmonics] of [
    ['linear', 0],
    ['linearHarmonic', 1],
  ] as const) {
    const fit = fitSeries(rates, designOf(harmonics))
    assertTerms(name, fit.coefficients, classicalErrors(fit))
  }
})

test('errors that allow neighbouring months to be alike (Newey and West 1987), and HC3', () => {
  const design = designOf(1)
  const fit = fitSeries(rates, design)
  for (const lag of [3, 12]) {
    assertTerms(`neweyWest${lag}`, fit.coefficients, errorsOf(neweyWest(design, fit, lag)))
  }
  assertTerms('HC3', fit.coefficients, errorsOf(hc3(design, fit)))
  assertClose(
    durbinWatson(fit.residuals),
    its.expected['durbinWatson'],
    its.tolerance,
    'Durbin-Watson',
  )
  const box = object.parse(its.expected['ljungBox12'])
  assertClose(
    ljungBox(fit.residuals, 12).statistic,
    box['statistic.X-squared'],
    its.tolerance,
    'Ljung-Box',
  )
  assertClose(ljungBox(fit.residuals, 12).p, box['p.value'], its.tolerance, 'Ljung-Box p')
})

test('counts with a population as offset and more spread than chance (quasi-Poisson)', () => {
  const numbers = (name: string): number[] => months.map((row) => Number(row[name]))
  const fit = quasiPoisson(designOf(1), numbers('events'), numbers('population'))
  assertTerms('quasiPoisson', fit.coefficients, fit.errors)
  assertClose(
    fit.dispersion,
    object.parse(its.expected['quasiPoisson'])['dispersion'],
    its.tolerance,
    'dispersion',
  )
  assertClose(
    fit.deviance,
    object.parse(its.expected['poisson'])['deviance'],
    its.tolerance,
    'deviance',
  )
})

test('the effect of a change month by month and in sum, against what would have been', () => {
  const design = designOf(1)
  const fit = fitSeries(rates, design)
  const covariance = fit.inverse.map((row) => row.map((value) => value * fit.variance))
  const mine = changeEffect(design, fit, covariance)
  const wanted = object.parse(its.expected['counterfactualLinear'])
  for (const [name, values] of [
    ['counterfactual', mine.counterfactual],
    ['effect', mine.effect],
    ['effectSe', mine.effectError],
  ] as const) {
    const theirs = column(wanted, name)
    const skipped = values.length - theirs.length
    for (const i of theirs.keys())
      assertClose(values[i + skipped] ?? NaN, theirs[i], its.tolerance, `${name} ${i}`)
  }
  assertClose(mine.cumulative, wanted['cumulative'], its.tolerance, 'cumulative')
  assertClose(mine.cumulativeError, wanted['cumulativeSe'], its.tolerance, 'cumulative error')
})

const did = golden('did')
const observations = input('did').map((row) => ({
  practice: row['unit'] ?? '',
  t: Number(row['t']),
  value: Number(row['y']),
  changedFrom: row['firstTreated'] === '0' ? null : Number(row['firstTreated']),
}))

test('difference in differences with errors clustered on the practice, and the ones for few practices (CR2)', () => {
  const mine = differenceInDifferences(observations, 13)
  const simple = object.parse(did.expected['twoByTwo'])
  const few = object.parse(did.expected['CR2'])
  assertClose(mine.estimate, simple['estimate'], did.tolerance, 'estimate')
  assertClose(mine.clusteredError, simple['seCluster'], did.tolerance, 'clustered error')
  assert.equal(mine.practices, simple['units'])
  assertClose(mine.few.error, few['se'], did.tolerance, 'CR2 error')
  assertClose(mine.few.freedom, few['df'], did.tolerance, 'CR2 freedom')
  assertClose(mine.few.p, few['p'], { relative: 1e-6, absolute: 0 }, 'CR2 p')
  const weights = input('did').map((row) => Number(row['weight']))
  const weighted = differenceInDifferences(
    observations.map((row, i) => ({ ...row, weight: weights[i] ?? 1 })),
    13,
  )
  assertClose(
    weighted.estimate,
    object.parse(did.expected['weighted'])['estimate'],
    did.tolerance,
    'weighted',
  )
})

test('group-time effects against those that never changed (Callaway and Sant’Anna 2021)', () => {
  const wanted = object.parse(did.expected['groupTime'])
  const [times, effects] = [column(wanted, 't'), column(wanted, 'att')]
  const mine = groupTimeEffects(observations)
  for (const [i, t] of times.entries()) {
    assertClose(
      mine.find((one) => one.t === t)?.effect ?? NaN,
      effects[i],
      did.tolerance,
      `period ${t}`,
    )
  }
})

test('a design whose columns depend on each other gives no coefficients rather than wrong ones', () => {
  const fit: LinearFit = leastSquares(
    [
      [1, 2],
      [1, 2],
      [1, 2],
    ],
    [1, 2, 3],
  )
  assert.ok(fit.coefficients.every(Number.isNaN))
})

test('clusters of one row each give the plain robust errors', () => {
  const design = designOf(1)
  const fit = fitSeries(rates, design)
  const own = errorsOf(
    clustered(
      design,
      fit,
      rates.map((_, i) => String(i)),
      false,
    ),
  )
  const factor = Math.sqrt(fit.freedom / design.length)
  const plain = errorsOf(neweyWest(design, fit, 0)).map((error) => error * factor)
  for (const [i, error] of plain.entries()) assert.ok(Math.abs((own[i] ?? NaN) - error) < 1e-12)
})
