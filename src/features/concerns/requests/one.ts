import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Refusal, Result } from '../../../core/refusal.ts'
import { listOf, textOf, type FormBody } from '../../../ui/form-body.ts'
import type { Html } from '../../../ui/html.ts'
import type { Context } from '../../context.ts'
import { readMembership } from '../../membership/membership.ts'
import { addNote, demandConcern, giveTo, handles, moveOn, possibleOwners } from '../act.ts'
import { placeNames, surroundings } from './around.ts'
import { choicesFrom, isSettled, states } from '../course/states.ts'
import { onePage } from '../pages/one.ts'
import type { TypedForm } from '../pages/view.ts'
import { patientFaults } from '../raised.ts'
import { mergedInto, readConcerns, seenOf, readNotes, readTaken, type Concern } from '../read.ts'
import { bodyOf, sendPage } from '../../page-reply.ts'
import { numberOf, personOf } from './fields.ts'
import { readConcernRule, type ConcernRule } from '../rule.ts'
import { setThemes } from '../store.ts'
import { alike } from '../text/likeness.ts'

type One = { Params: { id: string } }

const fieldsOf = (body: FormBody): Record<string, string> =>
  Object.fromEntries(
    Object.entries(body).flatMap(([name, value]) =>
      typeof value === 'string' && name !== '_csrf' ? [[name, value]] : [],
    ),
  )

const alikeOnes = (
  concern: Concern,
  all: readonly Concern[],
  rule: ConcernRule,
): { id: number; title: string; likeness: number }[] => {
  const comparable = ({ id, title, words, about }: Concern) => ({
    id,
    text: `${title} ${words}`,
    about: about?.name ?? null,
  })
  const others = all.filter(({ state }) => state !== 'merged' && !isSettled(state))
  return alike(comparable(concern), others.map(comparable), rule.alike)
    .slice(0, 5)
    .flatMap(({ id, likeness }) => {
      const found = all.find((each) => each.id === id)
      return found ? [{ id, title: found.title, likeness }] : []
    })
}

const showOne = async (
  context: Context,
  request: FastifyRequest<One>,
  refusals: readonly Refusal[] = [],
  typed: TypedForm | null = null,
): Promise<Html> => {
  const viewer = context.viewer(request)
  const ledger = await context.ledger()
  const around = await surroundings(context)
  const rule = readConcernRule(context.home)
  const today = context.asAt()
  const id = numberOf(request.params.id)
  return ledger.read(viewer, async (db) => {
    const concern = await demandConcern(db, id)
    const isRaiser = concern.raisedBy === viewer.person
    const isHandler = handles(viewer, concern)
    return onePage({
      csrf: context.csrf(request),
      concern,
      notes: await readNotes(db, id),
      taken: await readTaken(db, id),
      merged: await mergedInto(db, id),
      others: await seenOf(
        db,
        concern.steps.flatMap(({ into }) => into ?? []),
      ),
      alike: isHandler ? alikeOnes(concern, await readConcerns(db), rule) : [],
      choices: choicesFrom(concern.state, { raiser: isRaiser, handler: isHandler }),
      isRaiser,
      isHandler,
      mayAdd: viewer.person !== null,
      owners: isHandler ? await possibleOwners(db, concern.locality, today) : [],
      refusals,
      typed,
      rule,
      names: placeNames(await readMembership(db), around),
      today,
    })
  })
}

const chooseFirst: Refusal = {
  code: 'state-missing',
  message: 'No state is chosen.',
  remedy: 'Choose where it stands now.',
  where: 'state',
}

/** The fields of a form by the names that refusals use. */
type Fields = { state: string; reply: string; into: string }

const takeMove = async (
  context: Context,
  request: FastifyRequest<One>,
  { state, reply, into }: Fields,
): Promise<Result<unknown>> => {
  const { refusals } = patientFaults({ reply }, context.asAt(), true)
  const [refusal] = refusals
  if (refusal) return { ok: false, refusal }
  const to = states.find((known) => known === state)
  if (to === undefined) return { ok: false, refusal: chooseFirst }
  return moveOn(
    await context.ledger(),
    context.viewer(request),
    numberOf(request.params.id),
    { to, reply, into: /^\d{1,9}$/.test(into.trim()) ? Number(into) : null },
    readConcernRule(context.home),
    context.asAt(),
  )
}

const renamed = (refusal: Refusal, names: Readonly<Record<string, string>>): Refusal => ({
  ...refusal,
  ...(refusal.where === undefined ? {} : { where: names[refusal.where] ?? refusal.where }),
})

/** One idea or concern: its page, and the forms on it. */
export const oneRoutes = async (app: FastifyInstance, context: Context): Promise<void> => {
  const back = async (
    request: FastifyRequest<One>,
    reply: FastifyReply,
    form: string,
    result: Result<unknown>,
    names: Readonly<Record<string, string>> = {},
  ): Promise<FastifyReply> => {
    if (result.ok) return reply.redirect(`/concerns/${request.params.id}`, 303)
    const typed = { form, fields: fieldsOf(bodyOf(request)) }
    const refusals = [renamed(result.refusal, names)]
    const status = result.refusal.code === 'not-allowed' ? 403 : 422
    return sendPage(reply, await showOne(context, request, refusals, typed), status)
  }

  app.get<One>('/concerns/:id', async (request, reply) =>
    sendPage(reply, await showOne(context, request)),
  )
  app.post<One>('/concerns/:id/state', async (request, reply) => {
    const body = bodyOf(request)
    const fields = {
      state: textOf(body, 'state'),
      reply: textOf(body, 'reply'),
      into: textOf(body, 'into'),
    }
    return back(request, reply, 'state', await takeMove(context, request, fields))
  })
  app.post<One>('/concerns/:id/settle', async (request, reply) => {
    const body = bodyOf(request)
    const why = textOf(body, 'why')
    const state = textOf(body, 'settle')
    const settled = state === 'done' && why === '' ? 'This settles it.' : why
    const result = await takeMove(context, request, { state, reply: settled, into: '' })
    return back(request, reply, 'settle', result, { state: 'settle', reply: 'why' })
  })
  app.post<One>('/concerns/:id/owner', async (request, reply) => {
    const owner = Number(textOf(bodyOf(request), 'owner'))
    const result = await giveTo(
      await context.ledger(),
      context.viewer(request),
      numberOf(request.params.id),
      Number.isSafeInteger(owner) ? owner : 0,
      context.asAt(),
    )
    return back(request, reply, 'owner', result)
  })
  app.post<One>('/concerns/:id/themes', async (request, reply) => {
    const result = await takeThemes(context, request)
    return back(request, reply, 'themes', result)
  })
  app.post<One>('/concerns/:id/notes', async (request, reply) => {
    const viewer = personOf(context, request)
    const words = textOf(bodyOf(request), 'words')
    const result = decideNote(words, context.asAt())
    if (result.ok) {
      const id = numberOf(request.params.id)
      await addNote(await context.ledger(), viewer, id, words, 'form', context.asAt())
    }
    return back(request, reply, 'notes', result)
  })
}

const decideNote = (words: string, today: string): Result<string> => {
  const [refusal] = patientFaults({ words }, today, true).refusals
  if (refusal) return { ok: false, refusal }
  if (words !== '') return { ok: true, value: words }
  const missing = {
    code: 'words-missing',
    message: 'Nothing was written.',
    remedy: 'Write a sentence or two.',
    where: 'words',
  }
  return { ok: false, refusal: missing }
}

const takeThemes = async (
  context: Context,
  request: FastifyRequest<One>,
): Promise<Result<unknown>> => {
  const viewer = context.viewer(request)
  const rule = readConcernRule(context.home)
  const asked = new Set(listOf(bodyOf(request), 'themes'))
  const themes = rule.themes.flatMap(({ name }) => (asked.has(name) ? [name] : []))
  const ledger = await context.ledger()
  const id = numberOf(request.params.id)
  const concern = await ledger.read(viewer, (db) => demandConcern(db, id))
  if (!handles(viewer, concern)) {
    return {
      ok: false,
      refusal: {
        code: 'not-allowed',
        message: 'Only those who deal with ideas and concerns can do this.',
        remedy: 'Ask its owner.',
        where: 'themes',
      },
    }
  }
  const same =
    themes.every((theme) => concern.themes.includes(theme)) &&
    concern.themes.every((theme) => themes.includes(theme))
  if (!same) {
    await ledger.write(viewer, (db, audit) =>
      setThemes(db, audit, id, concern.themes, themes, viewer.person, context.asAt()),
    )
  }
  return { ok: true, value: themes }
}
