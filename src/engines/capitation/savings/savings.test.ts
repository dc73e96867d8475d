import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { balanceOver } from './balance.ts'
import { freedUp, type Outturn } from './freed-up.ts'
import { secondPayment } from './incentive.ts'
import { minimumSavingsRate, sharedSaving } from './minimum-rate.ts'
import { released } from './releasing.ts'
import { settle } from './settlement.ts'

const outturn = (practice: string, budgetPence: bigint, outturnPence: bigint): Outturn => ({
  practice,
  budgetPence,
  outturnPence,
  blockedBudgetPence: 0n,
  blockedOutturnPence: 0n,
  stopLossPence: 0n,
  premiumPence: 0n,
  adjustmentPence: 0n,
})
const seventyPercent = 700_000n

test('BMA 2007: the four cases of the incentive at a list of 8,000 are exact', () => {
  const cases = [
    [1_200_000n, true, 840_000n, 0n],
    [800_000n, true, 560_000n, 200_000n],
    [800_000n, false, 560_000n, 0n],
    [0n, true, 0n, 760_000n],
  ] as const
  for (const [underspend, met, share, second] of cases) {
    const { sharePence } = freedUp(
      outturn('A', 2_000_000n, 2_000_000n - underspend),
      seventyPercent,
    )
    assert.equal(sharePence, share)
    assert.equal(secondPayment(sharePence, 8_000n, 95n, met), second)
  }
})

test('a saving is read gross, in scope, after stop-loss, and after the pool and adjustments', () => {
  const steps = freedUp(
    {
      practice: 'A',
      budgetPence: 1_000n,
      outturnPence: 900n,
      blockedBudgetPence: 200n,
      blockedOutturnPence: 150n,
      stopLossPence: 40n,
      premiumPence: 15n,
      adjustmentPence: -5n,
    },
    seventyPercent,
  )
  assert.deepEqual(steps, {
    practice: 'A',
    grossPence: 100n,
    inScopePence: 50n,
    afterStopLossPence: 90n,
    netPence: 70n,
    sharePence: 49n,
  })
})

test('an overspend brings no share and no charge', () => {
  assert.equal(freedUp(outturn('A', 100n, 150n), seventyPercent).sharePence, 0n)
})

test('Medicare: nothing below the minimum savings rate, then share × quality, up to the cap', () => {
  const steps = [
    { patients: 5_000, rate: 39_000n },
    { patients: 60_000, rate: 20_000n },
  ]
  assert.equal(minimumSavingsRate(steps, 4_999), null)
  assert.equal(minimumSavingsRate(steps, 5_000), 39_000n)
  assert.equal(minimumSavingsRate(steps, 600_000), 20_000n)
  const terms = { minimumRate: 39_000n, share: 500_000n, quality: 900_000n, cap: 100_000n }
  assert.equal(sharedSaving(1_000_000n, 961_001n, terms), 0n)
  assert.equal(sharedSaving(1_000_000n, 961_000n, terms), 17_550n)
  assert.equal(sharedSaving(1_000_000n, 500_000n, terms), 100_000n)
  assert.equal(sharedSaving(1_000_000n, 1_100_000n, terms), 0n)
})

test('an overspend may be offset within three years, and only the last three count', () => {
  const year = (name: string, variance: bigint) => ({
    year: name,
    budgetPence: 1_000n,
    outturnPence: 1_000n - variance,
  })
  const early = [year('2005/06', -90n), year('2006/07', 50n)]
  assert.equal(balanceOver(early, 3).standing, 'to be offset')
  assert.equal(balanceOver(early, 3).yearsLeft, 1)
  assert.equal(balanceOver([...early, year('2007/08', 39n)], 3).standing, 'not balanced')
  assert.equal(balanceOver([...early, year('2007/08', 40n)], 3).standing, 'in balance')
  const later = balanceOver([year('2008/09', -10n), ...early, year('2007/08', -20n)], 3)
  assert.equal(later.balancePence, 20n)
})

test('shares above what the group saved are scaled pro rata, and both figures stand', () => {
  const practices = [
    outturn('A', 300n, 100n),
    outturn('B', 200n, 99n),
    outturn('C', 100n, 300n),
  ].map((one) => freedUp(one, seventyPercent))
  const scaled = settle(practices, 'pro rata')
  assert.deepEqual(
    scaled.practices.map(({ sharePence, settledPence }) => [sharePence, settledPence]),
    [
      [140n, 67n],
      [71n, 34n],
      [0n, 0n],
    ],
  )
  assert.deepEqual(scaled.borneBy, { practices: 110n, pool: 0n, payer: 0n })
  assert.deepEqual(settle(practices, 'payer').borneBy, { practices: 0n, pool: 0n, payer: 110n })
  assert.deepEqual(settle(practices, 'pool', 60n).borneBy, { practices: 50n, pool: 60n, payer: 0n })
})

test('practices and group reconcile: signed results add, and no share is lost or made', () => {
  const results = fc.array(fc.bigInt({ min: -(10n ** 9n), max: 10n ** 9n }), { minLength: 1 })
  fc.assert(
    fc.property(results, fc.constantFrom('pro rata', 'pool', 'payer'), (variances, bearer) => {
      const practices = variances.map((variance, i) =>
        freedUp(outturn(`P${i}`, 10n ** 9n, 10n ** 9n - variance), seventyPercent),
      )
      const group = settle(practices, bearer, 10_000_000n)
      const paid = group.practices.reduce((sum, { settledPence }) => sum + settledPence, 0n)
      assert.equal(
        group.groupNetPence,
        variances.reduce((sum, one) => sum + one, 0n),
      )
      assert.equal(paid, group.settledPence)
      const { practices: borne, pool, payer } = group.borneBy
      assert.equal(borne + pool + payer, group.shortfallPence)
      assert.equal(group.sharesPence - borne, group.settledPence)
      assert.ok(group.leftPence >= 0n || group.groupNetPence < 0n)
    }),
  )
})

test('cash and capacity are apart: elective care frees cash, a fixed payment frees beds', () => {
  const fall = { activityThousandths: -12_000n, pricePence: 150_000n }
  assert.deepEqual(released({ ...fall, variableShare: 1_000_000n }), {
    cashPence: 1_800_000n,
    capacityPence: 0n,
  })
  assert.deepEqual(released({ ...fall, variableShare: 0n }), {
    cashPence: 0n,
    capacityPence: 1_800_000n,
  })
  assert.deepEqual(released({ ...fall, variableShare: 333_333n }), {
    cashPence: 599_999n,
    capacityPence: 1_200_001n,
  })
})
