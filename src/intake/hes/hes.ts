import type { Column, Layout } from '../engine/layout.ts'
import { type ActivityFile, activityLayout } from '../sus/activity.ts'
import { hesParsers, hesYear, joined, numbered } from './values.ts'

const person = {
  sex: ['SEX'],
  lsoa: ['LSOA11', 'LSOA01'],
  practice_sent: ['GPPRAC'],
  provider: ['PROCODE3', 'PROCODET'],
  site: ['SITETRET'],
} as const

const record = (
  file: Omit<ActivityFile, 'version' | 'patient' | 'dates' | 'grouped' | 'parsers' | 'ruled'>,
  joins: readonly { field: string; columns: readonly Column[] }[],
): Layout => {
  const layout = activityLayout({
    ...file,
    version: 1,
    patient: { kind: 'pseudonym', from: ['PSEUDO_HESID', 'TOKEN_PERSON_ID'] },
    dates: ['2019-10-31'],
    grouped: false,
    parsers: hesParsers,
    ruled: false,
    computed: [
      ...(file.computed ?? []),
      ...joins.map(({ field, columns }) => ({
        field,
        sqlType: 'VARCHAR',
        sql: joined(columns),
      })),
    ],
  })
  return { ...layout, columns: [...layout.columns, ...joins.flatMap(({ columns }) => columns)] }
}

const datedAdmitted = record(
  {
    id: 'hes-admitted',
    feed: 'admitted',
    title: 'HES admitted patient care, one row per episode',
    marks: ['EPIKEY', 'ADMIDATE', 'EPISTART', 'CLASSPAT'],
    names: {
      ...person,
      record_key: ['EPIKEY'],
      age_sent: ['ADMIAGE', 'STARTAGE'],
      episode_order: ['EPIORDER'],
      episode_start: ['EPISTART'],
      episode_end: ['EPIEND'],
      episode_type: ['EPITYPE'],
      well_baby: ['WELL_BABY_IND'],
      admission_date: ['ADMIDATE'],
      admission_method: ['ADMIMETH'],
      admission_source: ['ADMISORC'],
      administrative_category: ['ADMINCAT'],
      classification: ['CLASSPAT'],
      intended_management: ['INTMANIG'],
      discharge_date: ['DISDATE'],
      discharge_method: ['DISMETH'],
      discharge_destination: ['DISDEST'],
      main_specialty: ['MAINSPEF'],
      specialty: ['TRETSPEF'],
      primary_diagnosis: ['DIAG_4_01'],
      primary_procedure: ['OPERTN_4_01'],
      procedure_date: ['OPDATE_01'],
    },
    computed: [
      {
        field: 'spell_number',
        sqlType: 'VARCHAR',
        sql: `coalesce('hes-' || substr(patient_key, 1, 12) || '-' ||
          strftime(admission_date, '%Y%m%d'), record_key)`,
      },
    ],
    notes: () => [
      'HES carries no spell number: episodes of one patient, provider and admission date are taken as one spell.',
      'Episodes without any date are counted in the March of their HES year.',
    ],
  },
  [
    { field: 'secondary_diagnoses', columns: numbered('DIAG_4_', 2, 20, 2) },
    { field: 'secondary_procedures', columns: numbered('OPERTN_4_', 2, 24, 2) },
  ],
)

const admitted: Layout = {
  ...datedAdmitted,
  columns: [...datedAdmitted.columns, hesYear],
  period: {
    by: 'rows',
    sql: `coalesce(${datedAdmitted.period.by === 'rows' ? datedAdmitted.period.sql : 'null'}, hes_year)`,
  },
}

const outpatient = record(
  {
    id: 'hes-outpatient',
    feed: 'outpatient',
    title: 'HES outpatient appointments',
    marks: ['ATTENDKEY', 'APPTDATE', 'ATTENDED', 'FIRSTATT'],
    names: {
      ...person,
      record_key: ['ATTENDKEY'],
      age_sent: ['APPTAGE'],
      attendance_date: ['APPTDATE'],
      attendance_status: ['ATTENDED'],
      first_attendance: ['FIRSTATT'],
      attendance_outcome: ['OUTCOME'],
      administrative_category: ['ADMINCAT'],
      referral_source: ['REFSOURC'],
      referring_organisation: ['REFERORG'],
      priority: ['PRIORITY'],
      main_specialty: ['MAINSPEF'],
      specialty: ['TRETSPEF'],
      primary_diagnosis: ['DIAG_4_01'],
      primary_procedure: ['OPERTN_4_01'],
    },
  },
  [{ field: 'secondary_procedures', columns: numbered('OPERTN_4_', 2, 24, 2) }],
)

const emergency = record(
  {
    id: 'hes-emergency',
    feed: 'emergency',
    title: 'HES accident and emergency attendances',
    marks: ['AEKEY', 'ARRIVALDATE', 'AEATTENDCAT', 'AEDEPTTYPE'],
    names: {
      ...person,
      record_key: ['AEKEY'],
      age_sent: ['ARRIVALAGE'],
      department_type: ['AEDEPTTYPE'],
      arrival_date: ['ARRIVALDATE'],
      arrival_time: ['ARRIVALTIME'],
      attendance_category: ['AEATTENDCAT'],
    },
    notes: () => [
      'Diagnoses, investigations and treatments are in the older two-character codes of A&E, kept as they are.',
    ],
  },
  [
    { field: 'diagnosis', columns: numbered('DIAG2_', 1, 1, 2) },
    { field: 'investigations', columns: numbered('INVEST2_', 1, 12, 2) },
    { field: 'treatments', columns: numbered('TREAT2_', 1, 12, 2) },
  ],
)

/** The record layouts of Hospital Episode Statistics: no HRG, so counted and not priced. */
export const hesLayouts: readonly Layout[] = [admitted, outpatient, emergency]
