import type { Audit, Db } from '../../stores/ledger/ledger.ts'
import type { Viewer } from '../../stores/scope.ts'
import { promisedBy } from './course/clock.ts'
import type { Move } from './course/states.ts'
import type { Raised } from './raised.ts'
import type { ConcernRule } from './rule.ts'
import { suggestedThemes } from './text/themes.ts'

/** Who raised it, by which way, and on the day that stands for today. */
export type Raiser = {
  person: number
  name: string
  practice: string | null
  via: 'form' | 'mail'
  messageId: string | null
  on: string
}

/** Keeps an idea or concern with its first state, promise and suggested themes; gives its number. */
export const keepRaised = async (
  db: Db,
  audit: Audit,
  raised: Raised,
  raiser: Raiser,
  rule: ConcernRule,
): Promise<number> => {
  const { person, name, practice, via, messageId, on } = raiser
  const { id } = await db
    .insertInto('concern')
    .values({
      kind: raised.kind,
      raised_by: person,
      raised_by_name: name,
      raised_on: on,
      via,
      message_id: messageId,
      group_code: raised.group,
      locality: raised.locality,
      practice,
      topic: raised.topic,
      about_kind: raised.about?.kind ?? null,
      about: raised.about?.name ?? null,
      title: raised.title,
      words: raised.words,
      seen: rule.seen,
      rule_version: rule.version,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await db
    .insertInto('concern_state')
    .values({
      concern_id: id,
      state: 'heard',
      reply: '',
      into_id: null,
      promised_by: promisedBy(rule, 'heard', on),
      rule_version: rule.version,
      on_date: on,
      by_person: person,
      by_name: name,
    })
    .execute()
  const themes = suggestedThemes(rule, `${raised.title}\n${raised.words}`)
  await setThemes(db, audit, id, [], themes, person, on)
  await audit({
    action: `${raised.kind}.raised`,
    subject: `concern:${id}`,
    after: { locality: raised.locality, topic: raised.topic, title: raised.title, via },
  })
  return id
}

/** Enters a move that was decided, with the promise that the rule makes for it. */
export const keepMove = async (
  db: Db,
  audit: Audit,
  concern: { id: number; state: string },
  { to, reply, into }: Move,
  viewer: Viewer,
  rule: ConcernRule,
  on: string,
): Promise<void> => {
  await db
    .insertInto('concern_state')
    .values({
      concern_id: concern.id,
      state: to,
      reply,
      into_id: into,
      promised_by: promisedBy(rule, to, on),
      rule_version: rule.version,
      on_date: on,
      by_person: viewer.person,
      by_name: viewer.name,
    })
    .execute()
  await audit({
    action: `concern.${to.replaceAll(' ', '-')}`,
    subject: `concern:${concern.id}`,
    before: { state: concern.state },
    after: { state: to, ...(into === null ? {} : { into }) },
    why: reply,
  })
}

/** Gives it to somebody from now on. */
export const keepOwner = async (
  db: Db,
  audit: Audit,
  concern: number,
  owner: { person: number; name: string },
  by: number | null,
  on: string,
): Promise<void> => {
  await db
    .insertInto('concern_owner')
    .values({ concern_id: concern, ...owner, on_date: on, by_person: by })
    .execute()
  await audit({
    action: 'concern.owned',
    subject: `concern:${concern}`,
    after: { owner: owner.person },
  })
}

/** Makes the themes those that are asked for: the rest taken away, the new ones given. */
export const setThemes = async (
  db: Db,
  audit: Audit,
  concern: number,
  before: readonly string[],
  after: readonly string[],
  by: number | null,
  on: string,
): Promise<void> => {
  const changes = [
    ...before.filter((theme) => !after.includes(theme)).map((theme) => ({ theme, present: false })),
    ...after.filter((theme) => !before.includes(theme)).map((theme) => ({ theme, present: true })),
  ]
  if (changes.length === 0) return
  await db
    .insertInto('concern_theme')
    .values(
      changes.map((change) => ({ concern_id: concern, ...change, on_date: on, by_person: by })),
    )
    .execute()
  await audit({
    action: 'concern.themed',
    subject: `concern:${concern}`,
    before: { themes: before },
    after: { themes: after },
  })
}

/** Something more said about it. */
export const keepNote = async (
  db: Db,
  audit: Audit,
  concern: number,
  words: string,
  by: { person: number; name: string; via: 'form' | 'mail' },
  on: string,
): Promise<void> => {
  await db
    .insertInto('concern_note')
    .values({
      concern_id: concern,
      words,
      via: by.via,
      on_date: on,
      by_person: by.person,
      by_name: by.name,
    })
    .execute()
  await audit({ action: 'concern.noted', subject: `concern:${concern}`, after: { via: by.via } })
}

/** Where it was taken: a meeting, its day and what was said there. */
export type Taken = {
  concern: number
  meeting: number | null
  meetingTitle: string
  heldOn: string
  note: string
}

/** Enters that it was taken at a meeting. */
export const keepTaken = async (
  db: Db,
  audit: Audit,
  { concern, meeting, meetingTitle, heldOn, note }: Taken,
  by: number | null,
): Promise<void> => {
  await db
    .insertInto('concern_taken')
    .values({
      concern_id: concern,
      meeting,
      meeting_title: meetingTitle,
      held_on: heldOn,
      note,
      by_person: by,
    })
    .execute()
  await audit({
    action: 'concern.taken',
    subject: `concern:${concern}`,
    after: { meeting, title: meetingTitle, held: heldOn },
    why: note,
  })
}
