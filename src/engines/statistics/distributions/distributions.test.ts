import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { z } from 'zod'
import { betaQuantile, binomialTails, studentQuantile, studentTails } from './beta.ts'
import { chiSquareQuantile, gammaTails, poissonTails } from './gamma.ts'
import { normalTails } from './normal-tails.ts'
import { normalQuantile } from './normal.ts'
import { logGamma } from './stirling.ts'

const golden = new URL(
  '../../../../tests/golden/statistics/distributions.truth.json',
  import.meta.url,
)
const cases = z
  .array(
    z.object({ fn: z.string(), args: z.array(z.number()), lower: z.boolean(), truth: z.string() }),
  )
  .parse(JSON.parse(readFileSync(golden, 'utf8')))

const computed = (fn: string, [a = NaN, b = NaN, c = NaN]: number[], lower: boolean): number => {
  const tail = lower ? 'lower' : 'upper'
  switch (fn) {
    case 'qnorm':
      return normalQuantile(a, tail)
    case 'qchisq':
      return chiSquareQuantile(a, b, tail)
    case 'qbeta':
      return betaQuantile(a, b, c, tail)
    case 'qt':
      return studentQuantile(a, b, tail)
    case 'ppois':
      return poissonTails(a, b)[tail]
    case 'pbinom':
      return binomialTails(a, b, c)[tail]
    default:
      throw new Error(`no such function: ${fn}`)
  }
}

for (const fn of ['qnorm', 'qchisq', 'qbeta', 'qt', 'ppois', 'pbinom']) {
  test(`${fn} agrees with the 25-digit truth to 1e-11`, () => {
    const chosen = cases.filter((one) => one.fn === fn)
    assert.ok(chosen.length >= 16)
    for (const { args, lower, truth } of chosen) {
      const value = computed(fn, args, lower)
      const error = Math.abs(value - Number(truth)) / Math.max(Math.abs(Number(truth)), 1e-300)
      assert.ok(
        error <= 1e-11 || value === Number(truth),
        `${fn}(${args.join(', ')}), lower ${lower}: ${value} for ${truth}, relative error ${error}`,
      )
    }
  })
}

test('the two tails make one, and each quantile has the tail that was asked for', () => {
  for (const z0 of [-8, -1, 0, 0.3, 5]) {
    const { lower, upper } = normalTails(z0)
    assert.ok(Math.abs(lower + upper - 1) < 1e-15)
  }
  for (const p of [1e-12, 0.01, 0.3, 0.5, 0.999]) {
    assert.ok(Math.abs(normalTails(normalQuantile(p)).lower / p - 1) < 1e-13)
    assert.ok(Math.abs(studentTails(studentQuantile(p, 3.1), 3.1).lower / p - 1) < 1e-12)
  }
})

test('the gamma function meets factorials and the root of π', () => {
  assert.ok(Math.abs(logGamma(11) - Math.log(3628800)) < 1e-14 * 20)
  assert.ok(Math.abs(logGamma(0.5) - Math.log(Math.PI) / 2) < 1e-14)
})

test('a large shape does not lose digits: Q(1000, 1063) is 0.02486, where a widely used library gives 0.02515', () => {
  assert.ok(Math.abs(gammaTails(1000, 1063).upper - 0.02486) < 5e-6)
})
