import { z } from 'zod'
import { type Result, accept, refuse } from '../../core/refusal.ts'
import type {
  BudgetRules,
  BudgetValues,
  Parameter,
  Settings,
} from '../../engines/capitation/rules.ts'
import { serviceLines } from '../../engines/capitation/service-line.ts'
import type { Millionths } from '../../engines/capitation/share.ts'
import { notUsableAs, readDefinition } from '../../stores/definition-file.ts'

/** A value of a kind, or the word "none": the rules have no such thing. */
const orNone = <T>(value: z.ZodType<T>): z.ZodType<T | null> =>
  z.union([z.literal('none').transform(() => null), value])

/** Strict, so that an assumed parameter that brings a value is refused. */
const parameter = <T>(value: z.ZodType<T>): z.ZodType<Parameter<T>> =>
  z.union([
    z.strictObject({
      status: z.enum(['sourced', 'computed']),
      value: orNone(value),
      source: z.string().min(5),
    }),
    z.strictObject({ status: z.literal('assumed'), source: z.string().min(5) }),
  ])

/** A part of one with at most six decimals, as whole millionths. */
const share: z.ZodType<Millionths> = z
  .number()
  .min(0)
  .max(1)
  .refine((part) => Math.abs(part * 1e6 - Math.round(part * 1e6)) < 1e-6, 'at most six decimals')
  .transform((part) => BigInt(Math.round(part * 1e6)))
const growth: z.ZodType<Millionths> = z
  .number()
  .min(-1)
  .max(1)
  .transform((part) => BigInt(Math.round(part * 1e6)))
const pence = z
  .int()
  .nonnegative()
  .transform((amount) => BigInt(amount))
const names = z.array(z.string().min(3)).min(1)
const scope = z.enum(['in scope', 'blocked back', 'excluded'])

const kinds: { [Name in keyof BudgetValues]: z.ZodType<BudgetValues[Name]> } = {
  methods: z.array(z.enum(['weighted capitation', 'per head', 'historic', 'glide'])).min(1),
  threshold: share,
  step: share,
  floorGrowth: growth,
  furthestUnder: share,
  healthInequalitiesShare: share,
  contingencyShare: share,
  riskPoolShare: share,
  managementPencePerPatient: pence,
  stopLossPence: pence,
  keptShare: share,
  incentivePencePerPatient: pence,
  yearsToBalance: z.int().positive(),
  minimumSavingsRate: z
    .array(z.strictObject({ patients: z.int().nonnegative(), rate: share }))
    .min(1),
  bearer: z.enum(['pro rata', 'pool', 'payer']),
  uses: names,
  approvals: names,
}

const rulePack: z.ZodType<BudgetRules> = z.strictObject({
  id: z.string().regex(/^[A-Z]{3}-\d{4}(-[a-z0-9-]+)?$/),
  version: z.int().positive(),
  title: z.string(),
  source: z.string().min(10),
  template: z.boolean(),
  scope: z.strictObject({
    'general-and-acute': parameter(scope),
    community: parameter(scope),
    'mental-health': parameter(scope),
    maternity: parameter(scope),
    prescribing: parameter(scope),
    'primary-medical': parameter(scope),
    'health-inequalities': parameter(scope),
  }),
  parameters: z.strictObject({
    methods: parameter(kinds.methods),
    threshold: parameter(kinds.threshold),
    step: parameter(kinds.step),
    floorGrowth: parameter(kinds.floorGrowth),
    furthestUnder: parameter(kinds.furthestUnder),
    healthInequalitiesShare: parameter(kinds.healthInequalitiesShare),
    contingencyShare: parameter(kinds.contingencyShare),
    riskPoolShare: parameter(kinds.riskPoolShare),
    managementPencePerPatient: parameter(kinds.managementPencePerPatient),
    stopLossPence: parameter(kinds.stopLossPence),
    keptShare: parameter(kinds.keptShare),
    incentivePencePerPatient: parameter(kinds.incentivePencePerPatient),
    yearsToBalance: parameter(kinds.yearsToBalance),
    minimumSavingsRate: parameter(kinds.minimumSavingsRate),
    bearer: parameter(kinds.bearer),
    uses: parameter(kinds.uses),
    approvals: parameter(kinds.approvals),
  }),
})

/**
 * The rules of budgets and savings in the text of a file of definitions/rules/budgets. Shares become
 * whole millionths, money whole pence, "none" null. Refuses what is missing, unknown or of the wrong
 * kind, naming the field, and a value on a parameter that is assumed.
 */
export const parseRulePack = (text: string, where: string): Result<BudgetRules> =>
  readDefinition(text, rulePack, notUsableAs('rule-pack-invalid', 'rule pack', where))

/** Something that a group may set or leave. */
const settable = <T>(value: z.ZodType<T>) => z.exactOptional(orNone(value))

const settingKinds = z.strictObject({
  scope: z.partialRecord(z.enum(serviceLines), scope).default({}),
  parameters: z
    .strictObject({
      methods: settable(kinds.methods),
      threshold: settable(kinds.threshold),
      step: settable(kinds.step),
      floorGrowth: settable(kinds.floorGrowth),
      furthestUnder: settable(kinds.furthestUnder),
      healthInequalitiesShare: settable(kinds.healthInequalitiesShare),
      contingencyShare: settable(kinds.contingencyShare),
      riskPoolShare: settable(kinds.riskPoolShare),
      managementPencePerPatient: settable(kinds.managementPencePerPatient),
      stopLossPence: settable(kinds.stopLossPence),
      keptShare: settable(kinds.keptShare),
      incentivePencePerPatient: settable(kinds.incentivePencePerPatient),
      yearsToBalance: settable(kinds.yearsToBalance),
      minimumSavingsRate: settable(kinds.minimumSavingsRate),
      bearer: settable(kinds.bearer),
      uses: settable(kinds.uses),
      approvals: settable(kinds.approvals),
    })
    .default({}),
})

/**
 * What a group sets on adopting a pack, written as a pack writes its values: { parameters: { step: 0.01,
 * floorGrowth: 'none' } }. Refuses an unknown name or a wrong kind, naming the parameter.
 */
export const parseSettings = (given: unknown): Result<Settings> => {
  const found = settingKinds.safeParse(given)
  if (found.success) return accept(found.data)
  const [issue] = found.error.issues
  return refuse(
    'setting-invalid',
    `A value that the group sets cannot be used: ${z.prettifyError(found.error)}`,
    'Write shares as parts of one with a full stop (0.01), money in whole pence, or none.',
    issue?.path.at(-1)?.toString(),
  )
}
