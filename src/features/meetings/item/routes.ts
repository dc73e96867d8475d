import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Refusal } from '../../../core/refusal.ts'
import { conflictsOf } from '../../../engines/conflicts/matching.ts'
import { textOf, type FormBody } from '../../../ui/form-body.ts'
import { loadPracticeRoll } from '../../decisions/decisions.ts'
import { loadOrganisations, tellToday } from '../../interests/interests.ts'
import { keeps, notAllowed } from '../allowed.ts'
import { numberOf, send, type Desk } from '../desk.ts'
import { judgeItem } from '../sitting/judgement.ts'
import { unknownMeeting, type Sitting } from '../sitting/sitting.ts'
import { addItem, wordItem, type Item } from '../store/items.ts'
import { wrong } from '../words.ts'
import { undecidable } from './decidable.ts'
import { itemFormPage } from './form-page.ts'
import { itemPage } from './page.ts'
import { readItem, typedItem, typedOf, type TypedItem } from './typed.ts'
import { votersOf } from './voters.ts'

type OfMeeting = { Params: { id: string } }
type OfItem = { Params: { item: string } }
type Posted = { Body: FormBody }

/** An item of a meeting by its number. */
export const itemOf = (sitting: Sitting, item: string): Item => {
  const found = sitting.items.find(({ id }) => id === numberOf(item))
  if (!found) throw unknownMeeting()
  return found
}

/** Whether an interest of the viewer's own keeps the papers of an item away, for the words on the page; the ledger keeps them anyway. */
const isWithheld = (desk: Desk, sitting: Sitting, item: Item, me: number | null): boolean => {
  if (me === null) return false
  const ruling = item.rulings.find(({ person }) => person === me)
  if (ruling) return ruling.handling === 'no papers'
  const attender = { person: me, practices: sitting.practices.get(me) ?? [] }
  const { conflicts } = desk.rules()
  const [own] = conflictsOf(item, [attender], sitting.entries, sitting.today, conflicts)
  return own?.proposal === 'no papers'
}

/** The page of an item, with what was typed into one of its forms and what is wrong with it. */
export const showItem = async (
  desk: Desk,
  request: FastifyRequest,
  reply: FastifyReply,
  sitting: Sitting,
  item: Item,
  typed: FormBody = {},
  refusals: readonly Refusal[] = [],
): Promise<FastifyReply> => {
  const viewer = desk.viewer(request)
  const judgement = judgeItem(sitting, item, desk.rules())
  const keeper = keeps(viewer, sitting.series)
  const roll =
    judgement.body.ballot.method === 'weighted by list' ? await loadPracticeRoll(desk.context) : []
  const patients = new Map(roll.map((one) => [one.practice ?? '', one.patients]))
  return send(
    reply,
    itemPage({
      item,
      sitting,
      judgement,
      keeper,
      barred: undecidable(sitting, item),
      me: viewer.person,
      csrf: desk.context.csrf(request),
      refusals,
      typed,
      decision: sitting.decisions.find((one) => one.item === item.id) ?? null,
      voters: votersOf(sitting, judgement, patients).filter(({ there }) => there),
      withheldFromMe: isWithheld(desk, sitting, item, viewer.person),
      people: [...sitting.names].map(([person, name]) => ({ person, name })),
    }),
    refusals.length > 0 ? 422 : 200,
  )
}

/** Items of an agenda: to read, to add, to change. */
export const itemRoutes = async (app: FastifyInstance, desk: Desk): Promise<void> => {
  const { context } = desk

  const showForm = async (
    request: FastifyRequest,
    reply: FastifyReply,
    sitting: Sitting,
    item: Item | null,
    typed: TypedItem,
    refusals: readonly Refusal[],
  ): Promise<FastifyReply> => {
    const { meeting, series } = sitting
    return send(
      reply,
      itemFormPage({
        heading: item ? 'Change the item' : `Add an item to ${series.name}`,
        action: item ? `/meetings/items/${item.id}/edit` : `/meetings/${meeting.id}/items/new`,
        back: item
          ? { text: item.title, href: `/meetings/items/${item.id}` }
          : { text: series.name, href: `/meetings/${meeting.id}` },
        csrf: context.csrf(request),
        refusals,
        typed,
        people: await desk.people(request),
        existing: item !== null,
      }),
      refusals.length > 0 ? 422 : 200,
    )
  }

  app.get<OfItem>('/meetings/items/:item', async (request, reply) => {
    const sitting = await desk.ofItem(request, request.params.item)
    return showItem(desk, request, reply, sitting, itemOf(sitting, request.params.item))
  })

  app.get<OfMeeting>('/meetings/:id/items/new', async (request, reply) => {
    const sitting = await desk.kept(request, request.params.id)
    const typed = { ...typedItem({}), minutes: '10' }
    return showForm(request, reply, sitting, null, typed, [])
  })

  const read = async (request: FastifyRequest<Posted>, origin: string | null) => {
    const typed = typedItem(request.body)
    const people = new Set((await desk.people(request)).map(({ id }) => id))
    return { typed, found: readItem(typed, await loadOrganisations(context), people, origin) }
  }
  const isKept = (sensitive: boolean): boolean =>
    sensitive && desk.rules().conflicts.sensitive === 'no papers'

  app.post<OfMeeting & Posted>('/meetings/:id/items/new', async (request, reply) => {
    const sitting = await desk.kept(request, request.params.id)
    const { typed, found } = await read(request, null)
    if (!found.ok) return showForm(request, reply, sitting, null, typed, found.refusals)
    const viewer = desk.viewer(request)
    const ledger = await context.ledger()
    const id = await ledger.write(viewer, async (db, audit) => {
      await tellToday(db, context.asAt(), desk.rules().conflicts.shownMonths)
      const withheld = isKept(found.value.sensitive)
      return addItem(db, audit, viewer, sitting.meeting.id, found.value, withheld)
    })
    return reply.redirect(`/meetings/items/${id}`, 303)
  })

  const keptItem = async (
    request: FastifyRequest<OfItem>,
  ): Promise<{ sitting: Sitting; item: Item }> => {
    const sitting = await desk.ofItem(request, request.params.item)
    if (!keeps(desk.viewer(request), sitting.series)) throw notAllowed()
    return { sitting, item: itemOf(sitting, request.params.item) }
  }

  app.get<OfItem>('/meetings/items/:item/edit', async (request, reply) => {
    const { sitting, item } = await keptItem(request)
    return showForm(request, reply, sitting, item, typedOf(item), [])
  })

  app.post<OfItem & Posted>('/meetings/items/:item/edit', async (request, reply) => {
    const { sitting, item } = await keptItem(request)
    const { typed, found } = await read(request, item.origin)
    const position = numberOf(typed.position)
    const refusals = [
      ...(found.ok ? [] : found.refusals),
      ...(position >= 1 && position <= 999
        ? []
        : [wrong('position', 'The place is not a number.', 'Write 1 or more.')]),
    ]
    if (!found.ok || refusals.length > 0)
      return showForm(request, reply, sitting, item, typed, refusals)
    const viewer = desk.viewer(request)
    const ledger = await context.ledger()
    const isWithdrawn = textOf(request.body, 'withdraw') === 'yes'
    await ledger.write(viewer, async (db, audit) => {
      await tellToday(db, context.asAt(), desk.rules().conflicts.shownMonths)
      await wordItem(db, audit, viewer, item.id, {
        ...found.value,
        position,
        withheld: isKept(found.value.sensitive),
        state: isWithdrawn ? 'withdrawn' : 'on the agenda',
      })
    })
    const to = isWithdrawn ? `/meetings/${sitting.meeting.id}` : `/meetings/items/${item.id}`
    return reply.redirect(to, 303)
  })
}
