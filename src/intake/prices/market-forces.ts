import type { Column, Layout, Sample } from '../engine/layout.ts'
import { code, millionths, text } from '../engine/parsers.ts'

const provider: Column = {
  field: 'provider',
  from: ['provider_code'],
  parser: code('[A-Z0-9]{3,8}', 'a provider code'),
  filled: true,
}
const name: Column = {
  field: 'name',
  from: ['provider_name'],
  parser: text(200),
  optional: true,
}

const common = {
  version: 1,
  feed: 'price-mff',
  kind: 'csv',
  header: 'first line',
} as const

/** Market forces factors of one year; the year is in the file name only. */
export const marketForces: Layout = {
  ...common,
  id: 'market-forces-factor',
  title: 'Market forces factors of providers, one year',
  marks: ['provider_code', 'mff_factor'],
  columns: [
    provider,
    name,
    { field: 'mff_ppm', from: ['mff_factor'], parser: millionths, filled: true },
  ],
  rules: [
    {
      fault: 'mff_ppm < 500000 or mff_ppm > 2000000',
      field: 'mff_ppm',
      reason: 'is not a factor between 0.5 and 2',
      remedy: 'Send the payment index, which is 1 for the provider with the lowest costs.',
    },
  ],
  key: ['provider'],
  period: { by: 'year' },
}

const years = Array.from({ length: 26 }, (_, i) => {
  const start = 2009 + i
  const end = String((start + 1) % 100).padStart(2, '0')
  return { column: `mff_${start}_${end}`, period: `${start}-${end}` }
})

/** Market forces factors with one column for each year. */
export const marketForcesByYear: Layout = {
  ...common,
  id: 'market-forces-factor-by-year',
  title: 'Market forces factors of providers, one column for each year',
  marks: ['provider_code'],
  fits: (sample: Sample) =>
    sample.header.some((heading) => years.some(({ column }) => column === heading.toLowerCase())),
  columns: [
    provider,
    name,
    ...years.map(({ column }) => ({
      field: column,
      from: [column],
      parser: millionths,
      optional: true as const,
      passing: true as const,
    })),
  ],
  spread: {
    rows: years.map(({ column, period }) => ({ year: `'${period}'`, mff_ppm: column })),
    types: { year: 'VARCHAR', mff_ppm: 'INTEGER' },
    unless: 'mff_ppm is null',
  },
  period: { by: 'rows', sql: 'year' },
}
