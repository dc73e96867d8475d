import type { Month } from '../../core/month.ts'
import { random } from '../../core/random.ts'
import { emergencyColumns } from '../../intake/sus/columns.ts'
import { isoOf, spanOf } from '../calendar.ts'
import { weighted } from '../choice.ts'
import type { County } from '../county/county.ts'
import type { PriceBook } from '../price-book.ts'
import type { MonthFiles } from './admitted.ts'
import { plantedIn } from '../plants/records.ts'
import { spoiled } from './bad-rows.ts'
import { fill, openExtracts, positions, providerCode } from './extracts.ts'
import { visitors } from './people-cells.ts'
import { pounds, sentPrices } from './sent-price.ts'
import type { Tally } from './tally.ts'
import { arrivalDay, volumeOf } from './volumes.ts'

const at = positions(emergencyColumns, [
  ...(['record_key', 'period_from', 'period_to', 'extract_date', 'nhs_number'] as const),
  ...(['local_patient_id', 'birth_date', 'postcode', 'sex', 'age', 'lsoa'] as const),
  ...(['practice_sent', 'practice_derived', 'provider', 'site', 'department_type'] as const),
  ...(['arrival_date', 'arrival_time', 'arrival_mode', 'attendance_category'] as const),
  ...(['attendance_source', 'acuity', 'diagnosis', 'investigations', 'treatments'] as const),
  ...(['discharge_status', 'discharge_follow_up', 'discharge_destination', 'hrg'] as const),
  ...(['excluded', 'price_sent'] as const),
])

/** HRG, department types where it happens, investigations and treatments (SNOMED CT), and its share. */
type Care = { hrg: string; investigations: string; treatments: string }
const none = { investigations: '1088291000000101', treatments: '183964008' }
const major = weighted<Care>([
  [{ hrg: 'VB02Z', investigations: '77477000|26604007', treatments: '268400002|225358003' }, 22],
  [{ hrg: 'VB03Z', investigations: '77477000', treatments: '281789004' }, 82],
  [{ hrg: 'VB04Z', investigations: '168537006|26604007', treatments: '268400002' }, 51],
  [{ hrg: 'VB05Z', investigations: '168537006', treatments: '384758001' }, 16],
  [{ hrg: 'VB06Z', investigations: '27171005', treatments: '268400002' }, 23],
  [{ hrg: 'VB07Z', investigations: '168537006|26604007', treatments: '71181003' }, 112],
  [{ hrg: 'VB08Z', investigations: '168537006|26604007', treatments: '413334001' }, 250],
  [{ hrg: 'VB09Z', investigations: '27171005|167252002', treatments: '413334001' }, 150],
  [{ hrg: 'VB09Z', investigations: '27171005', treatments: '81733005' }, 90],
  [{ hrg: 'VB11Z', ...none }, 130],
  [{ hrg: 'VB01Z', investigations: '77477000|26604007', treatments: '89666000' }, 5],
  [{ hrg: 'VB99Z', ...none }, 0.4],
  [{ hrg: 'UZ01Z', investigations: '', treatments: '' }, 6],
])
const minor = weighted<Care>([
  [{ hrg: 'VB09Z', investigations: '168537006', treatments: '81733005' }, 40],
  [{ hrg: 'VB08Z', investigations: '168537006', treatments: '413334001' }, 14],
  [{ hrg: 'VB11Z', ...none }, 46],
  [{ hrg: 'VB06Z', investigations: '27171005', treatments: '118626003' }, 3],
])
const ambulance = '1048031000000100'
const foot = weighted([
  ['1048071000000103', 60],
  ['1048061000000105', 14],
  ['1047991000000102', 9],
  ['1048001000000106', 17],
])
const diagnoses = weighted([
  ['84114007', 3],
  ['29857009', 9],
  ['125605004', 12],
  ['44465007', 11],
  ['21522001', 9],
  ['50417007', 8],
  ['68566005', 6],
  ['195967001', 4],
  ['25064002', 7],
  ['386661006', 9],
  ['48694002', 4],
  ['283682007', 8],
])
const acuity = weighted([
  ['1064891000000107', 4],
  ['1064911000000105', 24],
  ['1064901000000108', 48],
  ['1077241000000103', 20],
  ['1077251000000100', 4],
])
const hourly = weighted(
  [
    26, 21, 17, 15, 14, 14, 17, 24, 37, 50, 58, 60, 59, 57, 56, 56, 58, 60, 60, 57, 53, 48, 40, 33,
  ].map((share, hour) => [hour, share] as const),
)

/** What a planted line says where its recipe is silent. */
const plainLine = {
  provider: 'WXA',
  site: 'WXA01',
  department_type: '01',
  arrival_time: '10:30',
  arrival_mode: '1048071000000103',
  attendance_category: '1',
  attendance_source: '1065391000000104',
  acuity: '1064901000000108',
  diagnosis: '21522001',
  discharge_destination: '306689006',
  excluded: 'N',
}

/** The month's emergency-care attendances. */
export const writeEmergency = (
  county: County,
  month: Month,
  book: PriceBook,
  tally: Tally,
): MonthFiles => {
  const from = random(`${county.seed}/emergency/${month}`)
  const span = spanOf(month)
  const people = visitors(county)
  const prices = sentPrices(book, month)
  const extracts = openExtracts(county, month, 'emergency', emergencyColumns, (cells) => {
    cells[at.hrg] = 'VB11Z'
    cells[at.investigations] = ''
    cells[at.treatments] = ''
    cells[at.price_sent] = pounds(prices.emergency('VB11Z', 0))
  })
  const cells: string[] = Array.from({ length: emergencyColumns.length }, () => '')
  const stem = month.replace('-', '').slice(2)
  const count = volumeOf(county, span, 'emergency', from)
  for (let record = 1; record <= count; record++) {
    const day = arrivalDay(span, from)
    const who = people.next('attend', from, day)
    const age = people.ageOn(who, day)
    let provider = people.provider(who, 'emergency', from)
    const type = from.next()
    // The community trust runs the minor injuries units, as department type 03.
    const unit =
      type < 0.19 ? '03' : type < 0.205 ? '04' : type < 0.225 ? '02' : type < 0.25 ? '05' : '01'
    if (unit === '03' || unit === '04') provider = 5
    const care = unit === '03' || unit === '04' ? minor(from) : major(from)
    const arrived = unit === '01' && from.next() < 0.16 + Math.max(0, age - 55) * 0.011
    const hour = hourly(from)
    const minute = from.int(60)
    const code = providerCode(provider)
    const admittedOdds =
      unit === '01' ? 0.12 + Math.max(0, age - 30) * 0.006 + (arrived ? 0.12 : 0) : 0.01
    const outcome = from.next()
    const admitted = outcome < admittedOdds && care.hrg !== 'VB11Z'
    const left = !admitted && from.next() < 0.035
    const category = from.next()
    cells.fill('')
    people.write(cells, at, who, day, age, from)
    cells[at.record_key] = `E${stem}${String(10_000_000 + record).slice(1)}`
    cells[at.provider] = code
    cells[at.site] = `${code}01`
    cells[at.department_type] = unit
    cells[at.arrival_date] = isoOf(day)
    cells[at.arrival_time] = `${hour < 10 ? '0' : ''}${hour}:${minute < 10 ? '0' : ''}${minute}`
    cells[at.arrival_mode] = arrived ? ambulance : foot(from)
    cells[at.attendance_category] = category < 0.955 ? '1' : category < 0.98 ? '2' : '3'
    cells[at.attendance_source] = from.next() < 0.09 ? '1065401000000104' : '1065391000000104'
    cells[at.acuity] = acuity(from)
    cells[at.diagnosis] = diagnoses(from)
    cells[at.investigations] = care.investigations
    cells[at.treatments] = care.treatments
    cells[at.discharge_status] = admitted
      ? '1077031000000103'
      : left
        ? from.next() < 0.6
          ? '1066301000000103'
          : '1066311000000101'
        : '182992009'
    cells[at.discharge_follow_up] = admitted
      ? '1077151000000105'
      : from.next() < 0.52
        ? '989501000000106'
        : from.next() < 0.3
          ? '3780001'
          : '300042001'
    cells[at.discharge_destination] = admitted ? '306706006' : '306689006'
    cells[at.hrg] = care.hrg
    cells[at.excluded] = 'N'
    const pence = prices.emergency(care.hrg, provider)
    cells[at.price_sent] = pence > 0 ? pounds(pence) : ''
    extracts.row(cells, provider, extracts.fate())
    tally.add(code, 'AE', '180', care.hrg, pence)
  }
  const bad = spoiled(county, month, extracts, cells, at, 'arrival_date')
  for (const planted of plantedIn(county, 'emergency', month)) {
    cells.fill('')
    people.plain(cells, at, planted.who, planted.to, people.ageOn(planted.who, planted.to))
    fill(cells, at, { ...plainLine, record_key: planted.key, arrival_date: isoOf(planted.to) })
    fill(cells, at, planted.fields)
    extracts.row(cells, 0, 'sent')
  }
  extracts.close()
  return {
    files: extracts.files,
    rows: { emergency: extracts.rows.freeze || extracts.rows.flex },
    bad,
  }
}
