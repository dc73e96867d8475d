import type { FastifyRequest } from 'fastify'
import { AppError } from '../../../core/refusal.ts'
import type { Viewer } from '../../../stores/scope.ts'
import { textOf, type FormBody } from '../../../ui/form-body.ts'
import type { Context } from '../../context.ts'
import type { Typed } from '../raised.ts'

/** What was typed into the form by which something is raised. */
export const typedOf = (body: FormBody): Typed => ({
  kind: textOf(body, 'kind'),
  title: textOf(body, 'title'),
  words: textOf(body, 'words'),
  locality: textOf(body, 'locality'),
  topic: textOf(body, 'topic'),
  provider: textOf(body, 'provider'),
  service: textOf(body, 'service'),
  checked: textOf(body, 'checked') === 'yes',
})

/** The number of an address; AppError unknown-concern where it is none. */
export const numberOf = (text: string): number => {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text)
  throw new AppError({
    code: 'unknown-concern',
    message: 'There is no idea or concern of that number.',
    remedy: 'Look in the list of ideas and concerns.',
  })
}

/** Whoever asks, as a person; the operator has no name to raise or add something under. AppError not-allowed. */
export const personOf = (
  context: Pick<Context, 'viewer'>,
  request: FastifyRequest,
): Viewer & { person: number } => {
  const viewer = context.viewer(request)
  const { person } = viewer
  if (person !== null) return { ...viewer, person }
  throw new AppError({
    code: 'not-allowed',
    message: 'Only somebody who is signed in can raise or add something.',
    remedy: 'Sign in as yourself.',
  })
}
