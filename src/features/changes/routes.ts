import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { AppError } from '../../core/refusal.ts'
import { everything } from '../../stores/scope.ts'
import type { Context, RouteRights } from '../context.ts'
import { demand, jsonText, openBuild } from '../figures/figures.ts'
import { insiders } from '../rights.ts'
import { changesPage } from './page.ts'
import { changesBetween } from './rules.ts'
import { accountOf, openBuildBefore } from './store.ts'
import { viewOf, type ChangesView } from './view.ts'

/** Who may ask what has changed. */
export const rights: RouteRights = { 'GET /practices/:practice/changes': insiders }

const query = z.object({ format: z.enum(['html', 'json']).catch('html') })

/** What changed of a practice between the served build and the newest whole one before it. */
export const openChanges = async (context: Context, asked: string): Promise<ChangesView> => {
  const served = demand(await openBuild(context, null))
  try {
    const code = asked.trim().toUpperCase()
    const [row] = await served.duck.all<{ name: string }>(
      'select name from practice where practice = $code',
      { code },
    )
    if (!row) {
      throw new AppError({
        code: 'unknown-practice',
        message: `No practice has the code ${code.slice(0, 20)}.`,
        remedy: 'Check the code against the list of practices, or load the file that names it.',
        where: 'practice',
      })
    }
    const practice = { code, name: row.name }
    const build = { id: served.manifest.id, asAt: served.manifest.asAt }
    const now = await accountOf(everything, served, code)
    const earlier = await openBuildBefore(context, served)
    try {
      const before = earlier && (await accountOf(everything, earlier, code))
      const pair = before && now ? { before, changes: changesBetween(before, now) } : null
      return viewOf(practice, build, pair)
    } finally {
      earlier?.close()
    }
  } finally {
    served.close()
  }
}

/** The page of what has changed, and the same as JSON. */
export const routes = (app: FastifyInstance, context: Context): void => {
  app.get<{ Params: { practice: string } }>(
    '/practices/:practice/changes',
    async (request, reply) => {
      const { format } = query.parse(request.query)
      const view = await openChanges(context, request.params.practice)
      return format === 'json'
        ? reply.type('application/json; charset=utf-8').send(jsonText(view))
        : reply.type('text/html; charset=utf-8').send(changesPage(view).toString())
    },
  )
}
