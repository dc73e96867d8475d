import assert from 'node:assert/strict'
import { createServer, type Server } from 'node:net'
import { after, before, describe, test } from 'node:test'
import Fastify from 'fastify'
import { operator, type Viewer } from '../../stores/scope.ts'
import { openTestLedger } from '../../stores/ledger/test-ledger.ts'
import { inventedContext } from '../invented-context.ts'
import { addressOf, routes } from './routes.ts'
import { mailSettings, sendWaiting, smtpCarrier } from './send.ts'
import { queueMail, readMail } from './store.ts'

/** A mail server that speaks as much SMTP as one message needs, and refuses whoever is told to be refused. */
const startMailServer = async (
  refused: string,
): Promise<{ port: number; received: string[]; server: Server }> => {
  const received: string[] = []
  const server = createServer((socket) => {
    let body: string[] | null = null
    socket.write('220 test\r\n')
    socket.on('error', () => {})
    socket.on('data', (data) => {
      for (const line of data.toString().split('\r\n').slice(0, -1)) {
        if (body) {
          if (line !== '.') {
            body.push(line)
            continue
          }
          received.push(body.join('\n'))
          body = null
          socket.write('250 kept\r\n')
        } else if (line === 'DATA') {
          body = []
          socket.write('354 go on\r\n')
        } else if (line.startsWith('RCPT') && line.includes(refused))
          socket.write('550 nobody here\r\n')
        else if (line === 'QUIT') socket.end('221 bye\r\n')
        else socket.write('250 ok\r\n')
      }
    })
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  return { port: typeof address === 'object' && address ? address.port : 0, received, server }
}

describe('mail', () => {
  let ledger: Awaited<ReturnType<typeof openTestLedger>>
  let smtp: Awaited<ReturnType<typeof startMailServer>>
  let person = 0
  const queue = (toAddress: string | null, subject: string, about = 'concern:1'): Promise<void> =>
    ledger.write(operator, async (db, audit) => {
      await queueMail(db, {
        toPerson: toAddress === null ? person : null,
        ...(toAddress === null ? {} : { toAddress }),
        subject,
        text: 'A line.\n.\nAnother.',
        about,
        on: '2020-04-20',
      })
      await audit({ action: 'test', subject: 'test' })
    })
  const stateOf = async (subject: string) =>
    (await ledger.read(operator, (db) => readMail(db, 100))).find(
      (mail) => mail.subject === subject,
    )

  before(async () => {
    ledger = await openTestLedger()
    smtp = await startMailServer('refused@example.org')
    person = await ledger.write(operator, async (db, audit) => {
      const { id } = await db
        .insertInto('person')
        .values({ sample_key: null })
        .returning('id')
        .executeTakeFirstOrThrow()
      await db.insertInto('person_detail').values({ person: id, name: 'Gwen Pole' }).execute()
      await db
        .insertInto('person_address')
        .values({ person: id, email: 'gwen@example.org' })
        .execute()
      await audit({ action: 'test', subject: 'test' })
      return id
    })
  })
  after(async () => {
    smtp.server.close()
    await ledger.remove()
  })

  test('a change that is undone queues nothing', async () => {
    const undone = ledger.write(operator, async (db) => {
      await queueMail(db, {
        toPerson: person,
        subject: 'Undone',
        text: 'x',
        about: null,
        on: '2020-04-20',
      })
    })
    await assert.rejects(undone)
    assert.equal(await stateOf('Undone'), undefined)
  })

  test('what waits is sent once, to the address that the person has at that moment', async () => {
    await queue(null, 'To Gwen')
    const carry = smtpCarrier({
      server: `smtp://127.0.0.1:${smtp.port}`,
      from: 'Steward <steward@example.org>',
    })
    assert.deepEqual(await sendWaiting(ledger, addressOf, carry), { sent: 1, failed: 0 })
    assert.deepEqual(await sendWaiting(ledger, addressOf, carry), { sent: 0, failed: 0 })
    assert.match(smtp.received[0] ?? '', /To: gwen@example.org/)
    assert.match(smtp.received[0] ?? '', /Message-ID: <steward-\d+-\d+@example.org>/)
    assert.equal((await stateOf('To Gwen'))?.state, 'sent')
  })

  test('one that is refused is tried again, and does not hold up the rest', async () => {
    await queue('refused@example.org', 'To nobody')
    await queue('other@example.org', 'To another')
    const carry = smtpCarrier({ server: `smtp://127.0.0.1:${smtp.port}`, from: 'a@example.org' })
    assert.deepEqual(await sendWaiting(ledger, addressOf, carry), { sent: 1, failed: 1 })
    for (let i = 0; i < 10; i++) await sendWaiting(ledger, addressOf, carry)
    const failed = await stateOf('To nobody')
    assert.equal(failed?.state, 'failed')
    assert.equal(failed.attempts, 8)
    assert.match(failed.detail ?? '', /nobody here/)
  })

  test('each reads their own messages, those who look after it read all', async () => {
    await queue(null, 'For Gwen alone')
    let viewer: Viewer = operator
    const app = Fastify()
    await routes(app, inventedContext({ ledger: async () => ledger, viewer: () => viewer }))
    const as = async (number: number, role?: 'management-team'): Promise<string> => {
      viewer = {
        person: number,
        name: 'x',
        appointments: role ? [{ role, practice: null, locality: null, topic: null }] : [],
        via: 'web',
        from: '127.0.0.1',
      }
      return (await app.inject({ url: '/mail' })).body
    }
    assert.match(await as(person), /For Gwen alone/)
    assert.doesNotMatch(await as(person + 1), /For Gwen alone/)
    assert.match(await as(person + 1, 'management-team'), /For Gwen alone/)
    const one = await stateOf('For Gwen alone')
    viewer = { ...viewer, appointments: [] }
    assert.equal((await app.inject({ url: `/mail/${one?.id}` })).statusCode, 500)
    await app.close()
  })

  test('a message links to what it is about for those alone who may open it', async () => {
    const about = await ledger.write(operator, async (db, audit) => {
      const { id } = await db
        .insertInto('concern')
        .values({
          kind: 'concern',
          raised_by: person,
          raised_by_name: 'Gwen Pole',
          raised_on: '2020-04-20',
          via: 'form',
          message_id: null,
          group_code: 'CW',
          locality: 'N',
          practice: null,
          topic: 'Discharge and letters',
          about_kind: null,
          about: null,
          title: 'Letters come late',
          words: 'Letters come late.',
          seen: 'owner only',
          rule_version: 1,
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      await audit({ action: 'test', subject: 'test' })
      return id
    })
    await queue(null, 'It has arrived', `concern:${about}`)
    const one = await stateOf('It has arrived')
    let viewer: Viewer = operator
    const app = Fastify()
    await routes(app, inventedContext({ ledger: async () => ledger, viewer: () => viewer }))
    const as = async (number: number, ...held: ('administrator' | 'management-team')[]) => {
      const appointments = held.map((role) => ({
        role,
        practice: null,
        locality: null,
        topic: null,
      }))
      viewer = { person: number, name: 'x', appointments, via: 'web', from: '127.0.0.1' }
      return (await app.inject({ url: `/mail/${one?.id}` })).body
    }
    const link = `href="/concerns/${about}"`
    assert.ok((await as(person)).includes(link))
    assert.ok((await as(person + 1, 'management-team')).includes(link))
    const unlinked = await as(person + 1, 'administrator')
    assert.ok(!unlinked.includes(link))
    assert.match(unlinked, /It has arrived/)
    assert.ok(
      unlinked.includes(`It is about idea or concern ${about}, which is not yours to open.`),
    )
    await app.close()
  })

  test('mail leaves only where both the server and the sender are set', () => {
    assert.equal(mailSettings({}), null)
    assert.equal(mailSettings({ STEWARD_SMTP: 'smtp://x' }), null)
    assert.deepEqual(mailSettings({ STEWARD_SMTP: 'smtp://x', STEWARD_MAIL_FROM: 'a@b' }), {
      server: 'smtp://x',
      from: 'a@b',
    })
  })
})
