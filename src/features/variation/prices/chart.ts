import { barChart } from '../../../ui/charts/bars.ts'
import type { Html } from '../../../ui/html.ts'
import { dataTable } from '../../../ui/table.ts'
import { poundsText } from '../words.ts'
import type { PlaceSet } from './prices.ts'

const most = 10

const text = ({ saving }: PlaceSet): string => poundsText(saving / 100)

/** The products of which the cheapest would save most; null where there is nothing to save. */
export const pricesChart = (
  place: string,
  span: string,
  sets: readonly PlaceSet[],
): Html | null => {
  const largest = sets.slice(0, most)
  if (largest.length === 0) return null
  return barChart({
    title: 'The largest savings by price',
    description: `${place}, ${span}. ${largest.map((set) => `${set.name} ${text(set)}`).join('; ')}.`,
    names: { value: 'saved at the price that a tenth of practices pay' },
    bars: largest.map(({ name, saving }) => ({ label: name, value: saving / 100 })),
    format: poundsText,
    table: dataTable<PlaceSet>({
      caption: `The ${largest.length} in the chart`,
      rows: largest,
      columns: [
        { heading: 'Product', cell: ({ name }) => name },
        { heading: 'Saving', numeric: true, cell: text },
      ],
    }),
  })
}
