import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { z } from 'zod'
import { meaningOf, singleLabels } from '../../src/engines/statistics/charts/point-labels.ts'
import { runAnalysis } from '../../src/engines/statistics/charts/run-analysis.ts'
import { pChart, pPrimeChart } from '../../src/engines/statistics/control-chart.ts'
import { normalQuantile } from '../../src/engines/statistics/distributions/normal.ts'
import {
  funnel,
  funnelLimit,
  proportionLaw,
  type Unit,
} from '../../src/engines/statistics/funnel.ts'
import { intervalStatus, type FunnelStatus } from '../../src/engines/statistics/funnels/status.ts'
import { isWithheld, type Withheld } from '../../src/engines/statistics/interval.ts'
import { wilson } from '../../src/engines/statistics/proportion.ts'
import { logit, slopeIndex, type Rank } from '../../src/engines/statistics/slope-index.ts'
import { xmr } from '../../src/engines/statistics/xmr.ts'
import { xmrSignals, type Signal } from '../../src/engines/statistics/xmr-rules.ts'
import { assertClose, column, goldenFolder, type GoldenCase } from '../golden/golden.ts'
import { needs, referenceUrl } from './reference.ts'

const { golden, input, inputBy } = goldenFolder(referenceUrl('golden', 'statistics-real'))
const table = z.record(z.string(), z.unknown())
const counts = z.record(z.string(), z.number())

const shown = <T extends object>(result: T | Withheld): T => {
  if (isWithheld(result)) throw new Error(result.withheld)
  return result
}

const trusts = (): [string, { breaches: number; attendances: number }[]][] =>
  [...inputBy('ae-attendances', 'series')].map(([trust, rows]) => [
    trust,
    rows.map(({ breaches, attendances }) => ({
      breaches: Number(breaches),
      attendances: Number(attendances),
    })),
  ])

const rules: Readonly<Record<Signal['rule'], Record<Signal['direction'], string>>> = {
  outside: { higher: 'Above UCL', lower: 'Below LCL' },
  trend: { higher: '7 Point Trend (Increasing)', lower: '7 Point Trend (Decreasing)' },
  twoInThree: { higher: '2 in 3 Above CL', lower: '2 in 3 Below CL' },
  shift: { higher: '7 Points Above CL', lower: '7 Points Below CL' },
}

const label = (status: FunnelStatus | null): string =>
  status === null
    ? 'Not significant'
    : `${status.direction === 'low' ? 'Low' : 'High'} (${status.beyond === 0.95 ? '0.025' : '0.001'})`

const statusCounts = (units: readonly Unit[], target: number): Record<string, number> => {
  const labels = units.map(({ count, of }) => {
    const [at95, at998] = [0.95, 0.998].map((confidence) =>
      shown(wilson(count, of, { confidence })),
    )
    return at95 && at998 ? label(intervalStatus(at95, at998, target)) : ''
  })
  return Object.fromEntries(
    [...Map.groupBy(labels, (one) => one)].map(([k, all]) => [k, all.length]),
  )
}

const totalOf = (units: readonly Unit[]): number =>
  units.reduce((sum, { count }) => sum + count, 0) / units.reduce((sum, { of }) => sum + of, 0)

/** Those outside the additive 99.8% limits, after φ and τ² are found as the reference has them. */
const assertFunnel = (
  units: readonly (Unit & { name: string })[],
  expected: Record<string, unknown>,
  tolerance: GoldenCase['tolerance'],
): string[] => {
  const target = totalOf(units)
  const { winsorised: spread } = funnel(units, proportionLaw, target)
  assertClose(spread.phi, expected['phi'], tolerance, 'phi')
  assertClose(spread.tauSquared, expected['tau2'], tolerance, 'tau squared')
  assert.deepEqual(statusCounts(units, target), counts.parse(expected['significance']))
  const limit = (of: number, p: number): number =>
    funnelLimit('additive', proportionLaw, of, p, { target, spread })
  return units
    .filter(({ count, of }) => count / of < limit(of, 0.001) || count / of > limit(of, 0.999))
    .map(({ name }) => name)
}

const published = needs('golden/statistics-real')

describe('published figures', () => {
  for (const [measure, better] of [
    ['attendances', 'lower'],
    ['percentage', 'higher'],
  ] as const) {
    test(
      `XmR of ${measure} in emergency departments: limits, label and meaning of each month`,
      published,
      () => {
        const { expected, tolerance } = golden('ae-xmr')
        for (const [trust, rows] of trusts()) {
          const wanted = table.parse(table.parse(expected[measure])[trust])
          const values = rows.map(({ breaches, attendances }) =>
            measure === 'attendances' ? attendances : 100 * (1 - breaches / attendances),
          )
          const segments = xmr(values)
          assertClose(segments[0]?.mean ?? NaN, wanted['mean'], tolerance, `${trust} mean`)
          assertClose(segments[0]?.lower ?? NaN, wanted['lpl'], tolerance, `${trust} lower`)
          assertClose(segments[0]?.upper ?? NaN, wanted['upl'], tolerance, `${trust} upper`)
          const labels = singleLabels(values.length, xmrSignals(values, segments))
          assert.deepEqual(
            labels.map((one) => (one ? rules[one.rule][one.direction] : 'Common Cause')),
            column(wanted, 'rule'),
          )
          assert.deepEqual(
            labels.map((one) =>
              one ? `special_cause_${meaningOf(one.direction, better)}` : 'common_cause',
            ),
            column(wanted, 'pointType'),
          )
        }
      },
    )
  }

  for (const [name, chart] of [
    ['p', pChart],
    ['pp', pPrimeChart],
  ] as const) {
    test(`${name === 'p' ? 'p' : 'p′'} charts of waits over four hours`, published, () => {
      const { expected, tolerance } = golden('ae-p-charts')
      for (const [trust, rows] of trusts()) {
        const wanted = table.parse(table.parse(expected[name])[trust])
        const made = chart(rows.map((row) => ({ count: row.breaches, of: row.attendances })))
        assertClose(made.centre, wanted['cl'], tolerance, `${trust} centre`)
        const [lower, upper, signal] = ['lcl', 'ucl', 'signal'].map((key) => column(wanted, key))
        for (const [i, point] of made.points.entries()) {
          assertClose(point.lower, lower?.[i], tolerance, `${trust} lower ${i}`)
          assertClose(point.upper, upper?.[i], tolerance, `${trust} upper ${i}`)
          assert.equal(point.value < point.lower || point.value > point.upper, signal?.[i])
        }
        const run = runAnalysis(
          made.points.map(({ value }) => value),
          made.centre,
        )
        assert.deepEqual([run.longest, run.crossings], [wanted['longestRun'], wanted['crossings']])
      }
    })
  }

  test(
    'prevalence of four conditions in every commissioning group, with Wilson’s limits',
    published,
    () => {
      const { expected, tolerance } = golden('qof-ccg-proportions')
      const [groups, registers] = ['ccg', 'register'].map((key) => column(expected, key))
      const rows = new Map(
        input('qof-ccg-2013-14').map((row) => [`${row['ccg']}/${row['register']}`, row]),
      )
      assert.equal(groups?.length, rows.size)
      for (const [i, group] of groups?.entries() ?? []) {
        const row = rows.get(`${group}/${registers?.[i]}`)
        const mine = shown(wilson(Number(row?.['x']), Number(row?.['n']), { per: 100 }))
        assertClose(mine.value, column(expected, 'value')[i], tolerance, `value ${group}`)
        assertClose(mine.lower, column(expected, 'lowercl')[i], tolerance, `lower ${group}`)
        assertClose(mine.upper, column(expected, 'uppercl')[i], tolerance, `upper ${group}`)
      }
    },
  )

  test(
    'funnels of those conditions: spread, significance, and who is outside after adjustment',
    published,
    () => {
      const { expected, tolerance } = golden('qof-ccg-funnel')
      for (const [register, rows] of inputBy('qof-ccg-2013-14', 'register')) {
        const wanted = table.parse(expected[register])
        const units = rows.map((row) => ({
          name: row['ccg'] ?? '',
          count: Number(row['x']),
          of: Number(row['n']),
        }))
        const outside = assertFunnel(units, wanted, tolerance)
        assert.deepEqual(new Set(outside), new Set([wanted['outlier']].flat()), register)
      }
    },
  )

  test(
    'a funnel of every practice in England: 179 outside after adjustment, where 5,698 were',
    published,
    () => {
      const { expected, tolerance } = golden('practice-over65')
      const units = input('practice-over65-2020').map((row) => ({
        name: row['practice'] ?? '',
        count: Number(row['over65']),
        of: Number(row['total']),
      }))
      assert.equal(units.length, expected['practices'])
      assertClose(totalOf(units), expected['target'], tolerance, 'target')
      assert.equal(assertFunnel(units, expected, tolerance).length, expected['outliersAdjusted'])
    },
  )

  for (const scale of ['proportion', 'logit'] as const) {
    test(`slope indices of prevalence over deprivation, ${scale}`, published, () => {
      const { expected, tolerance } = golden('imd-sii')
      const wanted = table.parse(expected[scale])
      const deviate = normalQuantile(0.025, 'upper')
      const suffix = scale === 'proportion' ? '95_0cl' : '95_0'
      for (const [i, condition] of column(wanted, 'condition').entries()) {
        const rows = inputBy('imd-prevalence-2019-20', 'condition').get(String(condition)) ?? []
        const to = scale === 'logit' ? logit.to : (value: number): number => value
        const ranks = rows.map(({ decile, x, n }): Rank => {
          const { value, lower, upper } = shown(wilson(Number(x), Number(n)))
          const error = (to(upper) - to(lower)) / (2 * deviate)
          return { rank: Number(decile), population: Number(n), value, error }
        })
        const mine = shown(slopeIndex(ranks, scale === 'logit' ? { transformation: logit } : {}))
        assertClose(mine.slope * 100, column(wanted, 'sii')[i], tolerance, `${condition} slope`)
        assertClose(mine.relative, column(wanted, 'rii')[i], tolerance, `${condition} relative`)
        // The reference leaves the intercept of plain proportions without its multiplier.
        const per = scale === 'logit' ? 100 : 1
        assertClose(mine.intercept * per, column(wanted, 'intercept')[i], tolerance, 'intercept')
        const relative = [mine.relativeLower ?? NaN, mine.relativeUpper ?? NaN] as const
        for (const [index, lower, upper] of [
          ['sii', mine.lower * 100, mine.upper * 100],
          ['rii', ...relative],
        ] as const) {
          const simulated = { relative: 0, absolute: 0.05 * (upper - lower) }
          const [low, high] = ['lower', 'upper'].map(
            (side) => column(wanted, `${index}_${side}${suffix}`)[i],
          )
          assertClose(lower, low, simulated, `${condition} ${index} lower`)
          assertClose(upper, high, simulated, `${condition} ${index} upper`)
        }
      }
    })
  }
})
