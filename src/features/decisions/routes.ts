import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { AppError, type Refusal } from '../../core/refusal.ts'
import { textOf, typedDate, type FormBody } from '../../ui/form-body.ts'
import type { Html } from '../../ui/html.ts'
import type { Context } from '../context.ts'
import { isOfficer, isOwn, mineOf } from './allowed.ts'
import { askPage } from './pages/ask.ts'
import { decisionPage } from './pages/decision.ts'
import { logPage } from './pages/log.ts'
import { readConstitution } from './constitution.ts'
import { countOf, keepCount, refusalsToCount } from './outcome/counting.ts'
import { loadPracticeRoll } from './electors.ts'
import { published, publishedCsv } from './publication.ts'
import {
  bringProposal,
  castVote,
  noteState,
  openBallot,
  openStanding,
  readBallot,
  readDecisions,
  type Decision,
  type OpenBallot,
} from './store.ts'
import { endOf, refusalsToEnd } from './outcome/ending.ts'
import { laterDay, missing, readProposal, typedProposal } from './typed.ts'

const notAllowed = (): AppError =>
  new AppError({
    code: 'not-allowed',
    message: 'Only the group’s officers may do this.',
    remedy: 'Ask the secretary of the board.',
  })

const refusal = (where: string, message: string, remedy: string): Refusal => ({
  code: 'decision-form',
  message,
  remedy,
  where,
})

const send = (reply: FastifyReply, markup: Html, status = 200): FastifyReply =>
  reply
    .code(status)
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(markup.toString())

type One = { Params: { id: string } }
type Posted = { Body: FormBody }

/** The log of decisions, a decision, and votes of the practices between meetings. */
export const routes = async (app: FastifyInstance, context: Context): Promise<void> => {
  const constitution = () => readConstitution(context.home)
  const bodyName = (key: string): string =>
    key === 'practices' ? 'The practices' : (constitution().bodies.get(key)?.name ?? key)
  const log = async (request: FastifyRequest): Promise<readonly Decision[]> => {
    const ledger = await context.ledger()
    return ledger.read(context.viewer(request), (db) => readDecisions(db))
  }

  app.get('/decisions', async (request, reply) =>
    send(
      reply,
      logPage({
        decisions: await log(request),
        bodyName,
        officer: isOfficer(context.viewer(request)),
      }),
    ),
  )

  app.get('/decisions.json', async (request, reply) =>
    reply
      .type('application/json; charset=utf-8')
      .header('cache-control', 'no-store')
      .send({ decisions: published(await log(request), bodyName) }),
  )

  app.get('/decisions.csv', async (request, reply) =>
    reply
      .type('text/csv; charset=utf-8')
      .header('cache-control', 'no-store')
      .header('content-disposition', 'attachment; filename="decisions.csv"')
      .send(publishedCsv(published(await log(request), bodyName))),
  )

  const kinds = () =>
    [...constitution().ballots]
      .filter(([, { method }]) => method !== 'one member one vote')
      .map(([key, { title }]) => ({ key, title }))

  const showAsk = async (
    request: FastifyRequest,
    reply: FastifyReply,
    body: FormBody,
    refusals: readonly Refusal[],
  ): Promise<FastifyReply> =>
    send(
      reply,
      askPage({
        csrf: context.csrf(request),
        refusals,
        typed: typedProposal(body),
        kinds: kinds(),
        practices: (await loadPracticeRoll(context)).length,
      }),
      refusals.length > 0 ? 422 : 200,
    )

  app.get('/decisions/new', async (request, reply) => {
    if (!isOfficer(context.viewer(request))) throw notAllowed()
    return showAsk(request, reply, {}, [])
  })

  app.post<Posted>('/decisions/new', async (request, reply) => {
    const viewer = context.viewer(request)
    if (!isOfficer(viewer)) throw notAllowed()
    const today = context.asAt()
    const typed = typedProposal(request.body)
    const known = kinds().map(({ key }) => key)
    const { options, closesOn, refusals } = readProposal(typed, known, today)
    const ballot = constitution().ballots.get(typed.kind)
    const roll = await loadPracticeRoll(context)
    const all = [
      ...refusals,
      ...(roll.length > 0
        ? []
        : [refusal('kind', 'No practice is a member today.', 'Load a membership file first.')]),
    ]
    if (all.length > 0 || !ballot) return showAsk(request, reply, request.body, all)
    const ledger = await context.ledger()
    const { title, proposal, kind } = typed
    const id = await ledger.write(viewer, async (db, audit) => {
      const rest = { subjects: [], meeting: null, item: null }
      const made = { body: 'practices', title, proposal, options, ...rest }
      const decision = await bringProposal(db, audit, viewer, today, made)
      await openBallot(db, audit, { decision, kind, ballot, roll, opensOn: today, closesOn })
      await noteState(db, audit, viewer, decision, {
        ...openStanding,
        onDate: today,
        rules: constitution().edition,
      })
      return decision
    })
    return reply.redirect(`/decisions/${id}`, 303)
  })

  const open = async (
    request: FastifyRequest,
    id: string,
  ): Promise<{ decision: Decision; ballot: OpenBallot | null }> => {
    const ledger = await context.ledger()
    return ledger.read(context.viewer(request), async (db) => {
      const number = /^\d{1,15}$/.test(id) ? Number(id) : 0
      const [decision] = await readDecisions(db, { id: number })
      if (!decision)
        throw new AppError({
          code: 'unknown-decision',
          message: 'There is no such decision in the log.',
          remedy: 'Go back to the log of decisions.',
          where: 'id',
        })
      return { decision, ballot: await readBallot(db, number) }
    })
  }

  const show = async (
    request: FastifyRequest<One>,
    reply: FastifyReply,
    body: FormBody,
    refusals: readonly Refusal[],
  ): Promise<FastifyReply> => {
    const viewer = context.viewer(request)
    const { decision, ballot } = await open(request, request.params.id)
    return send(
      reply,
      decisionPage({
        decision,
        ballot,
        bodyName,
        mine: mineOf(viewer, ballot).map((entry) => ({ ...entry, own: isOwn(viewer, entry) })),
        officer: isOfficer(viewer),
        uncountable: refusalsToCount(decision, ballot, context.asAt()),
        csrf: context.csrf(request),
        refusals,
        typedVote: { voter: textOf(body, 'voter'), choice: textOf(body, 'choice') },
        typedClose: {
          reason: textOf(body, 'reason'),
          binds: textOf(body, 'binds'),
          review: typedDate(body, 'review'),
        },
        typedEnd: textOf(body, 'why'),
      }),
      refusals.length > 0 ? 422 : 200,
    )
  }

  app.get<One>('/decisions/:id', async (request, reply) => show(request, reply, {}, []))

  app.post<One & Posted>('/decisions/:id/vote', async (request, reply) => {
    const viewer = context.viewer(request)
    const { decision, ballot } = await open(request, request.params.id)
    const mine = mineOf(viewer, ballot)
    if (!ballot || mine.length === 0) throw notAllowed()
    const voter = textOf(request.body, 'voter')
    const choice = textOf(request.body, 'choice')
    const today = context.asAt()
    const over =
      decision.now.state !== 'open' || (ballot.closesOn !== null && ballot.closesOn < today)
    const refusals = [
      ...(over
        ? [refusal('choice', 'This vote is over.', 'Ask the secretary what came of it.')]
        : []),
      ...(mine.some((entry) => entry.voter === voter)
        ? []
        : [
            isOfficer(viewer) && ballot.votes.has(voter)
              ? refusal('voter', 'They have voted themselves.', 'Only they may change it.')
              : refusal('voter', 'Nobody on the roll is chosen.', 'Choose whose vote it is.'),
          ]),
      ...(choice === 'abstain' || decision.options.some(({ key }) => key === choice)
        ? []
        : [refusal('choice', 'No option is chosen.', 'Choose one, or abstain.')]),
    ]
    if (refusals.length > 0) return show(request, reply, request.body, refusals)
    const ledger = await context.ledger()
    await ledger.write(viewer, (db, audit) =>
      castVote(db, audit, viewer, {
        decision: decision.id,
        ballot: ballot.id,
        voter,
        choice: choice === 'abstain' ? null : choice,
        today,
        noted: !mine.some((entry) => entry.voter === voter && isOwn(viewer, entry)),
      }),
    )
    return reply.redirect(`/decisions/${decision.id}`, 303)
  })

  app.post<One & Posted>('/decisions/:id/end', async (request, reply) => {
    const viewer = context.viewer(request)
    if (!isOfficer(viewer)) throw notAllowed()
    const { decision } = await open(request, request.params.id)
    const refusals = refusalsToEnd(decision, textOf(request.body, 'why'))
    if (refusals.length > 0) return show(request, reply, request.body, refusals)
    const ended = endOf(decision, textOf(request.body, 'why'), context.asAt())
    const ledger = await context.ledger()
    await ledger.write(viewer, (db, audit) => noteState(db, audit, viewer, decision.id, ended))
    return reply.redirect(`/decisions/${decision.id}`, 303)
  })

  app.post<One & Posted>('/decisions/:id/count', async (request, reply) => {
    const viewer = context.viewer(request)
    if (!isOfficer(viewer)) throw notAllowed()
    const { decision, ballot } = await open(request, request.params.id)
    const today = context.asAt()
    const [reason, binds] = [textOf(request.body, 'reason'), textOf(request.body, 'binds')]
    const review = laterDay(typedDate(request.body, 'review'), 'review', today)
    const refusals = [
      ...missing(reason, 'reason', 'The reason', 2000),
      ...(binds === '' ? [] : missing(binds, 'binds', 'What it binds', 2000)),
      ...review.refusals,
      ...refusalsToCount(decision, ballot, today),
    ]
    if (refusals.length > 0 || !ballot) return show(request, reply, request.body, refusals)
    const counted = countOf(decision, ballot)
    if (!counted.ok)
      return show(request, reply, request.body, [{ ...counted.refusal, where: 'reason' }])
    const made = { decision, ballot, counted: counted.value, reason, binds, today }
    const ledger = await context.ledger()
    await ledger.write(viewer, (db, audit) =>
      keepCount(db, audit, viewer, { ...made, reviewOn: review.day }),
    )
    return reply.redirect(`/decisions/${decision.id}`, 303)
  })
}
