import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from '../../core/refusal.ts'
import * as access from '../../features/access/access.ts'
import type { Context, Right, RouteRights } from '../../features/context.ts'
import { reaches } from '../../features/lines/lines.ts'
import { placeNames, type PlaceNames } from '../../features/figures/figures.ts'
import { holds, publicViewer, type Viewer } from '../../stores/scope.ts'
import { html, type Html } from '../../ui/html.ts'
import { viewerBar, viewerMark } from '../../ui/layout.ts'
import { csrfToken } from './forms.ts'
import { patternFinder, withoutRefused } from './links.ts'
import { newsOf } from './news.ts'
import { identify, viewerOf } from './viewers.ts'

/** Who somebody is until they choose, in the sample world. */
const sampleViewer = async (context: Context, from: string): Promise<Viewer> => {
  const ledger = await context.ledger()
  const held = await ledger.read({ ...publicViewer(from), via: 'program' }, async (db) => {
    const id = await access.samplePerson(db, access.sampleVisitor)
    return id === null ? null : access.readPerson(db, id)
  })
  return (held && access.viewerOf(held, context.asAt(), from)) ?? publicViewer(from)
}

const findViewer = async (
  token: string | undefined,
  from: string,
  context: Context,
  settings: access.AccessSettings,
): Promise<Viewer> => {
  if (token !== undefined) {
    const asked = { from, now: new Date(), day: context.asAt() }
    const viewer = await access.identify(await context.ledger(), token, asked)
    if (viewer) return viewer
  }
  return settings.isSample() ? sampleViewer(context, from) : publicViewer(from)
}

const second = 1000

/**
 * Finds viewers, and keeps each for as long as nothing at all was changed in the ledger, at most half a
 * minute: a session that is ended or an appointment that is made is a change, so it counts at once.
 */
const viewerFinder = (context: Context, settings: access.AccessSettings) => {
  const held = new Map<string, { revision: number; until: number; viewer: Viewer }>()
  return async (request: FastifyRequest): Promise<Viewer> => {
    const token = request.cookies[access.sessionCookie]
    if (token === undefined && !settings.isSample()) return publicViewer(request.ip)
    const revision = await (await context.ledger()).revision()
    const key = `${token ?? ''} ${request.ip} ${context.asAt()}`
    const known = held.get(key)
    const now = Date.now()
    if (known?.revision === revision && known.until > now) return known.viewer
    const viewer = await findViewer(token, request.ip, context, settings)
    if (held.size > 1000) held.clear()
    held.set(key, { revision, until: now + 30 * second, viewer })
    return viewer
  }
}

const rightsOf = (rights: RouteRights, method: string, pattern: string): readonly Right[] =>
  rights[`${method === 'HEAD' ? 'GET' : method} ${pattern}`] ?? ['signed in']

/** Whether a viewer may ask an address, by the table of rights; an address without a line asks for sign-in. */
export const isAllowed = (
  viewer: Viewer,
  rights: RouteRights,
  method: string,
  pattern: string,
): boolean =>
  rightsOf(rights, method, pattern).some(
    (right) =>
      right === 'anyone' || (right === 'signed in' ? viewer.person !== null : holds(viewer, right)),
  )

/** Says who may, so that a person knows whom to ask. */
const notAllowed = (rights: RouteRights, method: string, pattern: string): AppError => {
  const roles = rightsOf(rights, method, pattern).flatMap((right) =>
    right === 'anyone' || right === 'signed in' ? [] : [access.roleName(right)],
  )
  const who = roles.length === 0 ? '' : ` It is for: ${roles.join(', ')}.`
  return new AppError({
    code: 'not-allowed',
    message: `This page, or what you tried to do, is for other roles than yours.${who}`,
    remedy: 'Your account lists the roles that you hold; an administrator of your group appoints.',
  })
}

/** What the bar below the navigation says of the viewer. */
const barOf = (
  { person, name, appointments }: Viewer,
  isSample: boolean,
  nameOf: PlaceNames,
  news: readonly Html[],
): Html => {
  const roles = appointments.map((held) => access.appointmentText(held, nameOf)).join('; ')
  if (person === null)
    return viewerBar('Not signed in', html`<a class="nhsuk-link" href="/sign-in">Sign in</a>`)
  const account = html`<a class="nhsuk-link" href="/start">Your page</a> ·
    <a class="nhsuk-link" href="/mail">Messages</a> ·
    <a class="nhsuk-link" href="/account">Your account</a>`
  return isSample
    ? viewerBar(
        'Sample world',
        html`An invented county. You are ${name} (${roles}).
          <a class="nhsuk-link" href="/become">Be somebody else</a> · ${account}`,
        news,
      )
    : viewerBar('Signed in', html`${name}${roles === '' ? '' : ` (${roles})`} · ${account}`, news)
}

/**
 * Finds out who asks before any route does, refuses what the table of rights does not give them, leads
 * nobody to a refusal, and says on every page who is looking.
 */
export const addGate = (
  app: FastifyInstance,
  context: Context,
  settings: access.AccessSettings,
  rights: RouteRights,
): void => {
  const find = viewerFinder(context, settings)
  const patternOf = patternFinder(rights)
  const mayAsk = (viewer: Viewer, path: string): boolean => {
    const pattern = patternOf(path)
    return pattern === null || (isAllowed(viewer, rights, 'GET', pattern) && reaches(viewer, path))
  }
  app.addHook('onRequest', async (request: FastifyRequest, reply: FastifyReply) => {
    if (request.url.startsWith('/assets/')) return undefined
    const viewer = await find(request)
    identify(request, { viewer, csrf: () => csrfToken(request, reply) })
    const { url } = request.routeOptions
    if (url === undefined || isAllowed(viewer, rights, request.method, url)) return undefined
    if (viewer.person !== null) throw notAllowed(rights, request.method, url)
    if (request.method !== 'GET') return reply.redirect('/sign-in', 303)
    return reply.redirect(`/sign-in?to=${encodeURIComponent(request.url)}`, 303)
  })
  app.addHook('onSend', async (request, reply, payload) => {
    if (typeof payload !== 'string' || !payload.includes(viewerMark)) return payload
    const viewer = viewerOf(request)
    const news = newsOf(context.home, viewer, payload, request, reply, settings.secure)
    const bar = barOf(viewer, settings.isSample(), await placeNames(context), news).toString()
    const own =
      viewer.person === null ? payload : withoutRefused(payload, (to) => mayAsk(viewer, to))
    return own.replace(viewerMark, () => bar)
  })
}
