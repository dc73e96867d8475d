import { codeLists } from '../sus/fields.ts'
import type { Placed, Proposal } from './propose.ts'

/** What everyday words for a code usually mean. */
const usualMeanings: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  sex: { m: '1', male: '1', f: '2', female: '2' },
  attendance_status: { attended: '5', seen: '5', dna: '3', 'did not attend': '3' },
  first_attendance: {
    new: '1',
    first: '1',
    review: '2',
    'follow-up': '2',
    'follow up': '2',
    fup: '2',
  },
}

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`

const codesOf = (field: string, strange: readonly string[]): string[] => {
  const lists: Readonly<Record<string, readonly [string, string]>> = codeLists
  const meanings = usualMeanings[field] ?? {}
  return [
    `    # ${lists[field]?.[1] ?? 'a code'}: one of ${lists[field]?.[0] ?? ''}`,
    '    codes:',
    ...strange.map(
      (text) => `      ${quoted(text)}: ${quoted(meanings[text.toLowerCase()] ?? '?')}`,
    ),
  ]
}

const columnOf = (proposal: Proposal, { field, column }: Placed): string[] => {
  const strange = proposal.codes[field]
  return strange === undefined
    ? [`  ${field}: ${quoted(column)}`]
    : [`  ${field}:`, `    column: ${quoted(column)}`, ...codesOf(field, strange)]
}

/** A proposal as a mapping file; a question mark stands where a person must decide. */
export const mappingText = (proposal: Proposal, id: string): string => {
  const { patient, unplaced } = proposal
  const dates = proposal.dates.length === 0 ? ['?'] : proposal.dates
  const stated = ['period_from', 'period_to'].every((field) =>
    proposal.placed.some((placed) => placed.field === field),
  )
  const grouped = proposal.placed.some(({ field, values }) => field === 'hrg' && values.length > 0)
  return [
    '# A proposal: replace every question mark, check the rest against a few rows, and put this file',
    '# into definitions/layouts under STEWARD_HOME.',
    `id: ${id}`,
    'version: 1',
    `title: 'Local extract (${proposal.feed})'`,
    `feed: ${proposal.feed}`,
    '',
    ...(patient.column === null
      ? ['# No column names the patient; where one does, add patient: {column, kind}.']
      : ['patient:', `  column: ${quoted(patient.column)}`, `  kind: ${patient.kind}`]),
    '',
    `dates: [${dates.map(quoted).join(', ')}]`,
    `grouped: ${grouped}`,
    `period: ${stated ? 'stated' : 'activity day'}`,
    'replaces: month',
    '',
    'columns:',
    ...unplaced.fields.flatMap((field) => [
      `  # No column was found for this field.`,
      `  ${field}: '?'`,
    ]),
    ...proposal.placed.flatMap((placed) => columnOf(proposal, placed)),
    '',
    `ignored: [${proposal.ignored.map(quoted).join(', ')}]`,
    ...(unplaced.columns.length === 0
      ? []
      : ['', '# Columns for which no field was found; they are not read:']),
    ...unplaced.columns.map((column) => `#   ${column}`),
    '',
  ].join('\n')
}
