import type { FastifyRequest } from 'fastify'
import { publicViewer, type Viewer } from '../../stores/scope.ts'

/** What the shell knows of a request before its route is asked. */
export type Identity = { viewer: Viewer; csrf: () => string }

const known = new WeakMap<FastifyRequest, Identity>()

/** Notes who asks; done once, before any route. */
export const identify = (request: FastifyRequest, identity: Identity): void => {
  known.set(request, identity)
}

/** Who asks, as the shell has found out. */
export const viewerOf = (request: FastifyRequest): Viewer =>
  known.get(request)?.viewer ?? publicViewer(request.ip)

/** The token that a form of this request's page must bring back. */
export const csrfOf = (request: FastifyRequest): string => known.get(request)?.csrf() ?? ''
