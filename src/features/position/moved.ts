import { formatShortPence, type Pence } from '../../core/money.ts'
import { addMonths, formatMonth, yearStart, type Month } from '../../core/month.ts'
import { AppError } from '../../core/refusal.ts'
import type { Viewer } from '../../stores/scope.ts'
import type { Context } from '../context.ts'
import { countOf } from '../figures/figures.ts'
import { rangeText, type Compared, type Outlook } from '../statement/statement.ts'
import { readPaper } from './read.ts'
import type { Position } from './store.ts'

/** What of a position tells its risk: where the year will end, lines against chance, practices beyond it. */
export type Standing = {
  month: Month
  outlook: Pick<Outlook, 'variance' | 'range95'> | null
  lines: readonly Pick<Compared, 'name' | 'verdict' | 'variance'>[]
  practices: number
  beyond: number
}

const sizeOf = (pence: Pence): Pence => (pence < 0n ? -pence : pence)
const sideOf = (pence: Pence): string =>
  `${formatShortPence(sizeOf(pence))} ${pence < 0n ? 'under' : 'over'}`

const endMoved = (now: Standing, before: Standing): string[] => {
  const [is, was] = [now.outlook, before.outlook]
  if (is === null || was === null) return []
  const by = is.variance - was.variance
  const moved =
    by === 0n ? 'as before' : `${formatShortPence(sizeOf(by))} ${by > 0n ? 'more' : 'less'}`
  const range =
    is.range95 === null || was.range95 === null
      ? ''
      : ` The range was ${rangeText(was.range95)} budget, and is ${rangeText(is.range95)} (19 years in 20).`
  return [
    `The year was expected to end ${sideOf(was.variance)} budget as known at the end of ${formatMonth(before.month)}, and ${sideOf(is.variance)} as known at the end of ${formatMonth(now.month)}: ${moved}.${range}`,
  ]
}

const linesMoved = (now: Standing, before: Standing): string[] =>
  now.lines.flatMap(({ name, verdict, variance }) => {
    const was = before.lines.find((each) => each.name === name)
    if (!was || was.verdict === null || verdict === null || was.verdict === verdict) return []
    const size = variance === null ? '' : `, ${sideOf(variance)} its budget`
    return [
      verdict === 'beyond it'
        ? `${name} passed what chance alone does${size}.`
        : `${name} came back within what chance alone does${size}.`,
    ]
  })

const practicesMoved = (now: Standing, before: Standing): string[] =>
  now.beyond === before.beyond
    ? []
    : [
        `${countOf(now.beyond, 'practice lies', 'practices lie')} beyond what chance alone does to a list of their size, ${before.beyond} a month before, of ${now.practices}.`,
      ]

/** What moved in a group's risk between the position of a month and that of the month before, a sentence each. */
export const risksMoved = (now: Standing, before: Standing): string[] => [
  ...endMoved(now, before),
  ...linesMoved(now, before),
  ...practicesMoved(now, before),
]

const standingOf = ({ month, part, practices }: Position): Standing => ({
  month,
  outlook: part.outlook,
  lines: part.comparison.rows.filter(({ scope }) => scope === 'in scope'),
  practices: practices.length,
  beyond: practices.filter(({ comparison }) => comparison.total.verdict === 'beyond it').length,
})

/**
 * The risks of a group that moved in the newest month, within its financial year; null where there is no month before to
 * compare with, or its figures are those that leave the group.
 */
export const readMoved = async (context: Context, viewer: Viewer): Promise<string[] | null> => {
  try {
    const { position, group } = await readPaper(context, viewer)
    const earlier = addMonths(position.month, -1)
    if (position.released || earlier < yearStart(position.month)) return null
    const before = await readPaper(context, viewer, { group, month: earlier })
    return risksMoved(standingOf(position), standingOf(before.position))
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}
