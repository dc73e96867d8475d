import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { z } from 'zod'
import { assertClose, column, golden, input, inputBy } from '../../../tests/golden/golden.ts'
import { normalQuantile } from './distributions/normal.ts'
import { directlyStandardisedRate } from './directly-standardised-rate.ts'
import { expectedEvents, indirectlyStandardisedRatio } from './indirectly-standardised-ratio.ts'
import { isWithheld, type Interval, type Withheld } from './interval.ts'
import { byarLimits, exactPoissonLimits } from './poisson-limits.ts'
import { clopperPearson, wilson } from './proportion.ts'
import { rate } from './rate.ts'
import { logit, slopeIndex, type Rank } from './slope-index.ts'

const analytic = z.record(z.string(), z.record(z.string(), z.number()))

const shown = <T extends object>(result: T | Withheld): T => {
  if (isWithheld(result)) throw new Error(result.withheld)
  return result
}

const assertIntervals = (
  name: string,
  columns: readonly (readonly [keyof Interval, string])[],
  results: readonly (Interval | Withheld)[],
): void => {
  const { expected, tolerance } = golden(name)
  for (const [key, title] of columns) {
    const wanted = column(expected, title)
    assert.equal(wanted.length, results.length)
    for (const [i, result] of results.entries()) {
      if (wanted[i] === null) assert.ok(isWithheld(result), `${name} row ${i} must be withheld`)
      else assertClose(shown(result)[key], wanted[i], tolerance, `${name} ${title} row ${i}`)
    }
  }
}

const at95 = [
  ['value', 'value'],
  ['lower', 'lower95_0cl'],
  ['upper', 'upper95_0cl'],
] as const
const at998 = [
  ['lower', 'lower99_8cl'],
  ['upper', 'upper99_8cl'],
] as const
const plain = [
  ['value', 'value'],
  ['lower', 'lowercl'],
  ['upper', 'uppercl'],
] as const

test('crude rates: exact limits below ten events and Byar’s from ten (APHO Technical Briefing 3)', () => {
  for (const [confidence, columns] of [
    [0.95, at95],
    [0.998, at998],
  ] as const) {
    const results = input('rates').map(({ x, n }) => rate(Number(x), Number(n), { confidence }))
    assertIntervals('rates', [...columns], results)
  }
})

test('proportions with Wilson’s limits (Wilson 1927)', () => {
  for (const [confidence, columns] of [
    [0.95, at95],
    [0.998, at998],
  ] as const) {
    const results = input('proportions').map(({ x, n }) =>
      wilson(Number(x), Number(n), { confidence, per: 100 }),
    )
    assertIntervals('proportions', [...columns], results)
  }
})

test('proportions with exact limits (Clopper and Pearson 1934)', () => {
  const results = input('proportions').map(({ x, n }) =>
    clopperPearson(Number(x), Number(n), { per: 100 }),
  )
  assertIntervals(
    'proportions-clopper-pearson',
    [
      ['lower', 'lower'],
      ['upper', 'upper'],
    ],
    results,
  )
})

const bandsOf = (rows: readonly Record<string, string>[]) =>
  rows.map(({ x, n, stdpop }) => ({
    events: Number(x),
    population: Number(n),
    standard: Number(stdpop),
  }))

test('directly standardised rates with Dobson’s limits, withheld below ten events (Dobson 1991)', () => {
  const practices = [...inputBy('dsr', 'practice').values()].map(bandsOf)
  for (const [confidence, columns] of [
    [0.95, at95],
    [0.998, at998],
  ] as const) {
    const results = practices.map((bands) => directlyStandardisedRate(bands, { confidence }))
    assertIntervals('dsr', [...columns], results)
    const { expected } = golden('dsr')
    assert.deepEqual(
      results.map(({ events }) => events),
      column(expected, 'total_count'),
    )
    assert.deepEqual(
      results.map(({ population }) => population),
      column(expected, 'total_pop'),
    )
  }
})

test('directly standardised rates without the floor, and with gamma limits (Fay and Feuer 1997)', () => {
  const practices = [...inputBy('dsr', 'practice').values()].map(bandsOf)
  const dobson = practices.map((bands) => directlyStandardisedRate(bands, { floor: 0 }))
  assertIntervals(
    'dsr-unsuppressed',
    [
      ['value', 'value'],
      ['lower', 'lower'],
      ['upper', 'upper'],
    ],
    dobson,
  )
  const gamma = practices.map((bands) =>
    directlyStandardisedRate(bands, { floor: 0, interval: 'gamma' }),
  )
  assertIntervals(
    'dsr-unsuppressed',
    [
      ['lower', 'gammaLower'],
      ['upper', 'gammaUpper'],
    ],
    gamma,
  )
})

test('groups with different numbers of age bands are standardised each over its own', () => {
  const groups = [...inputBy('dsr-unequal-bands', 'group').values()].map(bandsOf)
  const results = groups.map((bands) => directlyStandardisedRate(bands, { per: 1000 }))
  assertIntervals('dsr-unequal-bands', [...plain], results)
})

test('a person who counts several times widens the interval of a standardised rate', () => {
  const practices = [...inputBy('dsr-nonindependent', 'practice').values()].map((rows) =>
    [...Map.groupBy(rows, ({ ageband }) => ageband ?? '').values()].map((band) => {
      const sum = (power: number): number =>
        band.reduce(
          (all, one) => all + Number(one['eventfreq']) ** power * Number(one['individuals']),
          0,
        )
      const { n, stdpop } = band[0] ?? {}
      return {
        events: sum(1),
        squaredEvents: sum(2),
        population: Number(n),
        standard: Number(stdpop),
      }
    }),
  )
  assertIntervals(
    'dsr-nonindependent',
    [...plain],
    practices.map((bands) => directlyStandardisedRate(bands)),
  )
})

test('indirectly standardised ratios and rates (Breslow and Day 1987)', () => {
  const practices = [...inputBy('isr', 'practice').values()].map((rows) => ({
    observed: rows.reduce((sum, { x }) => sum + Number(x), 0),
    expected: expectedEvents(
      rows.map((row) => ({
        population: Number(row['n']),
        referenceEvents: Number(row['x_ref']),
        referencePopulation: Number(row['n_ref']),
      })),
    ),
  }))
  for (const [confidence, columns] of [
    [0.95, at95],
    [0.998, at998],
  ] as const) {
    const ratios = practices.map((one) =>
      indirectlyStandardisedRatio(one.observed, one.expected, { confidence }),
    )
    assertIntervals('isr-ratio', [...columns], ratios)
    const { expected, tolerance } = golden('isr-ratio')
    for (const [i, one] of practices.entries()) {
      assert.equal(one.observed, column(expected, 'observed')[i])
      assertClose(one.expected, column(expected, 'expected')[i], tolerance, `expected of row ${i}`)
    }
  }
  const references = column(golden('isr-rate').expected, 'ref_rate')
  const rates = practices.map((one, i) =>
    indirectlyStandardisedRatio(one.observed, one.expected, { reference: Number(references[i]) }),
  )
  assertIntervals('isr-rate', [...plain], rates)
})

test('the slope index of inequality in closed form is what simulation estimates (Low and Low 2004)', () => {
  const { expected, tolerance } = golden('sii')
  const deviate = normalQuantile(0.025, 'upper')
  for (const [area, rows] of inputBy('sii', 'area')) {
    const ranks = (error: (value: number, lower: number, upper: number) => number): Rank[] =>
      rows.map(({ decile, population, x }) => {
        const { value, lower, upper } = shown(wilson(Number(x), Number(population)))
        const people = Number(population)
        return {
          rank: Number(decile),
          population: people,
          value,
          error: error(value, lower, upper),
        }
      })
    const wanted = analytic.parse(
      Object.fromEntries(
        Object.entries(expected[area] ?? {}).filter(([name]) => name.startsWith('analytic')),
      ),
    )
    /** Within a twentieth of the standard error of limits that the reference has by simulation. */
    const checkSimulated = (
      name: string,
      end: string,
      result: ReturnType<typeof slopeIndex>,
    ): void => {
      const simulated = z
        .record(z.string(), z.number())
        .parse(z.record(z.string(), z.unknown()).parse(expected[area])[name])
      const mine = shown(result)
      assertClose(mine.slope, simulated['sii'], tolerance, `${area} ${name} slope`)
      assertClose(mine.relative, simulated['rii'], tolerance, `${area} ${name} relative`)
      assertClose(mine.intercept, simulated['intercept'], tolerance, `${area} ${name} intercept`)
      const [relativeLower, relativeUpper] = [mine.relativeLower ?? NaN, mine.relativeUpper ?? NaN]
      for (const [index, lower, upper] of [
        ['sii', mine.lower, mine.upper],
        ['rii', relativeLower, relativeUpper],
      ] as const) {
        const within = { relative: 0, absolute: (0.05 * (upper - lower)) / (2 * deviate) }
        assertClose(lower, simulated[`${index}_lower${end}`], within, `${area} ${name} ${index}`)
        assertClose(upper, simulated[`${index}_upper${end}`], within, `${area} ${name} ${index}`)
      }
    }
    const check = (name: string, result: ReturnType<typeof slopeIndex>): void => {
      const { slope, intercept, relative, lower, upper } = shown(result)
      const figures = { sii: slope, intercept, rii: relative, lower, upper }
      for (const [key, value] of Object.entries(figures)) {
        assertClose(value, wanted[name]?.[key], tolerance, `${area} ${name} ${key}`)
      }
    }
    const normal = slopeIndex(ranks((_, lower, upper) => (upper - lower) / (2 * deviate)))
    check('analytic_normal', normal)
    checkSimulated('simulated_normal', '95_0cl', normal)
    const logits = ranks((_, lower, upper) => (logit.to(upper) - logit.to(lower)) / (2 * deviate))
    const onLogits = slopeIndex(logits, { transformation: logit })
    check('analytic_logit', onLogits)
    checkSimulated('simulated_logit', '95_0', onLogits)
  }
})

test('the exact limits of a count are those whose outer tail is the asked share, and Byar is within 0.6% from ten', () => {
  fc.assert(
    fc.property(fc.integer({ min: 10, max: 100_000 }), (events) => {
      const exact = exactPoissonLimits(events, 0.95)
      const byar = byarLimits(events, 0.95)
      return (
        Math.abs(byar.lower / exact.lower - 1) < 0.006 &&
        Math.abs(byar.upper / exact.upper - 1) < 0.006
      )
    }),
  )
})

test('a relative index has no bounds where the line may begin at nought; a rank without a value is said', () => {
  const ranks = [0.1, 0.4, 0.9].map((value, i) => ({ rank: i, population: 9, value, error: 0.5 }))
  assert.equal(shown(slopeIndex(ranks)).relativeLower, null)
  assert.deepEqual(slopeIndex([...ranks, { rank: 9, population: 9, value: NaN, error: 1 }]), {
    withheld: 'a rank has no value with an error',
  })
})

test('a group without people, or with nonsense, gives its reason and stops nothing', () => {
  assert.deepEqual(rate(3, 0), { withheld: 'no population' })
  assert.deepEqual(wilson(3, 2), { withheld: 'numerator outside its denominator' })
  assert.deepEqual(indirectlyStandardisedRatio(3, 0), { withheld: 'nothing is expected' })
})
