import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { pictureOf } from '../ui/charts/picture.ts'
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

/** Sends a table as CSV, under a name without its ending. */
export const sendCsv = (reply: FastifyReply, name: string, text: string): FastifyReply =>
  fresh(reply)
    .type('text/csv; charset=utf-8')
    .header('content-disposition', `attachment; filename="${name}.csv"`)
    .send(text)

/** Sends a chart as a picture that stands alone, with the looks it carries; not found where nothing was drawn. */
export const sendPicture = (reply: FastifyReply, drawn: Html | null): FastifyReply => {
  const picture = drawn && pictureOf(drawn)
  if (picture === null) {
    reply.callNotFound()
    return reply
  }
  return fresh(reply)
    .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'")
    .type('image/svg+xml; charset=utf-8')
    .send(picture)
}
