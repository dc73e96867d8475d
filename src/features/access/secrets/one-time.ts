import { Secret, TOTP } from 'otpauth'

/** A new shared secret for one-time codes, 160 bits in base32. */
export const newSecret = (): string => new Secret({ size: 20 }).base32

const codes = (secret: string, email: string): TOTP =>
  new TOTP({
    issuer: 'Steward',
    label: email,
    secret: Secret.fromBase32(secret),
    algorithm: 'SHA1',
    digits: 6,
    period: 30,
  })

/** The code that an app shows at a time in milliseconds; for tests and for the sample world's own people. */
export const codeAt = (secret: string, time: number): string =>
  codes(secret, '').generate({ timestamp: time })

/**
 * The 30-second step that a code belongs to, where it is that of now or of one step before or after;
 * null where it is none of these.
 */
export const stepOf = (secret: string, code: string, time: number): number | null => {
  const digits = code.replace(/[\s-]/g, '')
  if (!/^\d{6}$/.test(digits)) return null
  const delta = codes(secret, '').validate({ token: digits, timestamp: time, window: 1 })
  return delta === null ? null : Math.floor(time / 30_000) + delta
}

/** What an authenticator app reads from the picture. */
export const setUpAddress = (secret: string, email: string): string =>
  codes(secret, email).toString()

/** The picture as an address that an <img> can hold under the content security policy. */
export const setUpPicture = async (secret: string, email: string): Promise<string> => {
  const { toString: draw } = await import('qrcode')
  const svg = await draw(setUpAddress(secret, email), { type: 'svg', margin: 2, width: 220 })
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`
}
