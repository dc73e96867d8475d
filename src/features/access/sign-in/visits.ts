import type { FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from '../../../core/refusal.ts'
import type { Html } from '../../../ui/html.ts'
import type { AccessSettings } from '../settings.ts'
import type { Visit } from './flow.ts'
import { deviceOf, sessionCookie } from './sessions.ts'

/** From where a request came, with what, and when. */
export const visitOf = (request: FastifyRequest): Visit => ({
  from: request.ip,
  device: deviceOf(request.headers['user-agent']),
  now: new Date(),
})

/** The secret of the session that a request belongs to. */
export const tokenOf = (request: FastifyRequest): string | undefined =>
  request.cookies[sessionCookie]

/** Gives the browser the secret of its session, until it is closed; scripts and other sites never see it. */
export const keepSession = (
  reply: FastifyReply,
  { secure }: AccessSettings,
  token: string,
): FastifyReply =>
  reply.setCookie(sessionCookie, token, { path: '/', httpOnly: true, sameSite: 'lax', secure })

/** A page that is for one person at one time, so nobody keeps a copy. */
export const sendPage = (reply: FastifyReply, content: Html, status = 200): FastifyReply =>
  reply
    .code(status)
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(content.toString())

/** Goes on to another page after a form was taken. */
export const goTo = (reply: FastifyReply, path: string): FastifyReply => reply.redirect(path, 303)

/** A page of our own to go to; where the text is anything else, the page at which each person begins. */
export const localPath = (text: string): string =>
  /^\/(?![/\\])[\w\-./?=&%~+,:@]*$/.test(text) && !text.startsWith('/sign-in') ? text : '/start'

/** For pages that need a session which is not there. */
export const signInFirst = (): AppError =>
  new AppError({
    code: 'sign-in-needed',
    message: 'You are not signed in, or your session has ended.',
    remedy: 'Sign in, then try again.',
  })

/** The tightest limit of requests from one address, for what guesses could be tried on. */
export const guarded = { config: { rateLimit: { max: 20, timeWindow: '1 minute' } } } as const
