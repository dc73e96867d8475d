import { barChart } from '../../../ui/charts/bars.ts'
import type { Html } from '../../../ui/html.ts'
import { dataTable } from '../../../ui/table.ts'
import type { ProfileLine } from './data.ts'

const most = 12

const percentile = ({ own }: ProfileLine): number => Math.round(own.percentile ?? 0)

/** Where a practice lies among the others in the measures in which it is furthest from the middle; null where it has no percentile. */
export const placesChart = (practice: string, ranked: readonly ProfileLine[]): Html | null => {
  const shown = ranked.filter(({ own }) => own.percentile !== null).slice(0, most)
  if (shown.length === 0) return null
  return barChart({
    title: 'Where it lies, 0 the lowest practice and 100 the highest',
    description: `${practice}: percentile of ${shown
      .map((line) => `${line.view.measure.title} ${percentile(line)}`)
      .join('; ')}.`,
    names: { value: practice, compare: 'the middle practice' },
    bars: shown.map((line) => ({
      label: line.view.measure.title,
      value: percentile(line),
      compare: 50,
    })),
    format: String,
    reach: 100,
    table: dataTable<ProfileLine>({
      caption: `The ${shown.length} in the chart`,
      rows: shown,
      columns: [
        { heading: 'Measure', cell: ({ view }) => view.measure.title },
        { heading: 'Percentile', numeric: true, cell: (line) => String(percentile(line)) },
      ],
    }),
  })
}
