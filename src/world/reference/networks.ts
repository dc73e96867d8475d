import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { dayOf, isoOf } from '../calendar.ts'
import type { County } from '../county/county.ts'
import { localities, payer } from '../county/places.ts'
import { steadyZip } from './steady-zip.ts'

const started = dayOf('2019-07-01')

/** "UW0005" and "QUILLBROOK 2 PCN". */
export const networkCode = (network: number): string => `UW${String(network + 1).padStart(4, '0')}`
export const networkName = (network: number): string =>
  `${localities[Math.floor(network / 4)]?.name.toUpperCase()} ${(network % 4) + 1} PCN`

const number = (day: number): number => Number(isoOf(day).replaceAll('-', ''))

/**
 * Networks of practices as the ePCN workbook has them: line breaks in the headings, live formulas
 * for the names, dates as numbers, and memberships that have ended left in the sheet.
 */
export const writeNetworks = async (county: County): Promise<string> => {
  const path = join('files', 'directory', 'ePCN.xlsx')
  const { default: ExcelJS } = await import('exceljs')
  const book = new ExcelJS.Workbook()
  book.created = new Date(0)
  book.modified = new Date(0)
  const networks = [...new Set(county.practices.map((practice) => practice.network))].sort(
    (a, b) => a - b,
  )
  const details = book.addWorksheet('PCN Details')
  details.addRow([
    'PCN Code',
    'PCN Name',
    'Current Clinical Commissioning\nGroup Code',
    'Clinical Commissioning\nGroup Name',
    'Open Date',
    'Close Date',
    'Address Line 1',
    'Address Line 2',
    'Address Line 3',
    'Address Line 4',
    'Address Line 5',
    'Postcode',
  ])
  for (const network of networks) {
    const home = county.practices.find((practice) => practice.network === network)
    details.addRow([
      networkCode(network),
      networkName(network),
      payer.code,
      payer.name,
      number(started),
      null,
      home?.address.toUpperCase() ?? '',
      localities[home?.locality ?? 0]?.town.toUpperCase() ?? '',
      null,
      null,
      null,
      home?.postcode ?? '',
    ])
  }
  const partners = book.addWorksheet('PCN Core Partner Details')
  partners.addRow([
    'Partner\nOrganisation\nCode',
    'Partner\nName',
    'Practice\nParent\nCCG Code',
    'Practice\nParent\nCCG Name',
    'PCN Code',
    'PCN Name',
    'PCN Parent\nCCG Code',
    'PCN Parent\nCCG Name',
    'Practice to PCN\nRelationship\nStart Date',
    'Practice to PCN\nRelationship\nEnd Date',
    'Practice to PCN CCG Match',
  ])
  let row = 1
  for (const practice of county.practices) {
    if (practice.closed !== null && practice.closed < started) continue
    row++
    partners.addRow([
      practice.code,
      practice.name.toUpperCase(),
      payer.code,
      payer.name,
      networkCode(practice.network),
      {
        formula: `VLOOKUP(E${row},'PCN Details'!A:B,2,FALSE)`,
        result: networkName(practice.network),
      },
      payer.code,
      payer.name,
      number(started),
      practice.closed === null ? null : number(practice.closed),
      { formula: `G${row}=C${row}`, result: true },
    ])
  }
  const bytes = Buffer.from(await book.xlsx.writeBuffer())
  mkdirSync(dirname(join(county.folder, path)), { recursive: true })
  writeFileSync(join(county.folder, path), steadyZip(bytes))
  return path
}
