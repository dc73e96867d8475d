import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { AppError } from '../../../core/refusal.ts'
import type { Context, RouteRights } from '../../context.ts'
import { readPerson } from '../people/store.ts'
import type { AccessSettings } from '../settings.ts'
import { sessionAt } from '../sign-in/flow.ts'
import { endSessions, gate, startSession } from '../sign-in/sessions.ts'
import {
  guarded,
  keepSession,
  localPath,
  signInFirst,
  tokenOf,
  visitOf,
} from '../sign-in/visits.ts'
import { Challenges } from './challenges.ts'
import { addPasskey, findPasskey, listPasskeys, notePasskeyUse } from './store.ts'

/** Whoever is signing in, and whoever has signed in and adds a passkey. */
export const rights: RouteRights = {
  'POST /sign-in/passkey/options': ['anyone'],
  'POST /sign-in/passkey': ['anyone'],
  'POST /account/passkeys/options': ['anyone'],
  'POST /account/passkeys': ['anyone'],
}

// Slow to load, and few commands and pages need it.
const library = () => import('@simplewebauthn/server')

const given = z.object({
  response: z.looseObject({ id: z.string().max(2000) }),
  to: z.string().max(2000).optional(),
})

const notTaken = (cause?: unknown): AppError =>
  new AppError(
    {
      code: 'passkey-not-taken',
      message: 'This passkey is not known here, or is no longer good.',
      remedy: 'Sign in with your password, or ask an administrator of your group.',
    },
    { cause },
  )

/** What browsers bind a passkey to: the name of the host, and the address of the page. */
const placeOf = (
  request: FastifyRequest,
  settings: AccessSettings,
): { rpID: string; origin: string } => {
  const origin = settings.url ?? `http://${request.headers.host ?? 'localhost'}`
  return { rpID: new URL(origin).hostname, origin }
}

const readGiven = (request: FastifyRequest): z.infer<typeof given> => {
  const read = given.safeParse(request.body)
  if (!read.success) throw notTaken()
  return read.data
}

const json = (reply: FastifyReply, body: object): FastifyReply =>
  reply.header('cache-control', 'no-store').type('application/json; charset=utf-8').send(body)

/** The addresses that the script of passkeys speaks to. */
export const routes = async (
  app: FastifyInstance,
  context: Context,
  settings: AccessSettings,
): Promise<void> => {
  const challenges = new Challenges()

  app.post('/sign-in/passkey/options', guarded, async (request, reply) => {
    const { rpID } = placeOf(request, settings)
    const { generateAuthenticationOptions } = await library()
    const options = await generateAuthenticationOptions({ rpID, userVerification: 'required' })
    challenges.give(options.challenge, 'sign-in', Date.now())
    return json(reply, options)
  })

  app.post('/sign-in/passkey', guarded, async (request, reply) => {
    const { response, to } = readGiven(request)
    const { rpID, origin } = placeOf(request, settings)
    const { from, device, now } = visitOf(request)
    const ledger = await context.ledger()
    const known = await ledger.read(gate(from, null), async (db) => {
      const passkey = await findPasskey(db, response.id)
      return passkey && { passkey, person: await readPerson(db, passkey.person) }
    })
    if (!known || known.person.closed) throw notTaken()
    const { passkey, person } = known
    const { credential: id, public_key: publicKey, counter } = passkey
    const { verifyAuthenticationResponse } = await library()
    const verified = await verifyAuthenticationResponse({
      // The library checks every part of what the browser sent.
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion
      response: response as unknown as AuthenticationResponseJSON,
      expectedChallenge: (challenge) => challenges.take(challenge, 'sign-in', Date.now()),
      expectedOrigin: origin,
      expectedRPID: rpID,
      credential: { id, publicKey: new Uint8Array(publicKey), counter },
      requireUserVerification: true,
    }).catch((error: unknown) => {
      throw notTaken(error)
    })
    if (!verified.verified) throw notTaken()
    const token = await ledger.write(gate(from, person), async (db, audit) => {
      await notePasskeyUse(db, passkey, verified.authenticationInfo.newCounter)
      const session = { person: person.id, stage: 'full', means: 'passkey' } as const
      return startSession(db, audit, { ...session, from, device, now })
    })
    return json(keepSession(reply, settings, token), { to: localPath(to ?? '') })
  })

  const adding = async (request: FastifyRequest) => {
    const held = await sessionAt(
      await context.ledger(),
      tokenOf(request),
      ['full', 'setup'],
      visitOf(request),
    )
    if (!held) throw signInFirst()
    return held
  }

  app.post('/account/passkeys/options', guarded, async (request, reply) => {
    const { person } = await adding(request)
    const ledger = await context.ledger()
    const held = await ledger.read(gate(request.ip, person), (db) => listPasskeys(db, person.id))
    const { generateRegistrationOptions } = await library()
    const options = await generateRegistrationOptions({
      rpName: 'Steward',
      rpID: placeOf(request, settings).rpID,
      userName: person.email ?? person.name,
      userDisplayName: person.name,
      userID: new Uint8Array(Buffer.from(`person:${person.id}`)),
      attestationType: 'none',
      excludeCredentials: held.map(({ credential: id, transports }) => ({ id, transports })),
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    })
    challenges.give(options.challenge, `add ${person.id}`, Date.now())
    return json(reply, options)
  })

  app.post('/account/passkeys', guarded, async (request, reply) => {
    const { response } = readGiven(request)
    const { person, session } = await adding(request)
    const { rpID, origin } = placeOf(request, settings)
    const { from, device, now } = visitOf(request)
    const { verifyRegistrationResponse } = await library()
    const verified = await verifyRegistrationResponse({
      // The library checks every part of what the browser sent.
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion
      response: response as unknown as RegistrationResponseJSON,
      expectedChallenge: (challenge) => challenges.take(challenge, `add ${person.id}`, Date.now()),
      expectedOrigin: origin,
      expectedRPID: rpID,
      requireUserVerification: true,
    }).catch((error: unknown) => {
      throw notTaken(error)
    })
    if (!verified.verified) throw notTaken()
    const { id: credential, publicKey, transports = [] } = verified.registrationInfo.credential
    const ledger = await context.ledger()
    const token = await ledger.write(gate(from, person), async (db, audit) => {
      const passkey = { person: person.id, credential, transports: [...transports] }
      await addPasskey(db, audit, { ...passkey, public_key: publicKey, label: device })
      if (session.stage === 'full') return null
      await endSessions(db, audit, [session], 'passkey added')
      const next = { person: person.id, stage: 'full', means: 'passkey' } as const
      return startSession(db, audit, { ...next, from, device, now })
    })
    if (token !== null) keepSession(reply, settings, token)
    return json(reply, { to: token === null ? '/account' : '/start' })
  })
}
