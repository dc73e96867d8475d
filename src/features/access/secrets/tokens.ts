import { createHash, randomBytes } from 'node:crypto'

/** A secret of 256 random bits that can stand in an address or a cookie. */
export const newToken = (): string => randomBytes(32).toString('base64url')

/** What is kept of a secret: its SHA-256, from which a random secret cannot be found again. */
export const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex')
