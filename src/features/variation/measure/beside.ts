import type { Refusal } from '../../../core/refusal.ts'
import type { Html } from '../../../ui/html.ts'

/** A practice's own words beside its figure, as the page shows them. */
export type ShownReply = {
  practice: string
  /** What the practice says the figure comes from. */
  reason: string
  words: string
  by: string
  on: string
  reviewOn: string
  /** Whether its year has passed, so that it is due to be looked at again. */
  due: boolean
}

/** What stands on the page beside the figures: replies, and what the viewer may do. */
export type Beside = {
  replies: ReadonlyMap<string, ShownReply>
  /** A form to write a reply with, where the viewer may. */
  form: Html | null
  /** Where the limits begin anew, and the form to say so. */
  rebases: Html
  /** Other sets to choose from. */
  sets: readonly { among: string; name: string }[]
  /** What was wrong with a reply that was sent. */
  refusals?: readonly Refusal[]
}
