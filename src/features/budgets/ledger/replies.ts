import { accept, refuse, type Result } from '../../../core/refusal.ts'
import type { Audit, Db } from '../../../stores/ledger/ledger.ts'
import { holds, practicesOf, type Viewer } from '../../../stores/scope.ts'

export type Stance = 'agrees' | 'objects' | 'comments'

/** What a practice said to a version; the newest counts, the earlier ones stay. */
export type Reply = {
  practice: string
  stance: Stance
  reason: string
  on: string
  by: string
  /** Noted by an officer: the practice itself has said nothing. */
  noted: boolean
}

/** Whether the viewer answers as the practice itself. */
export const speaksFor = (viewer: Viewer, practice: string): boolean =>
  practicesOf(viewer).includes(practice) && holds(viewer, 'practice-lead', 'practice-manager')

const isOfficer = (viewer: Viewer): boolean =>
  holds(viewer, 'administrator', 'management-team', 'accountable-officer')

/** The practices of a version that the viewer may answer for: the own, and for an officer those that have said nothing. */
export const mayReplyFor = (
  viewer: Viewer,
  practices: readonly string[],
  replies: readonly Reply[],
): string[] => {
  const spoken = new Set(replies.flatMap(({ practice, noted }) => (noted ? [] : [practice])))
  return practices.filter(
    (practice) => speaksFor(viewer, practice) || (isOfficer(viewer) && !spoken.has(practice)),
  )
}

/**
 * Keeps a practice's answer to a version. Refuses an objection or a comment without a reason, a viewer
 * who does not speak for the practice, and an officer's note where the practice has spoken.
 */
export const saveReply = async (
  db: Db,
  audit: Audit,
  viewer: Viewer,
  given: { version: number; practice: string; stance: Stance; reason: string; on: string },
): Promise<Result<null>> => {
  const { version, practice, stance, reason, on } = given
  const noted = !speaksFor(viewer, practice)
  if (noted && !isOfficer(viewer)) {
    return refuse(
      'not-allowed',
      `You do not speak for ${practice}.`,
      'Ask the practice’s lead or manager to answer, or the management team to note it.',
      'practice',
    )
  }
  if (stance !== 'agrees' && reason.length < 10) {
    return refuse(
      'reason-missing',
      'An objection or a comment needs its reason.',
      'Say in a sentence what should be looked at again.',
      'reason',
    )
  }
  if (mayReplyFor(viewer, [practice], await readReplies(db, version)).length === 0) {
    return refuse(
      'practice-replied',
      'The practice has replied itself.',
      'Only its lead or manager may change what it said.',
      'practice',
    )
  }
  await db
    .insertInto('budget_reply')
    .values({
      version,
      practice,
      stance,
      reason,
      on_date: on,
      replied_by: viewer.person,
      replied_by_name: viewer.name,
      noted,
    })
    .execute()
  await audit({
    action: `budget.practice-${stance}`,
    subject: `budget-version:${version}`,
    after: { practice, stance, reason },
  })
  return accept(null)
}

/** The newest answer of each practice to a version, in order of practice. */
export const readReplies = async (db: Db, version: number): Promise<Reply[]> => {
  const rows = await db
    .selectFrom('budget_reply')
    .selectAll()
    .where('version', '=', version)
    .orderBy('id')
    .execute()
  const newest = new Map(rows.map((row) => [row.practice, row]))
  return [...newest.values()]
    .map(({ practice, stance, reason, on_date: on, replied_by_name: by, noted }) => ({
      practice,
      stance,
      reason,
      on,
      by,
      noted,
    }))
    .sort((a, b) => (a.practice < b.practice ? -1 : 1))
}
