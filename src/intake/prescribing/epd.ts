import type { Layout } from '../engine/layout.ts'
import { prescribingLayout } from './columns.ts'

/**
 * English Prescribing Dataset, version 3 (2025 on): one row per practice, presentation, SNOMED code
 * and quantity per item. Here BNF_CHEMICAL_SUBSTANCE is the name; version 2 has the code there.
 */
export const epdWithSnomed: Layout = prescribingLayout({
  id: 'epd-snomed',
  title: 'English Prescribing Dataset with SNOMED codes',
  marks: ['YEAR_MONTH', 'BNF_PRESENTATION_CODE', 'BNF_CHEMICAL_SUBSTANCE_CODE', 'SNOMED_CODE'],
  names: {
    month: ['YEAR_MONTH'],
    practice: ['PRACTICE_CODE'],
    practiceName: ['PRACTICE_NAME'],
    bnfCode: ['BNF_PRESENTATION_CODE'],
    bnfName: ['BNF_PRESENTATION_NAME'],
    items: ['ITEMS'],
    quantity: ['TOTAL_QUANTITY'],
    adq: ['ADQ_USAGE'],
    nic: ['NIC'],
    cost: ['ACTUAL_COST'],
    unidentified: ['UNIDENTIFIED'],
    snomed: ['SNOMED_CODE'],
  },
})

/** Version 2, in the years of area teams, of partnerships and of integrated care boards alike. */
export const epdEarlier: Layout = prescribingLayout({
  id: 'epd',
  title: 'English Prescribing Dataset, version 2',
  marks: ['YEAR_MONTH', 'BNF_CODE', 'BNF_DESCRIPTION', 'TOTAL_QUANTITY'],
  names: {
    month: ['YEAR_MONTH'],
    practice: ['PRACTICE_CODE'],
    practiceName: ['PRACTICE_NAME'],
    bnfCode: ['BNF_CODE'],
    bnfName: ['BNF_DESCRIPTION'],
    items: ['ITEMS'],
    quantity: ['TOTAL_QUANTITY'],
    adq: ['ADQUSAGE', 'ADQ_USAGE'],
    nic: ['NIC'],
    cost: ['ACTUAL_COST'],
    unidentified: ['UNIDENTIFIED'],
    snomed: ['SNOMED_CODE'],
  },
})

/** What the NHS Business Services Authority published before EPD; the month is in the file name only. */
export const detailedPrescribing: Layout = prescribingLayout({
  id: 'detailed-prescribing',
  title: 'NHSBSA Detailed Prescribing Information',
  marks: ['Practice Code', 'BNF Code', 'BNF Description', 'ADQ Usage', 'Actual Cost'],
  period: { by: 'month in name' },
  names: {
    month: [],
    practice: ['Practice Code'],
    practiceName: ['Practice Name'],
    bnfCode: ['BNF Code'],
    bnfName: ['BNF Description'],
    items: ['Items'],
    quantity: [],
    quantityEach: ['Quantity'],
    adq: ['ADQ Usage'],
    nic: ['NIC'],
    cost: ['Actual Cost'],
    unidentified: [],
    snomed: [],
  },
})
