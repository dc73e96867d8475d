import { randomBytes } from 'node:crypto'
import cookie from '@fastify/cookie'
import csrfProtection from '@fastify/csrf-protection'
import formbody from '@fastify/formbody'
import multipart from '@fastify/multipart'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { AppError, type Refusal } from '../../core/refusal.ts'
import type { Upload } from '../../features/context.ts'

/** The cookie of a signed-in browser; a form's token counts for one session only. */
export const sessionCookie = 'steward_session'

/** What is said of a form that no page of ours in the same browser and session has sent. */
export const notOurs: Refusal = {
  code: 'form-expired',
  message: 'This form was not sent from a page of Steward that is still open.',
  remedy: 'Go back, reload the page and send the form again; what you typed is still there.',
}

const sessionOf = (request: FastifyRequest): string => request.cookies[sessionCookie] ?? 'none'

const megabyte = 1024 * 1024

/** A refusal of the request as Fastify knows it, for what the parser of multipart bodies throws bare. */
const unreadable = (cause: unknown): Error =>
  cause instanceof Error && 'statusCode' in cause
    ? cause
    : Object.assign(new Error('The form cannot be read.', { cause }), { statusCode: 400 })

/** A form with files as other forms: a text for each field, a list where a name stands more than once. */
const readParts = async (request: FastifyRequest): Promise<object> => {
  const held = new Map<string, (string | Upload)[]>()
  try {
    for await (const part of request.parts()) {
      const value =
        part.type === 'file'
          ? { filename: part.filename, type: part.mimetype, bytes: await part.toBuffer() }
          : String(part.value)
      if (typeof value === 'string' || value.filename !== '')
        held.set(part.fieldname, [...(held.get(part.fieldname) ?? []), value])
    }
  } catch (error) {
    throw unreadable(error)
  }
  return Object.fromEntries(
    [...held].map(([name, values]) => [name, values.length === 1 ? values[0] : values]),
  )
}

const reads = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Whether another site's page made the browser send this; browsers say so by themselves. */
const isFromElsewhere = ({ headers }: FastifyRequest): boolean => {
  const site = headers['sec-fetch-site']
  if (site !== undefined) return site !== 'same-origin' && site !== 'none'
  const { origin, host } = headers
  // Browsers send "null" from pages like ours, which give no referrer.
  return origin !== undefined && origin !== 'null' && URL.parse(origin)?.host !== host
}

/**
 * Lets routes take forms. Every request that may change something must bring the token of a page that
 * was made for the same browser and session; the check is the server's own, so no route can forget it.
 */
export const addForms = async (
  app: FastifyInstance,
  options: { secure: boolean },
): Promise<void> => {
  await app.register(cookie)
  await app.register(formbody, { bodyLimit: 256 * 1024 })
  await app.register(multipart, {
    limits: {
      fileSize: 20 * megabyte,
      files: 5,
      fields: 100,
      fieldSize: 256 * 1024,
      parts: 110,
      headerPairs: 50,
    },
  })
  await app.register(csrfProtection, {
    cookieKey: 'steward_form',
    cookieOpts: { path: '/', sameSite: 'lax', httpOnly: true, secure: options.secure },
    csrfOpts: { hmacKey: randomBytes(32).toString('base64') },
    getUserInfo: sessionOf,
  })
  app.addHook('preHandler', async (request) => {
    if (request.isMultipart()) request.body = await readParts(request)
  })
  app.addHook('preHandler', (request, reply, done) => {
    if (reads.has(request.method)) done()
    else if (isFromElsewhere(request)) done(new AppError(notOurs))
    else app.csrfProtection(request, reply, done)
  })
}

/** Whether the check of forms has thrown this. */
export const isNotOurs = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('FST_CSRF')

/** The token for a form of the page that is made now; the first one sets the cookie it belongs to. */
export const csrfToken = (request: FastifyRequest, reply: FastifyReply): string =>
  reply.generateCsrf({ userInfo: sessionOf(request) })
