import type { Pence } from '../../core/money.ts'
import { type Result, accept, refuse } from '../../core/refusal.ts'
import { allot } from './allotment.ts'
import { portion, type Millionths } from './share.ts'
import { totalIn, type Envelope } from './service-line.ts'

/** Money set aside before budgets are set: a share of what is in scope, or an amount per patient. */
export type Slice = { name: 'contingency' | 'risk pool' | 'management allowance' } & (
  { share: Millionths } | { pencePerPatient: Pence }
)

export type Sliced = {
  slices: { name: Slice['name']; pence: Pence }[]
  envelopes: Envelope[]
}

/** Takes one amount from the envelopes chosen, in proportion to what they hold: the largest remainder. */
const take = (
  envelopes: readonly Envelope[],
  amount: Pence,
  from: (envelope: Envelope) => boolean,
): Envelope[] => {
  const taken = allot(
    amount,
    envelopes.map((envelope) => (from(envelope) ? envelope.pence : 0n)),
  )
  return envelopes.map((envelope, i) => ({ ...envelope, pence: envelope.pence - (taken[i] ?? 0n) }))
}

/** What is left of each envelope once so much is set aside: lines in scope give in proportion to what they hold. */
export const afterSetAside = (envelopes: readonly Envelope[], amount: Pence): Envelope[] =>
  take(envelopes, amount, ({ scope }) => scope === 'in scope')

/**
 * Sets contingency, risk pool and management allowance aside from the lines in scope, each worked on
 * the same total before any is taken. What is set aside and what is left add up to the envelopes.
 * Errors: refuses slices that take more than there is.
 */
export const topSlice = (
  envelopes: readonly Envelope[],
  slices: readonly Slice[],
  patients: bigint,
): Result<Sliced> => {
  const total = totalIn(envelopes, 'in scope')
  const amounts = slices.map((slice) => ({
    name: slice.name,
    pence: 'share' in slice ? portion(total, slice.share) : slice.pencePerPatient * patients,
  }))
  const all = amounts.reduce((sum, { pence }) => sum + pence, 0n)
  if (all > total) {
    return refuse(
      'slices-above-envelopes',
      'What is set aside is more than the lines in scope hold.',
      'Lower the contingency, the risk pool or the management allowance.',
    )
  }
  return accept({
    slices: amounts,
    envelopes: afterSetAside(envelopes, all),
  })
}

/**
 * The envelope for health inequalities: a share of every line in scope but primary medical care,
 * whose own weights already hold it, taken from those lines and laid to a line of its own.
 * Source: the share recovered from NHS England's files of 2022/23 to 2025/26 (0.099 to 0.102).
 */
export const setAsideForInequalities = (
  envelopes: readonly Envelope[],
  share: Millionths,
): Envelope[] => {
  const gives = ({ line, scope }: Envelope): boolean =>
    scope === 'in scope' && line !== 'primary-medical' && line !== 'health-inequalities'
  const amount = portion(
    envelopes.filter(gives).reduce((sum, { pence }) => sum + pence, 0n),
    share,
  )
  const own = envelopes.find(({ line }) => line === 'health-inequalities')
  return [
    ...take(envelopes, amount, gives).filter(
      (envelope) => envelope !== own && envelope.line !== own?.line,
    ),
    { line: 'health-inequalities', scope: 'in scope', pence: amount + (own?.pence ?? 0n) },
  ]
}
