import { csvPounds, type CsvValue } from '../../../ui/csv.ts'
import type { Db } from '../../../stores/ledger/ledger.ts'
import type { Sheet } from '../../../ui/xlsx.ts'
import type { Reply } from '../ledger/replies.ts'
import { standing, type Share, type Version } from '../ledger/versions.ts'
import type { Proposal } from '../plan/proposal.ts'

type Names = { of(practice: string): string }

const part = (share: number | null): number | null =>
  share === null ? null : Number(share.toFixed(6))

/** Every practice of a version: base year, budget, change, distance from target; pounds with pence. */
export const practiceSheet = ({ facts }: Pick<Version, 'facts'>, names: Names): Sheet => ({
  name: 'Practices',
  shares: ['change', 'distance_from_target', 'targets_of_lines_from_it'],
  rows: [
    [
      'practice',
      'name',
      `pounds_${facts.baseYear.replace('/', '_')}_at_this_years_prices`,
      'budget_pounds',
      'change',
      'loses_more_than_the_warning',
      'target_pounds_of_the_whole',
      'distance_from_target',
      'targets_of_lines_from_it',
    ],
    ...facts.changes.map(({ practice, baselinePence, budgetPence, change, warned }, i) => [
      practice,
      names.of(practice),
      csvPounds(baselinePence),
      csvPounds(budgetPence),
      part(change),
      warned,
      csvPounds(facts.whole[i]?.targetPence ?? 0n),
      part(facts.whole[i]?.distance ?? null),
      part(facts.ofTargets[i]?.distance ?? null),
    ]),
  ],
})

const linesHead = ['practice', 'service_line', 'month', 'pounds']

/** Every line of a version: practice × service line × month, pounds with pence. */
export const lineSheet = async (db: Db, version: number): Promise<Sheet> => {
  const rows = await db
    .selectFrom('budget_line')
    .select(['practice', 'line', 'month', 'pence'])
    .where('version', '=', version)
    .orderBy('practice')
    .orderBy('line')
    .orderBy('month')
    .execute()
  return {
    name: 'Lines',
    rows: [
      linesHead,
      ...rows.map(({ practice, line, month, pence }) => [
        practice,
        line,
        month,
        csvPounds(BigInt(pence)),
      ]),
    ],
  }
}

/** The same of a proposal that is not saved. */
export const proposedLineSheet = (
  { lines }: Pick<Proposal, 'lines'>,
  months: readonly string[],
): Sheet => ({
  name: 'Lines',
  rows: [
    linesHead,
    ...lines.flatMap(({ line, practices, monthsPence }) =>
      practices.flatMap((practice, i) =>
        months.map((month, m): CsvValue[] => [
          practice,
          line,
          month,
          csvPounds(monthsPence[i]?.[m] ?? 0n),
        ]),
      ),
    ),
  ],
})

/** The shares of a version, as the ledger keeps them. */
export const readShares = async (db: Db, version: number): Promise<Share[]> => {
  const rows = await db
    .selectFrom('budget_share')
    .selectAll()
    .where('version', '=', version)
    .orderBy('practice')
    .orderBy('line')
    .execute()
  return rows.map((row) => ({
    practice: row.practice,
    line: row.line,
    patients: BigInt(row.patients),
    weight: row.weight === null ? null : BigInt(row.weight),
    baseline: BigInt(row.baseline_pence),
    target: row.target_pence === null ? null : BigInt(row.target_pence),
    annual: BigInt(row.annual_pence),
  }))
}

const persons = (millionths: bigint): number => Number(millionths) / 1e6

/** Practice × service line: patients, weighted population, own cost, fair share and budget of the year. */
export const shareSheet = (shares: readonly Share[], names: Names): Sheet => ({
  name: 'Shares',
  rows: [
    [
      'practice',
      'name',
      'service_line',
      'patients',
      'weighted_population',
      'need',
      'base_year_pounds',
      'fair_share_pounds',
      'budget_pounds',
    ],
    ...shares.map(({ practice, line, patients, weight, baseline, target, annual }) => [
      practice,
      names.of(practice),
      line,
      persons(patients),
      weight === null ? null : persons(weight),
      weight === null ? 'not known' : weight === 0n ? 'nought' : 'known',
      csvPounds(baseline),
      target === null ? null : csvPounds(target),
      csvPounds(annual),
    ]),
  ],
})

/** Envelopes of a version: what the group has, what is shared to practices, and what is set aside. */
export const envelopeSheet = ({ facts }: Pick<Version, 'facts'>): Sheet => {
  const shared = new Map(facts.lines.map((line) => [line.line, line]))
  return {
    name: 'Envelopes',
    rows: [
      ['what', 'kind', 'scope', 'method', 'envelope_pounds', 'shared_to_practices_pounds'],
      ...facts.gross.map(({ line, scope, pence }) => [
        line,
        'service line',
        scope,
        shared.get(line)?.method ?? null,
        csvPounds(pence),
        csvPounds(shared.get(line)?.pence ?? 0n),
      ]),
      ...facts.slices.map(({ name, pence }) => [
        name,
        'set aside',
        null,
        null,
        csvPounds(pence),
        null,
      ]),
    ],
  }
}

/** Growth of hospital cost into the base year beside that of the others. */
export const growthSheet = ({ facts }: Pick<Version, 'facts'>, names: Names): Sheet => ({
  name: 'Growth',
  shares: ['growth', 'growth_of_others'],
  rows: [
    ['practice', 'name', 'growth', 'growth_of_others', 'worth_asking'],
    ...facts.growth.map(({ practice, growth, peerGrowth, worthAsking }) => [
      practice,
      names.of(practice),
      part(growth),
      part(peerGrowth),
      worthAsking,
    ]),
  ],
})

/** What practices replied to a version. */
export const replySheet = (replies: readonly Reply[], names: Names): Sheet => ({
  name: 'Replies',
  rows: [
    ['practice', 'name', 'reply', 'reason', 'on', 'by', 'noted_by_an_officer'],
    ...replies.map(({ practice, stance, reason, on, by, noted }) => [
      practice,
      names.of(practice),
      stance,
      reason,
      on,
      by,
      noted,
    ]),
  ],
})

/** How far a version has come: its steps in order. */
export const stepSheet = ({ states }: Pick<Version, 'states'>): Sheet => ({
  name: 'Steps',
  rows: [
    ['step', 'on', 'by', 'in_force_from', 'decision', 'why'],
    ...states.map(({ state, on, by, inForceFrom, decision, why }) => [
      state,
      on,
      by,
      inForceFrom,
      decision,
      why,
    ]),
  ],
})

/** Versions of a group's budgets with where each stands. */
export const versionsSheet = (versions: readonly Version[]): Sheet => ({
  name: 'Versions',
  rows: [
    ['year', 'version', 'title', 'stands', 'in_force_from', 'proposed_on', 'by'],
    ...versions.map((version) => [
      version.year,
      version.number,
      version.title,
      standing(version),
      version.states.at(-1)?.inForceFrom ?? null,
      version.madeOn,
      version.by,
    ]),
  ],
})
