/** One column of an extract: Steward's own field, the column that it comes from, and what it is. */
export type SusColumn = readonly [field: string, column: string, meaning: string]

/** The identifiers of a person, none of which is kept. */
export const person = (at: string): readonly SusColumn[] => [
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

/** What every extract says of itself on every row. */
export const report: readonly SusColumn[] = [
  [
    'period_from',
    'system.report.activity_date_from',
    'First activity date that the extract covers',
  ],
  ['period_to', 'system.report.activity_date_to', 'Last activity date that the extract covers'],
  ['extract_date', 'system.transaction.cds_extract_date', 'Date on which the extract was made'],
]
