/**
 * The columns of the SUS+-style extracts that Steward reads: its own field, the SUS+ column it comes
 * from, and what it is. Lists of codes (diagnoses, procedures, unbundled HRGs) arrive joined by "|".
 * The sample world writes exactly these columns; docs/reference/data-dictionary.md is made from them.
 */
export type SusColumn = readonly [field: string, column: string, meaning: string]

const person = (at: string): readonly SusColumn[] => [
  [
    'nhs_number',
    `${at}patient.identity.nhs_number.value`,
    'NHS number or pseudonym; becomes patient_key and is not kept',
  ],
  [
    'local_patient_id',
    `${at}patient.identity.local_patient_identifier.value`,
    'Local patient number; dropped',
  ],
  ['birth_date', `${at}patient.identity.birth_date`, 'Full birth date; dropped once age is known'],
  ['postcode', `${at}patient.residence.postcode`, 'Postcode; dropped'],
]

const report: readonly SusColumn[] = [
  [
    'period_from',
    'system.report.activity_date_from',
    'First activity date that the extract covers',
  ],
  ['period_to', 'system.report.activity_date_to', 'Last activity date that the extract covers'],
  ['extract_date', 'system.transaction.cds_extract_date', 'Date on which the extract was made'],
]

/** One row per finished consultant episode, with the fields of its hospital provider spell. */
export const admittedColumns: readonly SusColumn[] = [
  ['record_key', 'system.record.identifier', 'Key of the episode record'],
  ...report,
  ...person('spell.'),
  ['sex', 'spell.patient.identity.gender', '1 male, 2 female, 0 or 9 not known'],
  ['age', 'spell.patient.identity.age_on_admission', 'Whole years on the day of admission'],
  ['lsoa', 'spell.patient.residence_derived.lsoa_11', 'Lower layer super output area of residence'],
  [
    'practice_sent',
    'spell.patient.registration.general_practice',
    'Practice as the provider sent it',
  ],
  [
    'practice_derived',
    'spell.patient.registration_derived.general_practice_from_pds',
    'Practice as the payer derived it',
  ],
  ['provider', 'spell.commissioning.service_agreement.provider', 'Provider of the spell'],
  ['site', 'spell.care_location.site_code_of_treatment', 'Site of treatment'],
  [
    'spell_number',
    'spell.hospital_provider_spell_number',
    'Hospital provider spell number, unique within the provider',
  ],
  ['episode_order', 'number', 'Order of the episode within the spell'],
  ['episode_start', 'start_date', 'First day of the episode'],
  ['episode_end', 'end_date', 'Last day of the episode'],
  [
    'episode_type',
    'type',
    'HES episode type: 1 general, 2 delivery, 3 birth, 5 other delivery, 6 other birth',
  ],
  ['well_baby', 'well_baby_indicator', 'Y or N'],
  ['admission_date', 'spell.admission.date', 'First day of the spell'],
  [
    'admission_method',
    'spell.admission.method',
    'ADMIMETH: 11–13 elective, 21–25, 28, 2A–2D emergency, 31–32 maternity, 81–83 other',
  ],
  ['admission_source', 'spell.admission.source', 'Source of admission'],
  ['administrative_category', 'spell.admission.administrative_category', '01 NHS, 02 private'],
  [
    'classification',
    'spell.admission.patient_classification',
    '1 ordinary, 2 day case, 3 regular day, 4 regular night, 5 delivery only',
  ],
  ['intended_management', 'spell.admission.intended_management', 'Intended management'],
  [
    'discharge_date',
    'spell.discharge.date',
    'Last day of the spell; empty while the patient is in hospital',
  ],
  ['discharge_method', 'spell.discharge.method', 'Discharge method'],
  ['discharge_destination', 'spell.discharge.destination', 'Discharge destination'],
  ['main_specialty', 'care_professional.main_specialty', 'Main specialty of the consultant'],
  ['specialty', 'care_professional.treatment_function', 'Treatment function code'],
  ['primary_diagnosis', 'clinical_coding.diagnosis.primary', 'ICD-10 without the dot'],
  ['secondary_diagnoses', 'clinical_coding.diagnosis.secondary', 'ICD-10 codes joined by |'],
  ['primary_procedure', 'clinical_coding.procedure.primary', 'OPCS-4 without the dot'],
  ['secondary_procedures', 'clinical_coding.procedure.secondary', 'OPCS-4 codes joined by |'],
  ['procedure_date', 'clinical_coding.procedure.primary_date', 'Date of the primary procedure'],
  ['hrg', 'spell.commissioning.grouping.core_hrg', 'Core HRG of the spell'],
  ['grouping_method', 'spell.commissioning.grouping.grouping_method', 'Grouping method'],
  [
    'unbundled',
    'spell.commissioning.grouping.unbundled_hrg',
    'Unbundled HRGs as CODE*count joined by |, critical care left out',
  ],
  [
    'best_practice_flag',
    'spell.commissioning.grouping.best_practice_flag',
    'Best practice tariff flag of the spell',
  ],
  [
    'critical_care_days',
    'spell.commissioning.tariff_calculation.pbr_length_of_stay.critical_care_days',
    'Days in critical care, used where no period row exists',
  ],
  [
    'rehabilitation_days',
    'spell.commissioning.tariff_calculation.pbr_length_of_stay.rehabilitation_days',
    'Days of rehabilitation',
  ],
  [
    'palliative_days',
    'spell.commissioning.tariff_calculation.pbr_length_of_stay.palliative_care_days',
    'Days of palliative care',
  ],
  [
    'top_up_rate',
    'spell.commissioning.pss_grouping.tariff_uplift_rate',
    'Specialised top-up as a fraction, 0.24 for 24%',
  ],
  [
    'service_line',
    'spell.commissioning.pss_grouping.prescribed_service_line_code',
    'Prescribed specialised service line',
  ],
  [
    'excluded',
    'spell.commissioning.tariff_calculation.excluded_from_pbr',
    'Y where the sender excludes the spell from pricing',
  ],
  [
    'price_sent',
    'spell.commissioning.tariff_calculation.final_price',
    'Price as sent, pounds; compared, never used',
  ],
]

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

/** One row per emergency-care attendance. */
export const emergencyColumns: readonly SusColumn[] = [
  ['record_key', 'system.record.identifier', 'Key of the attendance record'],
  ...report,
  [
    'nhs_number',
    'patient.nhs_number.value',
    'NHS number or pseudonym; becomes patient_key and is not kept',
  ],
  ['local_patient_id', 'patient.local_patient_identifier.value', 'Local patient number; dropped'],
  ['birth_date', 'patient.birth_date', 'Full birth date; dropped once age is known'],
  ['postcode', 'patient.usual_address.postcode', 'Postcode; dropped'],
  ['sex', 'patient.stated_gender', '1 male, 2 female, 0 or 9 not known'],
  ['age', 'patient.age_at_arrival', 'Whole years on arrival'],
  ['lsoa', 'patient.usual_address.lsoa_11', 'Lower layer super output area of residence'],
  ['practice_sent', 'patient.gp_registration.general_practice', 'Practice as the provider sent it'],
  [
    'practice_derived',
    'patient.gp_registration.pds_general_practice',
    'Practice as the payer derived it',
  ],
  ['provider', 'commissioning.service_agreement.provider', 'Provider'],
  ['site', 'attendance.location.site', 'Site'],
  [
    'department_type',
    'attendance.location.department_type',
    '01 major, 02 single specialty, 03 other, 04 walk-in, 05 same day emergency care',
  ],
  ['arrival_date', 'attendance.arrival.date', 'Day of arrival'],
  ['arrival_time', 'attendance.arrival.time', 'Time of arrival, HH:MM'],
  ['arrival_mode', 'attendance.arrival.arrival_mode.code', 'SNOMED CT'],
  [
    'attendance_category',
    'attendance.arrival.attendance_category',
    '1 unplanned first, 2 planned follow-up, 3 unplanned follow-up',
  ],
  ['attendance_source', 'attendance.arrival.attendance_source.code', 'SNOMED CT'],
  ['acuity', 'clinical.acuity.code', 'SNOMED CT'],
  ['diagnosis', 'clinical.diagnosis.primary', 'SNOMED CT'],
  ['investigations', 'clinical.investigations.code', 'SNOMED CT codes joined by |'],
  ['treatments', 'clinical.treatments.code', 'SNOMED CT codes joined by |'],
  ['discharge_status', 'attendance.discharge.status.code', 'SNOMED CT'],
  ['discharge_follow_up', 'attendance.discharge.follow_up.code', 'SNOMED CT'],
  ['discharge_destination', 'attendance.discharge.destination.code', 'SNOMED CT'],
  [
    'hrg',
    'commissioning.grouping.health_resource_group',
    'Emergency care HRG, VB01Z to VB11Z and VB99Z',
  ],
  [
    'excluded',
    'commissioning.national_pricing.excluded',
    'Y where the sender excludes it from pricing',
  ],
  [
    'price_sent',
    'commissioning.national_pricing.final_price',
    'Price as sent, pounds; compared, never used',
  ],
]

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
