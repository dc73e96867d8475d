import { csvText } from '../../ui/csv.ts'
import type { Decision } from './store.ts'
import { stateWords, tallySentences } from './words.ts'

/** A decision as the public log gives it to programs. */
export type Published = {
  id: number
  title: string
  by: string
  on: string
  outcome: string
  proposal: string
  reason: string
  binds: string | null
  about: readonly string[]
  setAside: readonly { name: string; handling: string; reason: string }[]
  count: readonly string[]
  rules: string
}

/** What was decided, without what is still open or was withdrawn. */
export const published = (
  decisions: readonly Decision[],
  bodyName: (key: string) => string,
): readonly Published[] =>
  decisions
    .filter(({ now }) => !['open', 'withdrawn'].includes(now.state))
    .map((decision) => ({
      id: decision.id,
      title: decision.title,
      by: bodyName(decision.body),
      on: decision.now.onDate,
      outcome: stateWords(decision),
      proposal: decision.proposal,
      reason: decision.now.reason,
      binds: decision.now.binds,
      about: decision.subjects.map(({ name }) => name),
      setAside: decision.now.setAside,
      count: tallySentences(decision.now, decision.options),
      rules: decision.now.rules,
    }))

/** The public log as a table. */
export const publishedCsv = (rows: readonly Published[]): string =>
  csvText([
    ['number', 'title', 'by', 'on', 'outcome', 'reason', 'binds', 'about', 'set aside'],
    ...rows.map((row) => [
      row.id,
      row.title,
      row.by,
      row.on,
      row.outcome,
      row.reason,
      row.binds,
      row.about.join('; '),
      row.setAside.map(({ name }) => name).join('; '),
    ]),
  ])
