import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Refusal } from '../../core/refusal.ts'
import { practicesOf } from '../../stores/scope.ts'
import { textOf } from '../../ui/form-body.ts'
import type { Html } from '../../ui/html.ts'
import type { Context, RouteRights } from '../context.ts'
import { jsonText } from '../figures/figures.ts'
import { holdsIn, readMembership } from '../membership/membership.ts'
import { monthOf } from '../../core/month.ts'
import { raise } from './act.ts'
import { currentLocalities, placeNames, surroundings } from './requests/around.ts'
import { becamePage } from './pages/became.ts'
import { isShown, listPage, shown } from './pages/list.ts'
import { raisePage } from './pages/raise.ts'
import { decideRaised, type Typed } from './raised.ts'
import { readConcerns, readCourses } from './read.ts'
import { bodyOf, fresh, sendPage } from '../page-reply.ts'
import { personOf, typedOf } from './requests/fields.ts'
import { readConcernRule } from './rule.ts'
import { oneRoutes } from './requests/one.ts'
import { alike } from './text/likeness.ts'
import { countThemes } from './text/themes.ts'
import { isOpen, isSettled } from './course/states.ts'

/** Who may ask the addresses of ideas and concerns; rows are cut to the viewer by the ledger itself. */
export const rights: RouteRights = {
  'GET /concerns': ['signed in'],
  'GET /concerns/new': ['signed in'],
  'POST /concerns': ['signed in'],
  'GET /concerns/became': ['signed in'],
  'GET /concerns/:id': ['signed in'],
  'POST /concerns/:id/state': ['signed in'],
  'POST /concerns/:id/settle': ['signed in'],
  'POST /concerns/:id/owner': ['signed in'],
  'POST /concerns/:id/themes': ['signed in'],
  'POST /concerns/:id/notes': ['signed in'],
}

const listQuery = z.object({
  show: z.enum(shown).catch('open'),
  locality: z.string().max(20).catch(''),
})

const showList = async (context: Context, request: FastifyRequest): Promise<Html> => {
  const { show, locality } = listQuery.parse(request.query)
  const viewer = context.viewer(request)
  const ledger = await context.ledger()
  const around = await surroundings(context)
  const today = context.asAt()
  const rule = readConcernRule(context.home)
  return ledger.read(viewer, async (db) => {
    const membership = await currentLocalities(db)
    const all = await readConcerns(db)
    return listPage({
      all,
      concerns: all.filter(
        (concern) =>
          isShown(concern, show, viewer.person) &&
          (locality === '' || concern.locality === locality),
      ),
      localities: membership.localities,
      locality,
      show,
      themes: countThemes(
        rule,
        all
          .filter(({ state }) => state !== 'merged')
          .map(({ themes, raisedOn, practice, state }) => ({
            themes,
            on: raisedOn,
            practice,
            open: !isSettled(state),
          })),
        today,
      ),
      names: placeNames(membership, around),
      today,
      mayRaise: viewer.person !== null,
    })
  })
}

const blank: Typed = {
  kind: '',
  title: '',
  words: '',
  locality: '',
  topic: '',
  provider: '',
  service: '',
  checked: false,
}

/** The locality that the person's own practice or appointment is in, to begin the form with. */
const ownLocality = async (context: Context, request: FastifyRequest): Promise<string> => {
  const viewer = context.viewer(request)
  const appointed = viewer.appointments.find(({ locality }) => locality !== null)?.locality
  if (appointed) return appointed
  const ledger = await context.ledger()
  const { spells } = await ledger.read(viewer, readMembership)
  const practices = practicesOf(viewer)
  const month = monthOf(context.asAt())
  return (
    spells.find((spell) => practices.includes(spell.practice) && holdsIn(spell, month))?.locality ??
    ''
  )
}

const showRaise = async (
  context: Context,
  request: FastifyRequest,
  typed: Typed,
  refusals: readonly Refusal[] = [],
  similar: readonly { id: number; title: string }[] = [],
): Promise<Html> => {
  const ledger = await context.ledger()
  const { providers } = await surroundings(context)
  const membership = await ledger.read(context.viewer(request), currentLocalities)
  return raisePage({
    csrf: context.csrf(request),
    typed,
    refusals,
    alike: similar,
    rule: readConcernRule(context.home),
    localities: membership.localities,
    providers,
  })
}

const raisedBefore: Refusal = {
  code: 'perhaps-raised-before',
  message: 'Something that reads alike was raised before.',
  remedy: 'Look at it and add to it, or tick the box to raise yours as well.',
  where: 'anyway',
}

const takeRaised = async (
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> => {
  const viewer = personOf(context, request)
  const body = bodyOf(request)
  const typed = typedOf(body)
  const rule = readConcernRule(context.home)
  const today = context.asAt()
  const ledger = await context.ledger()
  const { providers } = await surroundings(context)
  const { places, all } = await ledger.read(viewer, async (db) => ({
    places: (await currentLocalities(db)).localities,
    all: await readConcerns(db),
  }))
  const codes = providers.map(({ code }) => code)
  const decided = decideRaised(typed, rule, places, codes, today)
  if ('refusals' in decided)
    return sendPage(reply, await showRaise(context, request, typed, decided.refusals), 422)
  const { raised } = decided
  const similar = alike(
    { id: 0, text: `${raised.title} ${raised.words}`, about: raised.about?.name ?? null },
    all
      .filter(({ state }) => isOpen(state) || state === 'answered')
      .map(({ id, title, words, about }) => ({
        id,
        text: `${title} ${words}`,
        about: about?.name ?? null,
      })),
    rule.alike,
  ).slice(0, 3)
  if (similar.length > 0 && textOf(body, 'anyway') !== 'yes') {
    const found = similar.flatMap(({ id }) => all.find((each) => each.id === id) ?? [])
    return sendPage(reply, await showRaise(context, request, typed, [raisedBefore], found), 422)
  }
  const id = await raise(
    ledger,
    viewer,
    raised,
    {
      person: viewer.person,
      name: viewer.name,
      practice: practicesOf(viewer)[0] ?? null,
      via: 'form',
      messageId: null,
      on: today,
    },
    rule,
  )
  return reply.redirect(`/concerns/${id}`, 303)
}

/** Ideas and concerns: the list, raising one, each one, and what became of all. */
export const routes = async (app: FastifyInstance, context: Context): Promise<void> => {
  app.get('/concerns', async (request, reply) => sendPage(reply, await showList(context, request)))
  app.get('/concerns/new', async (request, reply) => {
    personOf(context, request)
    const typed = { ...blank, locality: await ownLocality(context, request) }
    return sendPage(reply, await showRaise(context, request, typed))
  })
  app.post('/concerns', async (request, reply) => takeRaised(context, request, reply))
  app.get('/concerns/became', async (request, reply) => {
    const { format } = z
      .object({ format: z.enum(['html', 'json']).catch('html') })
      .parse(request.query)
    const ledger = await context.ledger()
    const { courses, names } = await ledger.read(context.viewer(request), async (db) => ({
      courses: await readCourses(db),
      names: placeNames(await readMembership(db), await surroundings(context)),
    }))
    if (format === 'json')
      return fresh(reply).type('application/json; charset=utf-8').send(jsonText({ courses }))
    return sendPage(reply, becamePage({ courses, locality: names.locality, today: context.asAt() }))
  })
  await oneRoutes(app, context)
}
