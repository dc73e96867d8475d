import type { Month } from '../../core/month.ts'
import { random } from '../../core/random.ts'
import { outpatientColumns } from '../../intake/sus/columns.ts'
import { isoOf, spanOf } from '../calendar.ts'
import { weighted } from '../choice.ts'
import type { County } from '../county/county.ts'
import { shareOfYear } from '../plants/plants.ts'
import { outsiders } from '../county/places.ts'
import type { PriceBook } from '../price-book.ts'
import type { Stream } from '../streams.ts'
import type { MonthFiles } from './admitted.ts'
import { plantedIn } from '../plants/records.ts'
import { spoiled } from './bad-rows.ts'
import { drawKind, plannedKinds } from './casemix.ts'
import type { Kind } from './casemix.ts'
import { fill, openExtracts, positions, providerCode } from './extracts.ts'
import { visitors } from './people-cells.ts'
import { pounds, sentPrices } from './sent-price.ts'
import { drawSpecialty } from './specialties.ts'
import type { Tally } from './tally.ts'
import { clinicDay, volumeOf } from './volumes.ts'

const at = positions(outpatientColumns, [
  ...(['record_key', 'period_from', 'period_to', 'extract_date', 'nhs_number'] as const),
  ...(['local_patient_id', 'birth_date', 'postcode', 'sex', 'age', 'lsoa'] as const),
  ...(['practice_sent', 'practice_derived', 'provider', 'site', 'attendance_date'] as const),
  ...(['attendance_status', 'first_attendance', 'attendance_outcome'] as const),
  ...(['administrative_category', 'referral_source', 'referring_organisation'] as const),
  ...(['priority', 'medium', 'multi_professional', 'main_specialty', 'specialty'] as const),
  ...(['primary_diagnosis', 'primary_procedure', 'secondary_procedures', 'hrg'] as const),
  ...(['unbundled', 'excluded', 'price_sent'] as const),
])

const firstSource = weighted([
  ['03', 64],
  ['05', 17],
  ['04', 7],
  ['12', 5],
  ['97', 4],
  ['92', 3],
])
const imaging = weighted([
  ['RD40Z*1', 40],
  ['RD20A*1', 14],
  ['RD01A*1', 18],
  ['RD51A*1', 9],
  ['RD42Z*1', 11],
  ['RD40Z*2', 4],
  ['RD01A*1|RD40Z*1', 4],
])
const notSeen = weighted([
  ['3', 62],
  ['2', 24],
  ['4', 11],
  ['7', 3],
])
const drawProcedure = drawKind(plannedKinds, 'procedure')

/** What a planted line says where its recipe is silent. */
const plainLine = {
  provider: 'WXA',
  site: 'WXA01',
  administrative_category: '01',
  priority: '1',
  medium: '01',
  multi_professional: '1',
  excluded: 'N',
}

/** The month's outpatient appointments: consultant-led and other attendances, procedures, and those not attended. */
export const writeOutpatient = (
  county: County,
  month: Month,
  book: PriceBook,
  tally: Tally,
): MonthFiles => {
  const from = random(`${county.seed}/outpatient/${month}`)
  const span = spanOf(month)
  const people = visitors(county)
  const prices = sentPrices(book, month)
  const { plants } = county
  const extracts = openExtracts(county, month, 'outpatient', outpatientColumns, (cells) => {
    cells[at.attendance_outcome] = '3'
    cells[at.practice_derived] = ''
  })
  const cells: string[] = Array.from({ length: outpatientColumns.length }, () => '')
  const stem = month.replace('-', '').slice(2)
  let record = 0
  let turn = 0
  let duplicates = shareOfYear(plants.duplicates, month)
  let elsewhere = shareOfYear(plants.elsewhere, month)
  const volume = {
    consultant: volumeOf(county, span, 'consultant', from),
    other: volumeOf(county, span, 'other', from),
    procedures: volumeOf(county, span, 'procedures', from),
  }
  const key = (): string => `O${stem}${String(10_000_000 + ++record).slice(1)}`
  /** Follow-ups are thinned where a locality or a hospital differs, so that ratios differ and nothing else. */
  const kept = (who: number, provider: number, specialty: string): boolean => {
    const home = county.practices[county.people.home[who] ?? 0]
    if (home?.locality === plants.lowFollow.locality && provider === plants.lowFollow.provider) {
      return from.next() < 0.84 * plants.lowFollow.share
    }
    const above = provider === plants.provider && specialty === plants.followSpecialty
    return above || from.next() < 0.84
  }
  const appointment = (stream: Stream, led: boolean, first: boolean): boolean => {
    const day = clinicDay(span, from)
    const who = people.next(stream, from, day)
    const age = people.ageOn(who, day)
    const provider = people.provider(who, 'planned', from)
    let kind: Kind | null = null
    if (stream === 'procedure') {
      kind = drawProcedure(age, county.people.sex[who] ?? 1, from)
      if (!kind || (kind.specialty !== '110' && kind.specialty !== '130' && provider === 3))
        return false
    }
    const specialty =
      kind?.specialty ?? drawSpecialty(age, county.people.sex[who] ?? 1, led, provider, from)
    if (!first && !kept(who, provider, specialty)) return false
    const remote = kind === null && from.next() < (first ? 0.03 : 0.08)
    const several = kind === null && from.next() < 0.04
    const currency = `WF0${several ? 2 : 1}${first ? (remote ? 'D' : 'B') : remote ? 'C' : 'A'}`
    const seen = from.next()
    const code = providerCode(provider)
    cells.fill('')
    people.write(cells, at, who, day, age, from)
    cells[at.record_key] = key()
    cells[at.provider] = code
    cells[at.site] = `${code}0${from.next() < 0.85 ? 1 : 2}`
    cells[at.attendance_date] = isoOf(day)
    cells[at.attendance_status] = seen < 0.92 ? '5' : '6'
    cells[at.first_attendance] = first ? (remote ? '3' : '1') : remote ? '4' : '2'
    cells[at.attendance_outcome] =
      from.next() < (first ? 0.3 : 0.24) ? '1' : from.next() < 0.75 ? '2' : '3'
    cells[at.administrative_category] = '01'
    const source = first ? firstSource(from) : from.next() < 0.6 ? '03' : '05'
    cells[at.referral_source] = source
    if (source === '03') cells[at.referring_organisation] = cells[at.practice_sent] ?? ''
    cells[at.priority] = first && from.next() < 0.11 ? '3' : from.next() < 0.12 ? '2' : '1'
    cells[at.medium] = remote ? '02' : '01'
    cells[at.multi_professional] = several ? '2' : '1'
    cells[at.specialty] = specialty
    cells[at.main_specialty] = led
      ? specialty === '191'
        ? '190'
        : specialty
      : specialty === '560'
        ? '560'
        : '950'
    if (kind) {
      const procedures = kind.procedures[from.int(Math.max(1, kind.procedures.length))] ?? []
      cells[at.primary_diagnosis] = kind.diagnoses[0] ?? ''
      cells[at.primary_procedure] = procedures[0] ?? ''
      cells[at.secondary_procedures] = procedures.slice(1).join('|')
    }
    if (led && from.next() < 0.06) cells[at.unbundled] = imaging(from)
    const hrg = kind?.hrg ?? currency
    cells[at.hrg] = hrg
    cells[at.excluded] = hrg === 'SB97Z' ? 'Y' : 'N'
    if (from.next() < 0.052) {
      // Not seen: sent, counted and never priced.
      cells[at.attendance_status] = notSeen(from)
      cells[at.attendance_outcome] = ''
      cells[at.hrg] = ''
      cells[at.unbundled] = ''
      cells[at.primary_procedure] = ''
      cells[at.secondary_procedures] = ''
      extracts.row(cells, provider, extracts.fate())
      return appointment(stream, led, first)
    }
    const pence = prices.outpatient(currency, led, kind?.hrg ?? null, provider)
    cells[at.price_sent] = hrg === 'SB97Z' ? '' : pounds(pence)
    const pod = kind
      ? 'OPPROC'
      : remote
        ? first
          ? 'NF2FFA'
          : 'NF2FFUP'
        : `OP${first ? 'FA' : 'FUP'}${several ? 'MP' : 'SP'}${led ? 'CL' : 'NCL'}`
    if (provider === plants.provider) turn++
    if (elsewhere > 0 && provider === plants.provider && turn % 25 === 12) {
      elsewhere--
      cells[at.practice_sent] = county.practices[people.practice(who, day)]?.code ?? ''
      cells[at.practice_derived] = outsiders[elsewhere % outsiders.length] ?? ''
    }
    const fate = extracts.fate()
    const twice =
      duplicates > 0 && provider === plants.provider && turn % 25 === 0 && fate !== 'changed'
    extracts.row(cells, provider, fate)
    tally.add(code, pod, specialty, hrg, pence)
    if (twice) {
      duplicates--
      cells[at.record_key] = key()
      extracts.row(cells, provider, fate)
      tally.add(code, pod, specialty, hrg, pence)
    }
    return true
  }
  const run = (count: number, stream: Stream, led: boolean, first: boolean): void => {
    for (let i = 0; i < count;) if (appointment(stream, led, first)) i++
  }
  run(Math.round(volume.consultant * 0.33), 'first', true, true)
  run(Math.round(volume.consultant * 0.67), 'follow', true, false)
  run(Math.round(volume.other * 0.28), 'first', false, true)
  run(Math.round(volume.other * 0.72), 'follow', false, false)
  run(Math.round(volume.procedures * 0.4), 'procedure', true, true)
  run(Math.round(volume.procedures * 0.6), 'procedure', true, false)
  const bad = spoiled(county, month, extracts, cells, at, 'attendance_date')
  for (const planted of plantedIn(county, 'outpatient', month)) {
    cells.fill('')
    people.plain(cells, at, planted.who, planted.to, people.ageOn(planted.who, planted.to))
    fill(cells, at, { ...plainLine, record_key: planted.key, attendance_date: isoOf(planted.to) })
    fill(cells, at, planted.fields)
    cells[at.main_specialty] = cells[at.specialty] ?? ''
    extracts.row(cells, 0, 'sent')
  }
  extracts.close()
  return {
    files: extracts.files,
    rows: { outpatient: extracts.rows.freeze || extracts.rows.flex },
    bad,
  }
}
