import { yearStart, type Month } from '../../core/month.ts'

/** What one build says of a practice: cost in £0.00001 and files in force, by kind of care and month. */
export type Account = {
  build: string
  madeAt: string
  first: Month
  last: Month
  /** Keys are "month kind". */
  amounts: ReadonlyMap<string, bigint>
  versions: ReadonlyMap<string, string>
}

export const reasons = ['late', 'corrected', 'priced again'] as const
export type Reason = (typeof reasons)[number]

/** One kind of care in one month, before and now, in £0.00001, and the one reason why it moved. */
export type Movement = {
  month: Month
  kind: string
  before: bigint
  now: bigint
  difference: bigint
  reason: Reason
}

export type Changes = {
  /** The months that both statements cover. */
  from: Month
  to: Month
  before: bigint
  now: bigint
  movements: readonly Movement[]
  /** Differences by reason; they add up to `now` less `before`. */
  byReason: ReadonlyMap<Reason, bigint>
  /** Months that the earlier statement did not have, and what care cost in them. */
  newMonths: readonly { month: Month; cost: bigint }[]
}

const partsOf = (key: string): { month: Month; kind: string } => {
  const at = key.indexOf(' ')
  // Keys are made from months of a build.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return { month: key.slice(0, at) as Month, kind: key.slice(at + 1) }
}

const reasonOf = (before: string | undefined, now: string | undefined): Reason => {
  if (before === now) return 'priced again'
  return before === undefined ? 'late' : 'corrected'
}

const total = (amounts: Iterable<bigint>): bigint => [...amounts].reduce((a, b) => a + b, 0n)

/**
 * What moved between two accounts of the same practice: for each kind of care and month of the earlier
 * statement's financial year, now less before, by reason. Months after the earlier statement are new,
 * and are no movement.
 */
export const changesBetween = (before: Account, now: Account): Changes => {
  const year = yearStart(before.last)
  const from = year > before.first ? year : before.first
  const to = before.last
  const compared = (key: string): boolean => {
    const { month } = partsOf(key)
    return month >= from && month <= to
  }
  const keys = [...new Set([...before.amounts.keys(), ...now.amounts.keys()])].filter(compared)
  const movements = keys.sort().flatMap((key): Movement[] => {
    const [was, is] = [before.amounts.get(key) ?? 0n, now.amounts.get(key) ?? 0n]
    if (was === is) return []
    const reason = reasonOf(before.versions.get(key), now.versions.get(key))
    return [{ ...partsOf(key), before: was, now: is, difference: is - was, reason }]
  })
  const sumOf = ({ amounts }: Account): bigint => total(keys.map((key) => amounts.get(key) ?? 0n))
  const later = new Map<Month, bigint>()
  for (const [key, cost] of now.amounts) {
    const { month } = partsOf(key)
    if (month > to) later.set(month, (later.get(month) ?? 0n) + cost)
  }
  return {
    from,
    to,
    before: sumOf(before),
    now: sumOf(now),
    movements,
    byReason: new Map(
      reasons.map((reason) => [
        reason,
        total(movements.filter((each) => each.reason === reason).map((each) => each.difference)),
      ]),
    ),
    newMonths: [...later]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([month, cost]) => ({ month, cost })),
  }
}
