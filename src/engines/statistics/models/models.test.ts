import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import { assertClose, column, golden, input } from '../../../../tests/golden/golden.ts'
import { autoregressive } from './autoregressive.ts'
import { differenceInDifferences } from './difference-in-differences.ts'
import { groupTimeEffects } from './group-time-effects.ts'
import { twoWayEffect } from './two-way-effects.ts'
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
  const byChance = fit.errors.map((error) => error / Math.sqrt(fit.dispersion))
  assertTerms('poisson', fit.coefficients, byChance)
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

test('group-time effects and their errors against those that never changed (Callaway and Sant’Anna 2021)', () => {
  const wanted = object.parse(did.expected['groupTime'])
  const [times, effects, errors] = ['t', 'att', 'se'].map((name) => column(wanted, name))
  const mine = groupTimeEffects(observations)
  assert.equal(mine.length, times?.length)
  for (const [i, one] of mine.entries()) {
    assert.equal(one.t, times?.[i])
    assertClose(one.effect, effects?.[i], did.tolerance, `period ${one.t}`)
    assertClose(one.error, errors?.[i], did.tolerance, `error of period ${one.t}`)
  }
})

test('an event study counts every period from the one before the change', () => {
  const wanted = object.parse(did.expected['eventStudy'])
  const mine = groupTimeEffects(observations, 'before the change')
  assert.equal(mine.length, Object.keys(wanted).length)
  for (const { t, effect } of mine)
    assertClose(effect, wanted[`t${t}`], { relative: 1e-8, absolute: 1e-10 }, `period ${t}`)
})

test('a level for every practice and every month (two-way fixed effects)', () => {
  const wanted = object.parse(did.expected['twoWay'])
  const mine = twoWayEffect(observations)
  assertClose(mine.estimate, wanted['estimate'], did.tolerance, 'estimate')
  assertClose(mine.clusteredError, wanted['seCluster'], did.tolerance, 'clustered error')
})

test('the errors of a difference in differences that others show: classical, and clusters alone (HC0)', () => {
  const wanted = object.parse(did.expected['twoByTwo'])
  const mine = differenceInDifferences(observations, 13)
  assertClose(mine.classicalError, wanted['seClassical'], did.tolerance, 'classical')
  const design = observations.map(({ t, changedFrom }) => {
    const [own, after] = [changedFrom === null ? 0 : 1, t >= 13 ? 1 : 0]
    return [1, own, after, own * after]
  })
  const fit = leastSquares(
    design,
    observations.map(({ value }) => value),
  )
  const practices = observations.map(({ practice }) => practice)
  const errors = errorsOf(clustered(design, fit, practices, 'clusters'))
  assertClose(errors[3] ?? NaN, wanted['seClusterHC0'], did.tolerance, 'HC0')
})

test('a series whose neighbouring months are alike, with the likelihood’s own correlation', () => {
  const near = { relative: 1e-3, absolute: 1e-12 }
  const restricted = autoregressive(designOf(1), rates)
  const wanted = object.parse(its.expected['glsAr1Reml'])
  const { estimate, se } = terms.parse(wanted['coef'])
  for (const i of estimate.keys()) {
    assertClose(restricted.coefficients[i] ?? NaN, estimate[i], near, `estimate ${i}`)
    assertClose(restricted.errors[i] ?? NaN, se[i], near, `error ${i}`)
  }
  assertClose(restricted.rho, wanted['rho'], near, 'rho')
  assertClose(restricted.sigma, wanted['sigma'], near, 'sigma')
  const full = autoregressive(designOf(1), rates, 'full')
  const wantedFull = object.parse(its.expected['glsAr1Ml'])
  assertClose(full.rho, wantedFull['rho'], near, 'rho of the full likelihood')
  assertClose(full.logLikelihood, wantedFull['logLik'], near, 'full likelihood')
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
      'none',
    ),
  )
  const factor = Math.sqrt(fit.freedom / design.length)
  const plain = errorsOf(neweyWest(design, fit, 0)).map((error) => error * factor)
  for (const [i, error] of plain.entries()) assert.ok(Math.abs((own[i] ?? NaN) - error) < 1e-12)
})

test('a row of weight two counts as the same row twice, in every error that knows clusters', () => {
  const rows = observations.filter(({ t }) => t > 9 && t < 16)
  const heavy = rows.map((row) => ({ ...row, weight: row.practice < 'S00015' ? 2 : 1 }))
  const twice = heavy.flatMap((row) =>
    Array.from({ length: row.weight }, () => ({ ...row, weight: 1 })),
  )
  const [one, other] = [differenceInDifferences(heavy, 13), differenceInDifferences(twice, 13)]
  assert.ok(Math.abs(one.estimate - other.estimate) < 1e-10)
  assert.ok(Math.abs(one.clusteredError / other.clusteredError - 1) < 0.02)
})
