import type { FastifyInstance } from 'fastify'
import { parseHTML } from 'linkedom'

type Page = ReturnType<typeof parseHTML>['document']

/** A page as a browser without scripts has it. */
export type Shown = {
  status: number
  path: string
  to: string
  text: string
  document: Page
  body: string
}

/**
 * A browser without scripts for tests of routes: keeps cookies, follows redirects, fills in the form of the
 * page that it has and sends it with everything hidden in it.
 */
export const browse = (app: FastifyInstance) => {
  const jar = new Map<string, string>()
  const host = 'localhost:3000'
  const answerOf = async (
    method: 'GET' | 'POST',
    url: string,
    payload?: string,
  ): Promise<Shown> => {
    const answer = await app.inject({
      method,
      url,
      headers: {
        host,
        cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(payload === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
      },
      ...(payload === undefined ? {} : { payload }),
    })
    for (const { name, value } of answer.cookies)
      if (value === '') jar.delete(name)
      else jar.set(name, value)
    const { location } = answer.headers
    if (answer.statusCode === 303 && typeof location === 'string' && location.startsWith('/'))
      return answerOf('GET', location)
    const { document } = parseHTML(answer.body)
    const text = (document.querySelector('main')?.textContent ?? '').replace(/\s+/g, ' ').trim()
    const to = typeof location === 'string' ? location : ''
    return { status: answer.statusCode, path: url, to, text, document, body: answer.body }
  }
  return {
    jar,
    /** Opens a page. */
    open: (url: string): Promise<Shown> => answerOf('GET', url),
    /** Sends the form of a page that goes to an address, with what is typed into it. */
    send: (page: Shown, action: string, typed: Readonly<Record<string, string>> = {}) => {
      const form = [...page.document.querySelectorAll('form')].find(
        (each) => each.getAttribute('action') === action,
      )
      if (!form) throw new Error(`no form goes to ${action} on ${page.path}: ${page.text}`)
      const fields = new URLSearchParams()
      for (const field of form.querySelectorAll('input, select, textarea')) {
        const name = field.getAttribute('name')
        const unticked =
          ['checkbox', 'radio'].includes(field.getAttribute('type') ?? '') &&
          field.getAttribute('checked') === null
        if (name !== null && !unticked) fields.set(name, field.getAttribute('value') ?? '')
      }
      for (const [name, value] of Object.entries(typed)) fields.set(name, value)
      return answerOf('POST', action, fields.toString())
    },
  }
}
