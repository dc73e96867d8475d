import type { Pence } from '../../core/money.ts'

/** The lines in which a budget is set, in the order in which they are shown. */
export const serviceLines = [
  'general-and-acute',
  'community',
  'mental-health',
  'maternity',
  'prescribing',
  'primary-medical',
  'health-inequalities',
] as const

export type ServiceLine = (typeof serviceLines)[number]

/** Whether a line scores for the practice, is seen but handed back to the payer, or stays away altogether. */
export type Scope = 'in scope' | 'blocked back' | 'excluded'

/** The group's money for one line in one year. */
export type Envelope = { line: ServiceLine; pence: Pence; scope: Scope }

/** Sum of the envelopes in one kind of scope. */
export const totalIn = (envelopes: readonly Envelope[], scope: Scope): Pence =>
  envelopes.reduce((sum, { pence, scope: own }) => (own === scope ? sum + pence : sum), 0n)
