import assert from 'node:assert/strict'
import { z } from 'zod'
import { setBudgets } from '../../engines/capitation/budgets.ts'
import { preEntryGrowth } from '../../engines/capitation/pre-entry-growth.ts'

const whole = z.int().transform(BigInt)

/** What the engines make of a worked example of the historic method, and what its page says. */
export const historic = (example: unknown): { made: unknown; said: unknown } => {
  const { envelope, practices, expect } = z
    .object({
      envelope: whole,
      practices: z.array(z.object({ practice: z.string(), before: whole, base: whole })),
      expect: z.object({ annual: z.array(whole), worth_asking: z.array(z.string()) }),
    })
    .parse(example)
  const set = setBudgets(
    practices.map(({ practice, base }) => ({
      practice,
      patients: 1n,
      weights: {},
      baselines: { 'general-and-acute': base },
    })),
    [{ line: 'general-and-acute', pence: envelope, scope: 'in scope' }],
    { 'general-and-acute': { method: { kind: 'historic' }, monthWeights: [1n] } },
  )
  assert.ok(set.ok)
  const grown = preEntryGrowth(
    practices.map(({ practice, before, base }) => ({
      practice,
      beforePence: before,
      basePence: base,
    })),
    0.05,
  )
  return {
    made: {
      annual: set.value[0]?.annualPence,
      worth_asking: grown.flatMap(({ practice, worthAsking }) => (worthAsking ? [practice] : [])),
    },
    said: expect,
  }
}
