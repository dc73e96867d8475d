import { basename } from 'node:path'
import { noProgress, type Progress } from '../../core/progress.ts'
import { accept, refuse, type Result } from '../../core/refusal.ts'
import type { Sample } from '../engine/layout.ts'
import { prescan, type Scan } from '../file/prescan.ts'
import { openingOf } from '../file/sample.ts'
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
  const [header = [], ...rows] = openingOf(scan).lines
  return { header, rows }
}

const listed = (names: readonly string[]): string => {
  const more = names.length - 8
  return names.slice(0, 8).join(', ') + (more > 0 ? ` and ${more} more` : '')
}

const steps = ({ unplaced, codes }: Proposal): string[] => [
  ...(unplaced.fields.length === 0
    ? []
    : [
        `Name the columns of ${unplaced.fields.join(', ')}, or give the value of all rows under constants.`,
      ]),
  ...Object.keys(codes).map(
    (field) => `Check what the texts of ${field} stand for, and replace any question mark.`,
  ),
  ...(unplaced.columns.length === 0
    ? []
    : [`Look through the columns that are not read: ${listed(unplaced.columns)}.`]),
  'Save the file in definitions/layouts under STEWARD_HOME and load the extract.',
]

/**
 * Proposes a mapping file for an extract from its header and first rows, and says what it
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
