import type { Month } from '../../core/month.ts'
import { financialYear } from '../../core/month.ts'
import { isoOf } from '../calendar.ts'
import { payer, providers } from '../county/places.ts'
import { cell } from '../text-file.ts'

/** A line of the aggregate contract monitoring data set: activity in thousandths, money in pence, the factor an amount. */
export type ContractLine = {
  provider: string
  site: string
  practice: string
  specialty: string
  pod: string
  detail: string
  code: string
  national: 'Y' | 'N'
  activity: number
  pence: number
  factorPence: number
  planned: number
  plannedPence: number
  plannedFactorPence: number
}

export const aggregateHeader: readonly string[] = [
  'FINANCIAL MONTH',
  'FINANCIAL YEAR',
  'DATE AND TIME DATA SET CREATED',
  'ORGANISATION IDENTIFIER (CODE OF PROVIDER)',
  'ORGANISATION SITE IDENTIFIER (OF TREATMENT)',
  'ORGANISATION IDENTIFIER (GP PRACTICE RESPONSIBILITY)',
  'ORGANISATION IDENTIFIER (RESIDENCE RESPONSIBILITY)',
  'ORGANISATION IDENTIFIER (CODE OF COMMISSIONER)',
  'GENERAL MEDICAL PRACTICE (PATIENT REGISTRATION)',
  'ACTIVITY TREATMENT FUNCTION CODE',
  'LOCAL SUB-SPECIALTY CODE',
  'WARD CODE',
  'COMMISSIONED SERVICE CATEGORY CODE',
  'SERVICE CODE',
  'SPECIALISED MENTAL HEALTH SERVICE CATEGORY CODE',
  'POINT OF DELIVERY CODE',
  'POINT OF DELIVERY FURTHER DETAIL CODE',
  'POINT OF DELIVERY FURTHER DETAIL DESCRIPTION',
  'LOCAL POINT OF DELIVERY CODE',
  'LOCAL POINT OF DELIVERY DESCRIPTION',
  'LOCAL CONTRACT CODE',
  'LOCAL CONTRACT CODE DESCRIPTION',
  'LOCAL CONTRACT MONITORING CODE',
  'LOCAL CONTRACT MONITORING DESCRIPTION',
  'CONTRACT MONITORING ADDITIONAL DETAIL',
  'CONTRACT MONITORING ADDITIONAL DESCRIPTION',
  'TARIFF CODE',
  'NATIONAL TARIFF INDICATOR',
  'CONTRACT MONITORING PLANNED ACTIVITY',
  'CONTRACT MONITORING PLANNED PRICE',
  'CONTRACT MONITORING PLANNED MARKET FORCES FACTOR',
  'CONTRACT MONITORING ACTUAL ACTIVITY',
  'CONTRACT MONITORING ACTUAL PRICE',
  'CONTRACT MONITORING ACTUAL MARKET FORCES FACTOR',
  'NAME OF SUBMITTER',
]

/** The hospital of the north still writes its own names for some points of delivery. */
const dirt: Record<string, string> = { AE: 'AANDE', OPFUPSPNCL: 'OPFUPSPNC', DRUG: 'DRUGS' }

/** 1 for April to 12 for March. */
export const contractMonth = (month: Month): number => ((Number(month.slice(5)) + 8) % 12) + 1
/** "201920". */
export const contractYear = (month: Month): string => financialYear(month).replace('/', '')

const decimal = (units: number, places: number): string => {
  const sign = units < 0 ? '-' : ''
  const size = Math.abs(units)
  const base = 10 ** places
  const rest = size % base
  const whole = (size - rest) / base
  return rest === 0 ? `${sign}${whole}` : `${sign}${whole}.${String(base + rest).slice(1)}`
}

export const moneyText = (pence: number): string => {
  const sign = pence < 0 ? '-' : ''
  const size = Math.abs(pence)
  return `${sign}${Math.floor(size / 100)}.${String(100 + (size % 100)).slice(1)}`
}

export const aggregateLine = (line: ContractLine, month: Month, made: number): string => {
  const real = line.activity > 0 || line.site !== ''
  const owner = providers.find((provider) => provider.code === line.provider)
  const pod = line.provider === 'WXB' ? (dirt[line.pod] ?? line.pod) : line.pod
  return [
    contractMonth(month),
    contractYear(month),
    `${isoOf(made)}T09:30:00`,
    line.provider,
    line.site,
    real ? payer.code : '',
    real ? payer.code : '',
    payer.code,
    line.practice,
    line.specialty,
    '',
    '',
    '21',
    '',
    '',
    pod,
    '',
    cell(line.detail),
    '',
    '',
    'C1920',
    'Main – acute and community',
    '',
    '',
    '',
    '',
    line.code,
    line.national,
    decimal(line.planned, 3),
    moneyText(line.plannedPence),
    moneyText(line.plannedFactorPence),
    decimal(line.activity, 3),
    moneyText(line.pence),
    moneyText(line.factorPence),
    cell(`${owner?.name ?? ''} Contracts`),
  ].join(',')
}
