import type { Actor, Definition } from '../../warehouse/opportunities/definition.ts'

/**
 * What sort of money a change would release: cash, where less activity is paid for (under a contract that pays by activity), or capacity,
 * where beds or clinics are freed and the bill stays.
 */
export type Money = 'cash' | 'capacity'

export const moneyOf = ({ worth }: Definition): Money =>
  worth.method === 'price' || worth.method === 'price-difference' || worth.method === 'days-beyond'
    ? 'cash'
    : 'capacity'

/**
 * What a line stands on: a national panel, a national list, a measure of prescribing, the prices that other practices pay,
 * another source, a rule withdrawn.
 */
export const evidences = ['panel', 'list', 'measure', 'prices', 'other', 'withdrawn'] as const
export type Evidence = (typeof evidences)[number]

export const evidenceOf = ({ status, experts }: Definition): Evidence => {
  if (status === 'superseded') return 'withdrawn'
  if (status === 'supplementary') return 'other'
  return experts ? 'panel' : 'list'
}

/** What a worklist is ranked and filtered by, whatever a line is of. */
export type Task = {
  name: string
  who: readonly Actor[]
  horizon: Definition['horizon']
  influence: Definition['influence']
  evidence: Evidence
}

export const taskOf = (definition: Definition): Task => ({
  name: definition.name,
  who: definition.who,
  horizon: definition.horizon,
  influence: definition.influence,
  evidence: evidenceOf(definition),
})

const horizonRank: Readonly<Record<Definition['horizon'], number>> = {
  'in-year': 0,
  'one-to-three-years': 1,
  'long-term': 2,
}
const easeRank: Readonly<Record<Definition['influence'], number>> = { high: 0, medium: 1, low: 2 }
const evidenceRank: Readonly<Record<Evidence, number>> = {
  panel: 0,
  list: 1,
  measure: 2,
  prices: 2,
  other: 3,
  withdrawn: 4,
}

/** What a list can be sorted by. */
export const sorts = ['worth', 'quick', 'easy', 'who', 'evidence'] as const
export type Sort = (typeof sorts)[number]

type Ranked = { task: Task; worthPence: number }

const actorOf = ({ who }: Task): Actor => who[0] ?? 'general-practice'

const orders: Readonly<Record<Sort, (a: Ranked, b: Ranked) => number>> = {
  worth: () => 0,
  quick: (a, b) => horizonRank[a.task.horizon] - horizonRank[b.task.horizon],
  easy: (a, b) => easeRank[a.task.influence] - easeRank[b.task.influence],
  who: (a, b) => actorOf(a.task).localeCompare(actorOf(b.task), 'en'),
  evidence: (a, b) => evidenceRank[a.task.evidence] - evidenceRank[b.task.evidence],
}

/** The order of a worklist: as asked for, then by worth, then by name. */
export const inOrder =
  (sort: Sort) =>
  (a: Ranked, b: Ranked): number =>
    orders[sort](a, b) ||
    b.worthPence - a.worthPence ||
    a.task.name.localeCompare(b.task.name, 'en')

/** Who can act, as a person chooses it. */
export const doers = ['practice', 'community', 'hospital'] as const
export type Doer = (typeof doers)[number]

const actorsOf: Readonly<Record<Doer, readonly Actor[]>> = {
  practice: ['general-practice', 'referrers'],
  community: ['community-services', 'mental-health-services', 'public-health'],
  hospital: ['acute-provider', 'urgent-care'],
}

/** True where those who act can do something about it. */
export const canAct = ({ who }: Task, doer: Doer): boolean =>
  who.some((actor) => actorsOf[doer].includes(actor))

const leastPence = 500_000

/**
 * Low-hanging fruit, by a rule that is stated on the page: it can show within the year, general practice has much say, at
 * least one practice lies above the benchmark beyond chance (of prices: pays more), it is worth £5,000 or more, and at most
 * a third of the practices (for one practice: that practice) make half of it.
 */
export const isLowHanging = (
  {
    task,
    worthPence,
    called,
    forHalf,
  }: { task: Task; worthPence: number; called: number; forHalf: number },
  practices: number,
): boolean =>
  task.horizon === 'in-year' &&
  task.influence === 'high' &&
  task.evidence !== 'withdrawn' &&
  called > 0 &&
  worthPence >= leastPence &&
  forHalf <= Math.max(1, practices / 3)
