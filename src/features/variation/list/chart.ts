import { formatMonth } from '../../../core/month.ts'
import { barChart } from '../../../ui/charts/bars.ts'
import type { Html } from '../../../ui/html.ts'
import { dataTable } from '../../../ui/table.ts'
import { firstMonth } from '../asked.ts'
import { poundsText } from '../words.ts'
import type { ListedMeasure, VariationList } from './listed.ts'

const most = 10

/** The measures of which a change would save most; null where none would. */
export const savingsChart = ({
  listed,
  name,
  asked,
}: Pick<VariationList, 'listed' | 'name' | 'asked'>): Html | null => {
  const largest = listed
    .filter(({ saving }) => (saving ?? 0) > 0)
    .toSorted((a, b) => (b.saving ?? 0) - (a.saving ?? 0))
    .slice(0, most)
  if (largest.length === 0) return null
  const text = ({ saving }: ListedMeasure): string => poundsText(saving ?? 0)
  return barChart({
    title: 'The largest possible savings',
    description: `${name}, ${formatMonth(firstMonth(asked))} to ${formatMonth(asked.to)}. ${largest
      .map((one) => `${one.measure.title} ${text(one)}`)
      .join('; ')}.`,
    names: { value: 'possible saving; part of it is chance' },
    bars: largest.map((one) => ({ label: one.measure.title, value: one.saving ?? 0 })),
    format: poundsText,
    table: dataTable<ListedMeasure>({
      caption: `The ${largest.length} in the chart`,
      rows: largest,
      columns: [
        { heading: 'Measure', cell: ({ measure }) => measure.title },
        { heading: 'Possible saving', numeric: true, cell: text },
      ],
    }),
  })
}
