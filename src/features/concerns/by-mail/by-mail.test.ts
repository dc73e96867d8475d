import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { operator, type Viewer } from '../../../stores/scope.ts'
import { openTestLedger } from '../../../stores/ledger/test-ledger.ts'
import { moveOn } from '../act.ts'
import { inventedPerson } from '../invented-people.ts'
import { readConcern, readConcerns, readNotes } from '../read.ts'
import { readConcernRule } from '../rule.ts'
import { ownWords, readMail } from './read-mail.ts'
import { receiveMail, type Received } from './receive.ts'

const rule = readConcernRule({ definitions: '/nowhere' })
const today = '2020-04-20'
const eml = (lines: readonly string[]): Uint8Array => new TextEncoder().encode(lines.join('\r\n'))
const letter = (subject: string, text: string, id: string, from = 'gwen.pole@example.org') =>
  eml([
    `From: Gwen Pole <${from}>`,
    'To: concerns@example.org',
    `Subject: ${subject}`,
    `Message-ID: <${id}@example.org>`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    '',
    text,
  ])

describe('reading a mail', () => {
  test('quoted-printable, encoded words and several parts are read as they were written', async () => {
    const mail = await readMail(
      eml([
        'From: =?utf-8?q?Gw=C3=A9n?= <Gwen.Pole@Example.org>',
        'Subject: =?utf-8?q?Caf=C3=A9_letters?=',
        'Message-ID: <1@example.org>',
        'MIME-Version: 1.0',
        'Content-Type: multipart/alternative; boundary=x',
        '',
        '--x',
        'Content-Type: text/plain; charset=utf-8',
        'Content-Transfer-Encoding: quoted-printable',
        '',
        'Letters come =E2=80=9Clate=E2=80=9D.',
        '--x',
        'Content-Type: text/html; charset=utf-8',
        '',
        '<p>Letters come <b>late</b>.</p>',
        '--x--',
      ]),
    )
    assert.ok(mail.ok)
    assert.deepEqual(mail.value, {
      from: 'gwen.pole@example.org',
      subject: 'Café letters',
      text: 'Letters come “late”.',
      messageId: '<1@example.org>',
    })
  })
  test('a mail of markup alone is read as its words', async () => {
    const mail = await readMail(
      eml([
        'From: a@example.org',
        'Subject: x',
        'Content-Type: text/html',
        '',
        '<style>p{}</style><p>One</p><p>Two &amp; three</p>',
      ]),
    )
    assert.equal(mail.ok && mail.value.text, 'One\nTwo & three')
  })
  test('the mail that is answered and the signature are left off', () => {
    const text = 'It is still late.\n\nOn 3 April 2020 at 10:00, Steward wrote:\n> Your concern'
    assert.equal(ownWords(text), 'It is still late.')
    assert.equal(ownWords('Words\n-- \nGwen Pole\nNN1 4QQ'), 'Words')
  })
  test('what is no mail, too large or written by a machine is refused', async () => {
    const code = async (bytes: Uint8Array): Promise<string> => {
      const mail = await readMail(bytes)
      return mail.ok ? 'read' : mail.refusal.code
    }
    assert.equal(await code(eml(['practice_code,group_code', 'A1,CW'])), 'mail-unreadable')
    assert.equal(await code(new Uint8Array(6 * 1024 * 1024)), 'mail-too-large')
    assert.equal(
      await code(eml(['From: a@example.org', 'Auto-Submitted: auto-replied', '', 'Away'])),
      'mail-automatic',
    )
  })
})

describe('taking a mail in', () => {
  let ledger: Awaited<ReturnType<typeof openTestLedger>>
  let gp: Viewer & { person: number }
  const take = async (bytes: Uint8Array): Promise<Received | string> => {
    const mail = await readMail(bytes)
    assert.ok(mail.ok)
    const received = await receiveMail(ledger, mail.value, rule, today)
    return received.ok ? received.value : received.refusal.code
  }
  const newest = async () => {
    const [first] = await ledger.read(operator, (db) => readConcerns(db))
    assert.ok(first)
    return first
  }

  before(async () => {
    ledger = await openTestLedger()
    gp = await inventedPerson(ledger, 'Gwen Pole', [{ role: 'gp', practice: 'A1' }])
    await ledger.write(operator, async (db, audit) => {
      for (const [locality, name] of [
        ['E', 'Eastfield'],
        ['N', 'Northmoor'],
      ] as const) {
        await db
          .insertInto('membership_locality')
          .values({ group_code: 'CW', locality, name, on_date: '2017-04-01' })
          .execute()
      }
      await db
        .insertInto('membership_change')
        .values({
          practice: 'A1',
          from_month: '2017-04-01',
          kind: 'joins',
          group_code: 'CW',
          locality: 'N',
          undoes: null,
          source: 'form',
          why: 'Founding member.',
          on_date: '2017-04-01',
        })
        .execute()
      await audit({ action: 'membership.joins', subject: 'practice:A1' })
    })
  })
  after(() => ledger.remove())

  test('a mail from a GP is raised in the locality of the GP’s practice', async () => {
    const received = await take(letter('Discharge letters', 'They come late.', 'a1'))
    assert.equal(typeof received === 'object' && received.became, 'raised')
    const concern = await newest()
    assert.equal(concern.locality, 'N')
    assert.equal(concern.kind, 'concern')
    assert.equal(concern.topic, 'Discharge and letters')
    assert.equal(concern.via, 'mail')
  })
  test('one whose subject begins with “Idea” is an idea', async () => {
    await take(letter('Idea: a clinic in the village', 'Nurse-led, for asthma.', 'a2'))
    assert.equal((await newest()).kind, 'idea')
  })
  test('the same mail twice counts once', async () => {
    const first = await take(letter('Parking', 'There is none.', 'a3'))
    const again = await take(letter('Parking', 'There is none.', 'a3'))
    assert.ok(typeof first === 'object' && typeof again === 'object')
    assert.deepEqual(again, { became: 'known already', id: first.id })
  })
  test('an answer to a letter adds to it, and opens it again once it was answered', async () => {
    await take(letter('Lifts', 'Broken.', 'a4'))
    const { id } = await newest()
    const subject = `Re: [Steward ${id}] Lifts`
    assert.deepEqual(await take(letter(subject, 'Since May.\n> Your concern', 'a5')), {
      became: 'added',
      id,
    })
    const lead = await inventedPerson(ledger, 'Ellen Dahl', [{ role: 'elected-gp' }])
    await moveOn(ledger, lead, id, { to: 'answered', reply: 'Mended.', into: null }, rule, today)
    assert.deepEqual(await take(letter(subject, 'Not this one.', 'a6')), { became: 'reopened', id })
    const concern = await ledger.read(gp, (db) => readConcern(db, id))
    assert.equal(concern?.steps.at(-1)?.reply, 'Not this one.')
    assert.equal((await ledger.read(gp, (db) => readNotes(db, id)))[0]?.words, 'Since May.')
  })
  test('a mail that names a patient is not kept, and its sender hears why without the number', async () => {
    const known = await newest()
    const received = await take(letter('Wait', 'NHS 943 476 5919 waits.', 'a7'))
    assert.equal(received, 'patient-identified')
    assert.equal((await newest()).id, known.id)
    const [mail] = await ledger.read(operator, (db) =>
      db.selectFrom('mail').selectAll().orderBy('id', 'desc').limit(1).execute(),
    )
    assert.equal(mail?.to_person, gp.person)
    assert.match(mail?.text ?? '', /NHS number/)
    assert.doesNotMatch(mail?.text ?? '', /943/)
  })
  test('a stranger’s mail is refused, and the stranger is told how to be known', async () => {
    const received = await take(letter('Hello', 'Words.', 'a8', 'stranger@example.org'))
    assert.equal(received, 'sender-unknown')
    const [mail] = await ledger.read(operator, (db) =>
      db.selectFrom('mail').selectAll().orderBy('id', 'desc').limit(1).execute(),
    )
    assert.equal(mail?.to_address, 'stranger@example.org')
  })
})
