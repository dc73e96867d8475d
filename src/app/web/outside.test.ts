import assert from 'node:assert/strict'
import { createServer, type Server } from 'node:http'
import { after, before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import Provider from 'oidc-provider'
import { browse } from '../../features/access/browser.ts'
import { addSample } from '../../features/access/access.ts'
import { openTestLedger, type TestLedger } from '../../stores/ledger/test-ledger.ts'
import { serveGated } from './gated-app.ts'

const emails: Readonly<Record<string, { email: string; verified: boolean }>> = {
  poppy: { email: 'gp@example.org', verified: true },
  stranger: { email: 'stranger@example.org', verified: true },
  unverified: { email: 'chair@example.org', verified: false },
}

const returnTo = 'http://localhost:3000/sign-in/outside/return'

const startProvider = async (): Promise<{ server: Server; issuer: string }> => {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const issuer = `http://127.0.0.1:${port}`
  const provider = new Provider(issuer, {
    clients: [{ client_id: 'steward', client_secret: 'known to both', redirect_uris: [returnTo] }],
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    cookies: { keys: ['a test'] },
    features: { devInteractions: { enabled: true } },
    findAccount: (_, id) => ({
      accountId: id,
      claims: () => ({
        sub: id,
        email: emails[id]?.email,
        email_verified: emails[id]?.verified,
      }),
    }),
  })
  const answer = provider.callback()
  server.on('request', (request, response) => void answer(request, response))
  return { server, issuer }
}

/** Goes through the provider's own pages as somebody, and gives the address that leads back to us. */
const passThrough = async (from: string, login: string): Promise<string> => {
  const jar = new Map<string, string>()
  const ask = async (url: string, body?: URLSearchParams): Promise<Response> => {
    const answer = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(body ? { method: 'POST', body } : {}),
    })
    for (const cookie of answer.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';')
      jar.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1))
    }
    return answer
  }
  let url = from
  for (let steps = 0; steps < 12; steps += 1) {
    const answer = await ask(url)
    const location = answer.headers.get('location')
    if (location !== null) url = new URL(location, url).href
    else {
      const page = await answer.text()
      const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1] ?? 'login'
      const sent = await ask(url, new URLSearchParams({ prompt, login, password: 'x' }))
      url = new URL(sent.headers.get('location') ?? '', url).href
    }
    if (url.startsWith(returnTo)) return url
  }
  throw new Error(`the provider did not lead back: ${url}`)
}

describe('signing in with the account of another service', () => {
  let ledger: TestLedger
  let app: FastifyInstance
  let server: Server

  before(async () => {
    const started = await startProvider()
    server = started.server
    ledger = await openTestLedger()
    await addSample(ledger, {
      today: '2020-04-20',
      groupCode: 'CW',
      practices: [{ code: 'A81001', name: 'One', locality: 'N' }],
      localities: [{ code: 'N', name: 'North' }],
    })
    app = await serveGated(ledger, false, {
      name: 'Example Identity',
      issuer: started.issuer,
      client: 'steward',
      secret: 'known to both',
    })
  })
  after(async () => {
    await app.close()
    await ledger.remove()
    server.closeAllConnections()
    server.close()
  })

  const signIn = async (login: string) => {
    const person = browse(app)
    const page = await person.open('/sign-in')
    assert.match(page.text, /Sign in with Example Identity/)
    const begun = await person.open('/sign-in/outside')
    const back = await passThrough(begun.to, login)
    const { pathname, search } = new URL(back)
    return { person, path: pathname + search, page: await person.open(pathname + search) }
  }

  test('who is known by a verified address is in, with what they hold, and is joined to the account', async () => {
    const { page, person } = await signIn('poppy')
    assert.match(page.body, /start of Dr Poppy Cornflower/)
    assert.match((await person.open('/mine')).body, /mine/)
    assert.match((await signIn('poppy')).page.body, /Dr Poppy Cornflower/)
  })

  test('nobody is let in or added who is unknown, or whose address the provider has not verified', async () => {
    for (const login of ['stranger', 'unverified']) {
      const { page, person } = await signIn(login)
      assert.equal(page.status, 403)
      assert.match(page.text, /belongs to nobody whom this group knows/)
      assert.match((await person.open('/')).path, /^\/sign-in/)
    }
  })

  test('an answer is good once, and in the browser that asked alone', async () => {
    const { path, person } = await signIn('poppy')
    assert.equal((await browse(app).open(path)).path, '/sign-in')
    assert.equal((await person.open(path)).path, '/sign-in')
    const other = browse(app)
    const begun = await other.open('/sign-in/outside')
    const back = new URL(await passThrough(begun.to, 'poppy'))
    back.searchParams.set('state', 'forged')
    const forged = await other.open(back.pathname + back.search)
    assert.equal(forged.status, 403)
    assert.match(forged.text, /did not succeed/)
  })
})
