import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { AppError } from '../../core/refusal.ts'
import type { Db } from '../../stores/ledger/ledger.ts'
import { holds } from '../../stores/scope.ts'
import type { Context, RouteRights } from '../context.ts'
import { sendPage } from '../page-reply.ts'
import { messagePage, outboxPage, type Opening } from './page.ts'
import { mailSettings, sendWaiting, smtpCarrier, type AddressOf } from './send.ts'
import { readMail, readMessage, type StoredMail } from './store.ts'

/** Who may ask the addresses of messages; the ledger gives each their own. */
export const rights: RouteRights = {
  'GET /mail': ['signed in'],
  'GET /mail/:id': ['signed in'],
}

const atOnce = 50
const everyMilliseconds = 20_000

const query = z.object({ before: z.coerce.number().int().positive().optional().catch(undefined) })
const params = z.object({ id: z.coerce.number().int().positive().catch(0) })

/** The mail address of a person now. */
export const addressOf: AddressOf = async (db, person) =>
  (await db.selectFrom('person_now').select('email').where('id', '=', person).executeTakeFirst())
    ?.email ?? null

const namer = async (db: Db): Promise<(mail: StoredMail) => string> => {
  const people = await db.selectFrom('person_now').select(['id', 'name']).execute()
  const names = new Map(people.map(({ id, name }) => [id, name]))
  return ({ to_person: person, to_address: address }) =>
    address ?? names.get(person ?? 0) ?? 'somebody'
}

const openingOf = async (db: Db, about: string | null): Promise<Opening> => {
  const [, digits] = /^concern:(\d{1,9})$/.exec(about ?? '') ?? []
  if (digits === undefined) return null
  const concern = Number(digits)
  const seen = await db
    .selectFrom('concern')
    .select('id')
    .where('id', '=', concern)
    .executeTakeFirst()
  return { concern, mayOpen: seen !== undefined }
}

/** Sends what waits from time to time, where a mail server is set, for as long as the server runs. */
const keepSending = (app: FastifyInstance, context: Context): void => {
  const settings = mailSettings(process.env)
  if (settings === null) return
  const carry = smtpCarrier(settings)
  let timer: NodeJS.Timeout | null = null
  let working: Promise<unknown> = Promise.resolve()
  const round = async (): Promise<void> => {
    try {
      await sendWaiting(await context.ledger(), addressOf, carry)
    } catch (error) {
      app.log.error({ err: error }, 'mail could not be sent')
    }
  }
  app.addHook('onListen', async () => {
    timer = setInterval(() => (working = working.then(round)), everyMilliseconds)
    timer.unref()
  })
  app.addHook('onClose', async () => {
    if (timer) clearInterval(timer)
    await working
  })
}

/** The messages that Steward wrote, and the sending of them. */
export const routes = async (app: FastifyInstance, context: Context): Promise<void> => {
  const leaves = mailSettings(process.env) !== null
  app.get('/mail', async (request, reply) => {
    const { before } = query.parse(request.query)
    const viewer = context.viewer(request)
    const ledger = await context.ledger()
    const { mail, nameOf } = await ledger.read(viewer, async (db) => ({
      mail: await readMail(db, atOnce, before),
      nameOf: await namer(db),
    }))
    const everybody = holds(viewer, 'management-team', 'administrator')
    const older = mail.length === atOnce ? (mail.at(-1)?.id ?? null) : null
    return sendPage(reply, outboxPage({ mail, nameOf, leaves, everybody, older }))
  })
  app.get('/mail/:id', async (request, reply) => {
    const { id } = params.parse(request.params)
    const ledger = await context.ledger()
    const shown = await ledger.read(context.viewer(request), async (db) => {
      const message = await readMessage(db, id)
      if (!message) return null
      const nameOf = await namer(db)
      return messagePage(message, nameOf(message), leaves, await openingOf(db, message.about))
    })
    if (shown) return sendPage(reply, shown)
    throw new AppError({
      code: 'unknown-message',
      message: 'There is no such message, or it is not yours to read.',
      remedy: 'Go back to your messages.',
    })
  })
  keepSending(app, context)
}
