import type { Audit, Db } from '../../../stores/ledger/ledger.ts'
import { hashOf } from '../secrets/tokens.ts'

const allowed = 10
const minutes = 15

const accountHash = (account: string): string => hashOf(`account ${account.toLowerCase()}`)

/** Whether an account has been tried wrongly so often of late that it must rest. */
export const isResting = async (db: Db, account: string, now: Date): Promise<boolean> => {
  const since = new Date(now.getTime() - minutes * 60_000).toISOString()
  const tries = await db
    .selectFrom('sign_in_attempt')
    .select('succeeded')
    .where('account_hash', '=', accountHash(account))
    .where('at', '>', since)
    .orderBy('id', 'desc')
    .limit(allowed)
    .execute()
  return tries.length === allowed && tries.every(({ succeeded }) => !succeeded)
}

/** Notes a try with a password or a code, without the name that was typed. */
export const noteAttempt = async (
  db: Db,
  audit: Audit,
  account: string,
  succeeded: boolean,
  now: Date,
): Promise<void> => {
  const hash = accountHash(account)
  await db
    .insertInto('sign_in_attempt')
    .values({ account_hash: hash, succeeded, at: now.toISOString() })
    .execute()
  if (!succeeded) await audit({ action: 'sign-in.failed', subject: `account:${hash.slice(0, 12)}` })
}
