import compress from '@fastify/compress'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify'
import type { Refusal } from '../core/refusal.ts'
import { assets } from '../ui/assets.ts'
import { publicViewer } from '../stores/scope.ts'
import { failureOf, faultText, statusOf } from './errors.ts'
import { refusalPage } from './refusal-page.ts'
import { addForms, csrfToken, isNotOurs, notOurs } from './web/forms.ts'
import { isOurHost } from './web/hosts.ts'
import { identify } from './web/viewers.ts'

const directives = {
  defaultSrc: ["'none'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'", 'data:'],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
  baseUri: ["'none'"],
}

const policy = Object.entries(directives)
  .map(([name, values]) => {
    const kebab = name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
    return `${kebab} ${values.join(' ')}`
  })
  .join(';')

const wantsJson = (accept: string | undefined): boolean =>
  accept?.includes('application/json') === true && !accept.includes('text/html')

const answer = (reply: FastifyReply, status: number, refusal: Refusal): FastifyReply => {
  reply.code(status).header('cache-control', 'no-store')
  return wantsJson(reply.request.headers.accept)
    ? reply.type('application/json').send({ refusal })
    : reply.type('text/html; charset=utf-8').send(refusalPage(status, refusal).toString())
}

const notFound: Refusal = {
  code: 'not-found',
  message: 'There is no page at this address.',
  remedy: 'Check the address, or begin at the overview.',
}

const rebound: Refusal = {
  code: 'wrong-host',
  message: 'Steward answers only to the name of this machine itself.',
  remedy: 'Use http://localhost and the port that Steward printed.',
}

/** Failures of the request itself (too large, badly formed) keep the status that Fastify gave them. */
const ofRequest = (error: unknown): number | null => {
  if (!(error instanceof Error) || !('statusCode' in error)) return null
  const status = Number(error.statusCode)
  return status >= 400 && status < 500 ? status : null
}

const badRequest: Refusal = {
  code: 'bad-request',
  message: 'This request cannot be read.',
  remedy: 'Go back and follow the link again.',
}

const tooMany: Refusal = {
  code: 'too-many',
  message: 'There were too many tries from where you are in the last minute.',
  remedy: 'Wait a minute, then try again.',
}

/** What helmet says with every answer, for an address that cannot be read: no hook runs for one. */
const sayWhatMayBeDone = (reply: FastifyReply): FastifyReply =>
  reply.headers({
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'SAMEORIGIN',
    'referrer-policy': 'no-referrer',
  })

/** The web server without its routes: who may ask, what a browser may do with a page, how failures look. */
export const makeServer = async (
  log: (text: string) => void,
  url: string | null = null,
): Promise<FastifyInstance> => {
  const secure = url?.startsWith('https:') === true
  const app = Fastify({
    logger: false,
    bodyLimit: 64 * 1024,
    requestTimeout: 30_000,
    routerOptions: { maxParamLength: 500 },
    // A proxy on this machine says from where a request came, once there is an address of the group's own.
    trustProxy: url === null ? false : 'loopback',
    forceCloseConnections: true,
    frameworkErrors: (error, _, reply) => {
      void answer(sayWhatMayBeDone(reply), error.statusCode ?? 400, badRequest)
    },
  })
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives },
    strictTransportSecurity: secure ? { maxAge: 365 * 24 * 60 * 60 } : false,
    referrerPolicy: { policy: 'no-referrer' },
  })
  app.addHook('onRequest', async (request, reply) => {
    if (!isOurHost(request.headers.host, url)) return answer(reply, 421, rebound)
    return undefined
  })
  await addForms(app, { secure })
  await app.register(rateLimit, { global: false })
  app.addHook('onRequest', async (request, reply) =>
    identify(request, {
      viewer: publicViewer(request.ip),
      csrf: () => csrfToken(request, reply),
    }),
  )
  await app.register(compress, { threshold: 1024, encodings: ['br', 'gzip'] })
  for (const asset of assets()) {
    app.get(asset.path, async (_, reply) =>
      reply
        .type(asset.type)
        .header('cache-control', 'public, max-age=31536000, immutable')
        .send(asset.body),
    )
  }
  app.setNotFoundHandler(async (_, reply) => answer(reply, 404, notFound))
  app.setErrorHandler(async (error, _, reply) => {
    if (isNotOurs(error)) return answer(reply, 403, notOurs)
    const status = ofRequest(error)
    if (status !== null) return answer(reply, status, status === 429 ? tooMany : badRequest)
    const failure = failureOf(error)
    if (failure.kind === 'refusal') return answer(reply, statusOf(failure.refusal), failure.refusal)
    log(`[${failure.reference}] ${faultText(error)}`)
    return answer(reply, 500, failure.refusal)
  })
  return app
}
