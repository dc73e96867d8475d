import type { Said } from '../../../ui/said.ts'
import { basesOf } from '../lines/lines.ts'
import { nameOf } from '../facts.ts'
import { worthAsking, type Difference } from './rules.ts'
import { sinceText } from './said.ts'
import type { Cell, GroupCell, StatementData } from '../store.ts'

type Candidate = Difference & { pod: string; specialty: string }

const most = 3

const sum = (values: readonly bigint[]): bigint => values.reduce((a, b) => a + b, 0n)

const keyOf = ({ pod, specialty }: Pick<Cell, 'pod' | 'specialty'>): string => `${pod} ${specialty}`

const kept = new WeakMap<readonly GroupCell[], ReadonlyMap<string, bigint>>()

/** How many lines the group had by point of delivery and specialty; shared like its cells. */
const groupCounts = (cells: readonly GroupCell[]): ReadonlyMap<string, bigint> => {
  const known = kept.get(cells)
  if (known) return known
  const counts = new Map<string, bigint>()
  for (const cell of cells) {
    if (cell.source !== 'activity') continue
    counts.set(keyOf(cell), (counts.get(keyOf(cell)) ?? 0n) + cell.year_count)
  }
  kept.set(cells, counts)
  return counts
}

/** Each point of delivery in each specialty, held against what the group's rate gives for this list. */
const candidatesOf = (data: StatementData): Candidate[] => {
  const { lists, groupLists } = basesOf(data)
  if (lists.sum === 0n || groupLists.sum === 0n) return []
  const share = Number(lists.sum) / Number(groupLists.sum)
  const groups = groupCounts(data.groupCells)
  const mine = Map.groupBy(
    data.cells.filter(({ source }) => source === 'activity'),
    keyOf,
  )
  return [...mine].flatMap(([key, cells]) => {
    const [cell] = cells
    if (!cell) return []
    return {
      pod: cell.pod,
      specialty: cell.specialty,
      observed: Number(sum(cells.map(({ year_count: count }) => count))),
      expected: Number(groups.get(key) ?? 0n) * share,
      costPence: Number(sum(cells.map(({ year_amount: amount }) => amount))),
    }
  })
}

const unpricedAsk = (data: StatementData): Said | null => {
  const lines = sum(data.cells.map(({ year_unpriced: unpriced }) => unpriced))
  const all = sum(
    data.cells.map(({ source, year_count: count }) => (source === 'activity' ? count : 0n)),
  )
  if (lines * 100n < all || lines === 0n) return null
  const { own } = basesOf(data)
  const { from, month } = data.periods
  return [
    { text: lines.toLocaleString('en-GB'), figure: own('activity-lines', from, month) },
    ` lines ${sinceText(from, month)} have no price, so their cost is not in these figures.`,
  ]
}

/** At most three things worth asking, most costly first: questions, not findings. */
export const asksOf = (data: StatementData): Said[] => {
  const { own } = basesOf(data)
  const { from, month } = data.periods
  const differences = worthAsking(candidatesOf(data), most).map(
    ({ pod, specialty, observed, expected }): Said => [
      `${nameOf(data.facts, 'specialty', specialty)}, ${nameOf(data.facts, 'pod', pod).toLowerCase()}: `,
      {
        text: `${observed.toLocaleString('en-GB')} lines`,
        figure: own('activity-lines', from, month, { pod, specialty }),
      },
      ` ${sinceText(from, month)}; the group’s rate gives about ${Math.round(expected).toLocaleString('en-GB')} for a list of your size.`,
    ],
  )
  const unpriced = unpricedAsk(data)
  return [...differences.slice(0, unpriced ? most - 1 : most), ...(unpriced ? [unpriced] : [])]
}
