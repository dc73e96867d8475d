import { type Result, accept, refuse } from '../../core/refusal.ts'
import type { AdoptedRules, BudgetRules, Parameter, Settings } from './rules.ts'

/** Takes parameters one by one, and keeps the names of those that were set, left unset, or may not be. */
const taking = () => {
  const names = { assumed: [] as string[], unset: [] as string[], fixed: [] as string[] }
  const take = <T>(
    name: string,
    parameter: Parameter<T>,
    given: T | null | undefined,
  ): T | null => {
    if (parameter.status !== 'assumed') {
      if (given !== undefined) names.fixed.push(name)
      return parameter.value
    }
    if (given === undefined) names.unset.push(name)
    else names.assumed.push(name)
    return given ?? null
  }
  return { names, take }
}

type Take = ReturnType<typeof taking>['take']

const scopeOf = (
  { scope }: BudgetRules,
  set: NonNullable<Settings['scope']>,
  take: Take,
): AdoptedRules['scope'] => {
  const of = (line: keyof typeof scope) => take(line, scope[line], set[line])
  return {
    'general-and-acute': of('general-and-acute'),
    community: of('community'),
    'mental-health': of('mental-health'),
    maternity: of('maternity'),
    prescribing: of('prescribing'),
    'primary-medical': of('primary-medical'),
    'health-inequalities': of('health-inequalities'),
  }
}

const valuesOf = (
  { parameters: p }: BudgetRules,
  set: NonNullable<Settings['parameters']>,
  take: Take,
): AdoptedRules['values'] => ({
  methods: take('methods', p.methods, set.methods),
  threshold: take('threshold', p.threshold, set.threshold),
  step: take('step', p.step, set.step),
  floorGrowth: take('floorGrowth', p.floorGrowth, set.floorGrowth),
  furthestUnder: take('furthestUnder', p.furthestUnder, set.furthestUnder),
  healthInequalitiesShare: take(
    'healthInequalitiesShare',
    p.healthInequalitiesShare,
    set.healthInequalitiesShare,
  ),
  contingencyShare: take('contingencyShare', p.contingencyShare, set.contingencyShare),
  riskPoolShare: take('riskPoolShare', p.riskPoolShare, set.riskPoolShare),
  managementPencePerPatient: take(
    'managementPencePerPatient',
    p.managementPencePerPatient,
    set.managementPencePerPatient,
  ),
  stopLossPence: take('stopLossPence', p.stopLossPence, set.stopLossPence),
  keptShare: take('keptShare', p.keptShare, set.keptShare),
  incentivePencePerPatient: take(
    'incentivePencePerPatient',
    p.incentivePencePerPatient,
    set.incentivePencePerPatient,
  ),
  yearsToBalance: take('yearsToBalance', p.yearsToBalance, set.yearsToBalance),
  minimumSavingsRate: take('minimumSavingsRate', p.minimumSavingsRate, set.minimumSavingsRate),
  bearer: take('bearer', p.bearer, set.bearer),
  uses: take('uses', p.uses, set.uses),
  approvals: take('approvals', p.approvals, set.approvals),
})

/**
 * A pack as a group adopts it. Refuses when an assumed parameter is left unset, and when a sourced or
 * computed one would be changed: that needs a pack of the group's own.
 */
export const adoptRules = (pack: BudgetRules, settings: Settings): Result<AdoptedRules> => {
  const { names, take } = taking()
  const scope = scopeOf(pack, settings.scope ?? {}, take)
  const values = valuesOf(pack, settings.parameters ?? {}, take)
  if (names.fixed.length > 0) {
    return refuse(
      'parameter-fixed',
      `${pack.id} has a source for ${names.fixed.join(', ')}, so it cannot be set here.`,
      'Leave it as it is, or copy the pack under a name of your own and change it there.',
      names.fixed[0],
    )
  }
  if (names.unset.length > 0) {
    return refuse(
      'parameter-assumed',
      `${pack.id} has no source for ${names.unset.join(', ')}, and the group has not set it.`,
      'Decide a value for each, or decide that there is none.',
      names.unset[0],
    )
  }
  const { id, version, title } = pack
  return accept({ id, version, title, scope, values, assumed: names.assumed })
}
