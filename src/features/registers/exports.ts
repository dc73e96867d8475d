import { z } from 'zod'
import { formatWhere } from '../../core/figure.ts'
import type { Sheet } from '../../ui/xlsx.ts'
import { inPath, pageAnswering, tablesAnswering } from '../open-api.ts'
import type { Explained } from './register.ts'
import { titleOf } from './words.ts'

const share = z.number().nullable()

/** What a prevalence answers as JSON. */
export const registerAnswerSchema = z.strictObject({
  build: z.string(),
  asAt: z.string(),
  register: z.string().describe('its code in the published file'),
  title: z.string(),
  year: z.string(),
  where: z.string().describe('a practice, locality:CODE, group:CODE or all'),
  name: z.string(),
  people: z.number().int().describe('on the register on 31 March'),
  list: z.number().int().describe('registered patients of its list type on 1 January'),
  listType: z.string(),
  ratio: share.describe('people ÷ list; null where nobody is on the list'),
  lower: share.describe('95% limit by Wilson’s method; null with more people than the list'),
  upper: share,
  agrees: z.boolean().describe('whether the rows of the file add up to what the build has'),
  rows: z.array(
    z.strictObject({
      practice: z.string(),
      name: z.string(),
      listType: z.string(),
      patients: z.number().int(),
      list: z.number().int(),
      line: z.number().int(),
    }),
  ),
  files: z.array(
    z.strictObject({
      load: z.string(),
      file: z.string(),
      title: z.string(),
      loaded: z.string(),
      rows: z.number().int(),
      current: z.boolean(),
      version: z.number().int(),
      notes: z.string(),
    }),
  ),
})
export type RegisterAnswer = z.infer<typeof registerAnswerSchema>

const ofRegister = ['register', 'year', 'where'].map((name) => inPath(name))

/** Its addresses in an OpenAPI 3.1 document. */
export const registerPaths = () => ({
  '/registers/{register}/{year}/{where}': pageAnswering({
    summary: 'A prevalence with the rows and the files that it is made of',
    parameters: ofRegister,
    json: registerAnswerSchema,
  }),
  '/registers/{register}/{year}/{where}/{table}': tablesAnswering({
    summary: 'The rows and the files of a prevalence',
    parameters: [...ofRegister, inPath('table', ['register.xlsx', 'rows.csv', 'files.csv'])],
  }),
})

const rounded = (value: number | null | undefined): number | null =>
  value === null || value === undefined ? null : Number(value.toPrecision(10))

/** A prevalence and what it is made of, as the API answers it. */
export const registerData = (found: Explained): RegisterAnswer => ({
  build: found.build.id,
  asAt: found.build.asAt,
  register: found.register,
  title: titleOf(found),
  year: found.year,
  where: formatWhere(found.where),
  name: found.name,
  people: found.people,
  list: found.list,
  listType: found.listType,
  ratio: rounded(found.ratio),
  lower: rounded(found.interval?.lower),
  upper: rounded(found.interval?.upper),
  agrees: found.people === found.marts.people && found.list === found.marts.list,
  rows: [...found.rows],
  files: found.files.map(({ rows, version, ...file }) => ({
    ...file,
    rows: Number(rows),
    version: Number(version),
  })),
})

/** The same as tables for a spreadsheet. */
export const sheetsOf = (found: Explained): Sheet[] => [
  {
    name: 'Rows',
    shares: ['prevalence'],
    rows: [
      [
        'register',
        'year',
        'practice',
        'name',
        'people',
        'list_type',
        'list',
        'prevalence',
        'line',
        'build',
      ],
      ...found.rows.map((row) => [
        found.register,
        found.year,
        row.practice,
        row.name,
        row.patients,
        row.listType,
        row.list,
        row.list > 0 ? row.patients / row.list : null,
        row.line,
        found.build.id,
      ]),
    ],
  },
  {
    name: 'Files',
    rows: [
      ['file', 'title', 'loaded', 'rows', 'version', 'in_use', 'notes'],
      ...found.files.map((file) => [
        file.file,
        file.title,
        file.loaded,
        Number(file.rows),
        Number(file.version),
        file.current,
        file.notes,
      ]),
    ],
  },
]
