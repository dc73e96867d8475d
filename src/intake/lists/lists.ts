import type { Layout } from '../engine/layout.ts'
import { code, date, oneOf, organisationCode, standing, wholeNumber } from '../engine/parsers.ts'
import { patientListSize } from './patient-list-size.ts'

const persons = standing(wholeNumber('INTEGER'), { '-': '0', '*': null })
const extractDate = date('31OCT2019', '31-Oct-19', '2019-10-31', '31/10/2019')
const organisationType = code('[A-Z_ ]{2,20}', 'a type of organisation')
const sex = oneOf({ ALL: 'all', MALE: 'male', FEMALE: 'female' }, 'a sex of the list')

/** Age bands: "ALL", "95+", "0_4" and "0-4". */
const ageBand = {
  ...code('ALL|[0-9]{1,3}\\+|[0-9]{1,3}([-_][0-9]{1,3})?', 'an age band'),
  reason: 'is not an age band such as 0_4, 95+ or ALL',
}

const common = {
  version: 1,
  feed: 'list-size',
  kind: 'csv',
  header: 'first line',
  period: { by: 'rows', sql: "strftime(extract_date, '%Y-%m')" },
  dates: { from: 'extract_date', to: 'extract_date' },
  extractDate: 'extract_date',
} as const satisfies Partial<Layout>

const ages = [
  {
    field: 'age_from',
    sqlType: 'SMALLINT',
    sql: "case when age_band = 'ALL' then 0 else try_cast(regexp_extract(age_band, '^[0-9]+') as SMALLINT) end",
  },
  {
    field: 'age_to',
    sqlType: 'SMALLINT',
    sql: "case when age_band not in ('ALL') and age_band not like '%+' then try_cast(regexp_extract(age_band, '[0-9]+$') as SMALLINT) end",
  },
] as const

/** Patients registered at each practice, one row per practice. */
const allPatients: Layout = {
  ...common,
  id: 'list-size-all',
  title: 'Patients registered at a GP practice, totals (gp-reg-pat-prac-all)',
  marks: ['PUBLICATION', 'EXTRACT_DATE', 'CODE', 'AGE', 'NUMBER_OF_PATIENTS'],
  columns: [
    { field: 'extract_date', from: ['EXTRACT_DATE'], parser: extractDate, filled: true },
    { field: 'practice', from: ['CODE'], parser: organisationCode, filled: true },
    { field: 'org_type', from: ['TYPE', 'ORG_TYPE'], parser: organisationType, filled: true },
    { field: 'sex', from: ['SEX'], parser: sex, filled: true },
    { field: 'age_band', from: ['AGE'], parser: ageBand, filled: true, passing: true },
    { field: 'patients', from: ['NUMBER_OF_PATIENTS'], parser: persons, filled: true },
  ],
  computed: ages,
  totals: "upper(org_type) <> 'GP'",
  key: ['extract_date', 'practice', 'sex', 'age_from', 'age_to'],
  part: "'prac-all'",
}

/** The same by sex and five years of age; rows of commissioners are totals of their practices. */
const byAge: Layout = {
  ...common,
  id: 'list-size-quin-age',
  title: 'Patients registered at a GP practice, by sex and five-year age group',
  marks: ['PUBLICATION', 'EXTRACT_DATE', 'ORG_CODE', 'AGE_GROUP_5', 'NUMBER_OF_PATIENTS'],
  columns: [
    { field: 'extract_date', from: ['EXTRACT_DATE'], parser: extractDate, filled: true },
    { field: 'practice', from: ['ORG_CODE'], parser: organisationCode, filled: true },
    { field: 'org_type', from: ['ORG_TYPE'], parser: organisationType, filled: true },
    { field: 'sex', from: ['SEX'], parser: sex, filled: true },
    { field: 'age_band', from: ['AGE_GROUP_5'], parser: ageBand, filled: true, passing: true },
    { field: 'patients', from: ['NUMBER_OF_PATIENTS'], parser: persons, filled: true },
  ],
  computed: ages,
  totals: "upper(org_type) <> 'GP'",
  key: ['extract_date', 'practice', 'sex', 'age_from', 'age_to'],
  part: "'quin-age'",
}

/** Every published form of list sizes. */
export const listLayouts: readonly Layout[] = [allPatients, byAge, patientListSize]
