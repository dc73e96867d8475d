import { join } from 'node:path'
import type { Month } from '../../core/month.ts'
import type { Random } from '../../core/random.ts'
import { visitors } from '../activity/people-cells.ts'
import { isoOf, spanOf } from '../calendar.ts'
import type { ContractLine } from './contract-line.ts'
import { contractMonth, contractYear, moneyText } from './contract-line.ts'
import type { County } from '../county/county.ts'
import { areaCode, birthDate, localNumber, nhsNumber, postcodeOf } from '../county/people.ts'
import { payer } from '../county/places.ts'
import { textFile } from '../text-file.ts'

/** Patient-level contract monitoring: the keys of the aggregate, the person, the day, and what one line costs. */
export const patientHeader: readonly string[] = [
  'FINANCIAL MONTH',
  'FINANCIAL YEAR',
  'DATE AND TIME DATA SET CREATED',
  'ORGANISATION IDENTIFIER (CODE OF PROVIDER)',
  'ORGANISATION SITE IDENTIFIER (OF TREATMENT)',
  'ORGANISATION IDENTIFIER (CODE OF COMMISSIONER)',
  'GENERAL MEDICAL PRACTICE (PATIENT REGISTRATION)',
  'NHS NUMBER',
  'LOCAL PATIENT IDENTIFIER (EXTENDED)',
  'PERSON BIRTH DATE',
  'POSTCODE OF USUAL ADDRESS',
  'LSOA OF RESIDENCE',
  'ACTIVITY TREATMENT FUNCTION CODE',
  'POINT OF DELIVERY CODE',
  'POINT OF DELIVERY FURTHER DETAIL DESCRIPTION',
  'LOCAL POINT OF DELIVERY CODE',
  'TARIFF CODE',
  'NATIONAL TARIFF INDICATOR',
  'ACTIVITY IDENTIFIER',
  'ACTIVITY START DATE (CONTRACT MONITORING)',
  'CONTRACT MONITORING ACTUAL ACTIVITY',
  'ACTIVITY UNIT PRICE',
  'CONTRACT MONITORING ACTUAL PRICE',
  'CONTRACT MONITORING ACTUAL MARKET FORCES FACTOR',
]

/** High-cost drugs and devices: what, treatment function, pence a course, and share of lines. */
const items = [
  ['DRUG', 'Aflibercept', '130', 81_600, 0.3],
  ['DRUG', 'Adalimumab', '410', 63_300, 0.3],
  ['DRUG', 'Infliximab', '301', 94_100, 0.16],
  ['DRUG', 'Natalizumab', '400', 113_000, 0.1],
  ['DEVICE', 'Implantable defibrillator', '320', 1_240_000, 0.02],
  ['DRUG', 'Ranibizumab', '130', 55_100, 0.12],
] as const

const hospitals = [
  ['WXA', 0.45],
  ['WXB', 0.3],
  ['WXT', 0.25],
] as const

/** The month's drug and device lines by patient for the teaching hospital (as a file), and added up by practice for all three. */
export const drugLines = (
  county: County,
  month: Month,
  made: number,
  from: Random,
): { path: string; lines: ContractLine[] } => {
  const span = spanOf(month)
  const people = visitors(county)
  const stamp = month.replace('-', '')
  const path = join('files', 'contract', `PLCM_WXT_${stamp}_${isoOf(made).replaceAll('-', '')}.csv`)
  const file = textFile(join(county.folder, path))
  file.line(patientHeader.join(','))
  const sums = new Map<string, ContractLine>()
  const count = Math.round(2_100 * county.scale)
  let record = 0
  for (let i = 0; i < count; i++) {
    let at = from.next()
    const item = items.find((one) => (at -= one[4]) < 0) ?? items[0]
    let where = from.next()
    const [provider] = hospitals.find((one) => (where -= one[1]) < 0) ?? hospitals[0]
    const day = span.working[from.int(span.working.length)] ?? span.first
    const who = people.next('procedure', from, day)
    const practice = county.practices[people.practice(who, day)]?.code ?? ''
    const [pod, detail, specialty, pence] = item
    const key = `${provider}|${practice}|${detail}`
    const sum = sums.get(key)
    if (sum) {
      sum.pence += pence
      sum.plannedPence += pence
    } else {
      sums.set(key, {
        provider,
        site: '',
        practice,
        specialty,
        pod,
        detail,
        code: '',
        national: 'N',
        activity: 0,
        pence,
        factorPence: 0,
        planned: 0,
        plannedPence: pence,
        plannedFactorPence: 0,
      })
    }
    if (provider !== 'WXT') continue
    const tail = county.people.number[who] ?? 0
    const area = county.people.area[who] ?? 0
    file.line(
      [
        contractMonth(month),
        contractYear(month),
        `${isoOf(made)}T09:30:00`,
        provider,
        `${provider}01`,
        payer.code,
        practice,
        nhsNumber(tail),
        localNumber(tail),
        birthDate(county.people, who),
        postcodeOf(area, tail % 80),
        areaCode(area),
        specialty,
        pod,
        detail,
        '',
        '',
        'N',
        `D${stamp}${String(++record).padStart(6, '0')}`,
        isoOf(day),
        // Drugs and devices are money without activity in the national set.
        '0',
        moneyText(pence),
        moneyText(pence),
        '0.00',
      ].join(','),
    )
  }
  file.close()
  const lines = [...sums].sort((a, b) => (a[0] < b[0] ? -1 : 1)).map(([, line]) => line)
  return { path, lines }
}
