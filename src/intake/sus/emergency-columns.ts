import { report, type SusColumn } from './column.ts'

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
