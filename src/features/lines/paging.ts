import type { Figure } from '../../core/figure.ts'
import { accept, refuse, type Result } from '../../core/refusal.ts'
import type { Scope } from '../../stores/scope.ts'
import type { Served } from '../../warehouse/served.ts'
import { sourcesOf, type Source } from '../figures/figures.ts'
import { segmentsOf, slicesOf, type Segment } from './segments.ts'
import {
  exactOfLine,
  exactOfSum,
  linesOf,
  sumBefore,
  type Choice,
  type Line,
  type Status,
} from './store.ts'

/** Lines to a page. */
export const pageSize = 100

/** One page of the lines behind a figure. */
export type LinesPage = {
  source: Source
  status: Status | null
  page: number
  pages: number
  lines: Line[]
  /** How many lines there are, and their sum: money in £0.00001, counts in ones. */
  total: { lines: number; exact: bigint }
  /** What this page adds up to, and everything up to its end. */
  sum: bigint
  sumSoFar: bigint
}

const narrowed = (choice: Choice, { month, kind }: Segment): Choice => ({
  ...choice,
  figure: { ...choice.figure, from: month, to: month },
  ...(kind === null ? {} : { kind }),
})

/** The choices, month by month, that together are all lines of a choice in the order of its pages. */
export const monthly = async (scope: Scope, served: Served, choice: Choice): Promise<Choice[]> =>
  (await segmentsOf(scope, served, choice)).map((segment) => narrowed(choice, segment))

/** The one source whose lines a figure counts; null where it counts several and each has pages of its own. */
export const onlySource = (figure: Figure): Source | null => {
  const [source, more] = sourcesOf(figure)
  return more === undefined && figure.measure !== 'cost-per-thousand' ? (source ?? null) : null
}

/** A page of lines, with its own sum and the sum so far. Refused where there is no such page. */
export const linesPage = async (
  scope: Scope,
  served: Served,
  choice: Choice,
  page: number,
): Promise<Result<LinesPage>> => {
  const segments = await segmentsOf(scope, served, choice)
  const total = {
    lines: segments.reduce((sum, { lines }) => sum + lines, 0),
    exact: segments.reduce((sum, { exact }) => sum + exact, 0n),
  }
  const pages = Math.max(1, Math.ceil(total.lines / pageSize))
  if (page > pages) {
    return refuse(
      'unknown-page',
      `There is no page ${page}: these lines fill ${pages}.`,
      'Begin at the first page.',
      String(page),
    )
  }
  const { slices, before } = slicesOf(segments, (page - 1) * pageSize, pageSize)
  const lines: Line[] = []
  let sumSoFar = before
  for (const { segment, offset, limit } of slices) {
    const part = narrowed(choice, segment)
    sumSoFar += exactOfSum(choice, await sumBefore(scope, served, part, offset))
    lines.push(...(await linesOf(scope, served, part, limit, offset)))
  }
  const sum = lines.reduce((running, line) => running + exactOfLine(choice, line), 0n)
  return accept({
    source: choice.source,
    status: choice.status ?? null,
    page,
    pages,
    lines,
    total,
    sum,
    sumSoFar: sumSoFar + sum,
  })
}
