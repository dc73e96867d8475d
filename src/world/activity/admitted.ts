import type { Month } from '../../core/month.ts'
import { addMonths, financialYear } from '../../core/month.ts'
import { random } from '../../core/random.ts'
import { admittedColumns, criticalCareColumns } from '../../intake/sus/columns.ts'
import { isoOf, spanOf } from '../calendar.ts'
import type { County } from '../county/county.ts'
import type { PriceBook } from '../price-book.ts'
import { costlySpells } from '../plants/costly.ts'
import { plantedIn } from '../plants/records.ts'
import { spoiled, type BadRows } from './bad-rows.ts'
import { crossing } from './crossing.ts'
import { secondaryDiagnoses } from './casemix.ts'
import type { Extracts } from './extracts.ts'
import { fill, openExtracts, positions, providerCode } from './extracts.ts'
import { visitors } from './people-cells.ts'
import { pounds, sentPrices } from './sent-price.ts'
import type { Spell, TrimOf } from './spells.ts'
import { spellsOf } from './spells.ts'
import type { Tally } from './tally.ts'

const at = positions(admittedColumns, [
  ...(['record_key', 'period_from', 'period_to', 'extract_date', 'nhs_number'] as const),
  ...(['local_patient_id', 'birth_date', 'postcode', 'sex', 'age', 'lsoa'] as const),
  ...(['practice_sent', 'practice_derived', 'provider', 'site', 'spell_number'] as const),
  ...(['episode_order', 'episode_start', 'episode_end', 'episode_type', 'well_baby'] as const),
  ...(['admission_date', 'admission_method', 'admission_source'] as const),
  ...(['administrative_category', 'classification', 'intended_management'] as const),
  ...(['discharge_date', 'discharge_method', 'discharge_destination'] as const),
  ...(['main_specialty', 'specialty', 'primary_diagnosis', 'secondary_diagnoses'] as const),
  ...(['primary_procedure', 'secondary_procedures', 'procedure_date', 'hrg'] as const),
  ...(['grouping_method', 'unbundled', 'best_practice_flag', 'critical_care_days'] as const),
  ...(['rehabilitation_days', 'palliative_days', 'top_up_rate', 'service_line'] as const),
  ...(['excluded', 'price_sent'] as const),
])
const period = positions(criticalCareColumns, [
  ...(['record_key', 'period_from', 'period_to', 'extract_date', 'nhs_number'] as const),
  ...(['provider', 'spell_number', 'period_type', 'start_date', 'end_date'] as const),
  ...(['unit_function', 'level_2_days', 'level_3_days', 'organs', 'hrg'] as const),
])

/** Codes arrive late: in the first extract a changed spell is not yet coded. */
const uncoded = (cells: string[]): void => {
  cells[at.primary_diagnosis] = 'R69X'
  cells[at.secondary_diagnoses] = ''
  cells[at.hrg] = 'UZ01Z'
  cells[at.grouping_method] = 'U'
  cells[at.price_sent] = ''
}

/** What a planted spell says where its recipe is silent. */
const plainSpell = [
  ['provider', 'WXA'],
  ['site', 'WXA01'],
  ['episode_order', '1'],
  ['episode_type', '1'],
  ['well_baby', 'N'],
  ['admission_source', '19'],
  ['administrative_category', '01'],
  ['intended_management', '1'],
  ['discharge_destination', '19'],
  ['grouping_method', 'D'],
  ['critical_care_days', '0'],
  ['rehabilitation_days', '0'],
  ['palliative_days', '0'],
  ['excluded', 'N'],
] as const

const organCurrency = ['XC07Z', 'XC06Z', 'XC05Z', 'XC04Z', 'XC03Z', 'XC02Z', 'XC01Z']

export type MonthFiles = { files: Extracts['files']; rows: Record<string, number>; bad: BadRows[] }

/** The month's admitted care, one line an episode, and the critical-care periods of its spells. */
export const writeAdmitted = (
  county: County,
  month: Month,
  book: PriceBook,
  tally: Tally,
): MonthFiles => {
  const from = random(`${county.seed}/admitted/${month}`)
  const span = spanOf(month)
  const year = financialYear(month)
  const people = visitors(county)
  const prices = sentPrices(book, month)
  const extracts = openExtracts(county, month, 'admitted', admittedColumns, uncoded)
  const critical = openExtracts(county, month, 'critical-care', criticalCareColumns, (cells) => {
    cells[period.level_3_days] = '0'
  })
  const cells: string[] = Array.from({ length: admittedColumns.length }, () => '')
  const care: string[] = Array.from({ length: criticalCareColumns.length }, () => '')
  const stem = month.replace('-', '').slice(2)
  let serial = 0
  let record = 0
  const writeSpell = (spell: Spell, open: boolean): void => {
    if (spell.number === undefined) serial++
    const { kind } = spell
    const provider = providerCode(spell.provider)
    const number = spell.number ?? `${stem}${String(1_000_000 + serial).slice(1)}`
    const nights = spell.discharged - spell.admitted
    const fate = spell.organs === undefined ? extracts.fate() : 'sent'
    const counted = spell.organs === undefined && spell.criticalDays > 0 && from.next() < 0.15
    const rehabilitation =
      !spell.number && nights > 12 && from.next() < 0.06 ? 4 + from.int(nights - 10) : 0
    const palliative = spell.died && from.next() < 0.12 ? Math.min(nights, 2) : 0
    const topUp = provider === 'WXT' && from.next() < 0.05 ? (from.next() < 0.7 ? 0.24 : 0.32) : 0
    const privately = spell.method < '20' && from.next() < 0.008
    const zeroDay = nights === 0 && spell.provider === county.plants.provider
    const { pence, pod } = prices.spell({
      hrg: kind.hrg,
      age: spell.age,
      classification: spell.classification,
      method: spell.method,
      nights,
      qualifying: Math.max(0, nights - spell.criticalDays - rehabilitation - palliative),
      provider: spell.provider,
      full: zeroDay,
      topUp,
    })
    const procedures = kind.procedures[from.int(Math.max(1, kind.procedures.length))] ?? []
    cells.fill('')
    if (spell.organs === undefined) {
      people.write(cells, at, spell.who, spell.discharged, spell.age, from)
    } else people.plain(cells, at, spell.who, spell.discharged, spell.age)
    cells[at.provider] = provider
    cells[at.site] = `${provider}0${from.next() < 0.9 ? 1 : 2}`
    cells[at.spell_number] = number
    cells[at.admission_date] = isoOf(spell.admitted)
    cells[at.admission_method] = spell.method
    cells[at.admission_source] = spell.newborn ? '79' : from.next() < 0.03 ? '51' : '19'
    cells[at.administrative_category] = privately ? '02' : '01'
    cells[at.classification] = spell.classification
    cells[at.intended_management] = spell.classification === '1' ? '1' : '2'
    cells[at.discharge_date] = isoOf(spell.discharged)
    cells[at.discharge_method] = spell.died ? '4' : from.next() < 0.98 ? '1' : '2'
    cells[at.discharge_destination] = spell.died
      ? '79'
      : spell.age > 80 && from.next() < 0.08
        ? '54'
        : '19'
    cells[at.well_baby] = kind.hrg === 'PB03Z' ? 'Y' : 'N'
    cells[at.episode_type] = spell.newborn ? '3' : spell.method === '31' ? '2' : '1'
    cells[at.hrg] = kind.hrg
    cells[at.grouping_method] = kind.hrg === 'UZ01Z' ? 'U' : procedures.length > 0 ? 'P' : 'D'
    cells[at.best_practice_flag] =
      (book.admitted(kind.hrg, year)?.bestPractice ?? 0) > 0 && from.next() < 0.6 ? 'Y' : ''
    cells[at.critical_care_days] = String(spell.criticalDays)
    cells[at.rehabilitation_days] = String(rehabilitation)
    cells[at.palliative_days] = String(palliative)
    if (topUp > 0) {
      cells[at.top_up_rate] = String(topUp)
      cells[at.service_line] = 'NCBPS34A'
    }
    cells[at.excluded] = privately || kind.hrg === 'SB97Z' ? 'Y' : 'N'
    const secondary = secondaryDiagnoses(spell.age, from)
    const diagnosis = kind.diagnoses[from.int(kind.diagnoses.length)] ?? ''
    let start = spell.admitted
    const writeEpisode = (order: number): void => {
      const last = order === spell.episodes
      const end = last
        ? spell.discharged
        : order === 1 && spell.firstEnd !== undefined
          ? spell.firstEnd
          : Math.min(spell.discharged, start + from.int(1 + Math.floor(nights / 2)))
      cells[at.record_key] = `A${stem}${String(10_000_000 + ++record).slice(1)}`
      cells[at.episode_order] = String(order)
      cells[at.episode_start] = isoOf(start)
      cells[at.episode_end] = isoOf(end)
      const specialty = last || spell.method < '20' ? kind.specialty : order === 1 ? '300' : '430'
      cells[at.specialty] = specialty
      cells[at.main_specialty] = specialty
      cells[at.primary_diagnosis] = last ? diagnosis : 'R69X'
      cells[at.secondary_diagnoses] = secondary
      cells[at.primary_procedure] = last ? (procedures[0] ?? '') : ''
      cells[at.secondary_procedures] = last ? procedures.slice(1).join('|') : ''
      cells[at.procedure_date] = last && procedures.length > 0 ? isoOf(start) : ''
      cells[at.price_sent] = last && pence > 0 && !privately ? pounds(pence) : ''
      extracts.row(cells, spell.provider, fate)
      start = end
    }
    if (open) {
      // Still in hospital: the spell's end, codes and price are not known yet.
      for (const field of [at.discharge_date, at.discharge_method, at.discharge_destination]) {
        cells[field] = ''
      }
      cells[at.hrg] = ''
      cells[at.grouping_method] = ''
      writeEpisode(1)
      return
    }
    for (let order = 1; order <= spell.episodes; order++) writeEpisode(order)
    if (!privately) tally.add(provider, pod, kind.specialty, kind.hrg, pence)
    if (spell.criticalDays > 0 && !counted) {
      const young = spell.age < 1
      const organs = spell.organs ?? Math.min(6, from.poisson(1.3))
      care[period.record_key] = `C${number}`
      care[period.nhs_number] = cells[at.nhs_number] ?? ''
      care[period.provider] = provider
      care[period.spell_number] = number
      care[period.period_type] = young ? 'neonatal' : spell.age < 17 ? 'paediatric' : 'adult'
      care[period.start_date] = isoOf(spell.criticalFrom)
      care[period.end_date] = isoOf(spell.criticalFrom + spell.criticalDays - 1)
      care[period.unit_function] = young ? '13' : spell.age < 17 ? '04' : '01'
      care[period.level_2_days] = String(organs < 2 ? spell.criticalDays : 0)
      care[period.level_3_days] = String(organs < 2 ? 0 : spell.criticalDays)
      care[period.organs] = String(organs)
      care[period.hrg] = young
        ? 'XA03Z'
        : spell.age < 17
          ? 'XB06Z'
          : (organCurrency[organs] ?? 'XC06Z')
      critical.row(care, spell.provider, critical.fate())
    }
  }
  const trim: TrimOf = (kind, emergency) => {
    const price = book.admitted(kind.hrg, year)
    return (emergency ? price?.nonElectiveTrim : price?.electiveTrim) || 8
  }
  for (const spell of spellsOf(county, span, people, trim, from)) writeSpell(spell, false)
  for (const spell of crossing(county, addMonths(month, -1), people)) writeSpell(spell, false)
  for (const spell of crossing(county, month, people)) writeSpell(spell, true)
  for (const spell of costlySpells(county, month, people)) writeSpell(spell, false)
  const bad = spoiled(county, month, extracts, cells, at, 'discharge_date')
  for (const planted of plantedIn(county, 'admitted', month)) {
    const nights = planted.to - planted.from
    cells.fill('')
    people.plain(cells, at, planted.who, planted.from, people.ageOn(planted.who, planted.from))
    cells[at.record_key] = planted.key
    cells[at.spell_number] = planted.key
    for (const [field, value] of plainSpell) cells[at[field]] = value
    cells[at.admission_date] = cells[at.episode_start] = isoOf(planted.from)
    cells[at.discharge_date] = cells[at.episode_end] = isoOf(planted.to)
    fill(cells, at, planted.fields)
    cells[at.main_specialty] = cells[at.specialty] ?? ''
    if (nights === 0) cells[at.intended_management] = '2'
    extracts.row(cells, 0, 'sent')
  }
  extracts.close()
  critical.close()
  return {
    files: [...extracts.files, ...critical.files],
    rows: {
      admitted: extracts.rows.freeze || extracts.rows.flex,
      'critical-care': critical.rows.freeze || critical.rows.flex,
    },
    bad,
  }
}
