import type { Refusal } from '../../../core/refusal.ts'
import type { State } from '../course/states.ts'
import type { Concern, Note, TakenAt } from '../read.ts'
import type { ConcernRule } from '../rule.ts'
import type { PlaceNames } from './words.ts'

/** What was typed into one of the page's forms, to be shown again. */
export type TypedForm = { form: string; fields: Readonly<Record<string, string>> }

/** What the page of one concern shows its reader. */
export type OneView = {
  csrf: string
  concern: Concern
  notes: readonly Note[]
  taken: readonly TakenAt[]
  merged: readonly Concern[]
  /** Those it was merged with that the viewer may open. */
  others: ReadonlySet<number>
  alike: readonly { id: number; title: string; likeness: number }[]
  choices: readonly State[]
  isRaiser: boolean
  isHandler: boolean
  mayAdd: boolean
  owners: readonly { person: number; name: string }[]
  refusals: readonly Refusal[]
  typed: TypedForm | null
  rule: ConcernRule
  names: PlaceNames
  today: string
}
