import { chownSync, globSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { AppError } from '../../../core/refusal.ts'

/** Whom PostgreSQL runs as. */
export type Account = { uid: number; gid: number }

const named = (name: string): Account | null => {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((each) => each.startsWith(`${name}:`))
  const [, , uid, gid] = line?.split(':') ?? []
  return uid === undefined || gid === undefined ? null : { uid: Number(uid), gid: Number(gid) }
}

/**
 * The account for a ledger in this folder: null for the one that this process has, and another where this
 * is root, since PostgreSQL refuses to run as root. Whoever owns the folder keeps it.
 */
export const accountFor = (data: string): Account | null => {
  if (process.getuid?.() !== 0) return null
  const owner = statSync(data, { throwIfNoEntry: false })
  if (owner !== undefined && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid }
  const account = named('postgres') ?? named('nobody')
  if (account) return account
  throw new AppError({
    code: 'ledger-engine',
    message:
      'PostgreSQL does not run as root, and this machine has no account "postgres" or "nobody".',
    remedy: 'Run Steward as a plain user, or set DATABASE_URL to a server.',
  })
}

/** Gives a ledger's files to the account that reads them: a copy that root has made belongs to root. */
export const handOver = (data: string, { uid, gid }: Account): void => {
  if (statSync(data, { throwIfNoEntry: false })?.uid === uid) return
  for (const name of globSync('**', { cwd: data })) chownSync(join(data, name), uid, gid)
  chownSync(data, uid, gid)
}

/** Whether the account may walk to a folder that root owns. */
export const mayReach = (folder: string, account: Account): boolean => {
  const { mode, uid } = statSync(folder)
  if ((mode & 0o001) === 0 && !(uid === account.uid && (mode & 0o100) !== 0)) return false
  return folder === dirname(folder) || mayReach(dirname(folder), account)
}
