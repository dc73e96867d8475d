import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { parse } from 'yaml'
import { z } from 'zod'
import { setBudgets } from '../../engines/capitation/budgets.ts'
import { allot } from '../../engines/capitation/allotment.ts'
import { glide } from '../../engines/capitation/glide.ts'
import { freedUp } from '../../engines/capitation/savings/freed-up.ts'
import { secondPayment } from '../../engines/capitation/savings/incentive.ts'
import { settle } from '../../engines/capitation/savings/settlement.ts'
import { contractWorth } from '../../engines/risk/arrangements.ts'
import { chanceBand, judge } from '../../engines/risk/chance-band.ts'
import { aggregation } from '../../engines/risk/exact/aggregate.ts'
import { cellOf, type Part } from '../../engines/risk/exact/cell.ts'
import { overspendChances, type Distribution } from '../../engines/risk/exact/distribution.ts'
import { normalOverspend } from '../../engines/risk/normal-law.ts'
import { referenceCosts, referencePerson } from '../../engines/risk/reference-person.ts'
import { registerTotal } from '../../engines/risk/register/register.ts'
import { capAnswers } from '../../engines/risk/stop-loss.ts'
import { historic } from './historic-example.ts'

const folder = new URL('../../../docs/methods/', import.meta.url)
const pages = readdirSync(folder).filter((name) => /^(budget|risk)-.*\.md$/.test(name))
const number = z.number()
const numbers = z.array(number)
const whole = z.int().transform(BigInt)
const part = number.transform((share) => BigInt(Math.round(share * 1e6)))

const aggregate = aggregation()
const reference = (people: number, patients: number): { parts: Part[]; year: Distribution } => {
  const parts = [{ cell: cellOf(referenceCosts(referencePerson, people)), patients }]
  return { parts, year: aggregate(parts) }
}
const inPence = (pounds: number): bigint => BigInt(100 * pounds)
const percent = (chance: number): number => Math.round(chance * 1_000) / 10
const sized = { people: number, patients: number }

/** How each kind of example is worked: what the page gives, and what the engines make of it. */
const worked: Readonly<Record<string, (example: unknown) => { made: unknown; said: unknown }>> = {
  allot: (example) => {
    const { envelope, practices, months, expect } = z
      .object({
        envelope: whole,
        practices: z.array(
          z.object({ practice: z.string(), patients: whole, weight: whole.nullable() }),
        ),
        months: z.array(whole),
        expect: z.object({ annual: z.array(whole), first_months: z.array(whole) }),
      })
      .parse(example)
    const set = setBudgets(
      practices.map(({ weight, ...own }) => ({ ...own, weights: { maternity: weight } })),
      [{ line: 'maternity', pence: envelope, scope: 'in scope' }],
      {
        maternity: {
          method: { kind: 'weighted capitation', blanks: 'per head' },
          monthWeights: months,
        },
      },
    )
    assert.ok(set.ok)
    const [line] = set.value
    return {
      made: { annual: line?.annualPence, first_months: line?.monthsPence[0] },
      said: expect,
    }
  },
  historic,
  glide: (example) => {
    const { threshold, step, envelope, practices, expect } = z
      .object({
        threshold: part,
        step: part,
        envelope: whole,
        practices: z.array(z.object({ weight: whole, baseline: whole })),
        expect: z.object({ target: z.array(whole), pence: z.array(whole) }),
      })
      .parse(example)
    const target = allot(
      envelope,
      practices.map(({ weight }) => weight),
    )
    const pace = { threshold, step, floorGrowth: null, furthestUnder: null }
    const moved = glide(
      practices.map(({ baseline }) => baseline),
      target,
      pace,
    )
    assert.ok(moved.ok)
    return { made: { target, pence: moved.value.pence }, said: expect }
  },
  incentive: (example) => {
    const { patients, pence_per_patient, kept, expect } = z
      .object({
        patients: whole,
        pence_per_patient: whole,
        kept: part,
        expect: z.array(
          z.object({ underspend: whole, met: z.boolean(), share: whole, second: whole }),
        ),
      })
      .parse(example)
    const made = expect.map(({ underspend, met }) => {
      const share = freedUp(outturnOf(underspend), kept).sharePence
      const second = secondPayment(share, patients, pence_per_patient, met)
      return { underspend, met, share, second }
    })
    return { made, said: expect }
  },
  settle: (example) => {
    const { kept, variances, expect } = z
      .object({
        kept: part,
        variances: z.array(whole),
        expect: z.object({ shares: z.array(whole), settled: z.array(whole) }),
      })
      .parse(example)
    const { practices } = settle(
      variances.map((variance) => freedUp(outturnOf(variance), kept)),
      'pro rata',
    )
    const made = {
      shares: practices.map(({ sharePence }) => sharePence),
      settled: practices.map(({ settledPence }) => settledPence),
    }
    return { made, said: expect }
  },
  exact: (example) => {
    const { cells, step, expect } = z
      .object({
        cells: z.array(z.object({ costs: numbers, patients: number })),
        step: number,
        expect: z.object({ mean: number, variance: number, mass: z.record(z.string(), number) }),
      })
      .parse(example)
    const { from, mass, mean, variance } = aggregate(
      cells.map(({ costs, patients }) => ({ cell: cellOf(costs), patients })),
      { step },
    )
    const at = (cost: string): number =>
      Math.round(1e12 * (mass[(Number(cost) - from) / step] ?? 0)) / 1e12
    const points = Object.keys(expect.mass).map((cost) => [cost, at(cost)] as const)
    return { made: { mean, variance, mass: Object.fromEntries(points) }, said: expect }
  },
  overspend: (example) => {
    const { people, patients, expect } = z
      .object({ ...sized, expect: z.object({ exact: numbers, normal: numbers }) })
      .parse(example)
    const { parts, year } = reference(people, patients)
    const { mean, variance } = parts[0]!.cell
    const chances = overspendChances(year, year.mean)
    const normal = (share: number): number =>
      percent(normalOverspend(Math.sqrt(variance) / mean, patients, share))
    return {
      made: {
        exact: chances.map(({ chance }) => percent(chance)),
        normal: chances.map(({ share }) => normal(share)),
      },
      said: expect,
    }
  },
  caps: (example) => {
    const row = { premium_per_head: number, c: number, over_2: number, over_5: number }
    const { people, patients, expect } = z
      .object({ ...sized, expect: z.array(z.object({ limit: number, ...row })) })
      .parse(example)
    const limits = expect.map(({ limit }) => 100 * limit)
    const answers = capAnswers(aggregate, reference(people, patients).parts, limits, [0.02, 0.05])
    const made = answers.map(({ limit, premium, personalVariation, overspend }) => ({
      limit: limit / 100,
      premium_per_head: Number((premium / patients / 100).toFixed(2)),
      c: Number(personalVariation.toFixed(3)),
      over_2: percent(overspend[0]!.chance),
      over_5: percent(overspend[1]!.chance),
    }))
    return { made, said: expect }
  },
  contract: (example) => {
    const given = z
      .object({
        ...sized,
        attachment: number,
        exhaustion: number,
        overspend_share: number,
        underspend_share: number,
        expect: z.record(z.string(), number),
      })
      .parse(example)
    const { year } = reference(given.people, given.patients)
    const worth = contractWorth(year, year.mean, {
      attachment: given.attachment,
      exhaustion: given.exhaustion,
      overspendShare: given.overspend_share,
      underspendShare: given.underspend_share,
    })
    const pounds = (pence: number): number => Math.round(pence / 100)
    return {
      made: {
        paid_by_firm: pounds(worth.paidByFirm),
        paid_to_firm: pounds(worth.paidToFirm),
        fair_fee: pounds(worth.fairFee),
        worst_without: pounds(worth.without.worstInTwenty),
        worst_with: pounds(worth.with.worstInTwenty),
      },
      said: given.expect,
    }
  },
  band: (example) => {
    const { people, patients, budget, expect } = z
      .object({
        ...sized,
        budget: number,
        expect: z.object({ low: number, high: number, within: number, beyond: number }),
      })
      .parse(example)
    const band = chanceBand(reference(people, patients).year, inPence(budget))
    assert.equal(judge(inPence(expect.within), band), 'within what chance alone does')
    assert.equal(judge(inPence(expect.beyond), band), 'beyond it')
    const [low, high] = [band.lowPence, band.highPence].map((own) => Math.round(Number(own) / 100))
    return { made: { ...expect, low, high }, said: expect }
  },
  register: (example) => {
    const shape = z.enum(['pert', 'triangular', 'fixed'])
    const risk = { probability: number, low: number, mode: number, high: number, shape }
    const { risks, expect } = z
      .object({
        risks: z.array(z.object(risk)),
        expect: z.object({ mean: number, sd: number }),
      })
      .parse(example)
    const total = registerTotal(
      risks.map(({ probability, ...impact }) => ({ name: '', probability, impact })),
    )
    const rounded = (value: number): number => Number(value.toFixed(2))
    return { made: { mean: rounded(total.mean), sd: rounded(total.sd) }, said: expect }
  },
}

const outturnOf = (variance: bigint) => ({
  practice: '',
  budgetPence: 10_000_000n,
  outturnPence: 10_000_000n - variance,
  blockedBudgetPence: 0n,
  blockedOutturnPence: 0n,
  stopLossPence: 0n,
  premiumPence: 0n,
  adjustmentPence: 0n,
})

describe('the worked examples of the methods of budgets and risk', () => {
  for (const page of pages) {
    const text = readFileSync(new URL(page, folder), 'utf8')
    const examples = [...text.matchAll(/^```vector\n([^]*?)^```/gm)].map(([, block = '']) => block)
    test(`${page} says its formula, its source, and examples that the engines give`, () => {
      for (const heading of ['## Formula in words', '## Source', '## Worked example'])
        assert.ok(text.includes(heading), heading)
      assert.ok(examples.length > 0)
      for (const block of examples) {
        const example: unknown = parse(block)
        const { method } = z.object({ method: z.string() }).parse(example)
        const work = worked[method]
        assert.ok(work, method)
        const { made, said } = work(example)
        assert.deepEqual(made, said)
      }
    })
  }
})
