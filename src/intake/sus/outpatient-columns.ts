import { person, report, type SusColumn } from './column.ts'

/** One row per outpatient appointment. */
export const outpatientColumns: readonly SusColumn[] = [
  ['record_key', 'system.record.identifier', 'Key of the appointment record'],
  ...report,
  ...person('appointment.'),
  ['sex', 'appointment.patient.identity.gender', '1 male, 2 female, 0 or 9 not known'],
  ['age', 'appointment.patient.identity.age_at_cds_activity_date', 'Whole years on the day'],
  [
    'lsoa',
    'appointment.patient.residence_derived.lsoa_11',
    'Lower layer super output area of residence',
  ],
  [
    'practice_sent',
    'appointment.patient.registration.general_practice',
    'Practice as the provider sent it',
  ],
  [
    'practice_derived',
    'appointment.patient.registration_derived.general_practice_from_pds',
    'Practice as the payer derived it',
  ],
  ['provider', 'appointment.commissioning.service_agreement.provider', 'Provider'],
  ['site', 'appointment.care_location.site_code_of_treatment', 'Site of treatment'],
  ['attendance_date', 'appointment.date', 'Day of the appointment'],
  [
    'attendance_status',
    'appointment.attended_or_dna',
    '5 seen on time, 6 late but seen, 2, 3, 4, 7 not seen',
  ],
  [
    'first_attendance',
    'appointment.first_attendance',
    '1 first, 2 follow-up, 3 first remote, 4 follow-up remote, 5 clock stop',
  ],
  [
    'attendance_outcome',
    'appointment.outcome',
    '1 discharged, 2 another appointment given, 3 another to be made',
  ],
  ['administrative_category', 'appointment.administrative_category', '01 NHS, 02 private'],
  [
    'referral_source',
    'appointment.referral.source_op',
    '03 general practitioner, 05 another consultant',
  ],
  [
    'referring_organisation',
    'appointment.referral.referring_organisation',
    'Organisation that referred',
  ],
  ['priority', 'appointment.referral.priority_type', '1 routine, 2 urgent, 3 two-week wait'],
  ['medium', 'appointment.consultation_medium', 'Consultation medium'],
  [
    'multi_professional',
    'appointment.care_professional.multiple_professional_or_discipline_indicator',
    '1 single, 2 multi-professional',
  ],
  [
    'main_specialty',
    'appointment.care_professional.main_specialty',
    'Main specialty; 950 and 960 are not consultant-led',
  ],
  ['specialty', 'appointment.care_professional.treatment_function', 'Treatment function code'],
  ['primary_diagnosis', 'appointment.clinical_coding.diagnosis.primary', 'ICD-10 without the dot'],
  ['primary_procedure', 'appointment.clinical_coding.procedure.primary', 'OPCS-4 without the dot'],
  [
    'secondary_procedures',
    'appointment.clinical_coding.procedure.secondary',
    'OPCS-4 codes joined by |',
  ],
  ['hrg', 'appointment.commissioning.grouping.core_hrg', 'Core HRG'],
  [
    'unbundled',
    'appointment.commissioning.grouping.unbundled_hrg',
    'Unbundled HRGs as CODE*count joined by |',
  ],
  [
    'excluded',
    'appointment.commissioning.tariff_calculation.excluded_from_pbr',
    'Y where the sender excludes it from pricing',
  ],
  [
    'price_sent',
    'appointment.commissioning.tariff_calculation.final_price',
    'Price as sent, pounds; compared, never used',
  ],
]
