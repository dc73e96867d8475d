import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { textOf } from '../../../ui/form-body.ts'
import type { Context, RouteRights } from '../../context.ts'
import { bodyOf } from '../bodies.ts'
import { hasAdministrator } from '../people/store.ts'
import { passkeyScripts } from '../passkeys/scripts.ts'
import { setUpPicture } from '../secrets/one-time.ts'
import type { AccessSettings } from '../settings.ts'
import { secretToConfirm } from './credentials.ts'
import {
  confirmSecondStep,
  sessionAt,
  signInByPassword,
  takeSecondStep,
  type Entered,
} from './flow.ts'
import { codePage, recoveryPage, setUpPage, signInPage } from './pages.ts'
import { endSessions, gate, sessionCookie, type Stage } from './sessions.ts'
import { codeMissing, emptyIn, keptCode } from './typed.ts'
import {
  goTo,
  guarded,
  keepSession,
  localPath,
  sendPage,
  signInFirst,
  tokenOf,
  visitOf,
} from './visits.ts'

/** Anyone may try to sign in; what follows needs the step before it. */
export const rights: RouteRights = {
  'GET /sign-in': ['anyone'],
  'POST /sign-in': ['anyone'],
  'GET /sign-in/code': ['anyone'],
  'POST /sign-in/code': ['anyone'],
  'GET /sign-in/set-up': ['anyone'],
  'POST /sign-in/set-up': ['anyone'],
  'POST /sign-out': ['anyone'],
}

/** Where signing in goes on after a step. */
export const afterStep = (
  reply: FastifyReply,
  settings: AccessSettings,
  { token, stage }: Entered,
  to: string,
): FastifyReply => {
  const next: Record<Stage, string> = {
    code: `/sign-in/code?to=${encodeURIComponent(to)}`,
    setup: '/sign-in/set-up',
    full: to,
  }
  return goTo(keepSession(reply, settings, token), next[stage])
}

const toOf = (request: FastifyRequest): string => {
  const query: unknown = request.query
  return localPath(
    typeof query === 'object' && query !== null && 'to' in query && typeof query.to === 'string'
      ? query.to
      : '',
  )
}

/** The addresses of signing in and out. */
export const routes = async (
  app: FastifyInstance,
  context: Context,
  settings: AccessSettings,
): Promise<void> => {
  const at = async (request: FastifyRequest, ...stages: Stage[]) => {
    const held = await sessionAt(await context.ledger(), tokenOf(request), stages, visitOf(request))
    if (!held) throw signInFirst()
    return held
  }
  const setUp = async (request: FastifyRequest) => {
    const { person } = await at(request, 'setup')
    const ledger = await context.ledger()
    const secret = await ledger.write(gate(request.ip, person), async (db, audit) => {
      await audit({ action: 'one-time-codes.shown', subject: `person:${person.id}` })
      return secretToConfirm(db, audit, ledger.sealing, person.id)
    })
    const picture = await setUpPicture(secret, person.email ?? person.name)
    return { secret, picture, scripts: passkeyScripts.paths }
  }

  app.get('/sign-in', async (request, reply) => {
    const ledger = await context.ledger()
    const isFirst = !(await ledger.read(gate(request.ip, null), hasAdministrator))
    const content = signInPage({
      csrf: context.csrf(request),
      email: '',
      to: toOf(request),
      settings,
      scripts: passkeyScripts.paths,
      isFirst,
    })
    return sendPage(passkeyScripts.allow(reply), content)
  })
  app.post('/sign-in', guarded, async (request, reply) => {
    const body = bodyOf(request)
    const [email, to] = [textOf(body, 'email'), localPath(textOf(body, 'to'))]
    const password = typeof body['password'] === 'string' ? body['password'] : ''
    const empty = emptyIn(email, password)
    const entered =
      empty.length === 0
        ? await signInByPassword(await context.ledger(), { email, password }, visitOf(request))
        : null
    if (entered?.ok) return afterStep(reply, settings, entered.value, to)
    const content = signInPage({
      csrf: context.csrf(request),
      email,
      to,
      settings,
      scripts: passkeyScripts.paths,
      refusals: entered ? [entered.refusal] : empty,
    })
    return sendPage(passkeyScripts.allow(reply), content, 422)
  })
  app.get('/sign-in/code', async (request, reply) => {
    await at(request, 'code')
    return sendPage(reply, codePage({ csrf: context.csrf(request), to: toOf(request) }))
  })
  app.post('/sign-in/code', guarded, async (request, reply) => {
    const body = bodyOf(request)
    const to = localPath(textOf(body, 'to'))
    const held = await at(request, 'code')
    const code = textOf(body, 'code')
    const empty = codeMissing(code)
    const entered =
      empty.length === 0
        ? await takeSecondStep(await context.ledger(), held, code, visitOf(request))
        : null
    if (entered?.ok) return afterStep(reply, settings, entered.value, to)
    const refusals = entered ? [entered.refusal] : empty
    const content = codePage({ csrf: context.csrf(request), to, code: keptCode(code), refusals })
    return sendPage(reply, content, 422)
  })
  app.get('/sign-in/set-up', async (request, reply) => {
    const shown = await setUp(request)
    const content = setUpPage({ csrf: context.csrf(request), ...shown })
    return sendPage(passkeyScripts.allow(reply), content)
  })
  app.post('/sign-in/set-up', guarded, async (request, reply) => {
    const held = await at(request, 'setup')
    const code = textOf(bodyOf(request), 'code')
    const empty = codeMissing(code)
    const confirmed =
      empty.length === 0
        ? await confirmSecondStep(await context.ledger(), held, code, visitOf(request))
        : null
    if (confirmed?.ok) {
      keepSession(reply, settings, confirmed.value.token)
      return sendPage(reply, recoveryPage(confirmed.value.recoveryCodes))
    }
    const shown = await setUp(request)
    const content = setUpPage({
      csrf: context.csrf(request),
      ...shown,
      code: keptCode(code),
      refusals: confirmed ? [confirmed.refusal] : empty,
    })
    return sendPage(passkeyScripts.allow(reply), content, 422)
  })
  app.post('/sign-out', async (request, reply) => {
    const ledger = await context.ledger()
    const visit = visitOf(request)
    const held = await sessionAt(ledger, tokenOf(request), ['code', 'setup', 'full'], visit)
    if (held)
      await ledger.write(gate(visit.from, held.person), (db, audit) =>
        endSessions(db, audit, [held.session], 'signed out'),
      )
    return goTo(reply.clearCookie(sessionCookie, { path: '/' }), '/sign-in')
  })
}
