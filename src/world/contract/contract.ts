import { join } from 'node:path'
import type { Month } from '../../core/month.ts'
import { financialYear } from '../../core/month.ts'
import type { Random } from '../../core/random.ts'
import { random } from '../../core/random.ts'
import type { Tally } from '../activity/tally.ts'
import { extractDays, isoOf, spanOf } from '../calendar.ts'
import { aggregateHeader, aggregateLine } from './contract-line.ts'
import type { ContractLine } from './contract-line.ts'
import { drugLines } from './contract-drugs.ts'
import type { County } from '../county/county.ts'
import { providers } from '../county/places.ts'
import { textFile, type WorldFile } from '../text-file.ts'

/** Services that no patient-level feed carries: point of delivery, service, contacts a year for each 1,000 people, pence each. */
const community = [
  ['COMM', 'District nursing', 900, 4_600],
  ['COMMINIT', 'Community therapy', 95, 9_800],
  ['COMMSUB', 'Community therapy', 310, 5_900],
  ['COMM', 'Health visiting', 180, 6_100],
  ['COMM', 'Podiatry', 160, 4_900],
] as const
const mental = [
  ['OTHER', 'Adult community mental health', 210, 21_400],
  ['OTHER', 'Older people’s mental health', 60, 24_100],
  ['OTHER', 'Talking therapies', 150, 11_300],
  ['OTHER', 'Inpatient bed days', 105, 42_600],
] as const

const blank = (pod: string, detail: string): Omit<ContractLine, 'provider'> => ({
  site: '',
  practice: '',
  specialty: '',
  pod,
  detail,
  code: '',
  national: 'N',
  activity: 0,
  pence: 0,
  factorPence: 0,
  planned: 0,
  plannedPence: 0,
  plannedFactorPence: 0,
})

/** Lines of a service for every practice that is open in the month. */
const byPractice = (
  county: County,
  provider: string,
  month: Month,
  services: readonly (readonly [string, string, number, number])[],
  from: Random,
): ContractLine[] => {
  const start = spanOf(month).first
  return county.practices.flatMap((practice) => {
    if (practice.closed !== null && practice.closed < start) return []
    return services.map(([pod, detail, yearly, pence]): ContractLine => {
      const mean = (practice.list / 1_000) * practice.need * (yearly / 12)
      const activity = from.poisson(mean)
      const planned = Math.round(mean * 1.02)
      return {
        ...blank(pod, detail),
        provider,
        site: `${provider}01`,
        practice: practice.code,
        specialty: pod === 'OTHER' ? '710' : '650',
        activity: activity * 1_000,
        pence: activity * pence,
        planned: planned * 1_000,
        plannedPence: planned * pence,
      }
    })
  })
}

/** Points of delivery of the acute hospitals as they count them themselves: to be compared with the patient-level feeds, never added. */
const acute = (month: Month, tally: Tally, from: Random): ContractLine[] => {
  const year = ['2017/18', '2018/19', '2019/20'].indexOf(financialYear(month))
  return tally.entries().map(([key, count, pence]): ContractLine => {
    const [provider = '', pod = '', specialty = '', code = ''] = key.split('|')
    const factor =
      (providers.find((p) => p.code === provider)?.factor?.[year] ?? 1_000_000) / 1_000_000
    const price = Math.round(pence / factor)
    const expected = 0.94 + 0.12 * from.next()
    const planned = Math.max(1, Math.round(count * expected))
    const each = price / count
    return {
      ...blank(pod, ''),
      provider,
      site: `${provider}01`,
      specialty,
      code: pod.startsWith('OP') || pod.startsWith('NF') || pod === 'AE' || code !== '' ? code : '',
      national: 'Y',
      activity: count * 1_000,
      pence: price,
      factorPence: pence - price,
      planned: planned * 1_000,
      plannedPence: Math.round(planned * each),
      plannedFactorPence: Math.round(planned * each * (factor - 1)),
    }
  })
}

/** Money without activity: blocks, a quality payment, and now and then an adjustment either way. */
const sums = (county: County, provider: string, from: Random): ContractLine[] => {
  const block = Math.round(95_000_000 * county.scale)
  const lines: ContractLine[] = [
    {
      ...blank('BLOCK', 'Diagnostic and pathology block'),
      provider,
      pence: block,
      plannedPence: block,
    },
    {
      ...blank('CQUIN', 'Quality payment'),
      provider,
      pence: Math.round(block / 6),
      plannedPence: Math.round(block / 6),
    },
  ]
  if (from.next() < 0.5) {
    const pence = Math.round((from.next() - 0.6) * 24_000_000 * county.scale)
    lines.push({ ...blank('ADJUSTMENT', 'Prior month correction'), provider, pence })
  }
  return lines
}

/** The teaching hospital and the mental health trust still send Windows-1252. */
const sendsWindows = new Set(['WXT', 'WXM'])

/**
 * Contract monitoring of a month as the regional office passes it on: one aggregate file of all
 * providers, one of those that send another encoding, and the patients of the teaching hospital's drugs.
 */
export const writeContract = (county: County, month: Month, tally: Tally): WorldFile[] => {
  const from = random(`${county.seed}/contract/${month}`)
  const made = extractDays(month).flex - 3
  const drugs = drugLines(county, month, made, from)
  const hospital = acute(month, tally, from)
  const all = providers.flatMap(({ code: provider, kind }) => {
    const lines = hospital.filter((line) => line.provider === provider)
    if (kind === 'acute' && provider !== 'WXE')
      lines.push(
        ...sums(county, provider, from),
        ...drugs.lines.filter((line) => line.provider === provider),
      )
    if (kind === 'community') lines.push(...byPractice(county, provider, month, community, from))
    if (kind === 'mental health') lines.push(...byPractice(county, provider, month, mental, from))
    return lines
  })
  const write = (name: string, windows: boolean): WorldFile => {
    const day = isoOf(made).replaceAll('-', '')
    const path = join('files', 'contract', `${name}_${month.replace('-', '')}_${day}.csv`)
    const file = textFile(join(county.folder, path), {
      ending: '\r\n',
      encoding: windows ? 'latin1' : 'utf8',
    })
    file.line(aggregateHeader.join(','))
    for (const line of all) {
      if (sendsWindows.has(line.provider) !== windows) continue
      const text = aggregateLine(line, month, made)
      file.line(windows ? text.replaceAll('’', '\u0092').replaceAll('–', '\u0096') : text)
    }
    file.close()
    return { path, day: made }
  }
  return [{ path: drugs.path, day: made }, write('ACM', false), write('ACM_WINDOWS', true)]
}
