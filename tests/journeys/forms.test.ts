import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { cookieAs } from './become.ts'
import { fill, fillings, formsOf, lostFrom, type FoundForm } from './forms.ts'
import { makeSmallHome, temporaryFolder } from './homes.ts'
import { startServer, type Serving } from './serving.ts'
import { kindOf, walk } from './walk.ts'

/** Forms of pages that are no business of the one who walks: becoming somebody else, and signing out. */
const isLeft = (action: string): boolean => /\/(become|sign-out)$/.test(action)

/**
 * Each form on each kind of page is sent five times: with words in every box and nothing chosen, with nothing at all, and
 * with the first or the last of each choice. Some of it is accepted; what is refused must come back as the page with an
 * error summary, and with everything that was typed or chosen.
 */
describe('every form that refuses', () => {
  const folder = temporaryFolder()
  let serving: Serving

  before(async () => {
    serving = await startServer(await makeSmallHome(folder.path))
  })
  after(async () => {
    await serving?.stop()
    folder.remove()
  })

  const formsAt = async (page: string, cookie: string): Promise<FoundForm[]> => {
    const reply = await fetch(page, { headers: { accept: 'text/html', cookie } })
    return formsOf(page, await reply.text())
  }

  const shapeOf = ({ action, markup }: FoundForm): string =>
    [kindOf(action), ...[...markup.matchAll(/name="([^"]+)"/g)].map(([, name]) => name)].join(' ')

  /** What is wrong with the answers to a form, and how many of them were refusals. */
  const tryForm = async (
    { page, action }: FoundForm,
    cookie: string,
  ): Promise<{ refused: number; faults: string[] }> => {
    const faults: string[] = []
    let refused = 0
    for (const filling of fillings) {
      const form = (await formsAt(page, cookie)).find((each) => each.action === action)
      if (!form) break
      const fields = fill(form, filling)
      const body = form.markup.includes('multipart/form-data')
        ? new FormData()
        : new URLSearchParams()
      for (const { name, value } of fields) body.append(name, value)
      const headers = { cookie, accept: 'text/html' }
      const reply = await fetch(action, { method: 'POST', redirect: 'manual', headers, body })
      const markup = await reply.text()
      if (reply.status < 400) continue
      refused++
      const { pathname, search } = new URL(action)
      const lost = [
        ...(markup.includes('nhsuk-error-summary') ? [] : ['an error summary']),
        ...lostFrom(markup, `${pathname}${search}`, fields),
      ]
      if (reply.status >= 500 || lost.length > 0)
        faults.push(`${reply.status} ${action} ${JSON.stringify(filling)} lacks ${lost.join(', ')}`)
    }
    return { refused, faults }
  }

  test('says what is wrong in an error summary and keeps what was typed', async () => {
    const tried = new Set<string>()
    const faults: string[] = []
    const refusing = new Set<string>()
    for (const who of ['management-team', 'chair', 'practice-lead']) {
      const cookie = await cookieAs(serving.url, who)
      const { pages } = await walk([`${serving.url}/`, `${serving.url}/start`], cookie, 1)
      for (const { url } of pages.filter(({ kind }) => !/^\/(explain|lines)\//.test(kind))) {
        for (const form of await formsAt(url, cookie)) {
          if (tried.has(shapeOf(form)) || isLeft(form.action)) continue
          tried.add(shapeOf(form))
          const found = await tryForm(form, cookie)
          faults.push(...found.faults.map((fault) => `${who}: ${fault}`))
          if (found.refused > 0) refusing.add(kindOf(form.action))
        }
      }
    }
    assert.deepEqual(faults, [])
    for (const kind of ['/concerns/NUMBER/state', '/interests/declare', '/decisions/new'])
      assert.ok(
        refusing.has(kind),
        `${kind} refused nothing; refusing:\n${[...refusing].join('\n')}`,
      )
    assert.ok(refusing.size >= 25, `${refusing.size} kinds of form refused something`)
  })
})
