import type { Pence } from '../../core/money.ts'
import type { Method } from './budgets.ts'
import type { Scope, ServiceLine } from './service-line.ts'
import type { Millionths } from './share.ts'

/**
 * One parameter of a rule pack. What is sourced or computed has a value; what is assumed has none,
 * so that nobody uses it without having set it. Null means that the rules have no such thing.
 */
export type Parameter<T> =
  | { status: 'sourced' | 'computed'; value: T | null; source: string }
  | { status: 'assumed'; source: string }

/** Who bears it where practices' shares come to more than the group saved. */
export type Bearer = 'pro rata' | 'pool' | 'payer'

/** A step of a minimum savings rate: from so many patients on, the saving must be at least this share. */
export type RateStep = { patients: number; rate: Millionths }

/** Everything that may differ between the rules of one scheme and another. */
export type BudgetValues = {
  methods: readonly Method['kind'][]
  threshold: Millionths
  step: Millionths
  floorGrowth: Millionths
  furthestUnder: Millionths
  healthInequalitiesShare: Millionths
  contingencyShare: Millionths
  riskPoolShare: Millionths
  managementPencePerPatient: Pence
  stopLossPence: Pence
  keptShare: Millionths
  incentivePencePerPatient: Pence
  yearsToBalance: number
  minimumSavingsRate: readonly RateStep[]
  bearer: Bearer
  uses: readonly string[]
  approvals: readonly string[]
}

export type BudgetName = keyof BudgetValues

/** The rules by which one scheme sets budgets and shares what is saved: a file, with a version. */
export type BudgetRules = {
  id: string
  version: number
  title: string
  source: string
  /** True where the terms are still open and the pack is a form to be filled in. */
  template: boolean
  scope: Readonly<Record<ServiceLine, Parameter<Scope>>>
  parameters: { readonly [Name in BudgetName]: Parameter<BudgetValues[Name]> }
}

/** What a group decides when it adopts a pack; it can set what is assumed and nothing else. */
export type Settings = {
  scope?: Readonly<Partial<Record<ServiceLine, Scope>>>
  parameters?: { readonly [Name in BudgetName]?: BudgetValues[Name] | null }
}

/** A pack with every value known. Each page that uses a name in `assumed` says so. */
export type AdoptedRules = Pick<BudgetRules, 'id' | 'version' | 'title'> & {
  scope: Readonly<Record<ServiceLine, Scope | null>>
  values: { readonly [Name in BudgetName]: BudgetValues[Name] | null }
  assumed: string[]
}
