import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { AppError, type Refusal } from '../../../core/refusal.ts'
import { holds, operator } from '../../../stores/scope.ts'
import { dateOf, textOf, typedDate } from '../../../ui/form-body.ts'
import type { Context, RouteRights } from '../../context.ts'
import { placeNames } from '../../figures/figures.ts'
import { bodyOf, numberIn } from '../bodies.ts'
import { goodFor, invite } from '../invitations/store.ts'
import type { AccessSettings } from '../settings.ts'
import { passwordOf } from '../sign-in/credentials.ts'
import { endSessions, gate, listSessions } from '../sign-in/sessions.ts'
import { goTo, sendPage } from '../sign-in/visits.ts'
import type { AppointmentNow } from '../tables.ts'
import { changePage } from './change-page.ts'
import { endPage, linkPage, newPersonPage, peoplePage, personPage } from './pages.ts'
import { checkAppointment, checkPerson } from './rules.ts'
import {
  addPerson,
  appoint,
  changePerson,
  endAppointment,
  isTaken,
  listPeople,
  readPerson,
  type Person,
} from './store.ts'

/** Everyone who works with the group may know who is who; administrators change it. */
export const rights: RouteRights = {
  'GET /people': ['signed in'],
  'GET /people/new': ['administrator'],
  'POST /people': ['administrator'],
  'GET /people/:id': ['signed in'],
  'GET /people/:id/change': ['administrator'],
  'POST /people/:id/change': ['administrator'],
  'POST /people/:id/appointments': ['administrator'],
  'GET /people/:id/appointments/:appointment': ['administrator'],
  'POST /people/:id/appointments/:appointment': ['administrator'],
  'POST /people/:id/invitation': ['administrator'],
}

const taken: Refusal = {
  code: 'email-taken',
  message: 'Somebody else has this mail address.',
  remedy: 'Use another, or open that person.',
  where: 'email',
}

/** The addresses of people and their appointments. */
export const routes = async (
  app: FastifyInstance,
  context: Context,
  settings: AccessSettings,
): Promise<void> => {
  const one = async (request: FastifyRequest): Promise<Person> => {
    const id = numberIn(request)
    return (await context.ledger()).read(context.viewer(request), (db) => readPerson(db, id))
  }

  app.get('/people', async (request, reply) => {
    const viewer = context.viewer(request)
    const people = await (await context.ledger()).read(viewer, listPeople)
    const nameOf = await placeNames(context)
    const mayManage = holds(viewer, 'administrator')
    return sendPage(reply, peoplePage(people, context.asAt(), nameOf, mayManage))
  })

  app.get('/people/new', (request, reply) =>
    sendPage(reply, newPersonPage(context.csrf(request), { name: '', email: '' })),
  )

  app.post('/people', async (request, reply) => {
    const body = bodyOf(request)
    const checked = checkPerson(body)
    const again = (refusals: readonly Refusal[]): FastifyReply => {
      const typed = { name: textOf(body, 'name'), email: textOf(body, 'email') }
      return sendPage(reply, newPersonPage(context.csrf(request), typed, refusals), 422)
    }
    if (!checked.ok) return again(checked.refusals)
    const ledger = await context.ledger()
    const viewer = context.viewer(request)
    const id = await ledger.write(viewer, async (db, audit) => {
      if (!(await isTaken(db, checked.value.email, null)))
        return addPerson(db, audit, checked.value)
      await audit({ action: 'person.refused', subject: 'person', why: 'address taken' })
      return null
    })
    return id === null ? again([taken]) : goTo(reply, `/people/${id}`)
  })

  app.get('/people/:id', async (request, reply) => {
    const csrf = holds(context.viewer(request), 'administrator') ? context.csrf(request) : null
    return sendPage(reply, personPage(csrf, await one(request), context.asAt()))
  })

  app.get('/people/:id/change', async (request, reply) =>
    sendPage(reply, changePage(context.csrf(request), await one(request), { body: null })),
  )

  app.post('/people/:id/change', async (request, reply) => {
    const person = await one(request)
    const body = bodyOf(request)
    const checked = checkPerson(body)
    const again = (refusals: readonly Refusal[]): FastifyReply =>
      sendPage(reply, changePage(context.csrf(request), person, { body, refusals }), 422)
    if (!checked.ok) return again(checked.refusals)
    const closed = textOf(body, 'closed') === 'yes'
    const ledger = await context.ledger()
    const saved = await ledger.write(context.viewer(request), async (db, audit) => {
      const isFree = !(await isTaken(db, checked.value.email, person.id))
      if (isFree) {
        const after = { ...checked.value, closed }
        await changePerson(db, audit, person, after, textOf(body, 'why'))
      } else await audit({ action: 'person.refused', subject: 'person', why: 'address taken' })
      return isFree
    })
    if (!saved) return again([taken])
    if (closed)
      await ledger.write({ ...operator, name: 'sign-in', via: 'program' }, async (db, audit) => {
        const sessions = await listSessions(db, person.id, new Date())
        await audit({ action: 'sessions.checked', subject: `person:${person.id}` })
        await endSessions(db, audit, sessions, 'has left the group')
      })
    return goTo(reply, `/people/${person.id}`)
  })

  app.post('/people/:id/appointments', async (request, reply) => {
    const person = await one(request)
    const body = bodyOf(request)
    const checked = checkAppointment(body, null)
    if (!checked.ok) {
      const { refusals } = checked
      const csrf = context.csrf(request)
      return sendPage(reply, personPage(csrf, person, context.asAt(), { body, refusals }), 422)
    }
    await (
      await context.ledger()
    ).write(context.viewer(request), (db, audit) =>
      appoint(db, audit, { person: person.id, ...checked.value }),
    )
    return goTo(reply, `/people/${person.id}`)
  })

  const held = async (
    request: FastifyRequest,
  ): Promise<{ person: Person; appointment: AppointmentNow }> => {
    const person = await one(request)
    const appointment = person.appointments.find(
      ({ id }) => id === numberIn(request, 'appointment'),
    )
    if (appointment) return { person, appointment }
    throw new AppError({
      code: 'not-found',
      message: 'This person has no such appointment.',
      remedy: 'Choose one from the page of the person.',
    })
  }

  app.get('/people/:id/appointments/:appointment', async (request, reply) => {
    const { person, appointment } = await held(request)
    const options = { body: {}, today: context.asAt() }
    return sendPage(reply, endPage(context.csrf(request), person, appointment, options))
  })

  app.post('/people/:id/appointments/:appointment', async (request, reply) => {
    const { person, appointment } = await held(request)
    const body = bodyOf(request)
    const on = dateOf(typedDate(body, 'on'))
    if (on === null || on < appointment.from_date) {
      const refusal: Refusal = {
        code: 'date-form',
        message:
          on === null ? 'This is not a day of the calendar.' : 'The last day is before the first.',
        remedy: 'Write it like 20 4 2020.',
        where: 'on',
      }
      const options = { body, today: context.asAt(), refusals: [refusal] }
      return sendPage(reply, endPage(context.csrf(request), person, appointment, options), 422)
    }
    await (
      await context.ledger()
    ).write(context.viewer(request), (db, audit) => endAppointment(db, audit, appointment, on))
    return goTo(reply, `/people/${person.id}`)
  })

  app.post('/people/:id/invitation', async (request, reply) => {
    const person = await one(request)
    const ledger = await context.ledger()
    const { name } = context.viewer(request)
    const as = gate(request.ip, { id: context.viewer(request).person ?? 0, name })
    const { token, kind } = await ledger.write(as, async (db, audit) => {
      const use = (await passwordOf(db, person.id)) === null ? 'first' : 'lost'
      const made = await invite(db, audit, { kind: use, person: person.id, now: new Date() })
      return { token: made, kind: use } as const
    })
    const site = settings.url ?? `${request.protocol}://${request.headers.host ?? 'localhost'}`
    return sendPage(reply, linkPage(person, `${site}/invitation/${token}`, goodFor(kind)))
  })
}
