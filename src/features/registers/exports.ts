import { formatWhere } from '../../core/figure.ts'
import type { Sheet } from '../../ui/xlsx.ts'
import type { Explained } from './register.ts'
import { titleOf } from './words.ts'

const rounded = (value: number | null | undefined): number | null =>
  value === null || value === undefined ? null : Number(value.toPrecision(10))

/** A prevalence and what it is made of, as the API answers it. */
export const registerData = (found: Explained) => ({
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
  rows: found.rows,
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
