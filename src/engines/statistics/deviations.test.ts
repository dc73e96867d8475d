import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { z } from 'zod'
import { assertClose, column, golden, input } from '../../../tests/golden/golden.ts'
import { deviations, type DeviationName } from '../../../tests/golden/deviations.ts'
import { heterogeneityAt } from '../../../tests/golden/heterogeneity.ts'
import { normalQuantile } from './distributions/normal.ts'
import { smoothingMap } from '../forecast/methods/smoothing.ts'
import { binomialLimit } from './exact-limits.ts'
import { funnel, funnelLimit, proportionLaw, ratioLaw } from './funnel.ts'
import { pauleMandel, restrictedLikelihood } from './funnels/heterogeneity.ts'
import { logRatioLaw } from './funnels/laws.ts'
import { poissonCrossings, scoreLimits } from './funnels/published-limits.ts'
import { countPairFunnel, countPairLimit } from './funnels/ratio-of-counts.ts'
import { exactStatus, intervalStatus } from './funnels/status.ts'
import { indirectlyStandardisedRatio } from './indirectly-standardised-ratio.ts'
import { isWithheld, type Withheld } from './interval.ts'
import {
  overdispersion,
  shareOfPhiKept,
  truncatedOverdispersion,
  winsorisedOverdispersion,
} from './overdispersion.ts'
import { wilson } from './proportion.ts'
import { rate } from './rate.ts'
import { logarithm, slopeIndex, type Rank } from './slope-index.ts'
import { rangeLimitFactor, xmr } from './xmr.ts'
import { xmrSignals } from './xmr-rules.ts'

const shown = <T extends object>(result: T | Withheld): T => {
  if (isWithheld(result)) throw new Error(result.withheld)
  return result
}
const table = z.record(z.string(), z.unknown())
const numbers = (expected: unknown, name: string): number[] =>
  column(table.parse(expected), name).map(Number)
const near = (actual: number, wanted: number, within: number): void =>
  assert.ok(Math.abs(actual - wanted) <= within, `${actual} for ${wanted}`)
const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length
const repeat = (value: number, times: number): number[] =>
  Array.from({ length: times }, () => value)
const outsideOf = (values: readonly (number | null)[]): number[] =>
  xmrSignals(values, xmr(values)).flatMap(({ rule, points }) => (rule === 'outside' ? points : []))

const ratioUnits = input('funnel-ratio-overdispersed').map(({ observed, expected }) => ({
  count: Number(observed),
  of: Number(expected),
}))
const rootEstimates = ratioUnits.map(({ count, of }) => ({
  value: Math.sqrt(count / of),
  error: 1 / (2 * Math.sqrt(of)),
}))
const tauOf = (estimator: string): number =>
  z.object({ tau2: z.number() }).parse(golden('tau2-estimators').expected[estimator]).tau2

const tenRanks = (value: (rank: number) => number): Rank[] =>
  [1, 10, 2, 3, 4, 5, 6, 7, 8, 9].map((rank) => ({
    rank,
    population: 100,
    value: value(rank),
    error: 0.01,
  }))

const proofs: Readonly<Record<DeviationName, () => void>> = {
  'all values equal': () => {
    const flat = repeat(20, 12)
    const ranges = repeat(0, 11)
    const mean = Math.max(...ranges)
    assert.equal(ranges.filter((range) => range < rangeLimitFactor * mean).length, 0)
    const [segment] = xmr(flat)
    assert.deepEqual([segment?.lower, segment?.mean, segment?.upper], [20, 20, 20])
    assert.deepEqual(xmrSignals(flat, xmr(flat)), [])
  },
  'one jump between equal values': () => {
    const jump = [...repeat(20, 20), 25, ...repeat(20, 9)]
    const ranges = jump.slice(1).map((value, i) => Math.abs(value - (jump[i] ?? NaN)))
    const mean = meanOf(jump)
    const theirs = meanOf(ranges.filter((range) => range < rangeLimitFactor * meanOf(ranges)))
    assert.equal(theirs, 0)
    assert.equal(jump.filter((value) => Math.abs(value - mean) > 2.66 * theirs).length, 30)
    assert.deepEqual(outsideOf(jump), [20])
    const [segment] = xmr([...repeat(20, 12), ...repeat(31, 12)])
    near(segment?.upper ?? NaN, 25.5 + (2.66 * 11) / 23, 1e-12)
  },
  'months absent': () => {
    const [segment] = xmr([10, null, 30, 31])
    const [theirs] = xmr([10, 30, 31])
    assert.equal(theirs?.meanRange, 10.5)
    assert.equal(segment?.meanRange, 1)
    assert.equal(segment?.absent, 1)
  },
  'a tie inside a rise': () => {
    const rise = [30, 1, 2, 3, 4, 4, 5, 6, 7, 20, 1, 30, 2, 29]
    const trends = (tiesKeepTrend: boolean): number =>
      xmrSignals(rise, xmr(rise), { tiesKeepTrend }).filter(({ rule }) => rule === 'trend').length
    assert.deepEqual([trends(false), trends(true)], [0, 1])
  },
  'nothing observed on the log scale': () => {
    const units = ratioUnits.map((unit, i) => (i % 5 === 0 ? { ...unit, count: 0 } : unit))
    const errors = units.map(({ of }) => logRatioLaw.error(of))
    const theirs = truncatedOverdispersion(funnel(units, logRatioLaw, 1).zScores, errors)
    assert.ok(!Number.isFinite(theirs.phi))
    const mine = funnel(units, ratioLaw, 1)
    assert.ok(Number.isFinite(mine.winsorised.phi) && Number.isFinite(mine.winsorised.tauSquared))
  },
  'adjusted ratio limits left on the root scale': () => {
    const { expected, tolerance } = golden('funnelplotr-ratio-overdispersed-cqc')
    const { winsorised: spread } = funnel(ratioUnits, ratioLaw, 1)
    for (const [title, p] of Object.entries({ OD95LCL: 0.025, OD95UCL: 0.975, OD99UCL: 0.999 })) {
      for (const [i, theirs] of numbers(expected['units'], title).entries()) {
        const of = ratioUnits[i]?.of ?? NaN
        const mine = funnelLimit('additive', ratioLaw, of, p, { target: 1, spread })
        assertClose(mine, theirs * theirs, { ...tolerance, relative: 1e-5 }, `${title} ${i}`)
        assert.ok(Math.abs(mine - theirs) > 0.01, 'the reference must differ')
      }
    }
    const large = { target: 1, spread: { units: 2, phi: 1, tauSquared: 0.025 } }
    near(funnelLimit('additive', ratioLaw, 1e9, 0.025, large), 0.476, 1e-3)
    near(funnelLimit('additive', ratioLaw, 1e9, 0.975, large), 1.716, 1e-3)
  },
  'past the range of the arcsine': () => {
    const [centre, width] = [Math.asin(Math.sqrt(0.41)), 0.5]
    const theirs = (p: number): number => Math.sin(centre + normalQuantile(p) * width) ** 2
    near(theirs(0.001), 0.569, 0.01)
    near(theirs(0.999), 0.609, 0.01)
    near(theirs(0.025), 0.081, 0.01)
    near(theirs(0.975), 0.988, 0.01)
    const at = { target: 0.41, spread: { units: 3, phi: 1, tauSquared: width ** 2 - 1 / 4000 } }
    const mine = [0.001, 0.025, 0.975, 0.999].map((p) =>
      funnelLimit('additive', proportionLaw, 1000, p, at),
    )
    assert.deepEqual(mine, [0, 0, 1, 1])
  },
  'two errors for ratios of counts': () => {
    const { expected } = golden('funnelplotr-ratio-of-counts')
    const pairs = input('funnel-ratio-of-counts').map(({ numerator, denominator }) => ({
      numerator: Number(numerator),
      denominator: Number(denominator),
    }))
    const { target, winsorised } = countPairFunnel(pairs)
    for (const [i, theirs] of numbers(expected['units'], 'OD95UCL').entries()) {
      const pair = pairs[i] ?? { numerator: NaN, denominator: NaN }
      const drawn = 1 / (2 * Math.sqrt(pair.denominator))
      const width = Math.hypot(drawn, Math.sqrt(winsorised.tauSquared))
      near(theirs, target * Math.exp(normalQuantile(0.975) * width), 1e-6)
      const mine = countPairLimit(pair, 0.975, { target, tauSquared: winsorised.tauSquared })
      assert.ok(mine > theirs + 1e-3, 'the error of both counts is the wider')
    }
  },
  'the random seed of the caller': () => {
    const { random } = Math
    Math.random = () => assert.fail('chance was drawn upon')
    try {
      funnel(ratioUnits, ratioLaw, 1)
      slopeIndex(tenRanks((rank) => rank))
    } finally {
      Math.random = random
    }
  },
  'one unit': () => {
    const { overdispersion: one } = funnel([{ count: 3, of: 9 }], proportionLaw, 0.4)
    const weight = 1 / proportionLaw.error(9) ** 2
    assert.ok(!Number.isFinite(one.phi / (weight - weight ** 2 / weight)))
    assert.equal(one.tauSquared, 0)
    const at = { target: 0.4, spread: one }
    assert.ok(Number.isFinite(funnelLimit('additive', proportionLaw, 9, 0.975, at)))
  },
  'a lower bound of nought': () => {
    const { winsorised: spread } = funnel(ratioUnits, ratioLaw, 1)
    const inOrder = (limits: readonly number[]): boolean =>
      limits.every((limit, i) => limit >= (limits[i - 1] ?? 0))
    const shares = [0.001, 0.025, 0.975, 0.999]
    const theirs = shares.map((p) => (1 + (normalQuantile(p) * 1) / (2 * Math.sqrt(0.5))) ** 2)
    assert.ok(!inOrder(theirs), 'the reference is out of order')
    for (const expected of [0.1, 0.5, 1, 2, 5, 50]) {
      for (const kind of ['exact', 'multiplicative', 'additive'] as const) {
        const at = { target: 1, spread }
        const limits = shares.map((p) => funnelLimit(kind, ratioLaw, expected, p, at))
        assert.ok(inOrder(limits), `${kind} at ${expected}: ${limits.join(', ')}`)
      }
    }
  },
  'a table of one group': () => {
    const group = [
      { events: 12, people: 800 },
      { events: 9, people: 700 },
    ]
    const events = group.reduce((sum, one) => sum + one.events, 0)
    const one = shown(rate(events, 1500))
    near(one.value, 14, 1e-12)
    const theirs = group.map(({ events: own, people }) => shown(rate(own, people)))
    assert.ok(theirs.every(({ lower, upper }) => upper - lower > one.upper - one.lower))
  },
  'a proportion per thousand': () => {
    const { lower, upper } = scoreLimits(20, 0.5, { per: 1000 })
    assert.ok(lower > 250 && lower < 300 && upper > 700 && upper < 750)
    assert.ok(Math.min(100, upper) < lower, 'the reference has its upper limit below the lower')
    assert.equal(scoreLimits(2, 0.9, { per: 1000 }).upper, 1000)
  },
  'deciles as text': () => {
    near(shown(slopeIndex(tenRanks((rank) => 20 - rank))).slope, -10, 1e-12)
    const asText = tenRanks((rank) => 20 - rank).map((rank, i) => ({ ...rank, rank: i }))
    near(shown(slopeIndex(asText)).slope, -5.6, 0.05)
  },
  'logarithms of small values': () => {
    const ranks = tenRanks((rank) => 0.01 * rank)
    const { lower, slope, upper } = shown(slopeIndex(ranks, { transformation: logarithm }))
    assert.ok(lower < slope && slope < upper)
  },
  'drawn by one method and called by another': () => {
    const observed = 12
    const { high } = poissonCrossings(observed, 0.95)
    const byar = shown(indirectlyStandardisedRatio(observed, 1, { reference: 1 })).lower
    const expected = (byar + (high?.expected ?? NaN)) / 2
    const interval = (confidence: number) =>
      shown(indirectlyStandardisedRatio(observed, expected, { reference: 1, confidence }))
    const published = intervalStatus(interval(0.95), interval(0.998), 1)
    const drawnOutside = (high?.expected ?? NaN) > expected
    assert.notEqual(published !== null, drawnOutside, 'the reference calls it otherwise than drawn')
    for (let count = 0; count <= 40; count++) {
      const limit = binomialLimit(0.975, 40, 0.3) * 40
      const status = exactStatus(proportionLaw, { count, of: 40 }, 0.3)
      assert.equal(status?.direction === 'high', count > limit)
    }
  },
  'winsorised φ alone': () => {
    const scores = Array.from({ length: 4001 }, (_, i) => normalQuantile((i + 0.5) / 4001))
    const errors = scores.map(() => 0.1)
    near(overdispersion(scores, errors).phi, 1, 1e-2)
    near(winsorisedOverdispersion(scores, errors).phi, 0.68, 5e-3)
    near(winsorisedOverdispersion(scores, errors).phi / shareOfPhiKept(), 1, 2e-3)
  },
  'limits found by halving': () => {
    const mine = poissonCrossings(1, 0.998).high?.expected ?? NaN
    near(mine, -Math.log(0.999), 1e-15)
    const { expected } = golden('funnel-fingertips-isr-plain')
    const theirs = numbers(expected['limits'], 'upper_3s_exp_events')[0] ?? NaN
    assert.ok(theirs - mine > 1e-8 && theirs - mine < 1e-7)
  },
  'restricted likelihood stopped early': () => {
    const { tauSquared } = restrictedLikelihood(rootEstimates)
    const { likelihood } = heterogeneityAt(rootEstimates, tauSquared)
    near(tauOf('REML'), 0.01597412, 1e-8)
    near(tauSquared, 0.01597386, 1e-8)
    for (const other of [tauOf('REML'), tauSquared - 3e-7, tauSquared + 3e-7])
      assert.ok(likelihood > heterogeneityAt(rootEstimates, other).likelihood)
  },
  'a coarse search for a root': () => {
    const { tauSquared } = pauleMandel(rootEstimates)
    near(heterogeneityAt(rootEstimates, tauSquared).q, rootEstimates.length - 1, 1e-9)
    near(heterogeneityAt(rootEstimates, tauOf('PM')).q, 98.99, 5e-3)
  },
  'a group without people': () => {
    assert.deepEqual(
      [rate(3, 0), rate(4, 1000)].map((result) => isWithheld(result)),
      [true, false],
    )
  },
  'smoothing whose search stopped early': () => {
    for (const [name, theirs, ours] of [
      ['activity', 814.04, 810.2],
      ['spend', 1404.64, 1402.67],
    ] as const) {
      const all = golden('forecast').expected[name]
      const { etsAAA } = z
        .object({
          etsAAA: z.object({ aicc: z.number(), par: z.record(z.string(), z.number()) }),
        })
        .parse(all)
      const { alpha = NaN, beta = NaN, gamma = NaN } = etsAAA.par
      const rows = input('forecast').filter(({ series }) => series === name)
      const months = rows.map(({ value }) => Number(value))
      const { errors } = smoothingMap({ trend: true, season: true, alpha, beta, gamma }, 60, 12)
      const squares = Array.from({ length: 60 }, (_, t) =>
        months.reduce((sum, value, m) => sum + (errors[t * 60 + m] ?? NaN) * value, 0),
      ).reduce((sum, error) => sum + error ** 2, 0)
      const parameters = 17
      const penalty = 2 * parameters + (2 * parameters * (parameters + 1)) / (60 - parameters - 1)
      near(etsAAA.aicc, theirs, 5e-3)
      near(60 * Math.log(squares) + penalty, ours, 5e-3)
      assert.ok(ours < theirs)
    }
  },
  'rounding noise at nought': () => {
    for (const people of [7, 13, 1000, 4111])
      assert.ok(Object.is(shown(wilson(0, people)).lower, 0))
  },
}

describe('where a published tool is wrong', () => {
  for (const [name, proof] of Object.entries(proofs)) test(name, proof)

  test('each deviation says what is given and what is right', () => {
    assert.deepEqual(Object.keys(deviations).sort(), Object.keys(proofs).sort())
    for (const { tool, gives, right } of Object.values(deviations))
      assert.ok(tool !== '' && gives !== '' && right !== '')
  })
})
