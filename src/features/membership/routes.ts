import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { parseMonth } from '../../core/month.ts'
import { AppError, type Refusal } from '../../core/refusal.ts'
import { holds, type Viewer } from '../../stores/scope.ts'
import { textOf } from '../../ui/form-body.ts'
import type { Html } from '../../ui/html.ts'
import type { Context, RouteRights } from '../context.ts'
import { bodyOf, sendPage } from '../page-reply.ts'
import { adoptMembership } from './files/settle.ts'
import { changePage, type TypedChange } from './pages/change.ts'
import { entriesPage, takeBackPage } from './pages/entries.ts'
import { membersPage } from './pages/members.ts'
import { around } from './requests/around.ts'
import { decideTyped, typedChange } from './requests/change.ts'
import { constitutionRoutes } from './requests/constitution.ts'
import { thenNowRoutes } from './then-now/routes.ts'
import { standing } from './rules/places.ts'
import {
  enterChange,
  lockMembership,
  readMembership,
  undoChange,
  type StoredChange,
} from './store.ts'

const enterers = ['management-team', 'administrator', 'accountable-officer'] as const

/** The sums of a whole group by locality are for those who lead it. */
const comparers = [
  ...enterers,
  'analyst',
  'chair',
  'elected-gp',
  'lay-member',
  'nurse-member',
  'specialist-member',
] as const

/** Who may ask the addresses of membership. */
export const rights: RouteRights = {
  'GET /members': ['anyone'],
  'GET /members/entries': ['signed in'],
  'GET /members/then-and-now': comparers,
  'GET /members/entries/:id': enterers,
  'POST /members/entries/:id': enterers,
  'GET /members/change': enterers,
  'POST /members/change': enterers,
  'GET /members/constitution': ['anyone'],
  'POST /members/constitution': enterers,
  'POST /members/constitution/sign': [...enterers, 'practice-lead'],
}

const mayEnter = (viewer: Viewer): boolean => holds(viewer, ...enterers)

const demandEnterer = (viewer: Viewer): void => {
  if (mayEnter(viewer)) return
  throw new AppError({
    code: 'not-allowed',
    message: 'Only the management team enters who belongs to the group.',
    remedy: 'Ask the management team.',
  })
}

const showChange = async (
  context: Context,
  request: FastifyRequest,
  typed: TypedChange,
  refusals: readonly Refusal[] = [],
): Promise<Html> => {
  const { lastClosed, thisMonth } = await around(context)
  const ledger = await context.ledger()
  const { localities } = await ledger.read(context.viewer(request), readMembership)
  const csrf = context.csrf(request)
  return changePage({ csrf, typed, refusals, localities, lastClosed, thisMonth })
}

const takeChange = async (
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> => {
  const viewer = context.viewer(request)
  demandEnterer(viewer)
  const typed = typedChange(bodyOf(request))
  const { knows } = await around(context)
  const ledger = await context.ledger()
  const check = decideTyped(typed, await ledger.read(viewer, readMembership), knows)
  if ('refusals' in check)
    return sendPage(reply, await showChange(context, request, typed, check.refusals), 422)
  try {
    await ledger.write(viewer, async (db, audit) => {
      await lockMembership(db)
      const decided = decideTyped(typed, await readMembership(db), knows)
      // Somebody entered another change in between: nothing is kept, and the form says so.
      const [refusal] = 'refusals' in decided ? decided.refusals : []
      if (refusal) throw new AppError(refusal)
      if ('refusals' in decided) return
      const because = { source: 'form', why: typed.why, on: context.asAt() }
      await enterChange(db, audit, decided.entry, { ...because, kind: decided.kind })
    })
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return sendPage(reply, await showChange(context, request, typed, [error.refusal]), 422)
  }
  return reply.redirect('/members/entries', 303)
}

type One = { Params: { id: string } }

const demandChange = (changes: readonly StoredChange[], id: string): StoredChange => {
  const found = standing(changes).find((change) => String(change.id) === id)
  if (found) return found
  throw new AppError({
    code: 'unknown-entry',
    message: 'There is no such entry that still holds.',
    remedy: 'Look in the list of entries.',
  })
}

const whyMissing: Refusal = {
  code: 'ground-missing',
  message: 'It does not say why.',
  remedy: 'Write why the entry was wrong.',
  where: 'why',
}

const takeBack = async (
  context: Context,
  request: FastifyRequest<One>,
  reply: FastifyReply,
): Promise<FastifyReply> => {
  const viewer = context.viewer(request)
  demandEnterer(viewer)
  const why = textOf(bodyOf(request), 'why')
  const ledger = await context.ledger()
  if (why === '') {
    const { changes } = await ledger.read(viewer, readMembership)
    const change = demandChange(changes, request.params.id)
    const { practice } = await around(context)
    return sendPage(reply, takeBackPage(change, practice, context.csrf(request), [whyMissing]), 422)
  }
  await ledger.write(viewer, async (db, audit) => {
    await lockMembership(db)
    const change = demandChange((await readMembership(db)).changes, request.params.id)
    await undoChange(db, audit, change, { source: 'form', why, on: context.asAt() })
  })
  return reply.redirect('/members/entries', 303)
}

const readRoutes = (app: FastifyInstance, context: Context): void => {
  app.get<{ Querystring: { month?: string } }>('/members', async (request, reply) => {
    const viewer = context.viewer(request)
    const ledger = await context.ledger()
    const { practice, thisMonth } = await around(context)
    const month = parseMonth(request.query.month ?? '') ?? thisMonth
    const membership = await ledger.read(viewer, readMembership)
    const may = { mayEnter: mayEnter(viewer), mayCompare: holds(viewer, ...comparers) }
    const view = { membership, month, thisMonth, practice, ...may }
    return sendPage(reply, membersPage(view))
  })
  app.get('/members/entries', async (request, reply) => {
    const viewer = context.viewer(request)
    const { practice } = await around(context)
    const membership = await (await context.ledger()).read(viewer, readMembership)
    return sendPage(reply, entriesPage(membership, practice, mayEnter(viewer)))
  })
}

/** Members, their entries and the constitution. */
export const routes = async (app: FastifyInstance, context: Context): Promise<void> => {
  // A home whose files were loaded before it had a ledger is taken over when it is next served.
  app.addHook('onListen', async () => {
    if (!existsSync(join(context.home.root, 'ledger'))) return
    await adoptMembership(await context.ledger(), context.home, context.asAt())
  })
  readRoutes(app, context)
  app.get('/members/change', async (request, reply) => {
    demandEnterer(context.viewer(request))
    return sendPage(reply, await showChange(context, request, typedChange({})))
  })
  app.post('/members/change', async (request, reply) => takeChange(context, request, reply))
  app.get<One>('/members/entries/:id', async (request, reply) => {
    const viewer = context.viewer(request)
    demandEnterer(viewer)
    const { practice } = await around(context)
    const { changes } = await (await context.ledger()).read(viewer, readMembership)
    const change = demandChange(changes, request.params.id)
    return sendPage(reply, takeBackPage(change, practice, context.csrf(request)))
  })
  app.post<One>('/members/entries/:id', async (request, reply) => takeBack(context, request, reply))
  constitutionRoutes(app, context)
  thenNowRoutes(app, context)
}
