import type { Pence } from '../../core/money.ts'
import { type Result, accept, refuse } from '../../core/refusal.ts'
import { allot } from './allotment.ts'
import { glide, type Pace } from './glide.ts'
import { needWeights, type BlankRule, type PracticeNeed } from './need.ts'
import { phase } from './phasing.ts'
import type { Envelope, ServiceLine } from './service-line.ts'

/** How one line's envelope is shared between practices. */
export type Method =
  | { kind: 'weighted capitation'; blanks: BlankRule }
  | { kind: 'per head' }
  | { kind: 'historic' }
  | { kind: 'glide'; from: 'historic' | 'per head'; blanks: BlankRule; pace: Pace }

/** What a line's budgets are set with: the method, and the weights of its twelve months. */
export type LinePlan = { method: Method; monthWeights: readonly bigint[] }

export type LineBudget = Envelope & {
  method: Method['kind']
  /** Practices in order of their codes, as in every list below. */
  practices: string[]
  annualPence: Pence[]
  /** Twelve months from April for each practice. */
  monthsPence: Pence[][]
  /** What the line's weighted population alone would give; null where nobody has any. */
  targetPence: Pence[] | null
  needNotKnown: string[]
  weightOfNought: string[]
  /** What practices under target were owed and the floors did not allow. */
  unmetPence: Pence
}

const nobody = (line: ServiceLine) =>
  refuse(
    'no-weight',
    `No practice has a weight by which the envelope for ${line} could be shared.`,
    'Choose another method for the line, or load the file that holds its weights.',
    line,
  )

const annual = (
  envelope: Envelope,
  method: Method,
  practices: readonly PracticeNeed[],
): Result<{ pence: Pence[]; target: Pence[] | null; unmetPence: Pence }> => {
  const { line, pence } = envelope
  const shared = (weights: readonly bigint[]): Pence[] | null =>
    pence !== 0n && weights.every((weight) => weight === 0n) ? null : allot(pence, weights)
  const blanks = 'blanks' in method ? method.blanks : 'per head'
  const need = practices.map(({ weights }) => weights[line] ?? null)
  const target = shared(needWeights(practices, need, blanks))
  const perHead = method.kind === 'per head' || ('from' in method && method.from === 'per head')
  const start = (): Pence[] | null =>
    shared(
      practices.map(({ patients, baselines }) => (perHead ? patients : (baselines?.[line] ?? 0n))),
    )
  const chosen = method.kind === 'weighted capitation' ? target : start()
  if (chosen === null) return nobody(line)
  if (method.kind !== 'glide') return accept({ pence: chosen, target, unmetPence: 0n })
  if (target === null) return nobody(line)
  const baselines = perHead ? chosen : practices.map(({ baselines: b }) => b?.[line] ?? 0n)
  const moved = glide(baselines, target, method.pace)
  return moved.ok ? accept({ ...moved.value, target }) : moved
}

/**
 * Budgets of every practice: each envelope is shared straight to practices, then each practice's
 * year to its months, in pence, by the largest remainder; localities and the group are sums of
 * these. Lines blocked back are shared too, so that they are seen; excluded lines are not.
 * Practices are put in order of their codes first, so the order in which they come changes nothing.
 */
export const setBudgets = (
  practices: readonly PracticeNeed[],
  envelopes: readonly Envelope[],
  plans: Readonly<Partial<Record<ServiceLine, LinePlan>>>,
): Result<LineBudget[]> => {
  const ordered = practices.toSorted((a, b) => (a.practice < b.practice ? -1 : 1))
  const codes = ordered.map(({ practice }) => practice)
  const lines: LineBudget[] = []
  for (const envelope of envelopes) {
    if (envelope.scope === 'excluded') continue
    const plan = plans[envelope.line]
    if (!plan) {
      return refuse(
        'no-method',
        `No method is chosen for ${envelope.line}.`,
        'Choose a method for every line that is not excluded.',
        envelope.line,
      )
    }
    const set = annual(envelope, plan.method, ordered)
    if (!set.ok) return set
    const having = (is: (weight: bigint | null) => boolean): string[] =>
      codes.filter((_, i) => is(ordered[i]?.weights[envelope.line] ?? null))
    lines.push({
      ...envelope,
      method: plan.method.kind,
      practices: codes,
      annualPence: set.value.pence,
      monthsPence: set.value.pence.map((pence) => phase(pence, plan.monthWeights)),
      targetPence: set.value.target,
      needNotKnown: having((weight) => weight === null),
      weightOfNought: having((weight) => weight === 0n),
      unmetPence: set.value.unmetPence,
    })
  }
  return accept(lines)
}
