import type { Month } from '../core/month.ts'
import { writeAdmitted } from './activity/admitted.ts'
import type { BadRows } from './activity/bad-rows.ts'
import { writeEmergency } from './activity/emergency.ts'
import { writeOutpatient } from './activity/outpatient.ts'
import { makeTally } from './activity/tally.ts'
import { writeContract } from './contract/contract.ts'
import type { County } from './county/county.ts'
import { writePrescribing } from './prescribing/files.ts'
import { readBook } from './price-book.ts'
import type { WorldFile } from './text-file.ts'

/** One file set that can be made by itself: a month of activity or of prescribing. */
export type Job = { kind: 'activity' | 'prescribing'; month: Month }

export type JobResult = { files: WorldFile[]; rows: Record<string, number>; bad: BadRows[] }

export const jobsOf = (county: County): Job[] => [
  ...county.months.map((month): Job => ({ kind: 'activity', month })),
  ...county.prescribing.map((month): Job => ({ kind: 'prescribing', month })),
]

/** Does one job: the same bytes whichever thread does it and in whatever order. */
export const doJob = (county: County, job: Job): JobResult => {
  if (job.kind === 'prescribing') {
    const made = writePrescribing(county, job.month)
    return { files: made.files, rows: { prescribing: made.rows }, bad: [] }
  }
  const book = readBook()
  const tally = makeTally()
  const parts = [writeAdmitted, writeOutpatient, writeEmergency].map((write) =>
    write(county, job.month, book, tally),
  )
  return {
    files: [...parts.flatMap((part) => part.files), ...writeContract(county, job.month, tally)],
    rows: Object.assign({}, ...parts.map((part) => part.rows)),
    bad: parts.flatMap((part) => part.bad),
  }
}
