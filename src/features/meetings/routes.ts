import type { FastifyInstance } from 'fastify'
import type { Context } from '../context.ts'
import { calendarRoutes } from './calendar/routes.ts'
import { makeDesk } from './desk.ts'
import { itemActs } from './item/acts.ts'
import { itemRoutes } from './item/routes.ts'
import { minutesRoutes } from './minutes/routes.ts'
import { seriesRoutes } from './series/routes.ts'
import { sittingRoutes } from './sitting/routes.ts'

/** Every address of meetings. */
export const routes = async (app: FastifyInstance, context: Context): Promise<void> => {
  const desk = makeDesk(context)
  for (const add of [
    seriesRoutes,
    sittingRoutes,
    itemRoutes,
    itemActs,
    minutesRoutes,
    calendarRoutes,
  ])
    await add(app, desk)
}
