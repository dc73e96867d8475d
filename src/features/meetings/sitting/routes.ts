import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { formatDate } from '../../../core/month.ts'
import type { Refusal } from '../../../core/refusal.ts'
import { listOf, textOf, type FormBody } from '../../../ui/form-body.ts'
import { button, errorSummary, form, textInput } from '../../../ui/form.ts'
import { html } from '../../../ui/html.ts'
import { page } from '../../../ui/layout.ts'
import { draftFor } from '../agenda/sources.ts'
import { takeAtMeeting } from '../../concerns/concerns.ts'
import { tellToday } from '../../interests/interests.ts'
import { numberOf, send, type Desk } from '../desk.ts'
import { addItem } from '../store/items.ts'
import { noteAttendance, planMeeting } from '../store/meetings.ts'
import { statuses, type Status } from '../tables.ts'
import { wrong } from '../words.ts'
import { actionRoutes } from './action-routes.ts'
import { attendancePage } from './attendance-page.ts'
import { planFields, readPlan, typedOfPlan, typedPlan, type TypedPlan } from './plan.ts'
import { showSitting } from './show.ts'
import { unknownMeeting, type Sitting } from './sitting.ts'

type One = { Params: { id: string } }
type Posted = { Body: FormBody }

const statusOf = (text: string): Status | null => statuses.find((one) => one === text) ?? null

/** A meeting: its page, plan, attendance and drafted items. */
export const sittingRoutes = async (app: FastifyInstance, desk: Desk): Promise<void> => {
  const { context } = desk
  const tell = (db: Parameters<typeof tellToday>[0]): Promise<void> =>
    tellToday(db, context.asAt(), desk.rules().conflicts.shownMonths)

  app.get<One>('/meetings/:id', async (request, reply) =>
    showSitting(desk, request, reply, await desk.sitting(request, request.params.id)),
  )

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
          ${textInput({
            name: 'why',
            label: 'Reason for the change, if one is needed',
            labelSize: 's',
            value: typed.why,
          })}
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
      await planMeeting(db, audit, viewer, id, read.value, typed.why)
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
  await actionRoutes(app, desk)
}
