import type { Home } from '../../../stores/home.ts'
import type { Db } from '../../../stores/ledger/ledger.ts'
import { readConstitution } from '../../decisions/decisions.ts'
import { readConflictRules } from '../../interests/interests.ts'
import { readMeetings } from '../store/meetings.ts'
import { readSeries } from '../store/series.ts'
import { judgeItem } from './judgement.ts'
import { loadSitting } from './sitting.ts'

/** An item to be decided at a coming meeting, and the people expected there whose interests it touches. */
export type ComingDecision = {
  item: number
  title: string
  /** Who has an interest that is matched to the item. */
  touches: readonly number[]
  /** How many of those interests the chair has not ruled on. */
  toRule: number
}

/** The next meeting of a body, and what it has still to decide. */
export type Coming = { meeting: number; onDate: string; decisions: readonly ComingDecision[] }

/**
 * What the next meeting of a body has to decide, as far as the viewer may see it; null where none is called.
 *
 * @throws AppError `unknown-body`, `rule-file-invalid`
 */
export const readComing = async (
  db: Db,
  home: Pick<Home, 'definitions'>,
  body: string,
  today: string,
): Promise<Coming | null> => {
  const of = new Set(
    (await readSeries(db, today)).filter((one) => one.body === body).map(({ id }) => id),
  )
  const next = (await readMeetings(db)).find(
    ({ series, onDate, state }) =>
      of.has(series) && onDate >= today && (state === 'planned' || state === 'published'),
  )
  if (next === undefined) return null
  const rules = { conflicts: readConflictRules(home), constitution: readConstitution(home) }
  const sitting = await loadSitting(db, next.id, today, rules)
  const decided = new Set(sitting.decisions.map(({ item }) => item))
  const decisions = sitting.items
    .filter(({ id, purpose }) => purpose === 'decision' && !decided.has(id))
    .map((item): ComingDecision => {
      const { conflicts } = judgeItem(sitting, item, rules)
      return {
        item: item.id,
        title: item.title,
        touches: conflicts.map(({ person }) => person),
        toRule: conflicts.filter(({ ruling }) => ruling === null).length,
      }
    })
  return { meeting: next.id, onDate: next.onDate, decisions }
}
