import type { FastifyRequest } from 'fastify'
import type { Members } from '../../core/figure.ts'
import { AppError } from '../../core/refusal.ts'
import { everything, operator } from '../../stores/scope.ts'
import type { Served } from '../../warehouse/served.ts'
import type { Context } from '../context.ts'
import { demand, monthIn, openBuild } from '../figures/figures.ts'
import { loadBudgetPart, type Reader } from './budget/budget-part.ts'
import { loadStatement } from './store.ts'
import { viewOf, type StatementView } from './view.ts'

/** Runs work on the build that is served now, and gives it back; refused before the first close. */
export const withServed = async <T>(
  context: Context,
  work: (served: Served) => Promise<T>,
  members: Members = 'then',
): Promise<T> => {
  const served = demand(await openBuild(context, null, members))
  try {
    return await work(served)
  } finally {
    served.close()
  }
}

/**
 * Reads the ledger as whoever asks, or as the operator where nobody does; null while it cannot be opened,
 * and where there is none: a question makes no ledger.
 */
export const readerOf = async (
  context: Context,
  request?: FastifyRequest,
): Promise<Reader | null> => {
  const viewer = request ? context.viewer(request) : operator
  const { definitions } = context.home
  if (!context.hasLedger()) return null
  return context.ledger().then(
    (ledger) => ({ ledger, viewer, definitions }),
    () => null,
  )
}

/** The statement of a practice for a month; refused when no file names the practice. */
export const openStatement = async (
  served: Served,
  practice: string,
  asked: string | undefined,
  reader: Reader | null = null,
): Promise<StatementView> => {
  const code = practice.trim().toUpperCase()
  const month = monthIn(served, asked)
  const data = await loadStatement(everything, served, code, month)
  if (data) {
    const group = data.membership?.group ?? null
    return viewOf(
      data,
      await loadBudgetPart(everything, served, reader, { practice: code, group, month }),
    )
  }
  throw new AppError({
    code: 'unknown-practice',
    message: `No practice has the code ${code.slice(0, 20)}.`,
    remedy: 'Check the code against the list of practices, or load the file that names it.',
    where: 'practice',
  })
}
