import { basename } from 'node:path'
import { noProgress, type Progress } from '../../core/progress.ts'
import { accept, refuse, type Result } from '../../core/refusal.ts'
import { splitFields } from '../file/fields.ts'
import type { Sample } from '../engine/layout.ts'
import { prescan, type Scan } from '../file/prescan.ts'
import { type Proposal, propose } from './propose.ts'
import { mappingText } from './write-mapping.ts'

export type ProposedLayout = {
  /** The mapping file, ready to be saved; it holds no value that could name a person. */
  yaml: string
  feed: Proposal['feed']
  unplaced: Proposal['unplaced']
  /** Texts of coded columns that need a national code, by field. */
  codes: Proposal['codes']
  /** What a person does next, in order. */
  steps: readonly string[]
}

const sampleOf = (scan: Scan): Sample => {
  const text = new TextDecoder(scan.utf8 ? 'utf-8' : 'windows-1252').decode(scan.sample)
  const lines = text.split(/\r\n|\n|\r/).filter((line) => line.trim() !== '')
  if (!scan.sampleIsWhole) lines.pop()
  const [first = '', ...others] = lines
  const width = (delimiter: string): number => splitFields(first, delimiter).length
  const delimiter = [',', ';', '\t', '|'].reduce((a, b) => (width(b) > width(a) ? b : a))
  const fields = (line: string): string[] =>
    splitFields(line, delimiter).map((field) => field.trim())
  return { header: fields(first), rows: others.slice(0, 1_000).map(fields) }
}

const steps = ({ unplaced, codes }: Proposal): string[] => [
  ...(unplaced.fields.length === 0
    ? []
    : [
        `Name the columns of ${unplaced.fields.join(', ')}, or give the value of all rows under constants.`,
      ]),
  ...Object.keys(codes).map(
    (field) => `Check what the texts of ${field} stand for, and replace each question mark.`,
  ),
  ...(unplaced.columns.length === 0
    ? []
    : [`Look through the columns that are not read: ${unplaced.columns.join(', ')}.`]),
  'Save the file in definitions/layouts under STEWARD_HOME and load the extract.',
]

/**
 * Proposes a mapping file for an extract from its header and first thousand rows, and says what it
 * cannot place. Refusals: those of reading a file, and `layout-not-proposed` where hardly anything
 * is recognised.
 */
export const proposeLayout = async (
  path: string,
  onProgress: Progress = noProgress,
): Promise<Result<ProposedLayout>> => {
  const scan = await prescan(path, onProgress)
  if (!scan.ok) return scan
  const proposal = propose(sampleOf(scan.value))
  if (proposal.placed.length < 3) {
    return refuse(
      'layout-not-proposed',
      `${basename(path)} has hardly a column that looks like one of hospital activity.`,
      'Check that its first line holds the column names; or copy definitions/layouts/example-outpatients.yaml and fill it in.',
      path,
    )
  }
  const id = `local-${proposal.feed}`
  return accept({
    yaml: mappingText(proposal, id),
    feed: proposal.feed,
    unplaced: proposal.unplaced,
    codes: proposal.codes,
    steps: steps(proposal),
  })
}
