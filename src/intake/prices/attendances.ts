import type { Layout } from '../engine/layout.ts'
import { text, wholeNumber } from '../engine/parsers.ts'
import { rounded } from './values.ts'

/**
 * National cost collection: unit costs by department and currency, which stand in for the prices of
 * attendances where there is no price list. Blank is a suppressed small number, never nought.
 */
export const attendancePrices: Layout = {
  id: 'national-cost-collection',
  version: 1,
  feed: 'price-attendance',
  title: 'National cost collection, schedule of unit costs',
  kind: 'csv',
  header: 'first line',
  marks: ['department_code', 'currency_code', 'unit_cost'],
  columns: [
    { field: 'department', from: ['department_code'], parser: text(100), filled: true },
    { field: 'currency', from: ['currency_code'], parser: text(20), filled: true },
    { field: 'description', from: ['currency_desc'], parser: text(500), optional: true },
    { field: 'activity', from: ['activity'], parser: wholeNumber('BIGINT'), optional: true },
    { field: 'unit_e4', from: ['unit_cost'], parser: rounded(4, 'a unit cost in pounds') },
    { field: 'cost', from: ['cost'], parser: rounded(2, 'a cost in pounds'), optional: true },
  ],
  period: { by: 'year' },
  sums: ['cost'],
}
