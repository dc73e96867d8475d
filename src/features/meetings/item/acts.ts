import type { FastifyInstance, FastifyRequest } from 'fastify'
import { AppError, type Refusal } from '../../../core/refusal.ts'
import { handlings, type Handling } from '../../../engines/conflicts/rules.ts'
import { textOf, type FormBody } from '../../../ui/form-body.ts'
import type { Upload } from '../../context.ts'
import { loadPracticeRoll, readOptions, recordAtMeeting } from '../../decisions/decisions.ts'
import { tellToday } from '../../interests/interests.ts'
import { keeps, notAllowed } from '../allowed.ts'
import { numberOf, type Desk } from '../desk.ts'
import { judgeItem, type Judgement } from '../sitting/judgement.ts'
import type { Sitting } from '../sitting/sitting.ts'
import { checkPaper, dispositionOf } from '../store/content.ts'
import { noteRuling, type Item, type ItemRuling } from '../store/items.ts'
import { addPaper, readPaper, withdrawPaper } from '../store/papers.ts'
import { needs, wrong } from '../words.ts'
import { undecidable } from './decidable.ts'
import { itemOf, showItem } from './routes.ts'
import { readDecision } from './typed-decision.ts'
import { votersOf } from './voters.ts'

type OfItem = { Params: { item: string }; Body: FormBody }
type OfPaper = { Params: { paper: string } }

const handlingOf = (text: string): Handling | null =>
  handlings.find((handling) => handling === text) ?? null

/** The chair's decisions as typed; those that were not touched and not given are left out. */
const readRulings = (
  body: FormBody,
  judgement: Judgement,
  sitting: Sitting,
  me: number | null,
): { rulings: readonly ItemRuling[]; refusals: readonly Refusal[] } => {
  const rulings: ItemRuling[] = []
  const refusals: Refusal[] = []
  for (const { person, name, proposal, grounds, decider } of judgement.conflicts) {
    if (person === me) continue
    const handling = handlingOf(textOf(body, `handling-${person}`))
    const reason = textOf(body, `reason-${person}`)
    if (!handling)
      refusals.push(wrong(`handling-${person}`, `Nothing is chosen for ${name}.`, 'Choose one.'))
    refusals.push(...needs(reason, `reason-${person}`, `The reason for ${name}`, 1000))
    if (handling) rulings.push({ person, proposal, handling, reason, grounds, ruledBy: decider })
  }
  const other = numberOf(textOf(body, 'other'))
  if (other > 0) {
    const isThere = sitting.present.some(({ person }) => person === other && person !== me)
    const handling = handlingOf(textOf(body, 'other-handling'))
    const [says, reason] = [textOf(body, 'other-says'), textOf(body, 'other-reason')]
    refusals.push(
      ...(isThere ? [] : [wrong('other', 'Nobody of that name is there.', 'Choose a member.')]),
      ...needs(says, 'other-says', 'The interest', 500),
      ...(handling ? [] : [wrong('other-handling', 'Nothing is chosen.', 'Choose one.')]),
      ...needs(reason, 'other-reason', 'The reason', 1000),
    )
    const grounds = [{ says, kind: 'Declared at the meeting', about: 'this item' }]
    if (handling)
      rulings.push({
        person: other,
        proposal: 'none',
        handling,
        reason,
        grounds,
        ruledBy: judgement.deciderOf(other),
      })
  }
  return { rulings, refusals }
}

/** What is done with an item: the chair's decisions about interests, its decision, its papers. */
export const itemActs = async (app: FastifyInstance, desk: Desk): Promise<void> => {
  const { context } = desk
  const kept = async (
    request: FastifyRequest<OfItem>,
  ): Promise<{ sitting: Sitting; item: Item; judgement: Judgement }> => {
    const sitting = await desk.ofItem(request, request.params.item)
    if (!keeps(desk.viewer(request), sitting.series)) throw notAllowed()
    const item = itemOf(sitting, request.params.item)
    return { sitting, item, judgement: judgeItem(sitting, item, desk.rules()) }
  }
  const tell = (db: Parameters<typeof tellToday>[0]): Promise<void> =>
    tellToday(db, context.asAt(), desk.rules().conflicts.shownMonths)

  app.post<OfItem>('/meetings/items/:item/rulings', async (request, reply) => {
    const { sitting, item, judgement } = await kept(request)
    const viewer = desk.viewer(request)
    const { body } = request
    const { rulings, refusals: found } = readRulings(body, judgement, sitting, viewer.person)
    const refusals = sitting.decisions.some((one) => one.item === item.id)
      ? [
          wrong(
            'interests',
            'The item is decided.',
            'What was done about interests stands with it; a later decision may replace it.',
          ),
        ]
      : found
    if (refusals.length > 0) return showItem(desk, request, reply, sitting, item, body, refusals)
    const ledger = await context.ledger()
    if (rulings.length > 0)
      await ledger.write(viewer, async (db, audit) => {
        await tell(db)
        for (const ruling of rulings) await noteRuling(db, audit, viewer, item.id, ruling)
      })
    return reply.redirect(`/meetings/items/${item.id}#interests`, 303)
  })

  app.post<OfItem>('/meetings/items/:item/decision', async (request, reply) => {
    const { sitting, item, judgement } = await kept(request)
    const viewer = desk.viewer(request)
    const { body } = request
    const again = (refusals: readonly Refusal[]) =>
      showItem(desk, request, reply, sitting, item, body, refusals)
    const barred = undecidable(sitting, item)
    if (barred) return again([barred])
    if (!judgement.ruled)
      return again([
        wrong('reason', 'An interest is not ruled on.', 'The chair decides about it first.'),
      ])
    if (textOf(body, 'step') === 'options')
      return again(readOptions(textOf(body, 'options')).refusals)
    const roll = judgement.body.ballot.method === 'weighted by list'
    const patients = new Map(
      (roll ? await loadPracticeRoll(context) : []).map((one) => [
        one.practice ?? '',
        one.patients,
      ]),
    )
    const voters = votersOf(sitting, judgement, patients)
    const { made, refusals } = readDecision(body, sitting, item, judgement, voters)
    if (refusals.length > 0) return again(refusals)
    const ledger = await context.ledger()
    const { constitution } = desk.rules()
    try {
      await ledger.write(viewer, async (db, audit) => {
        await tell(db)
        const recorded = await recordAtMeeting(db, audit, viewer, constitution, made)
        if (!recorded.ok) throw new AppError(recorded.refusal)
      })
    } catch (error) {
      if (error instanceof AppError && error.refusal.code === 'vote-level')
        return again([error.refusal])
      throw error
    }
    return reply.redirect(`/meetings/items/${item.id}#decision`, 303)
  })

  app.post<OfItem & { Body: { paper?: Upload } & FormBody }>(
    '/meetings/items/:item/papers',
    async (request, reply) => {
      const { sitting, item } = await kept(request)
      const checked = checkPaper(uploadOf(request.body))
      if (!checked.ok) return showItem(desk, request, reply, sitting, item, {}, [checked.refusal])
      const viewer = desk.viewer(request)
      const ledger = await context.ledger()
      await ledger.write(viewer, async (db, audit) => {
        await tell(db)
        await addPaper(db, audit, viewer, { item: item.id, ...checked.value })
      })
      return reply.redirect(`/meetings/items/${item.id}#papers`, 303)
    },
  )

  app.get<OfPaper>('/meetings/papers/:paper', async (request, reply) => {
    const paper = await desk.read(request, (db) => readPaper(db, numberOf(request.params.paper)))
    if (!paper) throw noPaper()
    return reply
      .type(paper.mediaType)
      .header('content-disposition', dispositionOf(paper.name))
      .header('x-content-type-options', 'nosniff')
      .header('content-security-policy', "default-src 'none'; sandbox")
      .header('cache-control', 'no-store')
      .send(paper.content)
  })

  app.post<OfPaper>('/meetings/papers/:paper/withdraw', async (request, reply) => {
    const paper = await desk.read(request, (db) => readPaper(db, numberOf(request.params.paper)))
    if (!paper) throw noPaper()
    const sitting = await desk.ofItem(request, String(paper.item))
    const viewer = desk.viewer(request)
    if (!keeps(viewer, sitting.series)) throw notAllowed()
    const ledger = await context.ledger()
    await ledger.write(viewer, async (db, audit) => {
      await tell(db)
      await withdrawPaper(db, audit, viewer, paper.id, 'Taken back on the page of its item.')
    })
    return reply.redirect(`/meetings/items/${paper.item}#papers`, 303)
  })
}

const noPaper = (): AppError =>
  new AppError({
    code: 'unknown-paper',
    message: 'There is no such paper that you may have.',
    remedy: 'It was taken back, is for members alone, or is kept from you because of an interest.',
    where: 'paper',
  })

const uploadOf = (body: FormBody): Upload | null => {
  const value = body['paper']
  return typeof value === 'object' &&
    value !== null &&
    'filename' in value &&
    'bytes' in value &&
    typeof value.filename === 'string' &&
    Buffer.isBuffer(value.bytes)
    ? { filename: value.filename, type: '', bytes: value.bytes }
    : null
}
