import type { Pence } from '../../../core/money.ts'
import { type Result, accept, refuse } from '../../../core/refusal.ts'
import {
  setBudgets,
  type LineBudget,
  type LinePlan,
  type Method,
} from '../../../engines/capitation/budgets.ts'
import {
  wholeBudgetDistances,
  type WholeDistance,
} from '../../../engines/capitation/distance-from-target.ts'
import {
  preEntryGrowth,
  type PreEntryGrowth,
} from '../../../engines/capitation/pre-entry-growth.ts'
import type { AdoptedRules } from '../../../engines/capitation/rules.ts'
import type { Envelope } from '../../../engines/capitation/service-line.ts'
import {
  setAsideForInequalities,
  topSlice,
  type Slice,
  type Sliced,
} from '../../../engines/capitation/top-slice.ts'
import { byLine, allLines, type BudgetInputs } from './inputs.ts'
import type { BudgetPlan, LineChoice } from './plan.ts'

/** What a practice would have, beside what its base year came to at this year's prices. */
export type Change = {
  practice: string
  baselinePence: Pence
  budgetPence: Pence
  /** budget ÷ base year − 1; null where the base year is nought. */
  change: number | null
  /** True where it loses more than the plan warns at. */
  warned: boolean
}

/** A worked-out year: what is set aside, every line's budgets, and what a group must see before it decides. */
export type Proposal = {
  plan: BudgetPlan
  gross: readonly Envelope[]
  slices: Sliced['slices']
  lines: readonly LineBudget[]
  changes: readonly Change[]
  /** The whole budget against the target of the overall formula. */
  whole: readonly WholeDistance[]
  /** How far the targets of the lines, added up, are from that target. */
  ofTargets: readonly WholeDistance[]
  growth: readonly PreEntryGrowth[]
  needNotKnown: readonly string[]
  /** Parameters that the group set itself and that this proposal uses. */
  assumed: readonly string[]
}

/** Growth above the others' median by more than this is worth asking about. */
const allowance = 0.05

const missing = (name: string) =>
  refuse(
    'parameter-missing',
    `The adopted rules say nothing of ${name}, which this method needs.`,
    'Choose another method, or adopt rules that have it.',
    name,
  )

const methodOf = (choice: LineChoice, plan: BudgetPlan, rules: AdoptedRules): Result<Method> => {
  const { blanks } = plan
  if (choice.method === 'weighted capitation') return accept({ kind: choice.method, blanks })
  if (choice.method !== 'glide') return accept({ kind: choice.method })
  const { threshold, step, floorGrowth, furthestUnder } = rules.values
  if (threshold === null) return missing('threshold')
  if (step === null) return missing('step')
  const pace = { threshold, step, floorGrowth, furthestUnder }
  return accept({ kind: 'glide', from: choice.from, blanks, pace })
}

const slicesOf = ({ values }: AdoptedRules): Slice[] => {
  const { contingencyShare, riskPoolShare, managementPencePerPatient } = values
  const slices: Slice[] = []
  if (contingencyShare !== null) slices.push({ name: 'contingency', share: contingencyShare })
  if (riskPoolShare !== null) slices.push({ name: 'risk pool', share: riskPoolShare })
  if (managementPencePerPatient !== null)
    slices.push({ name: 'management allowance', pencePerPatient: managementPencePerPatient })
  return slices
}

/** The assumed parameters that this plan rests on: slices always, the pace where a line glides. */
const assumedIn = (plan: BudgetPlan, { assumed }: AdoptedRules): string[] => {
  const glides = allLines.some((line) => plan.lines[line].method === 'glide')
  const used = new Set<string>([
    ...allLines,
    'methods',
    'healthInequalitiesShare',
    'contingencyShare',
    'riskPoolShare',
    'managementPencePerPatient',
    ...(glides ? ['threshold', 'step', 'floorGrowth', 'furthestUnder'] : []),
  ])
  return assumed.filter((name) => used.has(name))
}

const sum = (amounts: readonly Pence[]): Pence => amounts.reduce((all, one) => all + one, 0n)

const changesOf = (inputs: BudgetInputs, lines: readonly LineBudget[], warnAt: number): Change[] =>
  inputs.practices.map(({ practice, baselines }, i) => {
    const baselinePence = sum(lines.map(({ line }) => baselines?.[line] ?? 0n))
    const budgetPence = sum(lines.map(({ annualPence }) => annualPence[i] ?? 0n))
    const change = baselinePence === 0n ? null : Number(budgetPence) / Number(baselinePence) - 1
    return { practice, baselinePence, budgetPence, change, warned: (change ?? 0) < -warnAt }
  })

/**
 * Works a plan out: slices come off the lines in scope, the health-inequalities share is laid to its
 * own line, each line is shared by its method and laid to months by its own season and working days.
 * The same inputs, plan and rules always give the same pence. Refuses what the rules do not allow.
 */
export const propose = (
  inputs: BudgetInputs,
  plan: BudgetPlan,
  rules: AdoptedRules,
): Result<Proposal> => {
  const gross = allLines.map((line): Envelope => {
    const { scope, envelopePence } = plan.lines[line]
    return { line, scope, pence: scope === 'excluded' ? 0n : envelopePence }
  })
  const patients = sum(inputs.practices.map((one) => one.patients)) / 1_000_000n
  const sliced = topSlice(gross, slicesOf(rules), patients)
  if (!sliced.ok) return sliced
  const share = rules.values.healthInequalitiesShare
  const wanted = plan.lines['health-inequalities'].scope !== 'excluded' && share !== null
  const envelopes = wanted
    ? setAsideForInequalities(sliced.value.envelopes, share)
    : sliced.value.envelopes
  const plans: Partial<Record<string, LinePlan>> = {}
  for (const line of allLines) {
    const choice = plan.lines[line]
    if (choice.scope === 'excluded') continue
    const allowed = rules.values.methods
    if (allowed && !allowed.includes(choice.method)) {
      return refuse(
        'method-not-allowed',
        `${rules.id} does not allow “${choice.method}” (${line}).`,
        `Choose one of: ${allowed.join(', ')}.`,
        line,
      )
    }
    const method = methodOf(choice, plan, rules)
    if (!method.ok) return method
    plans[line] = { method: method.value, monthWeights: inputs.monthWeights[line] }
  }
  const used = envelopes.filter(({ pence, scope }) => scope !== 'excluded' && pence !== 0n)
  const set = setBudgets(inputs.practices, used, plans)
  if (!set.ok) return set
  const ordered = inputs.practices
  const totals = ordered.map((_, i) =>
    sum(set.value.map(({ annualPence }) => annualPence[i] ?? 0n)),
  )
  const targets = ordered.map((_, i) =>
    sum(set.value.map(({ targetPence, annualPence }) => (targetPence ?? annualPence)[i] ?? 0n)),
  )
  const finals = ordered.map(({ final }) => final)
  return accept({
    plan,
    gross,
    slices: sliced.value.slices,
    lines: set.value,
    changes: changesOf(inputs, set.value, plan.warnAt),
    whole: wholeBudgetDistances(ordered, totals, finals, plan.blanks),
    ofTargets: wholeBudgetDistances(ordered, targets, finals, plan.blanks),
    growth: preEntryGrowth(inputs.twoYears, allowance),
    needNotKnown: [...new Set(set.value.flatMap((line) => line.needNotKnown))].sort(),
    assumed: assumedIn(plan, rules),
  })
}

/** Where a loss is warned of to begin with: beyond the floor of the rules, or a twentieth where they have none. */
const warningOf = ({ values: { floorGrowth } }: AdoptedRules): number =>
  floorGrowth === null ? 0.05 : Math.max(0, -Number(floorGrowth)) / 1_000_000

/** A plan to begin with: each line's base year at this year's prices, moved by a growth, all by one method. */
export const firstPlan = (
  inputs: BudgetInputs,
  rules: AdoptedRules,
  growth: bigint = 0n,
): BudgetPlan => {
  const allowed = rules.values.methods ?? ['weighted capitation']
  const method = allowed.includes('glide') ? 'glide' : (allowed[0] ?? 'weighted capitation')
  return {
    group: inputs.group,
    year: inputs.year,
    blanks: 'per head',
    warnAt: warningOf(rules),
    lines: byLine((line) => {
      const base = inputs.baseTotals[line]
      const scope = rules.scope[line] ?? 'excluded'
      const empty = base === 0n && line !== 'health-inequalities'
      return {
        scope: empty ? 'excluded' : scope,
        envelopePence: base + (base * growth) / 1_000_000n,
        method: line === 'health-inequalities' ? 'weighted capitation' : method,
        from: 'historic',
      }
    }),
  }
}
