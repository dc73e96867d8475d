import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Refusal } from '../../../core/refusal.ts'
import { holds, practicesOf } from '../../../stores/scope.ts'
import { listOf, textOf, type FormBody } from '../../../ui/form-body.ts'
import { tellToday } from '../../interests/interests.ts'
import { isOfficer, keeps, notAllowed } from '../allowed.ts'
import { numberOf, send, type Desk } from '../desk.ts'
import { readPlan, typedPlan } from '../sitting/plan.ts'
import { unknownMeeting } from '../sitting/sitting.ts'
import { readActions } from '../store/actions.ts'
import { callMeeting, readMeetings } from '../store/meetings.ts'
import { beginSeries, readSeries, seat, type Series } from '../store/series.ts'
import { needs, wrong } from '../words.ts'
import { meetingsPage, newSeriesPage, seatRoles, seriesPage, type Listed } from './page.ts'

type One = { Params: { id: string } }
type Posted = { Body: FormBody }

/** The list of meetings, and series: to begin, to call a meeting of, to seat somebody in. */
export const seriesRoutes = async (app: FastifyInstance, desk: Desk): Promise<void> => {
  const { context } = desk
  const tell = (db: Parameters<typeof tellToday>[0]): Promise<void> =>
    tellToday(db, context.asAt(), desk.rules().conflicts.shownMonths)

  app.get('/meetings', async (request, reply) => {
    const today = context.asAt()
    const viewer = desk.viewer(request)
    const { series, meetings, actions } = await desk.read(request, async (db) => ({
      series: await readSeries(db, today),
      meetings: await readMeetings(db),
      actions: (await readActions(db)).filter(({ state }) => state === 'open'),
    }))
    const listed = meetings.flatMap((meeting): Listed[] => {
      const of = series.find(({ id }) => id === meeting.series)
      return of ? [{ meeting, series: of }] : []
    })
    const ahead = ({ meeting }: Listed): boolean =>
      meeting.onDate >= today && meeting.state !== 'cancelled' && meeting.state !== 'held'
    return send(
      reply,
      meetingsPage({
        ahead: listed.filter(ahead),
        held: listed
          .filter((one) => !ahead(one) && one.meeting.state !== 'cancelled')
          .slice(-8)
          .toReversed(),
        series,
        actions,
        mayBegin: isOfficer(viewer) || holds(viewer, 'practice-lead', 'practice-manager'),
        today,
      }),
    )
  })

  const showNew = (
    request: FastifyRequest,
    reply: FastifyReply,
    body: FormBody,
    refusals: readonly Refusal[],
  ): FastifyReply => {
    const all = [...desk.rules().constitution.bodies.values()]
    const bodies = isOfficer(desk.viewer(request))
      ? all
      : all.filter(({ key }) => key === 'practice')
    const typed = {
      body: textOf(body, 'body'),
      name: textOf(body, 'name'),
      place: textOf(body, 'place'),
    }
    const csrf = context.csrf(request)
    const markup = newSeriesPage({ csrf, refusals, typed, bodies })
    return send(reply, markup, refusals.length > 0 ? 422 : 200)
  }

  app.get('/meetings/series/new', async (request, reply) => showNew(request, reply, {}, []))

  app.post<Posted>('/meetings/series/new', async (request, reply) => {
    const viewer = desk.viewer(request)
    const [body, name] = [textOf(request.body, 'body'), textOf(request.body, 'name')]
    const place = textOf(request.body, 'place').toUpperCase()
    const needsPlace = body === 'locality' || body === 'practice'
    const isOwn =
      body === 'practice' &&
      practicesOf(viewer).includes(place) &&
      holds(viewer, 'practice-lead', 'practice-manager')
    const refusals = [
      ...(desk.rules().constitution.bodies.has(body)
        ? []
        : [wrong('body', 'The body is missing.', 'Choose one.')]),
      ...needs(name, 'name', 'The name', 100),
      ...(needsPlace && !/^[A-Z0-9]{2,10}$/.test(place)
        ? [wrong('place', 'The code is missing.', 'Write the code of the locality or practice.')]
        : []),
    ]
    if (refusals.length > 0) return showNew(request, reply, request.body, refusals)
    if (!isOfficer(viewer) && !isOwn) throw notAllowed()
    const ledger = await context.ledger()
    const made = { body, name, place: place === '' ? null : place }
    const id = await ledger.write(viewer, (db, audit) => beginSeries(db, audit, viewer, made))
    return reply.redirect(`/meetings/series/${id}`, 303)
  })

  const open = async (request: FastifyRequest<One>) => {
    const id = numberOf(request.params.id)
    const today = context.asAt()
    const { series, meetings } = await desk.read(request, async (db) => ({
      series: (await readSeries(db, today)).find((one) => one.id === id),
      meetings: await readMeetings(db, { series: id }),
    }))
    if (!series) throw unknownMeeting()
    return { series, meetings }
  }

  const show = async (
    request: FastifyRequest<One>,
    reply: FastifyReply,
    body: FormBody,
    refusals: readonly Refusal[],
  ): Promise<FastifyReply> => {
    const { series, meetings } = await open(request)
    const newest = meetings.at(-1)
    const isTyped = Object.keys(body).length > 0
    return send(
      reply,
      seriesPage({
        series,
        meetings,
        keeper: keeps(desk.viewer(request), series),
        csrf: context.csrf(request),
        refusals,
        plan:
          isTyped || !newest
            ? typedPlan(body)
            : {
                on: '',
                starts: newest.starts,
                minutes: String(newest.minutes),
                place: newest.place,
                flags: newest.inPublic ? ['in-public'] : [],
                state: 'planned',
                why: '',
              },
        seat: {
          person: textOf(body, 'person'),
          role: textOf(body, 'role'),
          office: textOf(body, 'office'),
          practice: textOf(body, 'practice'),
          flags: listOf(body, 'flags'),
        },
        people: await desk.people(request),
      }),
      refusals.length > 0 ? 422 : 200,
    )
  }

  app.get<One>('/meetings/series/:id', async (request, reply) => show(request, reply, {}, []))

  const kept = async (request: FastifyRequest<One>): Promise<Series> => {
    const { series } = await open(request)
    if (!keeps(desk.viewer(request), series)) throw notAllowed()
    return series
  }

  app.post<One & Posted>('/meetings/series/:id/meetings', async (request, reply) => {
    const series = await kept(request)
    const read = readPlan(typedPlan({ ...request.body, state: 'planned', why: '' }))
    if (!read.ok) return show(request, reply, request.body, read.refusals)
    const viewer = desk.viewer(request)
    const ledger = await context.ledger()
    const id = await ledger.write(viewer, async (db, audit) => {
      await tell(db)
      return callMeeting(db, audit, viewer, series.id, read.value)
    })
    return reply.redirect(`/meetings/${id}`, 303)
  })

  app.post<One & Posted>('/meetings/series/:id/members', async (request, reply) => {
    const series = await kept(request)
    const { body } = request
    const person = numberOf(textOf(body, 'person'))
    const role = textOf(body, 'role')
    const office = textOf(body, 'office')
    const flags = listOf(body, 'flags')
    const practice = textOf(body, 'practice').toUpperCase()
    const known = (await desk.people(request)).some(({ id }) => id === person)
    const refusals = [
      ...(known ? [] : [wrong('person', 'Nobody is chosen.', 'Choose a person.')]),
      ...(seatRoles.some(({ value }) => value === role)
        ? []
        : [wrong('role', 'The role is missing.', 'Choose one.')]),
      ...(practice === '' || /^[A-Z]\d{5}$/.test(practice)
        ? []
        : [wrong('practice', 'This is not a practice’s code.', 'Write a letter and five digits.')]),
    ]
    if (refusals.length > 0) return show(request, reply, body, refusals)
    const viewer = desk.viewer(request)
    const today = context.asAt()
    const ledger = await context.ledger()
    await ledger.write(viewer, async (db, audit) => {
      await tell(db)
      await seat(db, audit, viewer, {
        series: series.id,
        person,
        roles: [role, ...(office === 'chair' || office === 'deputy' ? [office] : [])],
        voting: flags.includes('voting'),
        practice: practice === '' ? null : practice,
        from: today,
        until: flags.includes('ended') ? today : null,
      })
    })
    return reply.redirect(`/meetings/series/${series.id}`, 303)
  })
}
