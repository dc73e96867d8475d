import type { CutKey, Figure, Measure } from '../../core/figure.ts'
import { penceFromHundredThousandths, type Pence } from '../../core/money.ts'
import type { Month } from '../../core/month.ts'
import type { Account, Changes, Reason } from './rules.ts'

/** Kinds of care as pages name them, and the measure and cut of the figure of each. */
const kinds: Readonly<Record<string, { name: string; measure: Measure; kind?: string }>> = {
  admitted: { name: 'Hospital admissions', measure: 'activity-cost', kind: 'admitted' },
  outpatient: { name: 'Outpatients', measure: 'activity-cost', kind: 'outpatient' },
  emergency: { name: 'Emergency care', measure: 'activity-cost', kind: 'emergency' },
  contract: { name: 'Contract lines', measure: 'contract-cost' },
  prescribing: { name: 'Prescribing', measure: 'prescribing-cost' },
}

/** Why a figure moved, as a sentence says it. */
export const reasonTexts: Readonly<Record<Reason, { short: string; long: string }>> = {
  late: { short: 'Arrived late', long: 'data that had not arrived by then' },
  corrected: { short: 'Newer version', long: 'newer versions of data that had arrived' },
  'priced again': {
    short: 'Priced again',
    long: 'the same data priced or attributed again, because prices, rules or the practice directory changed',
  },
}

export type MovementView = {
  month: Month
  name: string
  before: { pence: Pence; figure: Figure }
  now: { pence: Pence; figure: Figure }
  difference: Pence
  reason: Reason
}

export type ChangesView = {
  practice: { code: string; name: string }
  build: { id: string; asAt: string }
  /** The statement before: null where there is none to compare with. */
  earlier: { build: string; madeAt: string; from: Month; to: Month } | null
  before: Pence
  now: Pence
  byReason: readonly { reason: Reason; difference: Pence }[]
  movements: readonly MovementView[]
  newMonths: readonly { month: Month; cost: { pence: Pence; figure: Figure } }[]
}

const pence = penceFromHundredThousandths

/** The figure that a kind of care in a month is, at a build. */
const figureOf = (practice: string, kind: string, month: Month, build: string): Figure => {
  const { measure, kind: cutKind } = kinds[kind] ?? { measure: 'cost' as const }
  const cut: Partial<Record<CutKey, string>> = cutKind === undefined ? {} : { kind: cutKind }
  return {
    measure,
    where: { kind: 'practice', code: practice },
    from: month,
    to: month,
    cut,
    build,
  }
}

/** Changes → the words and numbers shown. */
export const viewOf = (
  practice: ChangesView['practice'],
  build: ChangesView['build'],
  pair: { before: Account; changes: Changes } | null,
): ChangesView => {
  if (pair === null) {
    return {
      practice,
      build,
      earlier: null,
      before: 0n,
      now: 0n,
      byReason: [],
      movements: [],
      newMonths: [],
    }
  }
  const { before, changes } = pair
  const { code } = practice
  return {
    practice,
    build,
    earlier: {
      build: before.build,
      madeAt: before.madeAt,
      from: changes.from,
      to: changes.to,
    },
    before: pence(changes.before),
    now: pence(changes.now),
    byReason: [...changes.byReason].flatMap(([reason, difference]) =>
      difference === 0n ? [] : [{ reason, difference: pence(difference) }],
    ),
    movements: changes.movements.map(({ month, kind, reason, ...each }) => ({
      month,
      name: kinds[kind]?.name ?? kind,
      before: {
        pence: pence(each.before),
        figure: figureOf(code, kind, month, before.build),
      },
      now: { pence: pence(each.now), figure: figureOf(code, kind, month, build.id) },
      difference: pence(each.difference),
      reason,
    })),
    newMonths: changes.newMonths.map(({ month, cost }) => ({
      month,
      cost: { pence: pence(cost), figure: figureOf(code, 'all', month, build.id) },
    })),
  }
}
