import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { z } from 'zod'
import { assertClose, column, golden, input } from '../../../tests/golden/golden.ts'
import { binomialLimit, poissonLimit } from './exact-limits.ts'
import { funnel, funnelLimit, proportionLaw, ratioLaw } from './funnel.ts'

const spread = z.object({ phi: z.number(), tau2: z.number() })
const shares = { lower998: 0.001, lower95: 0.025, upper95: 0.975, upper998: 0.999 }

for (const [kind, law] of [
  ['proportion', proportionLaw],
  ['ratio', ratioLaw],
] as const) {
  for (const variant of ['plain', 'overdispersed']) {
    test(`${kind} funnel, ${variant}: φ, τ² and all three kinds of limits (Spiegelhalter 2005)`, () => {
      const { expected, tolerance } = golden(`spiegelhalter-${kind}-${variant}`)
      const units = input(`funnel-${kind}-${variant}`).map((row) => ({
        count: Number(row['numerator'] ?? row['observed']),
        of: Number(row['denominator'] ?? row['expected']),
      }))
      const target = z.number().parse(golden(`spiegelhalter-${kind}-${variant}`).expected['target'])
      const made = funnel(units, law, target)
      for (const [name, mine] of [
        ['winsorised', made.winsorised],
        ['notWinsorised', made.overdispersion],
      ] as const) {
        const wanted = spread.parse(expected[name])
        assertClose(mine.phi, wanted.phi, tolerance, `${name} phi`)
        assertClose(mine.tauSquared, wanted.tau2, tolerance, `${name} tau squared`)
      }
      assertClose(made.chance, expected['pForOverdispersion'], tolerance, 'chance of the spread')
      const wanted = z.record(z.string(), z.unknown()).parse(expected['units'])
      const scores = column(wanted, 'z')
      for (const [i, { of }] of units.entries()) {
        assertClose(made.zScores[i] ?? NaN, scores[i], tolerance, `z of row ${i}`)
        for (const [name, p] of Object.entries(shares)) {
          for (const limit of ['exact', 'multiplicative', 'additive'] as const) {
            const title = `${limit}_${name}`
            const value = funnelLimit(limit, law, of, p, { target, spread: made.winsorised })
            assertClose(value, column(wanted, title)[i], tolerance, `${title} of row ${i}`)
          }
        }
      }
    })
  }
}

test('limits never leave the range of a proportion nor cross each other, however few or spread the units', () => {
  const unit = fc
    .record({
      of: fc.integer({ min: 1, max: 5000 }),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
    })
    .map(({ of, share }) => ({ of, count: Math.round(of * share) }))
  fc.assert(
    fc.property(
      fc.array(unit, { minLength: 1, maxLength: 12 }),
      fc.integer({ min: 1, max: 5000 }),
      (units, of) => {
        const total =
          units.reduce((sum, one) => sum + one.count, 0) /
          units.reduce((sum, one) => sum + one.of, 0)
        if (total <= 0 || total >= 1) return true
        const made = funnel(units, proportionLaw, total)
        return (['exact', 'multiplicative', 'additive'] as const).every((kind) => {
          const at = (p: number): number =>
            funnelLimit(kind, proportionLaw, of, p, { target: total, spread: made.overdispersion })
          return (
            at(0.001) >= 0 && at(0.001) <= at(0.025) && at(0.975) <= at(0.999) && at(0.999) <= 1
          )
        })
      },
    ),
  )
})

test('a unit with nothing observed keeps the spread finite, where a published tool makes it infinite', () => {
  const made = funnel(
    [
      { count: 0, of: 30 },
      { count: 25, of: 30 },
      { count: 31, of: 30 },
    ],
    ratioLaw,
    1,
  )
  assert.ok(
    Number.isFinite(made.overdispersion.phi) && Number.isFinite(made.overdispersion.tauSquared),
  )
})

test('one unit alone has no spread between units', () => {
  assert.equal(funnel([{ count: 3, of: 9 }], proportionLaw, 0.4).overdispersion.tauSquared, 0)
})

test('the exact limit is the count itself where the cumulative chance is met exactly', () => {
  assert.ok(Math.abs(binomialLimit(0.5 ** 10, 10, 0.5)) < 1e-12)
  assert.ok(Math.abs(poissonLimit(Math.exp(-2), 2, 1)) < 1e-12)
})
