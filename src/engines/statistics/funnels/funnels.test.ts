import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import { assertClose, column, golden, input } from '../../../../tests/golden/golden.ts'
import { exactPoissonLimits } from '../poisson-limits.ts'
import { funnel, funnelLimit, proportionLaw, ratioLaw, type Law, type Unit } from '../funnel.ts'
import { indirectlyStandardisedRatio } from '../indirectly-standardised-ratio.ts'
import { isWithheld, type Interval, type Withheld } from '../interval.ts'
import { overdispersion, truncatedOverdispersion } from '../overdispersion.ts'
import { wilson } from '../proportion.ts'
import { rate } from '../rate.ts'
import {
  cochranQ,
  derSimonianLaird,
  pauleMandel,
  restrictedLikelihood,
  type Estimate,
} from './heterogeneity.ts'
import { logRatioLaw, plainProportionLaw, plainRatioLaw } from './laws.ts'
import { poissonCrossings, scoreLimits } from './published-limits.ts'
import { countPairFunnel, countPairLimit } from './ratio-of-counts.ts'
import { intervalStatus, type FunnelStatus } from './status.ts'

const table = z.record(z.string(), z.unknown())
const numbers = (expected: unknown, name: string): number[] =>
  column(table.parse(expected), name).map(Number)

const unitsOf = (name: string): Unit[] =>
  input(name).map((row) => ({
    count: Number(row['numerator'] ?? row['observed'] ?? row['events']),
    of: Number(row['denominator'] ?? row['expected'] ?? row['population']),
  }))

const totalOf = (units: readonly Unit[]): number =>
  units.reduce((sum, { count }) => sum + count, 0) / units.reduce((sum, { of }) => sum + of, 0)

const label = (status: FunnelStatus | null): string => {
  if (!status) return 'Not significant'
  const side = status.direction === 'low' ? 'Low' : 'High'
  return `${side} (${status.beyond === 0.95 ? '0.025' : '0.001'})`
}

/** As close as the reference's own halving of an interval comes: see the deviation of that name. */
const assertHalved = (mine: number | undefined, theirs: number | undefined): void => {
  assertClose(mine ?? NaN, theirs, { relative: 1e-5, absolute: 1e-7 }, 'expected events')
}

const shown = (result: Interval | Withheld): Interval => {
  if (isWithheld(result)) throw new Error(result.withheld)
  return result
}

/** Labels by the unit's own intervals, as published health profiles find them. */
const labels = (
  units: readonly Unit[],
  target: number,
  interval: (unit: Unit, confidence: number) => Interval | Withheld,
): string[] =>
  units.map((unit) =>
    label(intervalStatus(shown(interval(unit, 0.95)), shown(interval(unit, 0.998)), target)),
  )

for (const variant of ['plain', 'overdispersed']) {
  test(`proportion funnel as published, ${variant}: limits at its own denominators, and each significance`, () => {
    const { expected, tolerance } = golden(`funnel-fingertips-proportion-${variant}`)
    const units = unitsOf(`funnel-proportion-${variant}`)
    const target = totalOf(units)
    for (const [confidence, sigmas] of [
      [0.95, '2s'],
      [0.998, '3s'],
    ] as const) {
      const [lower, upper] = ['lower', 'upper'].map((side) =>
        numbers(expected['limits'], `${side}_${sigmas}_limit`),
      )
      for (const [i, of] of numbers(expected['limits'], 'Population').entries()) {
        const mine = scoreLimits(of, target, { confidence, per: 100 })
        assertClose(mine.lower, lower?.[i], tolerance, `lower ${sigmas} at ${of}`)
        assertClose(mine.upper, upper?.[i], tolerance, `upper ${sigmas} at ${of}`)
      }
    }
    assert.deepEqual(
      labels(units, target, ({ count, of }, confidence) => wilson(count, of, { confidence })),
      column(table.parse(expected['significance']), 'significance'),
    )
  })

  test(`ratio funnel as published, ${variant}: where each observed count crosses a limit, and each significance`, () => {
    const { expected } = golden(`funnel-fingertips-isr-${variant}`)
    for (const [confidence, sigmas] of [
      [0.95, '2s'],
      [0.998, '3s'],
    ] as const) {
      const wanted = (name: string): number[] => numbers(expected['limits'], name)
      for (const [i, observed] of wanted('Observed_events').entries()) {
        const { low, high } = poissonCrossings(observed, confidence)
        for (const [side, mine] of [
          ['lower', low],
          ['upper', high],
        ] as const) {
          const [events, limit] = ['exp_events', 'limit'].map(
            (end) => wanted(`${side}_${sigmas}_${end}`)[i] ?? NaN,
          )
          assertHalved(mine?.expected, events)
          assertHalved(mine?.expected, (observed / (limit ?? NaN)) * 100)
          assert.ok(Math.abs((mine?.ratio ?? NaN) * (mine?.expected ?? NaN) - observed) < 1e-9)
        }
      }
    }
    assert.deepEqual(
      labels(unitsOf(`funnel-ratio-${variant}`), 100, ({ count, of }, confidence) =>
        indirectlyStandardisedRatio(count, of, { confidence }),
      ),
      column(table.parse(expected['significance']), 'significance'),
    )
  })
}

test('rate funnel as published: populations where each count crosses a limit, and each significance', () => {
  const { expected } = golden('funnel-fingertips-rate')
  const units = unitsOf('funnel-rate')
  const target = totalOf(units)
  const wanted = (name: string): number[] => numbers(expected['limits'], name)
  for (const [confidence, sigmas] of [
    [0.95, '2s'],
    [0.998, '3s'],
  ] as const) {
    for (const [i, events] of wanted('Events').entries()) {
      const { low, high } = poissonCrossings(events, confidence)
      for (const [side, mine] of [
        ['lower', low],
        ['upper', high],
      ] as const) {
        const population = wanted(`${side}_${sigmas}_population_1_year`)[i] ?? NaN
        assertHalved(mine?.expected, population * target)
        const limit = wanted(`${side}_${sigmas}_limit`)[i] ?? NaN
        assertHalved(mine?.expected, (events / limit) * 1000 * target)
      }
    }
  }
  assert.deepEqual(
    labels(units, target * 1000, ({ count, of }, confidence) => rate(count, of, { confidence })),
    column(table.parse(expected['significance']), 'significance'),
  )
})

const shares = { LCL95: 0.025, UCL95: 0.975, LCL99: 0.001, UCL99: 0.999 }
const adjusted = { OD95LCL: 0.025, OD95UCL: 0.975, OD99LCL: 0.001, OD99UCL: 0.999 }
const byChance = { units: 0, phi: 1, tauSquared: 0 }

const assertAdjusted = (
  name: string,
  units: readonly Unit[],
  law: Law,
  target: number,
  spread: ReturnType<typeof overdispersion>,
): void => {
  const { expected, tolerance } = golden(name)
  assertClose(spread.phi, expected['phi'], tolerance, `${name} phi`)
  assertClose(spread.tauSquared, expected['tau2'], tolerance, `${name} tau squared`)
  for (const [title, p] of Object.entries(adjusted)) {
    for (const [i, limit] of numbers(expected['units'], title).entries()) {
      const mine = funnelLimit('additive', law, units[i]?.of ?? NaN, p, { target, spread })
      assertClose(mine, limit, tolerance, `${name} ${title} row ${i}`)
    }
  }
}

for (const variant of ['plain', 'overdispersed']) {
  test(`proportions on the arcsine scale, ${variant}, as another tool has them`, () => {
    const name = `funnelplotr-proportion-${variant}`
    const { expected, tolerance } = golden(name)
    const units = unitsOf(`funnel-proportion-${variant}`)
    const target = totalOf(units)
    const made = funnel(units, proportionLaw, target)
    assertAdjusted(name, units, proportionLaw, target, made.winsorised)
    for (const [title, p] of Object.entries(shares)) {
      for (const [i, limit] of numbers(expected['units'], title).entries()) {
        const of = units[i]?.of ?? NaN
        const at = { target, spread: byChance }
        const mine = funnelLimit('multiplicative', proportionLaw, of, p, at)
        assertClose(mine, limit, tolerance, `${title} row ${i}`)
      }
    }
    const outside = units.map(({ count, of }) => {
      const limit = (p: number): number =>
        funnelLimit('additive', proportionLaw, of, p, { target, spread: made.winsorised })
      return count / of < limit(0.025) || count / of > limit(0.975) ? 1 : 0
    })
    assert.deepEqual(outside, numbers(expected['units'], 'outlier'))
  })

  test(`ratios on the log scale, truncated, ${variant}, as the hospital mortality indicator has them`, () => {
    const name = `funnelplotr-ratio-${variant}-shmi`
    const { expected, tolerance } = golden(name)
    const units = unitsOf(`funnel-ratio-${variant}`)
    const { zScores } = funnel(units, logRatioLaw, 1)
    const errors = units.map(({ of }) => logRatioLaw.error(of))
    assertAdjusted(name, units, logRatioLaw, 1, truncatedOverdispersion(zScores, errors))
    for (const [confidence, lower, upper] of [
      [0.95, 'LCL95', 'UCL95'],
      [0.998, 'LCL99', 'UCL99'],
    ] as const) {
      for (const [i, { of }] of units.entries()) {
        const limits = exactPoissonLimits(of, confidence)
        const [low, high] = [lower, upper].map((title) => numbers(expected['units'], title)[i])
        assertClose(limits.lower / of, low, tolerance, `${lower} row ${i}`)
        assertClose(limits.upper / of, high, tolerance, `${upper} row ${i}`)
      }
    }
  })

  test(`φ and τ² of ratios on the root scale, ${variant}, as another tool has them`, () => {
    const { expected, tolerance } = golden(`funnelplotr-ratio-${variant}-cqc`)
    const { winsorised, zScores } = funnel(unitsOf(`funnel-ratio-${variant}`), ratioLaw, 1)
    assertClose(winsorised.phi, expected['phi'], tolerance, 'phi')
    assertClose(winsorised.tauSquared, expected['tau2'], tolerance, 'tau squared')
    for (const [i, score] of numbers(expected['units'], 'Uzscore').entries())
      assertClose(zScores[i] ?? NaN, score, tolerance, `z of row ${i}`)
  })
}

test('ratios of two counts: z-scores, φ and τ² from the error of both (Spiegelhalter 2005)', () => {
  const { expected, tolerance } = golden('funnelplotr-ratio-of-counts')
  const pairs = input('funnel-ratio-of-counts').map(({ numerator, denominator }) => ({
    numerator: Number(numerator),
    denominator: Number(denominator),
  }))
  const made = countPairFunnel(pairs)
  assertClose(made.winsorised.phi, expected['phi'], tolerance, 'phi')
  assertClose(made.winsorised.tauSquared, expected['tau2'], tolerance, 'tau squared')
  for (const [i, score] of numbers(expected['units'], 'Uzscore').entries())
    assertClose(made.zScores[i] ?? NaN, score, tolerance, `z of row ${i}`)
  const at = { target: made.target, tauSquared: made.winsorised.tauSquared }
  for (const pair of pairs)
    assert.ok(
      countPairLimit(pair, 0.025, at) < made.target &&
        countPairLimit(pair, 0.975, at) > made.target,
    )
})

test('τ² around the units’ own mean, by moments, by Paule and Mandel, and by restricted likelihood', () => {
  const { expected, tolerance } = golden('tau2-estimators')
  const units: Estimate[] = unitsOf('funnel-ratio-overdispersed').map(({ count, of }) => ({
    value: Math.sqrt(count / of),
    error: 1 / (2 * Math.sqrt(of)),
  }))
  const wanted = z.record(z.string(), z.record(z.string(), z.number())).parse(expected)
  const moments = derSimonianLaird(units)
  assertClose(moments.tauSquared, wanted['DL']?.['tau2'], tolerance, 'DerSimonian and Laird')
  assertClose(moments.mean, wanted['DL']?.['mean'], tolerance, 'mean')
  assertClose(cochranQ(units), wanted['DL']?.['Q'], tolerance, 'Q')
  const likelihood = restrictedLikelihood(units).tauSquared
  const stoppedEarly = { relative: 2e-5, absolute: 0 }
  assertClose(likelihood, wanted['REML']?.['tau2'], stoppedEarly, 'restricted likelihood')
  const coarse = { relative: 2e-4, absolute: 0 }
  assertClose(pauleMandel(units).tauSquared, wanted['PM']?.['tau2'], coarse, 'Paule and Mandel')
})

for (const kind of ['proportion', 'ratio'] as const) {
  for (const variant of ['plain', 'overdispersed']) {
    test(`${kind} funnel without a transformation, ${variant} (Spiegelhalter 2005)`, () => {
      const { expected, tolerance } = golden(`spiegelhalter-${kind}-${variant}`)
      const natural = table.parse(expected['naturalScale'])
      const target = z.number().parse(expected['target'])
      const units = unitsOf(`funnel-${kind}-${variant}`)
      const law = kind === 'proportion' ? plainProportionLaw(target) : plainRatioLaw
      const { zScores, winsorised } = funnel(units, law, target)
      for (const [i, score] of numbers(natural, 'z').entries())
        assertClose(zScores[i] ?? NaN, score, tolerance, `z of row ${i}`)
      assertClose(winsorised.phi, natural['phi'], tolerance, 'phi')
      assertClose(winsorised.tauSquared, natural['tau2'], tolerance, 'tau squared')
      for (const limitKind of ['multiplicative', 'additive'] as const) {
        for (const [title, p] of Object.entries({
          lower998: 0.001,
          lower95: 0.025,
          upper95: 0.975,
        })) {
          for (const [i, limit] of numbers(natural[limitKind], title).entries()) {
            const at = { target, spread: winsorised }
            const mine = funnelLimit(limitKind, law, units[i]?.of ?? NaN, p, at)
            const kept = Math.max(0, kind === 'proportion' ? Math.min(1, limit) : limit)
            assertClose(mine, kept, tolerance, `${limitKind} ${title} row ${i}`)
          }
        }
      }
    })
  }
}
