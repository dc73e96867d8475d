import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { formatDate } from '../../../core/month.ts'
import type { Refusal } from '../../../core/refusal.ts'
import { missingOf, evaluateQuorum } from '../../../engines/quorum/evaluate.ts'
import { explainQuorum } from '../../../engines/quorum/explain.ts'
import { dateOf, listOf, textOf, typedDate, type FormBody } from '../../../ui/form-body.ts'
import { button, errorSummary, form, textInput } from '../../../ui/form.ts'
import { html } from '../../../ui/html.ts'
import { page } from '../../../ui/layout.ts'
import { draftFor } from '../agenda/sources.ts'
import { takeAtMeeting } from '../../concerns/concerns.ts'
import { tellToday } from '../../interests/interests.ts'
import { queueMail } from '../../mail/mail.ts'
import { keeps } from '../allowed.ts'
import { numberOf, send, type Desk } from '../desk.ts'
import { itemOf, showItem } from '../item/routes.ts'
import { addAction, noteAction, readActions } from '../store/actions.ts'
import { addItem } from '../store/items.ts'
import { noteAttendance, planMeeting } from '../store/meetings.ts'
import { actionStates, statuses, type Status } from '../tables.ts'
import { needs, wrong } from '../words.ts'
import { attendancePage } from './attendance-page.ts'
import { bodyOf, judgeItem } from './judgement.ts'
import { sittingPage } from './page.ts'
import { planFields, readPlan, typedOfPlan, typedPlan, type TypedPlan } from './plan.ts'
import { unknownMeeting, type Sitting } from './sitting.ts'

type One = { Params: { id: string } }
type Posted = { Body: FormBody }

const quorumWords = (desk: Desk, sitting: Sitting): readonly string[] => {
  const { quorum } = bodyOf(sitting, desk.rules())
  const verdict = evaluateQuorum(quorum, sitting.series.members, sitting.present)
  const rule = `The quorum is: ${explainQuorum(quorum)}.`
  if (verdict.met) return ['That is a quorum.', rule]
  const lacks = missingOf(verdict).map(({ says }) => says)
  return [`That is not a quorum: ${lacks.join('; ')}.`, rule]
}

const statusOf = (text: string): Status | null => statuses.find((one) => one === text) ?? null

/** A meeting: its page, plan, attendance, drafted items and actions. */
export const sittingRoutes = async (app: FastifyInstance, desk: Desk): Promise<void> => {
  const { context } = desk
  const tell = (db: Parameters<typeof tellToday>[0]): Promise<void> =>
    tellToday(db, context.asAt(), desk.rules().conflicts.shownMonths)

  app.get<One>('/meetings/:id', async (request, reply) => {
    const sitting = await desk.sitting(request, request.params.id)
    const viewer = desk.viewer(request)
    const keeper = keeps(viewer, sitting.series)
    const rules = desk.rules()
    const mine = sitting.series.members.some(({ person }) => person === viewer.person)
    const isAhead = sitting.meeting.state === 'planned' || sitting.meeting.state === 'published'
    const sent = viewer.person !== null && sitting.attendance.get(viewer.person) === 'apologies'
    return send(
      reply,
      sittingPage({
        sitting,
        judgements: new Map(sitting.items.map((one) => [one.id, judgeItem(sitting, one, rules)])),
        quorum: quorumWords(desk, sitting),
        keeper,
        mayApologise: mine && isAhead && !sent,
        draft: keeper ? await draftFor(context, viewer, sitting) : [],
        csrf: context.csrf(request),
      }),
    )
  })

  const showPlan = (
    request: FastifyRequest,
    reply: FastifyReply,
    { meeting, series }: Sitting,
    typed: TypedPlan,
    refusals: readonly Refusal[],
  ): FastifyReply => {
    const title = 'When and where'
    const markup = page({
      title: title,
      section: 'meetings',
      breadcrumbs: [
        { text: 'Meetings', href: '/meetings' },
        { text: `${series.name}, ${formatDate(meeting.onDate)}`, href: `/meetings/${meeting.id}` },
      ],
      body: html`${errorSummary(refusals)}
        <h1 class="nhsuk-heading-l">${title}</h1>
        ${form({
          action: `/meetings/${meeting.id}/plan`,
          csrf: context.csrf(request),
          body: html`${planFields(typed, refusals, true)}
          ${textInput({ name: 'why', label: 'Reason for the change, if one is needed', labelSize: 's' })}
          ${button({ text: 'Save' })}`,
        })}`,
    })
    return send(reply, markup, refusals.length > 0 ? 422 : 200)
  }

  app.get<One>('/meetings/:id/plan', async (request, reply) => {
    const sitting = await desk.kept(request, request.params.id)
    return showPlan(request, reply, sitting, typedOfPlan(sitting.meeting), [])
  })

  app.post<One & Posted>('/meetings/:id/plan', async (request, reply) => {
    const sitting = await desk.kept(request, request.params.id)
    const typed = typedPlan(request.body)
    const read = readPlan(typed)
    if (!read.ok) return showPlan(request, reply, sitting, typed, read.refusals)
    const viewer = desk.viewer(request)
    const ledger = await context.ledger()
    const { id } = sitting.meeting
    await ledger.write(viewer, async (db, audit) => {
      await tell(db)
      await planMeeting(db, audit, viewer, id, read.value, textOf(request.body, 'why'))
    })
    return reply.redirect(`/meetings/${id}`, 303)
  })

  const showAttendance = (
    request: FastifyRequest,
    reply: FastifyReply,
    sitting: Sitting,
    chosen: ReadonlyMap<number, string>,
    refusals: readonly Refusal[],
  ): FastifyReply => {
    const members = new Set(sitting.series.members.map(({ person }) => person))
    const guests = [...sitting.names]
      .filter(([person]) => !members.has(person))
      .map(([person, name]) => ({ person, name }))
    const csrf = context.csrf(request)
    const markup = attendancePage({ sitting, csrf, refusals, chosen, guests })
    return send(reply, markup, refusals.length > 0 ? 422 : 200)
  }

  app.get<One>('/meetings/:id/attendance', async (request, reply) => {
    const sitting = await desk.kept(request, request.params.id)
    return showAttendance(request, reply, sitting, sitting.attendance, [])
  })

  app.post<One & Posted>('/meetings/:id/attendance', async (request, reply) => {
    const sitting = await desk.kept(request, request.params.id)
    const typed = new Map(
      sitting.series.members.map(({ person }) => [
        person,
        textOf(request.body, `status-${person}`),
      ]),
    )
    const guest = numberOf(textOf(request.body, 'guest'))
    const noted = new Map<number, Status>()
    for (const [person, text] of typed) {
      const status = statusOf(text)
      if (status) noted.set(person, status)
    }
    if (sitting.names.has(guest)) noted.set(guest, 'in attendance')
    const refusals = [...typed]
      .filter(([, text]) => text !== '' && statusOf(text) === null)
      .map(([person]) => wrong(`status-${person}`, 'This is not a choice.', 'Choose one.'))
    if (noted.size === 0 && refusals.length === 0)
      refusals.push(
        wrong(
          `status-${sitting.series.members[0]?.person ?? 0}`,
          'Nothing is chosen.',
          'Choose for each member.',
        ),
      )
    if (refusals.length > 0) return showAttendance(request, reply, sitting, typed, refusals)
    const viewer = desk.viewer(request)
    const ledger = await context.ledger()
    const { id } = sitting.meeting
    await ledger.write(viewer, async (db, audit) => {
      await tell(db)
      await noteAttendance(db, audit, viewer, id, noted)
    })
    return reply.redirect(`/meetings/${id}`, 303)
  })

  app.post<One>('/meetings/:id/apologies', async (request, reply) => {
    const sitting = await desk.sitting(request, request.params.id)
    const viewer = desk.viewer(request)
    const { person } = viewer
    if (person === null || !sitting.series.members.some((one) => one.person === person))
      throw unknownMeeting()
    const ledger = await context.ledger()
    await ledger.write(viewer, async (db, audit) => {
      await tell(db)
      const noted = new Map<number, Status>([[person, 'apologies']])
      await noteAttendance(db, audit, viewer, sitting.meeting.id, noted)
    })
    return reply.redirect(`/meetings/${sitting.meeting.id}`, 303)
  })

  app.post<One & Posted>('/meetings/:id/draft', async (request, reply) => {
    const sitting = await desk.kept(request, request.params.id)
    const viewer = desk.viewer(request)
    const wanted = new Set(listOf(request.body, 'origin'))
    const chosen = (await draftFor(context, viewer, sitting)).filter(({ origin }) =>
      wanted.has(origin),
    )
    const { id, onDate } = sitting.meeting
    if (chosen.length > 0) {
      const ledger = await context.ledger()
      await ledger.write(viewer, async (db, audit) => {
        await tell(db)
        for (const { because, about, ...item } of chosen) {
          const wording = { ...item, about: `${about} ${because}`, owner: null }
          const rest = { sensitive: false, closed: false }
          await addItem(db, audit, viewer, id, { ...wording, ...rest }, false)
          const concern = /^concern:(\d+)$/.exec(item.origin)?.[1]
          // Only a locality hears what was raised in it; elsewhere it is looked at and stays where it is.
          if (concern !== undefined && sitting.series.body === 'locality')
            await takeAtMeeting(db, audit, viewer, {
              concern: Number(concern),
              meeting: id,
              meetingTitle: sitting.series.name,
              heldOn: onDate,
              note: '',
            })
        }
      })
    }
    return reply.redirect(`/meetings/${id}`, 303)
  })

  app.post<One & Posted>('/meetings/:id/actions', async (request, reply) => {
    const sitting = await desk.kept(request, request.params.id)
    const { body } = request
    const item = itemOf(sitting, textOf(body, 'item'))
    const says = textOf(body, 'action-says')
    const owner = numberOf(textOf(body, 'action-owner'))
    const due = dateOf(typedDate(body, 'action-due'))
    const refusals = [
      ...needs(says, 'action-says', 'What is to be done', 500),
      ...(sitting.names.has(owner)
        ? []
        : [wrong('action-owner', 'Nobody is chosen.', 'Choose a person.')]),
      ...(due !== null && due >= sitting.meeting.onDate
        ? []
        : [wrong('action-due', 'The day is before the meeting.', 'Write day, month and year.')]),
    ]
    if (due === null || refusals.length > 0)
      return showItem(desk, request, reply, sitting, item, body, refusals)
    const viewer = desk.viewer(request)
    const ledger = await context.ledger()
    const meeting = sitting.meeting.id
    await ledger.write(viewer, async (db, audit) => {
      await tell(db)
      const id = await addAction(db, audit, viewer, { meeting, item: item.id, says, owner, due })
      await queueMail(db, {
        toPerson: owner,
        subject: `Yours by ${formatDate(due)}: ${says}`,
        text: `${sitting.series.name}, ${formatDate(sitting.meeting.onDate)}, agreed that by ${formatDate(due)} you do this:\n\n${says}\n\nIt stays on the agenda until it is done.`,
        about: `action:${id}`,
        on: context.asAt(),
      })
    })
    return reply.redirect(`/meetings/items/${item.id}#actions`, 303)
  })

  app.post<{ Params: { action: string } } & Posted>(
    '/meetings/actions/:action',
    async (request, reply) => {
      const id = numberOf(request.params.action)
      const actions = await desk.read(request, (db) => readActions(db))
      const action = actions.find((one) => one.id === id)
      const text = textOf(request.body, `state-${id}`)
      const state = actionStates.find((one) => one === text)
      if (!action || !state) throw unknownMeeting()
      const viewer = desk.viewer(request)
      const ledger = await context.ledger()
      const note = textOf(request.body, `note-${id}`).slice(0, 500)
      await ledger.write(viewer, async (db, audit) => {
        await tell(db)
        await noteAction(db, audit, viewer, { action: id, state, note, today: context.asAt() })
      })
      return reply.redirect(`/meetings/${action.meeting}`, 303)
    },
  )
}
