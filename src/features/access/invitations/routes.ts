import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Refusal } from '../../../core/refusal.ts'
import type { Audit, Db, Ledger } from '../../../stores/ledger/ledger.ts'
import { operator, type Viewer } from '../../../stores/scope.ts'
import { textOf } from '../../../ui/form-body.ts'
import type { Context, RouteRights } from '../../context.ts'
import { bodyOf } from '../bodies.ts'
import { checkPerson } from '../people/rules.ts'
import { addPerson, appoint, hasAdministrator, readPerson } from '../people/store.ts'
import { checkPassword } from '../secrets/password-rule.ts'
import type { AccessSettings } from '../settings.ts'
import { resetCredentials, setPassword } from '../sign-in/credentials.ts'
import { afterStep } from '../sign-in/routes.ts'
import { endSessions, gate, listSessions, startSession } from '../sign-in/sessions.ts'
import { guarded, sendPage, visitOf } from '../sign-in/visits.ts'
import { invitationPage } from './pages.ts'
import { invite, readInvitation, useInvitation, type Invitation } from './store.ts'

/** Whoever has the link. */
export const rights: RouteRights = {
  'GET /invitation/:token': ['anyone'],
  'POST /invitation': ['anyone'],
}

const personOf = async (
  db: Db,
  { person }: Invitation,
): Promise<{ name: string; email: string } | null> => {
  if (person === null) return null
  const { name, email } = await readPerson(db, person)
  return { name, email: email ?? '' }
}

const administrator = async (
  db: Db,
  audit: Audit,
  typed: { name: string; email: string },
  today: string,
): Promise<number> => {
  const person = await addPerson(db, audit, typed)
  await appoint(db, audit, {
    person,
    role: 'administrator',
    practice: null,
    locality: null,
    topic: null,
    from_date: today,
    to_date: null,
  })
  return person
}

/** The secret of a link that makes the first administrator; null where there is one. */
export const inviteFirstAdministrator = async (
  ledger: Ledger,
  now: Date,
): Promise<string | null> => {
  if (await ledger.read(operator, hasAdministrator)) return null
  return ledger.write(operator, (db, audit) =>
    invite(db, audit, { kind: 'first-administrator', person: null, now }),
  )
}

/** The addresses that links lead to. */
export const routes = async (
  app: FastifyInstance,
  context: Context,
  settings: AccessSettings,
): Promise<void> => {
  const opened = async (request: FastifyRequest, token: string) => {
    const ledger = await context.ledger()
    return ledger.read(gate(request.ip, null), async (db) => {
      const invitation = await readInvitation(db, token, new Date())
      return { invitation, person: await personOf(db, invitation) }
    })
  }

  app.get<{ Params: { token: string } }>('/invitation/:token', guarded, async (request, reply) => {
    const { token } = request.params
    const { invitation, person } = await opened(request, token)
    const csrf = context.csrf(request)
    const typed = { name: '', email: '' }
    return sendPage(reply, invitationPage({ csrf, token, kind: invitation.kind, person, typed }))
  })

  app.post('/invitation', guarded, async (request, reply) => {
    const body = bodyOf(request)
    const token = textOf(body, 'token')
    const { invitation, person } = await opened(request, token)
    const typed = { name: textOf(body, 'name'), email: textOf(body, 'email') }
    const password = typeof body['password'] === 'string' ? body['password'] : ''
    const self = person ?? typed
    const refusals: Refusal[] = []
    const who = person === null ? checkPerson(body) : null
    if (who?.ok === false) refusals.push(...who.refusals)
    const checked = checkPassword(password, [self.name, self.email])
    if (!checked.ok) refusals.push(checked.refusal)
    if (refusals.length > 0) {
      const content = invitationPage({
        csrf: context.csrf(request),
        token,
        kind: invitation.kind,
        person,
        typed,
        refusals,
      })
      return sendPage(reply, content, 422)
    }
    const { from, device, now } = visitOf(request)
    const ledger = await context.ledger()
    const as: Viewer = gate(
      from,
      invitation.person === null ? null : { id: invitation.person, name: self.name },
    )
    const entered = await ledger.write(as, async (db, audit) => {
      const id =
        invitation.person ??
        (await administrator(db, audit, who?.ok ? who.value : typed, context.asAt()))
      await useInvitation(db, audit, invitation, id)
      if (invitation.kind === 'lost') {
        await resetCredentials(db, audit, id, 'access was lost')
        await endSessions(db, audit, await listSessions(db, id, now), 'access was lost')
      }
      await setPassword(db, audit, id, password)
      const session = { person: id, stage: 'setup', means: 'invitation' } as const
      return { token: await startSession(db, audit, { ...session, from, device, now }), ...session }
    })
    return afterStep(reply, settings, entered, '/')
  })
}
