import { csvText, type CsvValue } from '../../ui/csv.ts'
import type { Sheet } from '../../ui/xlsx.ts'
import type { Topic } from './definition.ts'
import { line, type TopicAnswer } from './open-api.ts'

const measureRows = ({ topic, from, to, build, measures }: TopicAnswer): CsvValue[][] => [
  ['topic', 'from', 'to', ...Object.keys(line.shape), 'build'],
  ...measures.map((one) => [topic.id, from, to, ...Object.values(one), build]),
]

const prevalenceRows = ({ topic, build, prevalence }: TopicAnswer): CsvValue[][] => [
  'topic measure version register year kind code name people list ratio lower upper build'.split(
    ' ',
  ),
  ...prevalence.flatMap(({ measure, version, register, year, rows }) =>
    rows.map((row) => [
      topic.id,
      measure,
      version,
      register,
      year,
      row.kind,
      row.code,
      row.name,
      row.people,
      row.list,
      row.ratio,
      row.lower,
      row.upper,
      build,
    ]),
  ),
]

/** The topics as CSV, a line each: whose it is, and how many registers and measures it has. */
export const topicsCsv = (listed: readonly Topic[]): string =>
  csvText([
    ['topic', 'version', 'title', 'says', 'owner', 'review', 'registers', 'measures'],
    ...listed.map(({ id, version, title, says, owner, review, registers, sections }) => [
      id,
      version,
      title,
      says,
      owner,
      review,
      'none' in registers ? 0 : registers.measures.length,
      sections.flatMap(({ measures }) => measures).length,
    ]),
  ])

/** The measures of a topic as CSV, a line each. */
export const topicCsv = (answer: TopicAnswer): string => csvText(measureRows(answer))

/** A topic as tables: prevalence, a line for each register and whose it is, and the measures. */
export const topicSheets = (answer: TopicAnswer): Sheet[] => [
  {
    name: 'Prevalence',
    rows: prevalenceRows(answer),
    shares: ['ratio', 'lower', 'upper'],
  },
  { name: 'Measures', rows: measureRows(answer) },
]
