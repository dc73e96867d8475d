import type { Layout } from '../engine/layout.ts'
import { code, practiceCode, wholeNumber } from '../engine/parsers.ts'

const persons = wholeNumber('INTEGER')

/**
 * Disease registers of the Quality and Outcomes Framework: for each practice and register the people on it on 31 March, and
 * the list that prevalence is of, on 1 January. Lists differ by register (all ages, or from an age on), so prevalence is a
 * register over its own list. The year is in the name of the file only, in its short form: 2021 is 2020/21.
 * Source: NHS Digital, Quality and Outcomes Framework, PREVALENCE files of 2020/21 and after.
 */
const registers: Layout = {
  id: 'qof-prevalence',
  version: 1,
  feed: 'registers',
  title: 'Quality and Outcomes Framework, disease registers by practice (prevalence)',
  kind: 'csv',
  header: 'first line',
  marks: ['PRACTICE_CODE', 'GROUP_CODE', 'REGISTER', 'PATIENT_LIST_TYPE', 'PRACTICE_LIST_SIZE'],
  columns: [
    { field: 'practice', from: ['PRACTICE_CODE'], parser: practiceCode, filled: true },
    {
      field: 'register',
      from: ['GROUP_CODE'],
      parser: code('[A-Z][A-Z0-9]{1,7}', 'the code of a register'),
      filled: true,
    },
    { field: 'patients', from: ['REGISTER'], parser: persons, filled: true },
    {
      field: 'list_type',
      from: ['PATIENT_LIST_TYPE'],
      parser: code('TOTAL|[0-9]{2}OV|[0-9]{2}_[0-9]{2}', 'a type of list such as TOTAL or 17OV'),
      filled: true,
    },
    { field: 'list', from: ['PRACTICE_LIST_SIZE'], parser: persons, filled: true },
  ],
  key: ['practice', 'register'],
  period: { by: 'year', short: true },
  sums: ['patients', 'list'],
  remarks: [
    {
      sql: 'patients > list',
      says: (rows, lines) =>
        `${rows} ${rows === 1 ? 'row has' : 'rows have'} more people on the register than on its list (line ${lines}). Both are as published: the list is of 1 January and the register of 31 March. Prevalence is shown without limits.`,
    },
  ],
}

/** Every published form of disease registers. */
export const registerLayouts: readonly Layout[] = [registers]
