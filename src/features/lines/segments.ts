import { parseMonth, type Month } from '../../core/month.ts'
import type { Scope } from '../../stores/scope.ts'
import { kinds, type Kind } from '../../warehouse/manifest.ts'
import type { Served } from '../../warehouse/served.ts'
import { definitions, monthTotals, type Total } from '../figures/figures.ts'
import type { Choice } from './store.ts'

/** The lines of one month (and kind of activity): how many, and what they add up to. */
export type Segment = { kind: Kind | null; month: Month; lines: number; exact: bigint }

/** The lines of a segment that a page shows. */
export type Slice = { segment: Segment; offset: number; limit: number }

const linesOf = (total: Total, choice: Choice): bigint => {
  if (choice.status === undefined) return total.lines
  if (choice.status === 'priced') return total.priced
  return choice.status === 'excluded' ? total.excluded : total.noPrice
}

const exactOf = (total: Total, choice: Choice): bigint => {
  if (definitions[choice.figure.measure].unit === 'lines') return linesOf(total, choice)
  return choice.status === undefined || choice.status === 'priced' ? total.exact : 0n
}

const segmentsOfKind = async (
  scope: Scope,
  served: Served,
  choice: Choice,
  kind: Kind | null,
): Promise<Segment[]> => {
  const { figure } = choice
  const cut = kind === null ? figure.cut : { ...figure.cut, kind }
  const totals = await monthTotals(scope, served, choice.source, { ...figure, cut })
  return totals.flatMap((total) => {
    const month = parseMonth(total.key ?? '')
    const lines = Number(linesOf(total, choice))
    return month === null || lines === 0
      ? []
      : [{ kind, month, lines, exact: exactOf(total, choice) }]
  })
}

/** Where the lines of a choice lie, in the order of the pages, as the marts tell it. */
export const segmentsOf = async (
  scope: Scope,
  served: Served,
  choice: Choice,
): Promise<Segment[]> => {
  const { figure, source } = choice
  const wanted =
    source === 'activity'
      ? kinds.filter((kind) => figure.cut.kind === undefined || kind === figure.cut.kind)
      : [null]
  const segments = await Promise.all(
    wanted.map((kind) => segmentsOfKind(scope, served, choice, kind)),
  )
  const order = ({ month, kind }: Segment): string =>
    `${month} ${kind === null ? 0 : kinds.indexOf(kind)}`
  return segments.flat().sort((a, b) => (order(a) < order(b) ? -1 : 1))
}

/** The stretches of segments that lines `from` to `from + size` lie in, and what lies before the first. */
export const slicesOf = (
  segments: readonly Segment[],
  from: number,
  size: number,
): { slices: Slice[]; before: bigint } => {
  const slices: Slice[] = []
  let before = 0n
  let start = 0
  for (const segment of segments) {
    const end = start + segment.lines
    if (end <= from) before += segment.exact
    else if (start < from + size) {
      const offset = Math.max(0, from - start)
      const limit = Math.min(end, from + size) - start - offset
      slices.push({ segment, offset, limit })
    }
    start = end
  }
  return { slices, before }
}
