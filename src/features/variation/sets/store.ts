import { accept, refuse, type Result } from '../../../core/refusal.ts'
import type { Ledger } from '../../../stores/ledger/ledger.ts'
import type { Viewer } from '../../../stores/scope.ts'

/** A named set of practices. */
export type PracticeSet = { name: string; practices: readonly string[]; byName: string; on: string }

/** Every set as it is now; a set that was emptied has ended. */
export const practiceSets = async (ledger: Ledger, viewer: Viewer): Promise<PracticeSet[]> => {
  const rows = await ledger.read(viewer, (db) =>
    db
      .selectFrom('practice_set')
      .selectAll()
      .distinctOn('name')
      .orderBy('name')
      .orderBy('id', 'desc')
      .execute(),
  )
  return rows
    .filter(({ practices }) => practices.length > 0)
    .map((row) => ({
      name: row.name,
      practices: row.practices,
      byName: row.by_name,
      on: row.on_date,
    }))
}

/** Decides on a set from what was typed: codes apart by spaces, commas or lines, each a practice that is known. */
export const decideSet = (
  typed: { name: string; practices: string },
  known: (practice: string) => boolean,
): Result<{ name: string; practices: string[] }> => {
  const name = typed.name.trim()
  if (!/^[\p{L}\p{N} '’&.,-]{2,80}$/u.test(name))
    return refuse(
      'set-invalid',
      'Give the set a name of letters and digits.',
      'Such as “Rural practices”.',
      'name',
    )
  const codes = [
    ...new Set(
      typed.practices
        .toUpperCase()
        .split(/[\s,;]+/)
        .filter((code) => code !== ''),
    ),
  ]
  const unknown = codes.find((code) => !known(code))
  if (unknown !== undefined)
    return refuse(
      'set-invalid',
      `No practice has the code ${unknown.slice(0, 20)}.`,
      'Check it against the list of practices.',
      'practices',
    )
  if (codes.length > 200)
    return refuse(
      'set-invalid',
      'A set holds at most 200 practices.',
      'Take some out.',
      'practices',
    )
  return accept({ name, practices: codes })
}

/** Keeps a set; the same name again changes it, with nothing in it it ends. */
export const keepSet = (
  ledger: Ledger,
  viewer: Viewer,
  set: { name: string; practices: readonly string[] },
  on: string,
): Promise<void> =>
  ledger.write(viewer, async (db, audit) => {
    await db
      .insertInto('practice_set')
      .values({
        name: set.name,
        practices: [...set.practices],
        by_person: viewer.person,
        by_name: viewer.name,
        on_date: on,
      })
      .execute()
    await audit({
      action: set.practices.length === 0 ? 'practice-set.ended' : 'practice-set.kept',
      subject: `practice-set:${set.name}`,
      after: set.practices,
    })
  })
