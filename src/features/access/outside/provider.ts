import * as openid from 'openid-client'
import { AppError } from '../../../core/refusal.ts'
import type { OutsideProvider } from '../settings.ts'

/** What a sign-in at the provider must bring back; kept by us between the two halves. */
export type Begun = { state: string; nonce: string; verifier: string }

/** Who the provider says has signed in. */
export type OutsidePerson = { issuer: string; subject: string; email: string | null }

const loopback = /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])[:/]/

/** A provider of OpenID Connect as Steward uses it: authorisation code with PKCE, state and nonce. */
export const outsideProvider = ({ issuer, client, secret }: OutsideProvider) => {
  let found: Promise<openid.Configuration> | null = null
  const configuration = async (): Promise<openid.Configuration> => {
    found ??= openid.discovery(new URL(issuer), client, secret, undefined, {
      // Only a provider on this machine may do without encryption: that of a test.
      ...(loopback.test(`${issuer}/`) ? { execute: [openid.allowInsecureRequests] } : {}),
      timeout: 10,
    })
    try {
      return await found
    } catch (cause) {
      found = null
      throw new AppError(
        {
          code: 'outside-unreachable',
          message: 'The service that you sign in with does not answer.',
          remedy: 'Try again in a few minutes, or sign in with your password.',
        },
        { cause },
      )
    }
  }

  const begin = async (returnTo: string): Promise<{ address: URL; begun: Begun }> => {
    const begun = {
      state: openid.randomState(),
      nonce: openid.randomNonce(),
      verifier: openid.randomPKCECodeVerifier(),
    }
    const address = openid.buildAuthorizationUrl(await configuration(), {
      redirect_uri: returnTo,
      scope: 'openid email',
      code_challenge: await openid.calculatePKCECodeChallenge(begun.verifier),
      code_challenge_method: 'S256',
      state: begun.state,
      nonce: begun.nonce,
    })
    return { address, begun }
  }

  const finish = async (address: URL, begun: Begun): Promise<OutsidePerson> => {
    const held = await configuration()
    try {
      const tokens = await openid.authorizationCodeGrant(held, address, {
        pkceCodeVerifier: begun.verifier,
        expectedState: begun.state,
        expectedNonce: begun.nonce,
        idTokenExpected: true,
      })
      const claims = tokens.claims()
      if (!claims) throw new Error('the provider sent no identity')
      const info =
        claims['email'] === undefined
          ? await openid.fetchUserInfo(held, tokens.access_token, claims.sub)
          : claims
      const email = info['email_verified'] === true ? info['email'] : null
      return {
        issuer: claims.iss,
        subject: claims.sub,
        email: typeof email === 'string' ? email : null,
      }
    } catch (cause) {
      throw new AppError(
        {
          code: 'outside-refused',
          message: 'Signing in with the other service did not succeed.',
          remedy: 'Begin again at the page to sign in.',
        },
        { cause },
      )
    }
  }
  return { begin, finish }
}
