import { parseHTML } from 'linkedom'
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'

/** Sends a form to a test's server as a browser would. */
export const postForm = (
  app: FastifyInstance,
  url: string,
  fields: Readonly<Record<string, string>>,
): Promise<LightMyRequestResponse> =>
  app.inject({
    url,
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(fields).toString(),
  })

type Page = ReturnType<typeof parseHTML>['document']

/** What a form holds for a field, as a browser would send it again; null where it has no such field. */
const heldBy = (document: Page, name: string): string | null => {
  const [field] = document.querySelectorAll(`[name="${name}"]`)
  if (!field) return null
  if (field.tagName === 'SELECT')
    return field.querySelector('option[selected]')?.getAttribute('value') ?? ''
  if (field.tagName === 'TEXTAREA') return field.textContent.trim()
  if (field.getAttribute('type') !== 'radio') return field.getAttribute('value') ?? ''
  return document.querySelector(`[name="${name}"][checked]`)?.getAttribute('value') ?? ''
}

/**
 * What is wrong with a form that was sent back: no summary of errors, an error that leads to no field or is
 * not said at it, or text that was typed and is lost.
 */
export const refusedFormFaults = (
  { statusCode, body }: { statusCode: number; body: string },
  typed: Readonly<Record<string, string>>,
): string[] => {
  const { document } = parseHTML(body)
  const summary = document.querySelector('.nhsuk-error-summary')
  const links = [...(summary?.querySelectorAll('a[href^="#"]') ?? [])]
  return [
    ...(statusCode === 422 ? [] : [`answered with ${statusCode}`]),
    ...(summary === null ? ['no summary of errors'] : []),
    ...(links.length === 0 ? ['no error that leads to its field'] : []),
    ...links.flatMap((link) => {
      const id = link.getAttribute('href')?.slice(1) ?? ''
      if (document.getElementById(id) === null)
        return [`an error leads to #${id}, which is not there`]
      return document.getElementById(`${id}-error`) ? [] : [`the error of ${id} is not said at it`]
    }),
    ...Object.entries(typed).flatMap(([name, text]) => {
      const held = heldBy(document, name)
      return held === text ? [] : [`${name} holds ${JSON.stringify(held)}, not “${text}”`]
    }),
  ]
}
