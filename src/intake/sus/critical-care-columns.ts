import { report, type SusColumn } from './column.ts'

/** One row per critical-care period of a spell. */
export const criticalCareColumns: readonly SusColumn[] = [
  ['record_key', 'CRITICAL_CARE_CONSOLIDATED_ID', 'Key of the period'],
  ...report,
  [
    'nhs_number',
    'spell.patient.identity.nhs_number.value',
    'NHS number or pseudonym; becomes patient_key and is not kept',
  ],
  ['provider', 'spell.commissioning.service_agreement.provider', 'Provider of the spell'],
  ['spell_number', 'spell.hospital_provider_spell_number', 'Hospital provider spell number'],
  ['period_type', 'identifier.cc_period_type', 'adult, paediatric or neonatal'],
  ['start_date', 'admission.date', 'First day in critical care'],
  ['end_date', 'discharge.date', 'Last day in critical care, counted'],
  ['unit_function', 'admission.unit_function', 'Critical care unit function'],
  ['level_2_days', 'intensity_support_days.level_2', 'Days of level 2 care'],
  ['level_3_days', 'intensity_support_days.level_3', 'Days of level 3 care'],
  ['organs', 'organ_support_days.maximum_systems', 'Most organ systems supported on one day'],
  ['hrg', 'code', 'Unbundled critical care HRG, priced per day'],
]
