import { AppError } from '../../../core/refusal.ts'
import type { Audit, Db } from '../../../stores/ledger/ledger.ts'
import { hashOf, newToken } from '../secrets/tokens.ts'

/** What a link is for: the group's first administrator, a person's first sign-in, or one who lost access. */
export type Kind = 'first-administrator' | 'first' | 'lost'

export type Invitation = { id: number; kind: Kind; person: number | null; expires_at: string }

const hours: Readonly<Record<Kind, number>> = { 'first-administrator': 24, first: 7 * 24, lost: 24 }

/** How long a link of a kind is good, in words. */
export const goodFor = (kind: Kind): string => (hours[kind] === 24 ? 'one day' : 'seven days')

const open = (db: Db, now: Date) =>
  db
    .selectFrom('invitation')
    .leftJoin('invitation_end', 'invitation_end.invitation', 'invitation.id')
    .where('invitation_end.id', 'is', null)
    .where('invitation.expires_at', '>', now.toISOString())
    .select(['invitation.id', 'invitation.kind', 'invitation.person', 'invitation.expires_at'])

const endInvitations = async (
  db: Db,
  invitations: readonly { id: number }[],
  used: boolean,
): Promise<boolean> => {
  let ended = true
  for (const { id } of invitations) {
    const row = await db
      .insertInto('invitation_end')
      .values({ invitation: id, used })
      .onConflict((conflict) => conflict.column('invitation').doNothing())
      .returning('id')
      .executeTakeFirst()
    ended &&= row !== undefined
  }
  return ended
}

/** Makes a link's secret; links given out before for the same purpose are good no more. */
export const invite = async (
  db: Db,
  audit: Audit,
  { kind, person, now }: { kind: Kind; person: number | null; now: Date },
): Promise<string> => {
  const before = await open(db, now)
    .where('invitation.person', person === null ? 'is' : '=', person)
    .execute()
  await endInvitations(db, before, false)
  const token = newToken()
  await db
    .insertInto('invitation')
    .values({
      kind,
      person,
      token_hash: hashOf(token),
      expires_at: new Date(now.getTime() + hours[kind] * 3_600_000).toISOString(),
    })
    .execute()
  const subject = person === null ? 'group' : `person:${person}`
  await audit({ action: 'invitation.made', subject, after: { kind } })
  return token
}

/** The open invitation of a link; refused when it is used, taken back, too old or was never made. */
export const readInvitation = async (db: Db, token: string, now: Date): Promise<Invitation> => {
  const invitation = await open(db, now)
    .where('invitation.token_hash', '=', hashOf(token))
    .executeTakeFirst()
  if (invitation) return invitation
  throw new AppError({
    code: 'invitation-not-found',
    message: 'This link cannot be used any more: it has been used, or is too old.',
    remedy: 'Ask an administrator of your group for a new link.',
  })
}

/** Uses a link up; of two who try at once one is refused. */
export const useInvitation = async (
  db: Db,
  audit: Audit,
  { id, kind }: Invitation,
  person: number,
): Promise<void> => {
  if (!(await endInvitations(db, [{ id }], true)))
    throw new AppError({
      code: 'invitation-not-found',
      message: 'This link has just been used.',
      remedy: 'Ask an administrator of your group for a new link.',
    })
  await audit({ action: 'invitation.used', subject: `person:${person}`, after: { kind } })
}
