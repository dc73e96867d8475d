import { addMonths, formatMonth, yearStart } from '../../core/month.ts'
import { financialYear, monthOf } from '../../core/month.ts'
import { AppError } from '../../core/refusal.ts'
import type { Ledger } from '../../stores/ledger/ledger.ts'
import { everything, operator } from '../../stores/scope.ts'
import type { Served } from '../../warehouse/served.ts'
import { addBoardDecision } from '../decisions/decisions.ts'
import { readServiceLines } from '../service-lines/service-lines.ts'
import { adopted, adoptPack } from './ledger/adoption.ts'
import { noteState, readVersions, saveVersion } from './ledger/versions.ts'
import { loadInputs } from './plan/inputs.ts'
import { firstPlan, propose } from './plan/proposal.ts'

/** What the sample group set when it adopted its rules: none of it has a source, so every page says so. */
export const sampleSettings = {
  parameters: {
    step: 0.01,
    floorGrowth: -0.01,
    contingencyShare: 0.005,
    riskPoolShare: 0.01,
    managementPencePerPatient: 190,
    stopLossPence: 2_500_000,
  },
}

/**
 * The sample group's approved budget for the year of its newest month, from the world's need and history:
 * adopted rules, a proposal at 2% growth, approval in force from April. Does nothing where the group has
 * a budget already.
 */
export const addSample = async (
  ledger: Ledger,
  world: { today: string; groupCode: string },
  served: Served,
): Promise<void> => {
  const months = served.manifest.months
  if (months === null) return
  const group = world.groupCode
  const first = yearStart(months.last)
  const year = financialYear(first)
  const none = await ledger.read(operator, (db) => readVersions(db, { group, year }))
  if (none.length > 0) return
  const inputs = await loadInputs(everything, served, readServiceLines(), { group, year })
  if (!inputs.ok) return
  const rules = adopted('PBC-2009', sampleSettings)
  if (!rules.ok) throw new AppError(rules.refusal)
  const proposal = propose(inputs.value, firstPlan(inputs.value, rules.value, 20_000n), rules.value)
  if (!proposal.ok) return
  const program = { ...operator, name: 'Sample world', via: 'program' as const }
  const on = `${addMonths(first, -1)}-20`
  await ledger.write(program, async (db, audit) => {
    const kept = await adoptPack(db, audit, program, {
      group,
      pack: 'PBC-2009',
      settings: sampleSettings,
      on: `${monthOf(on)}-01`,
    })
    if (!kept.ok) throw new AppError(kept.refusal)
    const version = await saveVersion(db, audit, program, {
      inputs: inputs.value,
      proposal: proposal.value,
      rules: kept.value,
      build: served.manifest.id,
      title: `Budgets of ${year}`,
      why: 'Last year at this year’s prices, moved towards fair shares.',
      on: `${monthOf(on)}-02`,
    })
    const people = await db.selectFrom('person_now').select(['id', 'sample_key']).execute()
    const title = `Budgets of ${year}, version 1`
    const decision = await addBoardDecision(
      {
        db,
        audit,
        viewer: program,
        keys: new Map(
          people.flatMap(({ id, sample_key: key }) => (key === null ? [] : [[key, id] as const])),
        ),
      },
      {
        title,
        proposal: 'Approve the budgets as practices were consulted on them.',
        reason:
          'Every practice keeps its budget of last year and a step is made towards fair shares.',
        binds: `The budgets of every practice from ${formatMonth(first)}.`,
        on,
        reviewOn: null,
        meeting: null,
        item: null,
      },
    )
    await noteState(db, audit, program, {
      version,
      state: 'approved',
      on,
      why: `Approved by the board, in force from ${formatMonth(first)}.`,
      inForceFrom: first,
      ...(decision === null ? {} : { decision }),
    })
  })
}
