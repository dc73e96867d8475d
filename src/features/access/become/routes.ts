import type { FastifyInstance } from 'fastify'
import { textOf } from '../../../ui/form-body.ts'
import { button, form } from '../../../ui/form.ts'
import { html, type Html } from '../../../ui/html.ts'
import { page } from '../../../ui/layout.ts'
import { dataTable } from '../../../ui/table.ts'
import type { Context, RouteRights } from '../../context.ts'
import { placeNames, type PlaceNames } from '../../figures/figures.ts'
import { bodyOf } from '../bodies.ts'
import { appointmentText } from '../people/roles.ts'
import { isHeldOn, listPeople, type Person } from '../people/store.ts'
import type { AccessSettings } from '../settings.ts'
import { gate, startSession } from '../sign-in/sessions.ts'
import { goTo, keepSession, sendPage, visitOf } from '../sign-in/visits.ts'

/** Anyone, but only while the sample world is what is loaded. */
export const rights: RouteRights = {
  'GET /become': ['anyone'],
  'POST /become': ['anyone'],
}

/** Everyone of the sample world, with a button to be them. */
const becomePage = (
  csrf: string,
  people: readonly Person[],
  today: string,
  nameOf: PlaceNames,
): Html =>
  page({
    title: 'Choose who you want to be',
    body: html`<h1 class="nhsuk-heading-l">Choose who you want to be</h1>
      <p class="nhsuk-body-l">
        This is an invented county with invented people. Be one of them, and see what they see and
        may do. With the data of a real group this page is not there.
      </p>
      ${dataTable({
        caption: 'The people of the sample world',
        captionSize: 'm',
        columns: [
          {
            heading: 'Be',
            cell: ({ sample_key: key, name }: Person) =>
              form({
                action: '/become',
                csrf,
                body: [
                  html`<input type="hidden" name="who" value="${key}" />`,
                  button({ text: name, kind: 'secondary', small: true }),
                ],
              }),
          },
          {
            heading: 'Who holds',
            cell: ({ appointments }: Person) =>
              appointments
                .filter((each) => isHeldOn(each, today))
                .map((each) => appointmentText(each, nameOf))
                .join('; '),
          },
        ],
        rows: people,
        empty: 'Nobody is here yet.',
      })}`,
  })

/** The page of the sample world on which a visitor chooses whom to be. */
export const routes = async (
  app: FastifyInstance,
  context: Context,
  settings: AccessSettings,
): Promise<void> => {
  const invented = async (): Promise<Person[]> => {
    const ledger = await context.ledger()
    const people = await ledger.read(gate('this machine', null), listPeople)
    return people
      .filter(({ sample_key: key, closed }) => key !== null && !closed)
      .sort((a, b) => a.id - b.id)
  }

  app.get('/become', async (request, reply) => {
    if (!settings.isSample()) return reply.callNotFound()
    const [people, nameOf] = [await invented(), await placeNames(context)]
    return sendPage(reply, becomePage(context.csrf(request), people, context.asAt(), nameOf))
  })

  app.post('/become', async (request, reply) => {
    if (!settings.isSample()) return reply.callNotFound()
    const key = textOf(bodyOf(request), 'who')
    const person = (await invented()).find(({ sample_key: held }) => held === key)
    if (!person) return goTo(reply, '/become')
    const { from, device, now } = visitOf(request)
    const ledger = await context.ledger()
    const token = await ledger.write(gate(from, person), (db, audit) => {
      const session = { person: person.id, stage: 'full', means: 'sample world' } as const
      return startSession(db, audit, { ...session, from, device, now })
    })
    return goTo(keepSession(reply, settings, token), '/start')
  })
}
