import { createHash, randomBytes } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { AppError } from '../../../core/refusal.ts'
import { operator } from '../../../stores/scope.ts'
import type { FormBody } from '../../../ui/form-body.ts'
import { textOf } from '../../../ui/form-body.ts'
import { button, form } from '../../../ui/form.ts'
import { html } from '../../../ui/html.ts'
import { page } from '../../../ui/layout.ts'
import { notAllowed } from '../allowed.ts'
import { send, type Desk } from '../desk.ts'
import { readMeetings } from '../store/meetings.ts'
import { readSeries } from '../store/series.ts'
import { calendarText } from './feed.ts'

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex')

const unknown = (): AppError =>
  new AppError({
    code: 'unknown-calendar',
    message: 'There is no calendar at this address.',
    remedy: 'Ask for a new address on the page of meetings.',
    where: 'token',
  })

/** A person's own calendar address: shown once, ended by asking for a new one; and the file behind it. */
export const calendarRoutes = async (app: FastifyInstance, desk: Desk): Promise<void> => {
  const { context } = desk

  app.get('/meetings/calendar', async (request, reply) => {
    const viewer = desk.viewer(request)
    const held =
      viewer.person !== null &&
      (await desk.read(request, (db) =>
        db
          .selectFrom('calendar_address')
          .select('token_hash')
          .where('person', '=', viewer.person ?? 0)
          .orderBy('id', 'desc')
          .executeTakeFirst(),
      ))
    const has = held !== false && held?.token_hash !== null && held !== undefined
    return send(
      reply,
      page({
        title: 'Meetings in your own calendar',
        section: 'meetings',
        breadcrumbs: [{ text: 'Meetings', href: '/meetings' }],
        body: html`<h1 class="nhsuk-heading-l">Meetings in your own calendar</h1>
          <p>
            An address that your calendar reads by itself: days, times and places of the meetings
            that you sit in, and nothing of what is on the agenda. Whoever has the address can read
            it, so keep it to yourself.
          </p>
          ${
            viewer.person === null
              ? html`<p>Only a person who is signed in has a calendar.</p>`
              : form({
                  action: '/meetings/calendar',
                  csrf: context.csrf(request),
                  body: html`${button({
                    text: has ? 'End the old address and make a new one' : 'Make an address',
                    name: 'do',
                    value: 'make',
                  })}
                  ${has && button({ text: 'End the address', kind: 'secondary', name: 'do', value: 'end' })}`,
                })
          }`,
      }),
    )
  })

  app.post<{ Body: FormBody }>('/meetings/calendar', async (request, reply) => {
    const viewer = desk.viewer(request)
    const { person } = viewer
    if (person === null) throw notAllowed('Only a person who is signed in has a calendar.')
    const ending = textOf(request.body, 'do') === 'end'
    const token = randomBytes(24).toString('base64url')
    const ledger = await context.ledger()
    await ledger.write(viewer, async (db, audit) => {
      await db
        .insertInto('calendar_address')
        .values({ person, token_hash: ending ? null : hashOf(token) })
        .execute()
      await audit({
        action: ending ? 'calendar.ended' : 'calendar.made',
        subject: `person:${person}`,
      })
    })
    if (ending) return reply.redirect('/meetings/calendar', 303)
    const address = `${request.protocol}://${request.host}/calendar/${token}.ics`
    return send(
      reply,
      page({
        title: 'Your calendar’s address',
        section: 'meetings',
        breadcrumbs: [{ text: 'Meetings', href: '/meetings' }],
        body: html`<h1 class="nhsuk-heading-l">Your calendar’s address</h1>
          <p>
            Copy it now into your calendar, as a calendar from the internet. It is not shown again.
          </p>
          <p><code class="steward-wrap">${address}</code></p>`,
      }),
    )
  })

  app.get<{ Params: { token: string } }>('/calendar/:token', async (request, reply) => {
    const token = /^([A-Za-z0-9_-]{32})\.ics$/.exec(request.params.token)?.[1]
    if (token === undefined) throw unknown()
    const ledger = await context.ledger()
    const today = context.asAt()
    const dated = await ledger.read({ ...operator, via: 'program' }, async (db) => {
      const address = await db
        .selectFrom('calendar_address')
        .select(['id', 'person'])
        .where('token_hash', '=', hashOf(token))
        .executeTakeFirst()
      if (!address) return null
      const newer = await db
        .selectFrom('calendar_address')
        .select('id')
        .where('person', '=', address.person)
        .where('id', '>', address.id)
        .executeTakeFirst()
      if (newer) return null
      const own = (await readSeries(db, today)).filter(({ members }) =>
        members.some(({ person }) => person === address.person),
      )
      const meetings = await readMeetings(db)
      return meetings.flatMap((meeting) => {
        const series = own.find(({ id }) => id === meeting.series)
        return series ? [{ meeting, series }] : []
      })
    })
    if (!dated) throw unknown()
    return reply
      .type('text/calendar; charset=utf-8')
      .header('cache-control', 'private, no-store')
      .send(calendarText(dated, today))
  })
}
