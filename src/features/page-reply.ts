import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { FormBody } from '../ui/form-body.ts'
import type { Html } from '../ui/html.ts'

const body = z.record(z.string(), z.unknown()).catch({})

/** The fields of a form's request; none where it brought no form. */
export const bodyOf = (request: FastifyRequest): FormBody => body.parse(request.body ?? {})

/** A page that is the viewer's own and of this moment: no browser keeps it. */
export const fresh = (reply: FastifyReply): FastifyReply =>
  reply.removeHeader('etag').header('cache-control', 'no-store')

/** Sends a page of the ledger, which no browser keeps. */
export const sendPage = (reply: FastifyReply, markup: Html, status = 200): FastifyReply =>
  fresh(reply).code(status).type('text/html; charset=utf-8').send(markup.toString())
