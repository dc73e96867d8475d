import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { AppError, refuse, type Refusal } from '../../../core/refusal.ts'
import type { Context, RouteRights } from '../../context.ts'
import { placeNames } from '../../figures/figures.ts'
import { bodyOf, numberIn } from '../bodies.ts'
import { passkeyScripts } from '../passkeys/scripts.ts'
import { endPasskey, listPasskeys } from '../passkeys/store.ts'
import { readPerson } from '../people/store.ts'
import { checkPassword } from '../secrets/password-rule.ts'
import { isPassword } from '../secrets/passwords.ts'
import {
  makeRecoveryCodes,
  passwordOf,
  recoveryCodesLeft,
  setPassword,
} from '../sign-in/credentials.ts'
import { recoveryPage } from '../sign-in/pages.ts'
import { endSessions, findSession, gate, listSessions } from '../sign-in/sessions.ts'
import { goTo, guarded, sendPage, signInFirst, tokenOf, visitOf } from '../sign-in/visits.ts'
import { accountPage, type AccountView } from './page.ts'

/** A person's own account, and nobody else's. */
export const rights: RouteRights = {
  'GET /account': ['signed in'],
  'POST /account/password': ['signed in'],
  'POST /account/recovery-codes': ['signed in'],
  'POST /account/sessions/end-others': ['signed in'],
  'POST /account/sessions/:id/end': ['signed in'],
  'POST /account/passkeys/:id/remove': ['signed in'],
}

const notYours = (): AppError =>
  new AppError({
    code: 'not-found',
    message: 'There is none of that number in your account.',
    remedy: 'Choose one from the page of your account.',
  })

/** The addresses of the own account. */
export const routes = async (app: FastifyInstance, context: Context): Promise<void> => {
  const own = (request: FastifyRequest): { id: number; name: string } => {
    const { person, name } = context.viewer(request)
    if (person === null) throw signInFirst()
    return { id: person, name }
  }

  const view = async (request: FastifyRequest): Promise<AccountView> => {
    const { id } = own(request)
    const now = new Date()
    const token = tokenOf(request)
    const nameOf = await placeNames(context)
    return (await context.ledger()).read(gate(request.ip, null), async (db) => ({
      person: await readPerson(db, id),
      today: context.asAt(),
      nameOf,
      session: token === undefined ? null : await findSession(db, token, now),
      sessions: await listSessions(db, id, now),
      passkeys: await listPasskeys(db, id),
      hasPassword: (await passwordOf(db, id)) !== null,
      codesLeft: await recoveryCodesLeft(db, id),
    }))
  }

  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    more: { refusals?: readonly Refusal[]; says?: string } = {},
  ): Promise<FastifyReply> => {
    const content = accountPage(
      context.csrf(request),
      await view(request),
      passkeyScripts.paths,
      more,
    )
    const status = more.refusals === undefined ? 200 : 422
    return sendPage(passkeyScripts.allow(reply), content, status)
  }

  app.get('/account', (request, reply) => show(request, reply))

  app.post('/account/password', guarded, async (request, reply) => {
    const person = own(request)
    const body = bodyOf(request)
    const text = (name: string): string => (typeof body[name] === 'string' ? body[name] : '')
    const ledger = await context.ledger()
    const { kept, email } = await ledger.read(gate(request.ip, null), async (db) => ({
      kept: await passwordOf(db, person.id),
      email: (await readPerson(db, person.id)).email ?? '',
    }))
    const checks = [
      (await isPassword(text('current'), kept))
        ? null
        : refuse('sign-in-wrong', 'This is not your password.', 'Type it again.', 'current'),
      checkPassword(text('password'), [person.name, email]),
    ]
    const refusals = checks.flatMap((check) => (check && !check.ok ? [check.refusal] : []))
    if (refusals.length > 0) return show(request, reply, { refusals })
    const { now } = visitOf(request)
    await ledger.write(gate(request.ip, person), async (db, audit) => {
      await setPassword(db, audit, person.id, text('password'))
      const token = tokenOf(request)
      const mine = token === undefined ? null : await findSession(db, token, now)
      const others = (await listSessions(db, person.id, now)).filter(({ id }) => id !== mine?.id)
      await endSessions(db, audit, others, 'password changed')
    })
    return show(request, reply, { says: 'Your password is changed. All other sessions are ended.' })
  })

  app.post('/account/recovery-codes', async (request, reply) => {
    const person = own(request)
    const ledger = await context.ledger()
    const codes = await ledger.write(gate(request.ip, person), (db, audit) =>
      makeRecoveryCodes(db, audit, person.id),
    )
    return sendPage(reply, recoveryPage(codes))
  })

  app.post('/account/sessions/end-others', async (request, reply) => {
    const { person, session, sessions } = await view(request)
    const others = sessions.filter(({ id }) => id !== session?.id)
    if (others.length > 0)
      await (
        await context.ledger()
      ).write(gate(request.ip, person), (db, audit) =>
        endSessions(db, audit, others, 'ended by the person'),
      )
    return goTo(reply, '/account')
  })

  app.post('/account/sessions/:id/end', async (request, reply) => {
    const { person, sessions } = await view(request)
    const session = sessions.find(({ id }) => id === numberIn(request))
    if (!session) throw notYours()
    await (
      await context.ledger()
    ).write(gate(request.ip, person), (db, audit) =>
      endSessions(db, audit, [session], 'ended by the person'),
    )
    return goTo(reply, '/account')
  })

  app.post('/account/passkeys/:id/remove', async (request, reply) => {
    const { person, passkeys } = await view(request)
    const passkey = passkeys.find(({ id }) => id === numberIn(request))
    if (!passkey) throw notYours()
    await (
      await context.ledger()
    ).write(gate(request.ip, person), (db, audit) => endPasskey(db, audit, passkey))
    return goTo(reply, '/account')
  })
}
