import type { FastifyInstance, FastifyRequest } from 'fastify'
import { AppError } from '../../../core/refusal.ts'
import type { Audit, Db } from '../../../stores/ledger/ledger.ts'
import type { Context, RouteRights } from '../../context.ts'
import { readPerson, type Person } from '../people/store.ts'
import { newToken } from '../secrets/tokens.ts'
import type { AccessSettings } from '../settings.ts'
import { personByEmail } from '../sign-in/flow.ts'
import { gate, startSession } from '../sign-in/sessions.ts'
import { goTo, guarded, keepSession, visitOf } from '../sign-in/visits.ts'
import { outsideProvider, type Begun, type OutsidePerson } from './provider.ts'

/** Anyone may try; who is unknown to the group gets no further. */
export const rights: RouteRights = {
  'GET /sign-in/outside': ['anyone'],
  'GET /sign-in/outside/return': ['anyone'],
}

const cookie = 'steward_outside'

const nobody = (): AppError =>
  new AppError({
    code: 'outside-unknown',
    message: 'Your account there belongs to nobody whom this group knows.',
    remedy: 'Ask an administrator of your group to add you with the mail address of that account.',
  })

/**
 * The person of an outside account: the one it was joined to before, else the one whose mail address the
 * provider has verified, who is then joined to it. Nobody is ever added by signing in.
 */
const personOf = async (db: Db, audit: Audit, outside: OutsidePerson): Promise<Person | null> => {
  const { issuer, subject, email } = outside
  const joined = await db
    .selectFrom('outside_account')
    .select('person')
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .executeTakeFirst()
  if (joined) {
    const person = await readPerson(db, joined.person)
    return person.closed ? null : person
  }
  const person = email === null ? null : await personByEmail(db, email)
  if (!person) return null
  await db.insertInto('outside_account').values({ person: person.id, issuer, subject }).execute()
  await audit({
    action: 'outside-account.joined',
    subject: `person:${person.id}`,
    after: { issuer },
  })
  return person
}

/** The two halves of signing in with the account of another service. */
export const routes = async (
  app: FastifyInstance,
  context: Context,
  settings: AccessSettings,
): Promise<void> => {
  const { outside, secure } = settings
  const provider = outside && outsideProvider(outside)
  const begun = new Map<string, { held: Begun; until: number }>()
  const here = (request: FastifyRequest): string =>
    settings.url ?? `http://${request.headers.host ?? 'localhost'}`

  app.get('/sign-in/outside', guarded, async (request, reply) => {
    if (!provider) return reply.callNotFound()
    const { address, begun: held } = await provider.begin(`${here(request)}/sign-in/outside/return`)
    const now = Date.now()
    for (const [key, { until }] of begun) if (until < now) begun.delete(key)
    const key = newToken()
    begun.set(key, { held, until: now + 10 * 60_000 })
    return reply
      .setCookie(cookie, key, { path: '/sign-in/outside', httpOnly: true, sameSite: 'lax', secure })
      .header('cache-control', 'no-store')
      .redirect(address.href, 303)
  })

  app.get('/sign-in/outside/return', guarded, async (request, reply) => {
    if (!provider) return reply.callNotFound()
    const key = request.cookies[cookie] ?? ''
    const held = begun.get(key)
    begun.delete(key)
    void reply.clearCookie(cookie, { path: '/sign-in/outside' })
    if (!held || held.until < Date.now()) return goTo(reply, '/sign-in')
    const person = await provider.finish(new URL(request.url, here(request)), held.held)
    const { from, device, now } = visitOf(request)
    const ledger = await context.ledger()
    const token = await ledger.write(gate(from, null), async (db, audit) => {
      const found = await personOf(db, audit, person)
      if (!found) {
        await audit({ action: 'sign-in.failed', subject: 'outside account', why: 'unknown' })
        return null
      }
      const session = { person: found.id, stage: 'full', means: outside?.name ?? '' } as const
      return startSession(db, audit, { ...session, from, device, now })
    })
    if (token === null) throw nobody()
    return goTo(keepSession(reply, settings, token), '/start')
  })
}
