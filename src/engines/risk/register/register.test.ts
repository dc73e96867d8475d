import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { z } from 'zod'
import { random } from '../../../core/random.ts'
import { assertClose, column, golden, input } from '../../../../tests/golden/golden.ts'
import { impactMean, impactQuantile, impactVariance } from './impact.ts'
import {
  registerOfModes,
  registerQuantile,
  registerTotal,
  riskMoments,
  simulateRegister,
  type Risk,
} from './register.ts'

const shape = z.enum(['pert', 'triangular', 'fixed'])
const risks: Risk[] = input('risk-register').map((row) => ({
  name: row['risk'] ?? '',
  probability: Number(row['probability']),
  impact: {
    low: Number(row['low']),
    mode: Number(row['mode']),
    high: Number(row['high']),
    shape: shape.parse(row['shape']),
  },
}))
const { expected, tolerance } = golden('risk-register')
const part = (name: string): Record<string, unknown> =>
  z.record(z.string(), z.unknown()).parse(expected[name])

describe('the golden risk register', () => {
  test('each risk has the mean and variance of its impact and of itself', () => {
    const own = part('perRisk')
    for (const [i, risk] of risks.entries()) {
      const { mean, variance } = riskMoments(risk)
      const close = (actual: number, name: string): void =>
        assertClose(actual, column(own, name)[i], tolerance, `${risk.name} ${name}`)
      close(impactMean(risk.impact), 'impactMean')
      close(impactVariance(risk.impact), 'impactVariance')
      close(mean, 'expected')
      close(variance, 'variance')
    }
  })

  test('each impact has the quantiles of its shape', () => {
    const quantiles = part('impactQuantiles')
    for (const { name, impact } of risks)
      column(quantiles, 'p').forEach((p, i) =>
        assertClose(
          impactQuantile(impact, Number(p)),
          column(quantiles, name)[i],
          tolerance,
          `${name} at ${p}`,
        ),
      )
  })

  test('the total has its mean, standard deviation and chance of any', () => {
    const total = registerTotal(risks)
    assertClose(total.mean, expected['totalMean'], tolerance, 'mean')
    assertClose(total.sd, expected['totalSd'], tolerance, 'sd')
    assertClose(total.chanceOfAny, expected['probabilityOfAny'], tolerance, 'any')
  })

  test('a seeded simulation lies within four standard errors at each percentile', () => {
    const simulated = part('simulated')
    const runs = 200_000
    const p = column(simulated, 'p').map(Number)
    const values = simulateRegister(risks, p, runs, random('register'))
    for (const [i, value] of values.entries()) {
      const error = Number(column(simulated, 'standardError')[i]) * 4 * Math.sqrt(4e6 / runs + 1)
      assertClose(
        value,
        column(simulated, 'value')[i],
        { relative: 0, absolute: error },
        `at ${p[i]}`,
      )
    }
  })

  test('where each cost is its mode, every total has its exact probability', () => {
    const fixed = part('exactFixed')
    const totals = registerOfModes(risks)
    assert.equal(totals.length, column(fixed, 'values').length)
    for (const [i, { value, probability }] of totals.entries()) {
      assertClose(value, column(fixed, 'values')[i], tolerance, 'value')
      assertClose(probability, column(fixed, 'probability')[i], tolerance, `chance of ${value}`)
    }
    for (const p of [50, 80, 95])
      assert.equal(registerQuantile(totals, p / 100), Number(fixed[`p${p}`]))
  })
})
