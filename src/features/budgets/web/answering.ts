import type { FastifyReply } from 'fastify'
import { accept, AppError, type Result } from '../../../core/refusal.ts'
import { holds, type Viewer } from '../../../stores/scope.ts'
import { everything } from '../../../stores/scope.ts'
import type { Html } from '../../../ui/html.ts'
import type { PageBuild } from '../../../ui/layout.ts'
import type { Served } from '../../../warehouse/served.ts'
import type { Context } from '../../context.ts'
import { demand, namesOf, openBuild } from '../../figures/figures.ts'

/** A page that depends on the ledger: never kept by a browser, since its tag speaks of the build alone. */
export const send = (reply: FastifyReply, markup: Html, status = 200): FastifyReply =>
  reply
    .code(status)
    .removeHeader('etag')
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(markup.toString())

/** Runs work on the build that is served now, and gives it back. */
export const withBuild = async <T>(
  context: Context,
  work: (served: Served) => Promise<T>,
): Promise<T> => {
  const served = demand(await openBuild(context, null))
  try {
    return await work(served)
  } finally {
    served.close()
  }
}

export const buildOf = (served: Served): PageBuild => ({
  id: served.manifest.id,
  asAt: served.manifest.asAt,
})

/** Names of practices as pages write them. */
export const practiceNames = async (served: Served): Promise<{ of(practice: string): string }> => {
  const names = await namesOf(everything, served)
  return { of: (practice) => names.of('practice', practice) }
}

/** Whether the viewer sets budgets, and whether the viewer may record that the board approved. */
export const mayKeep = (viewer: Viewer): boolean =>
  holds(viewer, 'administrator', 'management-team', 'accountable-officer', 'analyst')
export const mayApprove = (viewer: Viewer): boolean =>
  holds(viewer, 'administrator', 'management-team', 'accountable-officer', 'chair')

/** Throws the refusal of somebody who may not. */
export const demandRight = (right: boolean, what: string): void => {
  if (right) return
  throw new AppError({
    code: 'not-allowed',
    message: `You may not ${what}.`,
    remedy: 'Ask the group’s management team.',
  })
}

/** Work that may be refused: its value, or the refusal for a form to show. Other failures stay failures. */
export const attempt = async <T>(work: () => Promise<T>): Promise<Result<T>> => {
  try {
    return accept(await work())
  } catch (error) {
    if (error instanceof AppError) return { ok: false, refusal: error.refusal }
    throw error
  }
}
