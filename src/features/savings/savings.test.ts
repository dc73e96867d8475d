import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { adoptRules } from '../../engines/capitation/adoption.ts'
import type { AdoptedRules } from '../../engines/capitation/rules.ts'
import { readPack } from '../budgets/budgets.ts'
import { settleYear } from './savings.ts'

const practice = (code: string, budgetPence: bigint, outturnPence: bigint, stopLossPence = 0n) => ({
  patients: 8_000n,
  outturn: {
    practice: code,
    budgetPence,
    outturnPence,
    blockedBudgetPence: 0n,
    blockedOutturnPence: 0n,
    stopLossPence,
    premiumPence: 0n,
    adjustmentPence: 0n,
  },
})

const rules = (): AdoptedRules => {
  const adopted = adoptRules(readPack('PBC-2009'), {
    parameters: {
      step: 10_000n,
      floorGrowth: null,
      contingencyShare: null,
      riskPoolShare: 10_000n,
      managementPencePerPatient: null,
      stopLossPence: 2_500_000n,
    },
  })
  assert.ok(adopted.ok)
  return adopted.value
}

describe('a year of savings', () => {
  test('the pool pays no more than it holds: claims above that are paid pro rata, to the penny, and the rest stays with the practices', () => {
    fc.assert(
      fc.property(
        fc.array(fc.bigInt(0n, 10n ** 9n), { minLength: 1, maxLength: 12 }),
        fc.bigInt(0n, 10n ** 10n),
        (claims, held) => {
          const account = settleYear(
            claims.map((claim, i) => practice(`P${i}`, 10n ** 10n, 9n * 10n ** 9n, claim)),
            rules(),
            held,
          )
          const { claimsPence, claimsPaidPence, poolPence, settlement } = account
          const sum = (amounts: readonly bigint[]) => amounts.reduce((all, one) => all + one, 0n)
          assert.equal(claimsPence, sum(claims))
          assert.ok(claimsPaidPence <= claimsPence && claimsPaidPence + poolPence === held)
          assert.ok(claimsPaidPence === claimsPence || poolPence === 0n)
          const paid = settlement.practices.map((one) => one.afterStopLossPence - one.inScopePence)
          assert.equal(sum(paid), claimsPaidPence)
          for (const [i, one] of paid.entries()) assert.ok(one >= 0n && one <= (claims[i] ?? 0n))
        },
      ),
    )
  })

  test('practices and group reconcile: what is paid and left is what the group saved', () => {
    const { settlement, claimsPence, poolPence } = settleYear(
      [
        practice('A', 1_000_000n, 800_000n),
        practice('B', 1_000_000n, 1_150_000n, 50_000n),
        practice('C', 1_000_000n, 990_000n),
      ],
      rules(),
      60_000n,
    )
    assert.equal(settlement.groupNetPence, 200_000n - 100_000n + 10_000n)
    assert.equal(settlement.sharesPence, 140_000n + 7_000n)
    assert.equal(settlement.shortfallPence, 37_000n)
    assert.equal(settlement.settledPence, 110_000n)
    assert.equal(settlement.leftPence, 0n)
    assert.deepEqual([claimsPence, poolPence], [50_000n, 10_000n])
    assert.equal(
      settlement.practices.reduce((sum, { settledPence }) => sum + settledPence, 0n),
      settlement.settledPence,
    )
  })

  test('where the rules have a minimum savings rate, nothing is shared below it', () => {
    const with3 = {
      ...rules(),
      values: { ...rules().values, minimumSavingsRate: [{ patients: 5_000, rate: 30_000n }] },
    }
    const { settlement, results } = settleYear(
      [practice('A', 1_000_000n, 971_000n), practice('B', 1_000_000n, 960_000n)],
      with3,
      0n,
    )
    assert.deepEqual(
      settlement.practices.map(({ sharePence }) => sharePence),
      [0n, 28_000n],
    )
    assert.equal(results[0]?.mustPassPence, 30_000n)
  })

  test('an incentive per patient is what the share falls short of it', () => {
    const paid = {
      ...rules(),
      values: { ...rules().values, incentivePencePerPatient: 95n },
    }
    const { results } = settleYear([practice('A', 2_000_000n, 1_200_000n)], paid, 0n)
    assert.equal(results[0]?.incentivePence, 200_000n)
  })
})
