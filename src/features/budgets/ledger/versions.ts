import { sql } from 'kysely'
import type { Pence } from '../../../core/money.ts'
import type { Audit, Db } from '../../../stores/ledger/ledger.ts'
import type { Viewer } from '../../../stores/scope.ts'
import type { BudgetInputs } from '../plan/inputs.ts'
import type { BudgetPlan } from '../plan/plan.ts'
import type { Proposal } from '../plan/proposal.ts'
import { factsShape, planShape, type VersionFacts } from './version-shape.ts'

export type VersionState = {
  state: 'proposed' | 'approved' | 'withdrawn'
  on: string
  inForceFrom: string | null
  decision: number | null
  why: string
  by: string
}

/** A version of a year's budgets, without its lines. */
export type Version = {
  id: number
  group: string
  year: string
  number: number
  title: string
  rules: number
  plan: BudgetPlan
  facts: VersionFacts
  build: string
  madeOn: string
  by: string
  states: VersionState[]
}

const text = (data: unknown): string =>
  JSON.stringify(data, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value))

/** What is kept and shown of a proposal beside its lines. */
export const factsOf = (inputs: BudgetInputs, proposal: Proposal): VersionFacts => ({
  baseYear: inputs.baseYear,
  needYear: inputs.needYear,
  gross: [...proposal.gross],
  slices: proposal.slices,
  lines: proposal.lines.map((set) => ({
    line: set.line,
    scope: set.scope,
    pence: set.pence,
    method: set.method,
    unmetPence: set.unmetPence,
    monthWeights: [...inputs.monthWeights[set.line]],
    needNotKnown: set.needNotKnown,
    weightOfNought: set.weightOfNought,
  })),
  changes: [...proposal.changes],
  whole: [...proposal.whole],
  ofTargets: [...proposal.ofTargets],
  growth: [...proposal.growth],
  needNotKnown: [...proposal.needNotKnown],
  wholeNotKnown: inputs.practices.flatMap(({ practice, final }) =>
    final === null ? [practice] : [],
  ),
  assumed: [...proposal.assumed],
  heirOf: Object.fromEntries(
    inputs.practices.flatMap(({ practice, heirOf }) =>
      heirOf.length === 0 ? [] : [[practice, [...heirOf]]],
    ),
  ),
})

/** What each practice's part of each line was worked from, and what it came to. */
export type Share = {
  practice: string
  line: string
  /** Millionths of a person, as is the weight; null where need is not known. */
  patients: bigint
  weight: bigint | null
  baseline: Pence
  target: Pence | null
  annual: Pence
}

/** The shares of a proposal, line by line, practices in order of their codes. */
export const sharesOf = (inputs: BudgetInputs, { lines }: Proposal): Share[] =>
  lines.flatMap(({ line: name, annualPence, targetPence, practices }) =>
    practices.map((practice, i) => ({
      practice,
      line: name,
      patients: inputs.practices[i]?.patients ?? 0n,
      weight: inputs.practices[i]?.weights[name] ?? null,
      baseline: inputs.practices[i]?.baselines?.[name] ?? 0n,
      target: targetPence?.[i] ?? null,
      annual: annualPence[i] ?? 0n,
    })),
  )

/** Keeps a proposal as the year's next version, every practice, line and month of it. */
export const saveVersion = async (
  db: Db,
  audit: Audit,
  viewer: Viewer,
  given: {
    inputs: BudgetInputs
    proposal: Proposal
    rules: number
    build: string
    title: string
    why: string
    on: string
  },
): Promise<number> => {
  const { inputs, proposal, rules, build, title, why, on } = given
  const { group, year } = inputs
  const last = await db
    .selectFrom('budget_version')
    .select(({ fn }) => fn.max('number').as('number'))
    .where('group_code', '=', group)
    .where('year', '=', year)
    .executeTakeFirst()
  const number = (last?.number ?? 0) + 1
  const { id } = await db
    .insertInto('budget_version')
    .values({
      group_code: group,
      year,
      number,
      title,
      rules,
      plan: text(proposal.plan),
      facts: text(factsOf(inputs, proposal)),
      build,
      made_on: on,
      made_by: viewer.person,
      made_by_name: viewer.name,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const shares = sharesOf(inputs, proposal)
  const texts = (values: readonly (bigint | null)[]): (string | null)[] =>
    values.map((value) => (value === null ? null : String(value)))
  await sql`insert into budget_share (version, practice, line, patients, weight, baseline_pence, target_pence, annual_pence)
    select ${id}, * from unnest(
      cast(${shares.map(({ practice }) => practice)} as text[]), cast(${shares.map(({ line: name }) => name)} as text[]),
      cast(${texts(shares.map(({ patients }) => patients))} as bigint[]),
      cast(${texts(shares.map(({ weight }) => weight))} as bigint[]),
      cast(${texts(shares.map(({ baseline }) => baseline))} as bigint[]),
      cast(${texts(shares.map(({ target }) => target))} as bigint[]),
      cast(${texts(shares.map(({ annual }) => annual))} as bigint[]))`.execute(db)
  const rows = proposal.lines.flatMap(({ line: name, practices, monthsPence }) =>
    practices.flatMap((practice, i) =>
      inputs.months.map((month, m) => ({
        practice,
        name,
        month,
        pence: String(monthsPence[i]?.[m] ?? 0n),
      })),
    ),
  )
  await sql`insert into budget_line (version, practice, line, month, pence)
    select ${id}, * from unnest(
      cast(${rows.map(({ practice }) => practice)} as text[]), cast(${rows.map(({ name }) => name)} as text[]),
      cast(${rows.map(({ month }) => month)} as text[]), cast(${rows.map((row) => row.pence)} as bigint[]))`.execute(
    db,
  )
  await noteState(db, audit, viewer, { version: id, state: 'proposed', on, why })
  return id
}

/** Adds a step to a version: proposed, approved in force from a month, or withdrawn. */
export const noteState = async (
  db: Db,
  audit: Audit,
  viewer: Viewer,
  step: {
    version: number
    state: VersionState['state']
    on: string
    why: string
    inForceFrom?: string
    decision?: number
  },
): Promise<void> => {
  const { version, state, on, why, inForceFrom = null, decision = null } = step
  await db
    .insertInto('budget_state')
    .values({
      version,
      state,
      on_date: on,
      in_force_from: inForceFrom,
      decision,
      why,
      noted_by: viewer.person,
      noted_by_name: viewer.name,
    })
    .execute()
  await audit({
    action: `budget.${state}`,
    subject: `budget-version:${version}`,
    after: { inForceFrom, decision },
    why,
  })
}

const fields = [
  'id',
  'group_code',
  'year',
  'number',
  'title',
  'rules',
  'plan',
  'facts',
  'build',
  'made_on',
  'made_by_name',
] as const

/** Versions of a group, newest first, of one year or of all. */
export const readVersions = async (
  db: Db,
  where: { group?: string; year?: string; id?: number },
): Promise<Version[]> => {
  let query = db.selectFrom('budget_version').select(fields).orderBy('id', 'desc')
  if (where.group !== undefined) query = query.where('group_code', '=', where.group)
  if (where.year !== undefined) query = query.where('year', '=', where.year)
  if (where.id !== undefined) query = query.where('id', '=', where.id)
  const rows = await query.execute()
  if (rows.length === 0) return []
  const states = await db
    .selectFrom('budget_state')
    .selectAll()
    .where(
      'version',
      'in',
      rows.map(({ id }) => id),
    )
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    group: row.group_code,
    year: row.year,
    number: row.number,
    title: row.title,
    rules: row.rules,
    plan: planShape.parse(row.plan),
    facts: factsShape.parse(row.facts),
    build: row.build,
    madeOn: row.made_on,
    by: row.made_by_name,
    states: states
      .filter(({ version }) => version === row.id)
      .map((state) => ({
        state: state.state,
        on: state.on_date,
        inForceFrom: state.in_force_from,
        decision: state.decision,
        why: state.why,
        by: state.noted_by_name,
      })),
  }))
}

/** Where a version stands: its newest step. */
export const standing = ({ states }: Pick<Version, 'states'>): VersionState['state'] =>
  states.at(-1)?.state ?? 'proposed'

/** The version that counts for a month: approved, in force by then, the newest of those. */
export const inForce = (versions: readonly Version[], month: string): Version | null =>
  versions
    .filter((version) => {
      const last = version.states.at(-1)
      return last?.state === 'approved' && (last.inForceFrom ?? '') <= month
    })
    .toSorted((a, b) => b.id - a.id)[0] ?? null
