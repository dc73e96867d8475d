import { randomInt } from 'node:crypto'
import { hashOf } from './tokens.ts'

/** Letters and digits that are not taken for one another. */
const signs = 'abcdefghjkmnpqrstuvwxyz23456789'

const part = (): string => Array.from({ length: 5 }, () => signs[randomInt(signs.length)]).join('')

/** Ten codes of 49 random bits, each good once in place of a one-time code. */
export const newRecoveryCodes = (): string[] =>
  Array.from({ length: 10 }, () => `${part()}-${part()}`)

/** What is kept of a code; blanks, dashes and capitals make no difference. */
export const recoveryHash = (code: string): string =>
  hashOf(code.toLowerCase().replace(/[^a-z0-9]/g, ''))

/** Whether a text has the form of a recovery code. */
export const isRecoveryCode = (text: string): boolean =>
  /^[a-z0-9]{10}$/.test(text.toLowerCase().replace(/[\s-]/g, ''))
