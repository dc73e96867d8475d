import type { Layout } from '../engine/layout.ts'
import { code, month, practiceCode, text } from '../engine/parsers.ts'
import { prescribingLayout } from './columns.ts'

/** Practice-level prescribing of NHS Digital, 2010 to 2019: padded fields and a comma at each line's end. */
export const pdpi: Layout = prescribingLayout({
  id: 'pdpi',
  title: 'GP practice prescribing data (PDPI)',
  marks: ['PRACTICE', 'BNF CODE', 'ACT COST', 'PERIOD'],
  names: {
    month: ['PERIOD'],
    practice: ['PRACTICE'],
    practiceName: [],
    bnfCode: ['BNF CODE'],
    bnfName: ['BNF NAME'],
    items: ['ITEMS'],
    quantity: ['QUANTITY'],
    adq: [],
    nic: ['NIC'],
    cost: ['ACT COST'],
    unidentified: [],
    snomed: [],
  },
})

const periodText = /^(19|20)\d{2}(0[1-9]|1[0-2])$/

/** Names and addresses of the practices of a month of PDPI; no header. */
export const pdpiAddresses: Layout = {
  id: 'pdpi-addr',
  version: 1,
  feed: 'prescribing-practices',
  title: 'GP practice prescribing data, practices (PDPI ADDR)',
  kind: 'csv',
  header: 'none',
  width: 8,
  marks: [],
  fits: ({ rows }) =>
    rows.filter(([period = '', practice = '']) => periodText.test(period) && practice.length === 6)
      .length *
      10 >=
    rows.length * 9,
  columns: [
    { field: 'month', from: 1, parser: month, filled: true, passing: true },
    { field: 'practice', from: 2, parser: practiceCode, filled: true },
    { field: 'name', from: 3, parser: text(100), filled: true },
    { field: 'postcode', from: 8, parser: text(10) },
  ],
  key: ['month', 'practice'],
  period: { by: 'rows', sql: 'month' },
}

const monthIn = (header: readonly string[]): string | null => {
  const name = header.find((each) => periodText.test(each))
  return name === undefined ? null : `${name.slice(0, 4)}-${name.slice(4)}`
}

/** Names of chemical substances; the month stands in the header as the name of the last column. */
export const pdpiSubstances: Layout = {
  id: 'pdpi-chem',
  version: 1,
  feed: 'prescribing-substances',
  title: 'GP practice prescribing data, chemical substances (PDPI CHEM)',
  kind: 'csv',
  header: 'first line',
  marks: ['CHEM SUB', 'NAME'],
  fits: ({ header }) => monthIn(header) !== null,
  columns: [
    {
      field: 'substance',
      from: ['CHEM SUB'],
      parser: code('[0-9]{2}[0-9A-Z]{2,7}', 'a code of a chemical substance'),
      filled: true,
    },
    { field: 'name', from: ['NAME'], parser: text(200), filled: true },
  ],
  key: ['substance'],
  period: { by: 'header', month: monthIn },
}
