import { literal } from '../../stores/duck.ts'
import type { Column, Layout, Parser, Sample } from '../engine/layout.ts'
import {
  code,
  codeList,
  date,
  oneOf,
  organisationCode,
  practiceCode,
  text,
} from '../engine/parsers.ts'

/** Files of the Organisation Data Service have 27 columns and no header. */
const width = 27

const day = date('20191031')

const most = (sample: Sample, test: (row: readonly string[]) => boolean): boolean =>
  sample.rows.filter(test).length * 10 >= sample.rows.length * 9

/** Prescribing settings before 2026 and the roles that took their place (from codes in both files). */
const rolesOfSettings: Readonly<Record<string, string>> = {
  0: 'RO72',
  1: 'RO87',
  2: 'RO80',
  3: 'RO80|RO87',
  4: 'RO76',
  8: 'RO255',
  9: 'RO247',
  10: 'RO250',
  11: 'RO252',
  12: 'RO259',
  13: 'RO249',
  14: 'RO246',
  16: 'RO260',
  17: 'RO257',
  18: 'RO256',
  19: 'RO251',
  22: 'RO258',
  25: 'RO82',
  26: 'RO321',
}

/** A setting that no role is known for stays as it was, so that nothing is lost. */
const setting: Parser = {
  sqlType: 'VARCHAR',
  sql: (raw) => {
    const cases = Object.entries(rolesOfSettings).map(
      ([from, to]) => `when ${literal(from)} then ${literal(to)}`,
    )
    return `case ${raw} ${cases.join(' ')} else concat('setting ', ${raw}) end`
  },
  fault: (raw) => `not regexp_full_match(${raw}, '[0-9]{1,2}')`,
  reason: 'is not a prescribing setting',
  remedy: 'Send the number of the prescribing setting, as the directory publishes it.',
}

const columns = (status: Parser, roles: Parser): Column[] => [
  { field: 'practice', from: 1, parser: practiceCode, filled: true },
  { field: 'name', from: 2, parser: text(200), filled: true },
  { field: 'postcode', from: 10, parser: text(10) },
  { field: 'opened', from: 11, parser: day },
  { field: 'closed', from: 12, parser: day },
  { field: 'status', from: 13, parser: status },
  { field: 'commissioner', from: 15, parser: organisationCode },
  { field: 'joined', from: 16, parser: day },
  { field: 'left_on', from: 17, parser: day },
  { field: 'roles', from: 26, parser: roles },
]

const common = {
  version: 1,
  feed: 'practices',
  kind: 'csv',
  header: 'none',
  width,
  marks: [],
  computed: [
    {
      field: 'is_gp_practice',
      sqlType: 'BOOLEAN',
      sql: "coalesce(regexp_matches(roles, '(^|\\|)RO76(\\||$)'), false)",
    },
  ],
  key: ['practice'],
  period: { by: 'newest', sql: 'greatest(opened, closed, joined, left_on)' },
  notes: () => ['The file has no date of its own: its month is that of the newest date in it.'],
} as const satisfies Partial<Layout>

const isPractice = (row: readonly string[]): boolean => /^[A-Z][A-Z0-9]{5}$/.test(row[0] ?? '')

/** The practice directory as it was until 2025: status A, C, D or P and a prescribing setting. */
const earlier: Layout = {
  ...common,
  id: 'epraccur-earlier',
  title: 'Practice directory (epraccur) before 2026',
  fits: (sample) =>
    most(
      sample,
      (row) => isPractice(row) && /^[ACDP]$/.test(row[12] ?? '') && /^\d*$/.test(row[25] ?? ''),
    ),
  columns: columns(
    oneOf({ A: 'active', C: 'inactive', D: 'dormant', P: 'inactive' }, 'a status of the directory'),
    setting,
  ),
}

/** The practice directory since 2026: words for the status, and codes of roles. */
const since2026: Layout = {
  ...common,
  id: 'epraccur',
  title: 'Practice directory (epraccur) since 2026',
  fits: (sample) =>
    most(sample, (row) => isPractice(row) && /^(ACTIVE|INACTIVE|DORMANT)$/.test(row[12] ?? '')),
  columns: columns(
    oneOf(
      { ACTIVE: 'active', INACTIVE: 'inactive', DORMANT: 'dormant' },
      'a status of the directory',
    ),
    codeList('RO[0-9]{1,4}', 'codes of roles'),
  ),
}

/** NHS trusts and their dates. */
const providers: Layout = {
  id: 'etr',
  version: 1,
  feed: 'providers',
  title: 'Directory of NHS trusts (etr)',
  kind: 'csv',
  header: 'none',
  width,
  marks: [],
  fits: (sample) =>
    most(sample, (row) => /^[A-PR-Z][A-Z0-9]{2}$/.test(row[0] ?? '') && row[12] === ''),
  columns: [
    {
      field: 'provider',
      from: 1,
      parser: code('[A-Z0-9]{3}', 'a code of an NHS trust'),
      filled: true,
    },
    { field: 'name', from: 2, parser: text(200), filled: true },
    { field: 'postcode', from: 10, parser: text(10) },
    { field: 'opened', from: 11, parser: day },
    { field: 'closed', from: 12, parser: day },
  ],
  key: ['provider'],
  period: { by: 'newest', sql: 'greatest(opened, closed)' },
  notes: common.notes,
}

export const directoryLayouts: readonly Layout[] = [since2026, earlier, providers]
