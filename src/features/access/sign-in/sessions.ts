import type { Audit, Db } from '../../../stores/ledger/ledger.ts'
import type { Viewer } from '../../../stores/scope.ts'
import { hashOf, newToken } from '../secrets/tokens.ts'

/** The cookie that holds a session's secret. */
export const sessionCookie = 'steward_session'

const minute = 60_000

/** How long a session lasts unused, and at most; the two unfinished stages end sooner. */
export const sessionMinutes = { idle: 60, full: 12 * 60, code: 10, setup: 30 } as const

/** How far a sign-in has come: waits for the second step, for one to be set up, or is done. */
export type Stage = 'code' | 'setup' | 'full'

/** A session as it is listed: when it began and was last used, and from where. */
export type Session = {
  id: number
  person: number
  stage: Stage
  means: string
  came_from: string
  device: string
  at: string
  expires_at: string
  last_used: string
}

/** The program's own hand in signing in: it alone reads what people sign in with. */
export const gate = (from: string, person: { id: number; name: string } | null): Viewer => ({
  person: person?.id ?? null,
  name: person?.name ?? 'sign-in',
  appointments: [],
  via: 'program',
  from,
})

/** Kinds of browser and machine in a few words; nothing finer is kept. */
export const deviceOf = (agent: string | undefined): string => {
  const text = agent ?? ''
  const browser = /Edg\//.test(text)
    ? 'Edge'
    : (/(Firefox|Chrome|Safari)\//.exec(text)?.[1] ?? 'a browser')
  const machine = /(Windows|Android|iPhone|iPad|Mac OS|Linux)/.exec(text)?.[1]
  return machine === undefined ? browser : `${browser} on ${machine}`
}

/** Begins a session and gives the secret for its cookie. */
export const startSession = async (
  db: Db,
  audit: Audit,
  session: { person: number; stage: Stage; means: string; from: string; device: string; now: Date },
): Promise<string> => {
  const { person, stage, means, from, device, now } = session
  const token = newToken()
  await db
    .insertInto('session')
    .values({
      person,
      token_hash: hashOf(token),
      stage,
      means,
      came_from: from,
      device,
      at: now.toISOString(),
      expires_at: new Date(now.getTime() + sessionMinutes[stage] * minute).toISOString(),
    })
    .execute()
  if (stage === 'full')
    await audit({ action: 'session.started', subject: `person:${person}`, after: { means } })
  else await audit({ action: 'sign-in.first-step', subject: `person:${person}`, after: { means } })
  return token
}

const open = (db: Db, now: Date) =>
  db
    .selectFrom('session')
    .leftJoin('session_end', 'session_end.session', 'session.id')
    .leftJoin('session_use', 'session_use.session', 'session.id')
    .where('session_end.id', 'is', null)
    .where('session.expires_at', '>', now.toISOString())
    .groupBy('session.id')
    .select((eb) => [
      'session.id',
      'session.person',
      'session.stage',
      'session.means',
      'session.came_from',
      'session.device',
      'session.at',
      'session.expires_at',
      eb.fn.coalesce(eb.fn.max('session_use.at'), 'session.at').as('last_used'),
    ])

const isIdle = ({ last_used: used }: Session, now: Date): boolean =>
  now.getTime() - Date.parse(used) > sessionMinutes.idle * minute

/** The session of a cookie; null when it is over, by its end, its age or because nobody used it. */
export const findSession = async (db: Db, token: string, now: Date): Promise<Session | null> => {
  const session = await open(db, now)
    .where('session.token_hash', '=', hashOf(token))
    .executeTakeFirst()
  return session === undefined || isIdle(session, now) ? null : session
}

/** A person's open sessions, newest first. */
export const listSessions = async (db: Db, person: number, now: Date): Promise<Session[]> => {
  const sessions = await open(db, now)
    .where('session.person', '=', person)
    .where('session.stage', '=', 'full')
    .orderBy('session.id', 'desc')
    .execute()
  return sessions.filter((session) => !isIdle(session, now))
}

/** Whether the use of a session is due to be noted: once in a quarter of an hour. */
export const isUseDue = ({ last_used: used }: Session, now: Date): boolean =>
  now.getTime() - Date.parse(used) > 15 * minute

/** Notes that a session is in use, so that it does not end as idle. */
export const noteUse = async (db: Db, audit: Audit, session: Session, now: Date): Promise<void> => {
  await db
    .insertInto('session_use')
    .values({ session: session.id, at: now.toISOString() })
    .execute()
  await audit({ action: 'session.used', subject: `person:${session.person}` })
}

/** Ends sessions at once; those that are over already stay as they are. */
export const endSessions = async (
  db: Db,
  audit: Audit,
  sessions: readonly Pick<Session, 'id' | 'person'>[],
  why: string,
): Promise<void> => {
  for (const { id, person } of sessions) {
    await db
      .insertInto('session_end')
      .values({ session: id, why })
      .onConflict((conflict) => conflict.column('session').doNothing())
      .execute()
    await audit({ action: 'session.ended', subject: `person:${person}`, why })
  }
}
