import { priceEmergency } from './attended/price-emergency.ts'
import { priceOutpatient } from './attended/price-outpatient.ts'
import { priceSpell } from './admitted/price-spell.ts'
import { spellsOf } from './admitted/spells.ts'
import { attribute } from './attribution.ts'
import type { PricingContext } from './context.ts'
import { noPrice, noStay, type PricedLine } from './line.ts'
import { exclusion } from './reasons.ts'
import type {
  ActivityRecord,
  CriticalCarePeriod,
  EmergencyAttendance,
  Episode,
  OutpatientAppointment,
} from './records.ts'

const duplicateEpisode = (episode: Episode, context: PricingContext): PricedLine => ({
  ...attribute(episode, episode.dischargeDate, context.directory),
  ...noStay,
  ...noPrice,
  lineKey: `${episode.provider}/${episode.spellNumber ?? `=${episode.recordKey}`}#${episode.sourceLine}`,
  kind: 'admitted',
  provider: episode.provider,
  site: episode.site,
  patientKey: episode.patientKey,
  practiceSent: episode.practiceSent,
  practiceDerived: episode.practiceDerived,
  activityDate: episode.dischargeDate,
  month: context.month,
  pod: 'EXCL',
  specialty: episode.specialty,
  hrg: episode.hrg,
  status: 'excluded',
  reason: exclusion.duplicate,
  admissionDate: episode.admissionDate,
  age: episode.age,
  sex: episode.sex,
  rulePack: context.pack.id,
  episodes: 1,
  loadId: episode.loadId,
  sourceLine: episode.sourceLine,
})

/** A month of admitted care, priced spell by spell; every episode is in a line or not yet discharged. */
export const priceAdmittedMonth = (
  episodes: readonly Episode[],
  periods: readonly CriticalCarePeriod[],
  context: PricingContext,
): { lines: PricedLine[]; undischarged: number } => {
  const { spells, duplicates, undischarged } = spellsOf(episodes)
  const bySpell = Map.groupBy(periods, (p) => `${p.provider}/${p.spellNumber}`)
  const lines = spells.map((spell) =>
    priceSpell(spell, bySpell.get(`${spell.provider}/${spell.spellNumber}`) ?? [], context),
  )
  for (const episode of duplicates) lines.push(duplicateEpisode(episode, context))
  return { lines, undischarged: undischarged.length }
}

const inOrder = <T extends ActivityRecord>(
  records: readonly T[],
  price: (record: T, isDuplicate: boolean) => PricedLine,
): PricedLine[] => {
  const seen = new Set<string>()
  return records.map((record) => {
    const isDuplicate = seen.has(record.recordKey)
    seen.add(record.recordKey)
    return price(record, isDuplicate)
  })
}

/** A month of outpatient appointments; of records with the same key the first in the files counts. */
export const priceOutpatientMonth = (
  records: readonly OutpatientAppointment[],
  context: PricingContext,
): PricedLine[] => inOrder(records, (record, twice) => priceOutpatient(record, twice, context))

/** A month of emergency-care attendances, in the same way. */
export const priceEmergencyMonth = (
  records: readonly EmergencyAttendance[],
  context: PricingContext,
): PricedLine[] => inOrder(records, (record, twice) => priceEmergency(record, twice, context))
