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

/** Where the share that could go is known from: a national panel, a national list, another source, a rule withdrawn. */
export type Evidence = 'panel' | 'list' | 'other' | 'withdrawn'

export const evidenceOf = ({ status, experts }: Definition): Evidence => {
  if (status === 'superseded') return 'withdrawn'
  if (status === 'supplementary') return 'other'
  return experts ? 'panel' : 'list'
}

const horizonRank: Readonly<Record<Definition['horizon'], number>> = {
  'in-year': 0,
  'one-to-three-years': 1,
  'long-term': 2,
}
const easeRank: Readonly<Record<Definition['influence'], number>> = { high: 0, medium: 1, low: 2 }
const evidenceRank: Readonly<Record<Evidence, number>> = {
  panel: 0,
  list: 1,
  other: 2,
  withdrawn: 3,
}

/** What a list can be sorted by. */
export const sorts = ['worth', 'quick', 'easy', 'who', 'evidence'] as const
export type Sort = (typeof sorts)[number]

type Ranked = { definition: Definition; worthPence: number }

const actorOf = ({ who }: Definition): Actor => who[0] ?? 'general-practice'

const orders: Readonly<Record<Sort, (a: Ranked, b: Ranked) => number>> = {
  worth: () => 0,
  quick: (a, b) => horizonRank[a.definition.horizon] - horizonRank[b.definition.horizon],
  easy: (a, b) => easeRank[a.definition.influence] - easeRank[b.definition.influence],
  who: (a, b) => actorOf(a.definition).localeCompare(actorOf(b.definition), 'en'),
  evidence: (a, b) =>
    evidenceRank[evidenceOf(a.definition)] - evidenceRank[evidenceOf(b.definition)],
}

/** The order of a worklist: as asked for, then by worth, then by name. */
export const inOrder =
  (sort: Sort) =>
  (a: Ranked, b: Ranked): number =>
    orders[sort](a, b) ||
    b.worthPence - a.worthPence ||
    a.definition.name.localeCompare(b.definition.name, 'en')

/** Who can act, as a person chooses it. */
export const doers = ['practice', 'community', 'hospital'] as const
export type Doer = (typeof doers)[number]

const actorsOf: Readonly<Record<Doer, readonly Actor[]>> = {
  practice: ['general-practice', 'referrers'],
  community: ['community-services', 'mental-health-services', 'public-health'],
  hospital: ['acute-provider', 'urgent-care'],
}

/** True where those who act can do something about the definition. */
export const canAct = ({ who }: Definition, doer: Doer): boolean =>
  who.some((actor) => actorsOf[doer].includes(actor))

const leastPence = 500_000

/**
 * Low-hanging fruit, by a rule that is stated on the page: it can show within the year, general practice has much say, at
 * least one practice lies above the benchmark beyond chance, it is worth £5,000 or more, and at most a third of the practices
 * (for one practice: that practice) make half of it.
 */
export const isLowHanging = (
  {
    definition,
    worthPence,
    called,
    forHalf,
  }: { definition: Definition; worthPence: number; called: number; forHalf: number },
  practices: number,
): boolean =>
  definition.horizon === 'in-year' &&
  definition.influence === 'high' &&
  definition.status !== 'superseded' &&
  called > 0 &&
  worthPence >= leastPence &&
  forHalf <= Math.max(1, practices / 3)
