import type { FastifyInstance, FastifyReply } from 'fastify'
import { AppError, type Refusal } from '../../core/refusal.ts'
import { holds, type Viewer } from '../../stores/scope.ts'
import { csvText } from '../../ui/csv.ts'
import type { FormBody } from '../../ui/form-body.ts'
import type { Html } from '../../ui/html.ts'
import type { Context, RouteRights } from '../context.ts'
import { readDeclaration, typedDeclaration } from './declaration.ts'
import { readNote, typedNote } from './note.ts'
import { loadOrganisations } from './organisations.ts'
import { declarePage, interestPage, registerPage, stateWords } from './page.ts'
import { kindWords, readConflictRules } from './rules.ts'
import {
  loadRegister,
  noteInterest,
  readEntries,
  readPeople,
  recordInterest,
  tellToday,
} from './store.ts'
import type { Entry } from './store.ts'
import { subjectWords } from './subjects.ts'

/** Who may ask the addresses of the register. */
export const rights: RouteRights = {
  'GET /interests': ['anyone'],
  'GET /interests.csv': ['anyone'],
  'GET /interests/declare': ['signed in'],
  'POST /interests/declare': ['signed in'],
  'GET /interests/:id': ['signed in'],
  'POST /interests/:id': ['signed in'],
}

const isOfficer = (viewer: Viewer): boolean =>
  holds(viewer, 'administrator', 'management-team', 'accountable-officer', 'chair')

const isPublic = (viewer: Viewer): boolean => viewer.person === null && !isOfficer(viewer)

const notAllowed = (): AppError =>
  new AppError({
    code: 'not-allowed',
    message: 'Only whose interest it is, and the group’s officers, may change it.',
    remedy: 'Ask the secretary of the board.',
  })

const unknown = (): AppError =>
  new AppError({
    code: 'unknown-interest',
    message: 'There is no such interest in the register.',
    remedy: 'Go back to the register.',
    where: 'id',
  })

const send = (reply: FastifyReply, markup: Html, status = 200): FastifyReply =>
  reply
    .code(status)
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(markup.toString())

type One = { Params: { id: string } }

/** The published register, declaring an interest, and noting what became of one. */
export const routes = async (app: FastifyInstance, context: Context): Promise<void> => {
  const rules = () => readConflictRules(context.home)
  const register = async (viewer: Viewer): Promise<readonly Entry[]> =>
    loadRegister(await context.ledger(), viewer, context.asAt(), rules())

  app.get('/interests', async (request, reply) => {
    const viewer = context.viewer(request)
    const officer = isOfficer(viewer)
    return send(
      reply,
      registerPage({
        entries: await register(viewer),
        rules: rules(),
        officer,
        mayDeclare: !isPublic(viewer),
        mayOpen: ({ person }) => officer || person === viewer.person,
      }),
    )
  })

  app.get('/interests.csv', async (request, reply) => {
    const entries = await register(context.viewer(request))
    const shown = entries.filter(({ clocks }) => clocks.state !== 'kept only')
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', 'attachment; filename="register-of-interests.csv"')
      .send(
        csvText([
          ['name', 'post', 'kind', 'interest', 'about', 'since', 'recorded', 'state'],
          ...shown.map((entry) => [
            entry.name,
            entry.post,
            kindWords[entry.kind].text,
            entry.says,
            entry.subjects.map(subjectWords).join('; '),
            entry.from,
            entry.recorded,
            stateWords(entry),
          ]),
        ]),
      )
  })

  const showForm = async (
    request: Parameters<Context['viewer']>[0],
    reply: FastifyReply,
    body: FormBody,
    refusals: readonly Refusal[],
  ): Promise<FastifyReply> => {
    const viewer = context.viewer(request)
    const ledger = await context.ledger()
    const today = context.asAt()
    const people = isOfficer(viewer)
      ? await ledger.read(viewer, (db) => readPeople(db, today))
      : null
    const typed = typedDeclaration(body)
    return send(
      reply,
      declarePage({
        csrf: context.csrf(request),
        refusals,
        typed: { ...typed, person: typed.person || String(viewer.person ?? '') },
        people,
        rules: rules(),
      }),
      refusals.length > 0 ? 422 : 200,
    )
  }

  app.get('/interests/declare', async (request, reply) => {
    if (isPublic(context.viewer(request))) throw notAllowed()
    return showForm(request, reply, {}, [])
  })

  app.post<{ Body: FormBody }>('/interests/declare', async (request, reply) => {
    const viewer = context.viewer(request)
    if (isPublic(viewer)) throw notAllowed()
    const today = context.asAt()
    const typed = typedDeclaration(request.body)
    const read = readDeclaration(typed, await loadOrganisations(context), today)
    const wanted = isOfficer(viewer) ? Number(typed.person || Number.NaN) : viewer.person
    const ledger = await context.ledger()
    const people = await ledger.read(viewer, (db) => readPeople(db, today))
    const person = people.find(({ id }) => id === wanted)
    const refusals: Refusal[] = [
      ...(person
        ? []
        : [
            {
              code: 'interest-person',
              message: 'Nobody is chosen.',
              remedy: 'Choose whose interest it is.',
              where: 'person',
            },
          ]),
      ...(read.ok ? [] : read.refusals),
    ]
    if (!person || !read.ok) return showForm(request, reply, request.body, refusals)
    await ledger.write(viewer, async (db, audit) => {
      await tellToday(db, today, rules().shownMonths)
      return recordInterest(db, audit, viewer, today, person, read.value)
    })
    return reply.redirect('/interests', 303)
  })

  const own = async (viewer: Viewer, id: string): Promise<Entry> => {
    const ledger = await context.ledger()
    const entries = await ledger.read(viewer, (db) => readEntries(db, context.asAt(), rules()))
    const entry = entries.find((one) => String(one.id) === id)
    if (!entry) throw unknown()
    if (!isOfficer(viewer) && entry.person !== viewer.person) throw notAllowed()
    return entry
  }

  app.get<One>('/interests/:id', async (request, reply) => {
    const entry = await own(context.viewer(request), request.params.id)
    return send(
      reply,
      interestPage({
        csrf: context.csrf(request),
        refusals: [],
        entry,
        typed: typedNote({}),
      }),
    )
  })

  app.post<One & { Body: FormBody }>('/interests/:id', async (request, reply) => {
    const viewer = context.viewer(request)
    const entry = await own(viewer, request.params.id)
    const today = context.asAt()
    const typed = typedNote(request.body)
    const note = readNote(typed, entry.from, today)
    if ('message' in note) {
      const page = interestPage({
        csrf: context.csrf(request),
        refusals: [note],
        entry,
        typed,
      })
      return send(reply, page, 422)
    }
    const ledger = await context.ledger()
    await ledger.write(viewer, async (db, audit) => {
      await tellToday(db, today, rules().shownMonths)
      await noteInterest(db, audit, viewer, { interest: entry.id, today, ...note })
    })
    return reply.redirect('/interests', 303)
  })
}
