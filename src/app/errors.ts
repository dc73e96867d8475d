import { randomBytes } from 'node:crypto'
import { AppError, type Refusal } from '../core/refusal.ts'

/** How a command ends. */
export const exit = { done: 0, refused: 1, misuse: 2, fault: 3 } as const

/** What a person is told of a failure: a refusal in its own words, a fault by its reference only. */
export type Failure =
  { kind: 'refusal'; refusal: Refusal } | { kind: 'fault'; reference: string; refusal: Refusal }

const system: Readonly<Record<string, readonly [code: string, message: string, remedy: string]>> = {
  ENOSPC: [
    'disk-full',
    'There is no space left on the disk.',
    'Make room, then run the same command again; nothing that was loaded before is lost.',
  ],
  EFBIG: [
    'disk-full',
    'A file would become larger than this system allows.',
    'Raise the limit, then run the same command again; nothing that was loaded before is lost.',
  ],
  EDQUOT: [
    'disk-full',
    'The quota of this disk is used up.',
    'Make room, then run the same command again; nothing that was loaded before is lost.',
  ],
  EACCES: [
    'no-permission',
    'A file or folder may not be read or written.',
    'Check who owns STEWARD_HOME and the files to load.',
  ],
  EEXIST: [
    'file-exists',
    'The file to write is there already.',
    'Choose another name, or take the old file away first.',
  ],
  EADDRINUSE: [
    'port-taken',
    'Another program already listens on this port.',
    'Stop it, or choose another port, for example PORT=3001 npm start.',
  ],
}

const systemCode = (error: unknown): string | undefined => {
  if (!(error instanceof Error)) return undefined
  if ('code' in error && typeof error.code === 'string') return error.code
  if (/no space left on device|could not write.*space/i.test(error.message)) return 'ENOSPC'
  if (/file too large/i.test(error.message)) return 'EFBIG'
  return systemCode(error.cause)
}

/** Sorts anything thrown into a refusal (a person can put it right) or a fault (we must). */
export const failureOf = (error: unknown): Failure => {
  if (error instanceof AppError) return { kind: 'refusal', refusal: error.refusal }
  const known = system[systemCode(error) ?? '']
  if (known) {
    const [code, message, remedy] = known
    return { kind: 'refusal', refusal: { code, message, remedy } }
  }
  const reference = randomBytes(4).toString('hex')
  return {
    kind: 'fault',
    reference,
    refusal: {
      code: 'fault',
      message: `Something went wrong that should not have (reference ${reference}).`,
      remedy: 'Nothing was changed. Give the reference to whoever looks after Steward.',
    },
  }
}

const statuses: Readonly<Record<string, number>> = {
  busy: 503,
  'disk-full': 507,
  'no-build': 404,
  'form-expired': 403,
  'not-allowed': 403,
  'not-permitted': 403,
  'sign-in-needed': 401,
  'passkey-not-taken': 403,
  'outside-unknown': 403,
  'outside-refused': 403,
  'outside-unreachable': 503,
  'invitation-not-found': 404,
}

/** The HTTP status of a refusal: 404 where something is not there, 422 where a request cannot be met. */
export const statusOf = (refusal: Refusal): number =>
  statuses[refusal.code] ?? (/not-found|unknown/.test(refusal.code) ? 404 : 422)

/**
 * The stack of a fault for the log. Messages of the database engine can quote values of a row, so of
 * those only the first line stays, and every quoted text in it is left out.
 */
export const faultText = (error: unknown): string => {
  if (!(error instanceof Error)) return 'thrown value of unknown kind'
  const first = error.message.split('\n')[0] ?? ''
  const message = first.replaceAll(/"[^"]*"|'[^']*'/g, '…').replaceAll(/\d{6,}/g, '…')
  const stack = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return [`${error.name}: ${message}`, ...stack].join('\n')
}
