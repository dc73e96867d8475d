import type { Asked } from '../asked.ts'
import type { Opened } from '../open.ts'
import type { PrescribingLine } from '../prescribing/lines.ts'
import { canAct, inOrder } from '../rules.ts'
import type { Line } from '../view.ts'

/** A line of the worklist: hospital activity under a definition, or prescribing under a measure or a price. */
export type Row = Line | PrescribingLine

export const isCare = (row: Row): row is Line => 'definition' in row

/** Every line of a place as it was asked for, the largest first unless another order was; those without figures left out. */
export const chosenRows = ({ worklist, prescribing }: Opened, asked: Asked): Row[] =>
  [...worklist.lines, ...prescribing]
    .filter(({ absent }) => absent === null)
    .filter(({ task }) => asked.can === null || canAct(task, asked.can))
    .filter(({ lowHanging }) => !asked.lowHanging || lowHanging)
    .toSorted(inOrder(asked.sort))

const prices = 10

/** Rows for the page: of prices the ten that are worth most, the others told by their number and sum. */
export const shownRows = (
  rows: readonly Row[],
): { rows: Row[]; others: { count: number; pence: number } } => {
  const isPrice = (row: Row): boolean => !isCare(row) && row.kind === 'price'
  const most = new Set(
    rows
      .filter(isPrice)
      .toSorted((a, b) => b.worthPence - a.worthPence)
      .slice(0, prices),
  )
  const others = rows.filter((row) => isPrice(row) && !most.has(row))
  return {
    rows: rows.filter((row) => !isPrice(row) || most.has(row)),
    others: {
      count: others.length,
      pence: others.reduce((sum, { worthPence }) => sum + worthPence, 0),
    },
  }
}
