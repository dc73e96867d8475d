import type { Audit, Db } from '../../../stores/ledger/ledger.ts'

/** A passkey that counts, as it is listed. */
export type Passkey = {
  id: number
  person: number
  credential: string
  public_key: Uint8Array
  transports: string[]
  label: string
  at: string
  counter: number
}

const counting = (db: Db) =>
  db
    .selectFrom('passkey')
    .leftJoin('passkey_end', 'passkey_end.passkey', 'passkey.id')
    .leftJoin('passkey_use', 'passkey_use.passkey', 'passkey.id')
    .where('passkey_end.id', 'is', null)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('credential_reset')
            .select('credential_reset.id')
            .whereRef('credential_reset.person', '=', 'passkey.person')
            .whereRef('credential_reset.at', '>', 'passkey.at'),
        ),
      ),
    )
    .groupBy('passkey.id')
    .select((eb) => [
      'passkey.id',
      'passkey.person',
      'passkey.credential',
      'passkey.public_key',
      'passkey.transports',
      'passkey.label',
      'passkey.at',
      eb.fn.coalesce(eb.fn.max('passkey_use.counter'), eb.lit(0)).as('counter'),
    ])

/** A person's passkeys. */
export const listPasskeys = (db: Db, person: number): Promise<Passkey[]> =>
  counting(db).where('passkey.person', '=', person).orderBy('passkey.id').execute()

/** The passkey of a credential that a browser names; null where it is none of ours, or counts no more. */
export const findPasskey = async (db: Db, credential: string): Promise<Passkey | null> =>
  (await counting(db).where('passkey.credential', '=', credential).executeTakeFirst()) ?? null

/** Adds a passkey. */
export const addPasskey = async (
  db: Db,
  audit: Audit,
  passkey: Omit<Passkey, 'id' | 'at' | 'counter'>,
): Promise<void> => {
  await db
    .insertInto('passkey')
    .values({
      person: passkey.person,
      credential: passkey.credential,
      public_key: Buffer.from(passkey.public_key),
      transports: passkey.transports,
      label: passkey.label,
      at: new Date().toISOString(),
    })
    .execute()
  const { person, label } = passkey
  await audit({ action: 'passkey.added', subject: `person:${person}`, after: { label } })
}

/** Notes a sign-in with a passkey and its counter. */
export const notePasskeyUse = async (db: Db, passkey: Passkey, counter: number): Promise<void> => {
  await db.insertInto('passkey_use').values({ passkey: passkey.id, counter }).execute()
}

/** Takes a passkey away. */
export const endPasskey = async (db: Db, audit: Audit, passkey: Passkey): Promise<void> => {
  await db
    .insertInto('passkey_end')
    .values({ passkey: passkey.id })
    .onConflict((conflict) => conflict.column('passkey').doNothing())
    .execute()
  const { person, label } = passkey
  await audit({ action: 'passkey.removed', subject: `person:${person}`, before: { label } })
}
