import { formatMonth } from '../../core/month.ts'
import { barChart } from '../../ui/charts/bars.ts'
import type { Html } from '../../ui/html.ts'
import { dataTable } from '../../ui/table.ts'
import { placeOf, type MeasureChange } from './changes.ts'

const most = 10

const before = ({ change }: MeasureChange): number => placeOf(change.before)
const now = ({ change }: MeasureChange): number => placeOf(change.after)

/** Where a practice lay before and lies now in the measures that changed most; null where none has. */
export const changesChart = (practice: string, changes: readonly MeasureChange[]): Html | null => {
  const largest = changes.slice(0, most)
  if (largest.length === 0) return null
  return barChart({
    title: 'Its place in the group now and before the change, 0 the lowest and 100 the highest',
    description: `${practice}: percentile of ${largest
      .map((one) => `${one.measure.title} ${before(one)} before and ${now(one)} now`)
      .join('; ')}.`,
    names: { value: 'now', compare: 'before the change' },
    bars: largest.map((one) => ({
      label: `${one.measure.title}: from ${before(one)} to ${now(one)}`,
      value: now(one),
      compare: before(one),
    })),
    format: String,
    reach: 100,
    table: dataTable<MeasureChange>({
      caption: `The ${largest.length} in the chart`,
      rows: largest,
      columns: [
        { heading: 'Measure', cell: ({ measure }) => measure.title },
        { heading: 'Since', cell: ({ since }) => formatMonth(since) },
        { heading: 'Before', numeric: true, cell: (one) => String(before(one)) },
        { heading: 'Now', numeric: true, cell: (one) => String(now(one)) },
      ],
    }),
  })
}
