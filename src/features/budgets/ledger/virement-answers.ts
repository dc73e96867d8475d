import { accept, refuse, type Result } from '../../../core/refusal.ts'
import type { Pence } from '../../../core/money.ts'
import { checkVirement, type Virement } from './virements.ts'

/** An answer to a virement as typed. */
export type VirementAnswer = { state: 'approved' | 'refused'; why: string }

/**
 * Whether a virement may be answered so: it is there and waits, whoever answers did not ask for it, the
 * reason is said, and to be approved it must still be within the limit of what the line has left now.
 */
export const checkAnswer = (
  virement: Virement | undefined,
  answer: VirementAnswer,
  person: number | null,
  now: { leftPence: Pence; toHasBudget: boolean },
): Result<Virement> => {
  if (!virement)
    return refuse('virement-unknown', 'There is no such virement.', 'Reload the page.', 'why')
  if (virement.state !== 'asked')
    return refuse(
      'virement-answered',
      `This virement is ${virement.state} already.`,
      'Ask for another one to move it back.',
      'why',
    )
  if (person !== null && person === virement.askedBy)
    return refuse(
      'virement-own',
      'Whoever asks for a virement does not answer it.',
      'Let another officer of the group answer it.',
      'why',
    )
  if (answer.why.length < 5)
    return refuse(
      'reason-missing',
      'An answer needs its reason, for those who read it later.',
      'Say why in a few words.',
      'why',
    )
  if (answer.state === 'refused') return accept(virement)
  const within = checkVirement(virement, now.leftPence, now.toHasBudget)
  return within.ok ? accept(virement) : within
}
