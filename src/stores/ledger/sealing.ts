import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import pg from 'pg'
import { AppError } from '../../core/refusal.ts'
import type { Home } from '../home.ts'
import { secretsKey } from '../key.ts'
import { schema } from './migrate.ts'

/**
 * Encrypts the few secrets that must be readable again (AES-256-GCM, a fresh nonce each), under a key that lies beside the ledger and
 * never in it. What is sealed for one place, as "one-time:12", does not open for another.
 */
export type Sealing = {
  seal(secret: string, place: string): string
  /** @throws AppError `key-file-missing`, `secret-unreadable` */
  open(sealed: string, place: string): string
}

const mark = 'sealed-1:'
const [nonceBytes, tagBytes] = [12, 16]

/** Sealing with a key of 32 bytes. */
export const sealingWith = (key: Buffer): Sealing => ({
  seal: (secret, place) => {
    const nonce = randomBytes(nonceBytes)
    const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes })
    cipher.setAAD(Buffer.from(place, 'utf8'))
    const hidden = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
    return `${mark}${Buffer.concat([nonce, cipher.getAuthTag(), hidden]).toString('base64')}`
  },
  open: (sealed, place) => {
    const bytes = Buffer.from(sealed.startsWith(mark) ? sealed.slice(mark.length) : '', 'base64')
    try {
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceBytes), {
        authTagLength: tagBytes,
      })
      decipher.setAAD(Buffer.from(place, 'utf8'))
      decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes))
      const hidden = bytes.subarray(nonceBytes + tagBytes)
      return Buffer.concat([decipher.update(hidden), decipher.final()]).toString('utf8')
    } catch (error) {
      throw new AppError(
        {
          code: 'secret-unreadable',
          message: 'A secret in the ledger was sealed with another key, or was changed.',
          remedy:
            'Put secrets.key back from the backup that the ledger belongs to, or send the person a new link to sign in.',
        },
        { cause: error },
      )
    }
  },
})

/** The place of a person's shared secret of one-time codes. */
export const oneTimePlace = (person: number): string => `one-time:${person}`

type Row = { id: string; person: string; secret: string }

/** Seals what an older version wrote in the clear, and has PostgreSQL write the table anew so that nothing of it stays on disk. */
const sealOlder = async (
  client: pg.Client,
  rows: readonly Row[],
  sealing: Sealing,
): Promise<void> => {
  await client.query('begin')
  await client.query(`set local steward.everything = 'on'`)
  for (const { id, person, secret } of rows)
    await client.query(`update ${schema}.one_time_secret set secret = $1 where id = $2`, [
      sealing.seal(secret, oneTimePlace(Number(person))),
      id,
    ])
  await client.query('commit')
  await client.query(`vacuum full ${schema}.one_time_secret`)
}

/**
 * The sealing of a home's ledger: its key is made at the first use, and read afterwards. Without the file nothing that was sealed opens,
 * but everything else of the ledger does.
 *
 * @throws AppError `key-file-open`, `key-file-damaged`
 */
export const sealingOf = async (connection: pg.ClientConfig, home: Home): Promise<Sealing> => {
  const client = new pg.Client(connection)
  client.on('error', () => {})
  await client.connect()
  try {
    await client.query(`set steward.everything = 'on'`)
    const { rows } = await client.query<Row>(
      `select id, person, secret from ${schema}.one_time_secret`,
    )
    const older = rows.filter(({ secret }) => !secret.startsWith(mark))
    const key = secretsKey(home, rows.length === older.length)
    if (key === null) return withoutKey(home)
    const sealing = sealingWith(key)
    if (older.length > 0) await sealOlder(client, older, sealing)
    return sealing
  } finally {
    await client.end()
  }
}

const withoutKey = (home: Home): Sealing => {
  const refused = (): never => {
    throw new AppError({
      code: 'key-file-missing',
      message: `The key of secrets in the ledger, ${home.secretsFile}, is gone, though codes were sealed with it.`,
      remedy: 'Put the file back from a backup, or send people new links to sign in.',
      where: home.secretsFile,
    })
  }
  return { seal: refused, open: refused }
}
