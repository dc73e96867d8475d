import { join } from 'node:path'
import type { Month } from '../../core/month.ts'
import { addMonths, lastDay } from '../../core/month.ts'
import { dayOf } from '../calendar.ts'
import type { County } from '../county/county.ts'
import type { WorldFile } from '../text-file.ts'
import { localities, payer, region, system } from '../county/places.ts'
import type { TextFile } from '../text-file.ts'
import { cell, textFile } from '../text-file.ts'
import { chapterName, makeCatalogue } from './catalogue.ts'
import type { PrescribingLine } from './month.ts'
import { prescribingLines } from './month.ts'

const current =
  '"YEAR_MONTH","REGIONAL_OFFICE_NAME","REGIONAL_OFFICE_CODE","ICB_NAME","ICB_CODE","PCO_NAME","PCO_CODE","PRACTICE_NAME","PRACTICE_CODE","ADDRESS_1","ADDRESS_2","ADDRESS_3","ADDRESS_4","POSTCODE","BNF_CHEMICAL_SUBSTANCE_CODE","BNF_CHEMICAL_SUBSTANCE","BNF_PRESENTATION_CODE","BNF_PRESENTATION_NAME","BNF_CHAPTER_PLUS_CODE",QUANTITY,ITEMS,TOTAL_QUANTITY,ADQ_USAGE,NIC,ACTUAL_COST,"UNIDENTIFIED",SNOMED_CODE'
const earlier =
  'YEAR_MONTH,REGIONAL_OFFICE_NAME,REGIONAL_OFFICE_CODE,AREA_TEAM_NAME,AREA_TEAM_CODE,PCO_NAME,PCO_CODE,PRACTICE_NAME,PRACTICE_CODE,ADDRESS_1,ADDRESS_2,ADDRESS_3,ADDRESS_4,POSTCODE,BNF_CHEMICAL_SUBSTANCE,CHEMICAL_SUBSTANCE_BNF_DESCR,BNF_CODE,BNF_DESCRIPTION,BNF_CHAPTER_PLUS_CODE,QUANTITY,ITEMS,TOTAL_QUANTITY,ADQUSAGE,NIC,ACTUAL_COST,UNIDENTIFIED'

/** A decimal from a whole number of units of its last place, without trailing noughts: 1005 tenths → "100.5". */
const decimal = (units: number, places: number): string => {
  const base = places === 1 ? 10 : places === 2 ? 100 : 100_000
  const rest = units % base
  const whole = (units - rest) / base
  if (rest === 0) return String(whole)
  if (places === 1) return `${whole}.${rest}`
  let text = String(base + rest)
  while (text.endsWith('0')) text = text.slice(0, -1)
  return `${whole}.${text.slice(1)}`
}
/** The current files write a whole number as "28." and nought as "0.". */
const pointed = (text: string): string => `"${text.includes('.') ? text : `${text}.`}"`

const adq = (line: PrescribingLine): number =>
  Math.round((line.quantityTenths * line.items * line.presentation.adq) / 10)

type Address = {
  name: string
  code: string
  lines: [string, string, string, string]
  postcode: string
}

const addresses = (county: County): Address[] =>
  county.practices.map((practice) => ({
    name: practice.name.toUpperCase(),
    code: practice.code,
    lines: [
      practice.address.toUpperCase(),
      // A comma inside an address, as real files have.
      `${localities[practice.locality]?.town.toUpperCase()},COBWOLD`,
      '',
      '',
    ],
    postcode: practice.postcode,
  }))
const unidentified: Address = {
  name: 'UNIDENTIFIED DOCTORS',
  code: '-',
  lines: ['-', '-', '-', '-'],
  postcode: '-',
}

/** What stands before a line of either form of EPD: month, region, system, payer and place. */
const leadOf = (month: string, { name, code, lines, postcode }: Address): string[] => [
  month,
  region.name,
  region.code,
  system.name,
  system.code,
  payer.name,
  `${payer.code}00`,
  name,
  code,
  ...lines,
  postcode,
]

const always = (text: string): string => `"${text}"`

const openCurrent = (
  county: County,
  month: Month,
  file: TextFile,
): ((line: PrescribingLine) => void) => {
  const of = (place: Address): string => leadOf(month, place).map(always).join(',')
  const leads = addresses(county).map(of)
  const unknown = of(unidentified)
  file.line(current)
  return (line) => {
    const { presentation: p, quantityTenths, items } = line
    const lead = line.practice < 0 ? unknown : leads[line.practice]
    const snomed = items % 7 === 3 ? `${p.snomed.slice(0, -1)}9` : p.snomed
    file.line(
      `${lead},"${p.chemical}","${p.substance}","${p.code}","${p.name.replace('_', ' ')}","${chapterName(p.chapter)}",${pointed(decimal(quantityTenths, 1))},${items},${pointed(decimal(quantityTenths * items, 1))},${pointed(decimal(adq(line), 1))},${pointed(decimal(line.nicPence, 2))},${pointed(decimal(line.actual, 5))},${line.practice < 0 ? 'Y' : 'N'},${snomed}`,
    )
  }
}

const openEarlier = (
  county: County,
  month: Month,
  file: TextFile,
): ((line: PrescribingLine) => void) => {
  const of = (place: Address): string => leadOf(month.replace('-', ''), place).map(cell).join(',')
  const leads = addresses(county).map(of)
  const unknown = of(unidentified)
  const names = new Map<string, string>()
  file.line(earlier)
  return (line) => {
    const { presentation: p, quantityTenths, items } = line
    const lead = line.practice < 0 ? unknown : leads[line.practice]
    let middle = names.get(p.code)
    if (middle === undefined) {
      middle = `${p.chemical},${cell(p.substance)},${p.code},${cell(p.name)},${cell(chapterName(p.chapter))}`
      names.set(p.code, middle)
    }
    file.line(
      `${lead},${middle},${decimal(quantityTenths, 1)},${items},${decimal(quantityTenths * items, 1)},${decimal(adq(line), 1)},${decimal(line.nicPence, 2)},${decimal(line.actual, 5)},${line.practice < 0 ? 'Y' : 'N'}`,
    )
  }
}

const padded = (text: string, width: number): string => text.slice(0, width).padEnd(width)

/** The older release: a line for each practice and presentation, padded, with an empty column at its end. */
const openOldest = (
  county: County,
  month: Month,
  file: TextFile,
): { add(line: PrescribingLine): void; end(): void } => {
  file.line(
    ' SHA,PCT,PRACTICE,BNF CODE,BNF NAME                                    ,ITEMS  ,NIC        ,ACT COST   ,QUANTITY,PERIOD,                                 ',
  )
  const period = month.replace('-', '')
  let held: PrescribingLine | null = null
  let units = 0
  const end = (): void => {
    if (!held) return
    const { presentation: p, items, nicPence, actual } = held
    const practice =
      held.practice < 0 ? `${payer.code}998` : (county.practices[held.practice]?.code ?? '')
    const pounds = (pence: number): string => {
      const text = String(100 + (pence % 100)).slice(1)
      return `${String(Math.floor(pence / 100)).padStart(8, '0')}.${text}`
    }
    const quantity = String(Math.round(units / 10)).padStart(7, '0')
    file.line(
      `${system.code},${payer.code},${practice},${padded(p.code, 15)},${padded(p.name, 40)},${String(items).padStart(7, '0')},${pounds(nicPence)},${pounds(Math.round(actual / 1_000))},${quantity},${period},                                 `,
    )
    held = null
    units = 0
  }
  return {
    end,
    add: (line) => {
      if (held && held.practice === line.practice && held.presentation === line.presentation) {
        held = {
          ...held,
          items: held.items + line.items,
          nicPence: held.nicPence + line.nicPence,
          actual: held.actual + line.actual,
        }
      } else {
        end()
        held = line
      }
      units += line.quantityTenths * line.items
    },
  }
}

const writeCompanions = (county: County, month: Month, stem: string): string[] => {
  const period = month.replace('-', '')
  const address = join('files', 'prescribing', `${stem}ADDR+BNFT.CSV`)
  const file = textFile(join(county.folder, address), { ending: '\r\n' })
  for (const place of addresses(county)) {
    const [first, second] = place.lines
    const town = second.replace(',COBWOLD', '')
    file.line(
      `${period},${place.code},${padded(place.name, 40)},${padded(first, 25)},${padded('', 25)},${padded(town, 25)},${padded('COBWOLD', 25)},${place.postcode}`,
    )
  }
  file.close()
  const chemicals = join('files', 'prescribing', `${stem}CHEM+SUBS.CSV`)
  const list = textFile(join(county.folder, chemicals), { ending: '\r\n' })
  list.line(`CHEM SUB ,NAME,                                                       ${period},`)
  const seen = new Map(makeCatalogue().map((p) => [p.chemical, p.substance]))
  for (const [code, name] of [...seen].sort((a, b) => (a[0] < b[0] ? -1 : 1))) {
    list.line(`${padded(code, 9)},${padded(name, 60)},`)
  }
  list.close()
  return [address, chemicals]
}

/** The month's prescribing in the layout of its time: the older release with its companions, then the two later ones. */
export const writePrescribing = (
  county: County,
  month: Month,
): { files: WorldFile[]; rows: number } => {
  const at = county.prescribing.indexOf(month)
  const day = dayOf(lastDay(addMonths(month, 1))) - 14
  let rows = 0
  const put = (name: string, ending: '\n' | '\r\n'): { path: string; file: TextFile } => {
    const path = join('files', 'prescribing', name)
    return { path, file: textFile(join(county.folder, path), { ending }) }
  }
  if (at < 8) {
    const stem = `T${month.replace('-', '')}`
    const { path, file } = put(`${stem}PDPI+BNFT.CSV`, '\r\n')
    const oldest = openOldest(county, month, file)
    prescribingLines(county, month, (line) => {
      rows++
      oldest.add(line)
    })
    oldest.end()
    file.close()
    const companions = writeCompanions(county, month, stem)
    return { files: [path, ...companions].map((name) => ({ path: name, day })), rows }
  }
  const { path, file } =
    at < 16
      ? put(`EPD_${month.replace('-', '')}.csv`, '\r\n')
      : put(`EPD_SNOMED_${month.replace('-', '')}.csv`, '\n')
  const write = (at < 16 ? openEarlier : openCurrent)(county, month, file)
  prescribingLines(county, month, (line) => {
    rows++
    write(line)
  })
  file.close()
  return { files: [{ path, day }], rows }
}
