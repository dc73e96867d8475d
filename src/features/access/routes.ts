import type { FastifyInstance } from 'fastify'
import type { Context, RouteRights } from '../context.ts'
import * as account from './account/routes.ts'
import * as become from './become/routes.ts'
import * as invitations from './invitations/routes.ts'
import * as outside from './outside/routes.ts'
import * as passkeys from './passkeys/routes.ts'
import * as people from './people/routes.ts'
import type { AccessSettings } from './settings.ts'
import * as signIn from './sign-in/routes.ts'

const parts = [signIn, passkeys, outside, invitations, account, people, become]

/** Who may ask each address of signing in, accounts and people. */
export const rights: RouteRights = Object.assign({}, ...parts.map((part) => part.rights))

/** Every address of signing in, accounts and people. */
export const routes = async (
  app: FastifyInstance,
  context: Context,
  settings: AccessSettings,
): Promise<void> => {
  for (const part of parts) await part.routes(app, context, settings)
}
