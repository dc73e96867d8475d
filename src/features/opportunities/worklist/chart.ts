import { barChart } from '../../../ui/charts/bars.ts'
import type { Html } from '../../../ui/html.ts'
import { dataTable } from '../../../ui/table.ts'
import type { Opened } from '../open.ts'
import { periodWords } from '../parts.ts'
import { benchmarkWords, short, shortRange } from '../words.ts'
import { isCare, type Row } from './rows.ts'

const most = 10

/** What the lines of a worklist are worth, the largest first, with the range of those whose chance is taken off; null where none is worth anything. */
export const worklistChart = (opened: Opened, rows: readonly Row[]): Html | null => {
  const { worklist } = opened
  const largest = rows
    .filter(({ worthPence }) => worthPence > 0)
    .toSorted((a, b) => b.worthPence - a.worthPence)
    .slice(0, most)
  if (largest.length === 0) return null
  const rangeOf = (row: Row): string =>
    isCare(row) ? shortRange(row.worthLimits) : 'chance not taken off'
  return barChart({
    title: 'What the largest are worth a year',
    description: `${worklist.place.name}, ${periodWords(opened)}, compared with ${benchmarkWords[worklist.benchmark]}. ${largest
      .map((row) => `${row.task.name} ${short(row.worthPence)} (${rangeOf(row)})`)
      .join('; ')}.`,
    names: { value: 'worth', chance: 'its range, 19 times in 20' },
    bars: largest.map((row) => ({
      label: row.task.name,
      value: row.worthPence,
      ...(isCare(row) ? { chance: [row.worthLimits.lower, row.worthLimits.upper] as const } : {}),
    })),
    format: short,
    table: dataTable<Row>({
      caption: `The ${largest.length} in the chart`,
      rows: largest,
      columns: [
        { heading: 'What', cell: ({ task }) => task.name },
        { heading: 'Worth a year', numeric: true, cell: ({ worthPence }) => short(worthPence) },
        { heading: '19 times in 20', numeric: true, cell: rangeOf },
      ],
    }),
  })
}
