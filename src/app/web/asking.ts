import { AsyncLocalStorage } from 'node:async_hooks'
import type { FastifyInstance } from 'fastify'
import { operator, type Viewer } from '../../stores/scope.ts'
import { viewerOf } from './viewers.ts'

const asking = new AsyncLocalStorage<Viewer>()

/** From here on every route of the server is answered for its viewer: what it opens is cut to their scope. */
export const addAsking = (app: FastifyInstance): void => {
  app.addHook('preHandler', (request, _, done) => asking.run(viewerOf(request), done))
}

/** Who is being answered; the operator where nobody is: commands, and the program's own work. */
export const whoAsks = (): Viewer => asking.getStore() ?? operator
