import type { FastifyInstance } from 'fastify'
import type { Context, RouteRights } from '../context.ts'
import { insiders } from '../rights.ts'
import { lineRoutes } from './web/line-routes.ts'
import { ruleRoutes } from './web/rules-routes.ts'
import { versionRoutes } from './web/version-routes.ts'
import { virementRoutes } from './web/virement-routes.ts'
import { workspaceRoutes } from './web/workspace-routes.ts'

const keepers = ['administrator', 'management-team', 'accountable-officer', 'analyst'] as const
const approvers = ['administrator', 'management-team', 'accountable-officer', 'chair'] as const

/** Who may ask the addresses of budgets. */
export const rights: RouteRights = {
  'GET /budgets': ['signed in'],
  'GET /budgets/:table': ['signed in'],
  'GET /budgets/versions/:id': ['signed in'],
  'GET /budgets/versions/:id/:table': ['signed in'],
  'GET /practices/:practice/budget/:line': insiders,
  'GET /practices/:practice/budget/:line/:table': insiders,
  'GET /budgets/virements': ['signed in'],
  'GET /budgets/virements/:table': ['signed in'],
  'GET /budgets/workspace': keepers,
  'GET /budgets/workspace/:table': keepers,
  'GET /budgets/rules': keepers,
  'GET /budgets/rules/:table': keepers,
  'POST /budgets/rules': keepers,
  'POST /budgets/versions': keepers,
  'POST /budgets/commitments': keepers,
  'POST /budgets/versions/:id/replies': [
    'practice-lead',
    'practice-manager',
    'administrator',
    'management-team',
    'accountable-officer',
  ],
  'POST /budgets/versions/:id/approve': approvers,
  'POST /budgets/virements': ['practice-lead', 'practice-manager', ...keepers],
  'POST /budgets/virements/:id': approvers,
}

/** The addresses of budgets: rules, workspace, versions, replies, virements, and each line explained. */
export const routes = async (app: FastifyInstance, context: Context): Promise<void> => {
  ruleRoutes(app, context)
  workspaceRoutes(app, context)
  versionRoutes(app, context)
  lineRoutes(app, context)
  virementRoutes(app, context)
}
