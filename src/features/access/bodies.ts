import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { AppError } from '../../core/refusal.ts'
import type { FormBody } from '../../ui/form-body.ts'

const fields = z.record(z.string(), z.unknown())

/** What a form sent; nothing at all is an empty form. */
export const bodyOf = (request: FastifyRequest): FormBody => {
  const read = fields.safeParse(request.body ?? {})
  return read.success ? read.data : {}
}

const number = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER)

/** The number in an address, as in /people/12. */
export const numberIn = (request: FastifyRequest, name = 'id'): number => {
  const params = fields.safeParse(request.params)
  const read = number.safeParse(params.success ? params.data[name] : undefined)
  if (read.success) return read.data
  throw new AppError({
    code: 'not-found',
    message: 'There is no page at this address.',
    remedy: 'Check the address, or begin at the overview.',
  })
}
