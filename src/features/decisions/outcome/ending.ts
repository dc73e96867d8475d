import type { Refusal } from '../../../core/refusal.ts'
import type { Decision, Standing } from '../store.ts'
import { missing } from '../typed.ts'

/** What is wrong with ending a decision for a reason: none given, or it has ended already. */
export const refusalsToEnd = ({ now }: Decision, why: string): readonly Refusal[] => [
  ...missing(why, 'why', 'The reason', 2000),
  ...(now.state === 'withdrawn' || now.state === 'replaced'
    ? [
        {
          code: 'decision-form',
          message: 'This decision has ended already.',
          remedy: 'Nothing more is needed.',
          where: 'why',
        },
      ]
    : []),
]

/** A decision as it stands once it has ended: an open vote is withdrawn, anything else is replaced; what it was is kept. */
export const endOf = ({ now }: Decision, why: string, today: string): Standing => ({
  ...now,
  state: now.state === 'open' ? 'withdrawn' : 'replaced',
  reason: why,
  binds: null,
  onDate: today,
  reviewOn: null,
})
