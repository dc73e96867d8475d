import type { FastifyInstance } from 'fastify'
import { AppError } from '../../core/refusal.ts'
import { everything, holds, type Viewer } from '../../stores/scope.ts'
import type { Served } from '../../warehouse/served.ts'
import type { Context, RouteRights } from '../context.ts'
import { assumedText } from '../budgets/budgets.ts'
import { demand, groupIn, monthIn, namesOf, openBuild } from '../figures/figures.ts'
import { insiders } from '../rights.ts'
import { sendTables } from '../table-files.ts'
import { assumedOf } from './assumed.ts'
import { savingsSheets } from './exports.ts'
import { savingsPage } from './page.ts'
import { saveSettlement } from './settled.ts'
import { loadSavings, type Savings } from './store.ts'

const approvers = ['administrator', 'management-team', 'accountable-officer', 'chair'] as const

/** Who may ask the addresses of savings, which rest on the costs of single patients and practices. */
export const rights: RouteRights = {
  'GET /savings': insiders,
  'GET /savings/:table': insiders,
  'POST /savings': approvers,
}

const text = (given: unknown, name: string): string | undefined => {
  if (typeof given !== 'object' || given === null) return undefined
  const value = Object.entries(given).find(([key]) => key === name)?.[1]
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** Savings of a group's year, as statement and as workbook, and their settlement. */
export const routes = async (app: FastifyInstance, context: Context): Promise<void> => {
  const withSavings = async <T>(
    viewer: Viewer,
    given: unknown,
    work: (savings: Savings, served: Served, names: { of(practice: string): string }) => Promise<T>,
  ): Promise<T> => {
    const served = demand(await openBuild(context, null))
    try {
      const ledger = await context.ledger()
      const { code: group } = groupIn(served, text(given, 'group'))
      const month = monthIn(served, text(given, 'month'))
      const savings = await ledger.read(viewer, (db) =>
        loadSavings(everything, served, db, {
          group,
          month,
          definitions: context.home.definitions,
        }),
      )
      if (savings === null) {
        throw new AppError({
          code: 'no-budget',
          message: 'No budget is in force for this month, so nothing can be saved against it.',
          remedy: 'Set and approve a budget first, or ask for a month of another year.',
        })
      }
      const names = await namesOf(everything, served)
      return await work(savings, served, { of: (practice) => names.of('practice', practice) })
    } finally {
      served.close()
    }
  }

  app.get('/savings', async (request, reply) => {
    const viewer = context.viewer(request)
    return withSavings(viewer, request.query, async (savings, served, names) =>
      reply.type('text/html; charset=utf-8').send(
        savingsPage({
          build: { id: served.manifest.id, asAt: served.manifest.asAt },
          savings,
          names,
          maySettle: holds(viewer, ...approvers),
          csrf: context.csrf(request),
        }).toString(),
      ),
    )
  })

  app.get<{ Params: { table: string } }>('/savings/:table', async (request, reply) =>
    withSavings(context.viewer(request), request.query, async (savings, served, names) =>
      sendTables(reply, request.params.table, {
        name: `savings-${savings.group}-${savings.to}`,
        book: 'savings',
        title: `Savings of ${savings.year}`,
        on: context.asAt(),
        build: served.manifest.id,
        assumed: assumedText(assumedOf(savings)),
        sheets: savingsSheets({ savings, names }),
      }),
    ),
  )

  app.post('/savings', async (request, reply) => {
    const viewer = context.viewer(request)
    if (!holds(viewer, ...approvers)) {
      throw new AppError({
        code: 'not-allowed',
        message: 'You may not settle a year.',
        remedy: 'Ask the group’s management team.',
      })
    }
    return withSavings(viewer, request.body, async (savings, served) => {
      const ledger = await context.ledger()
      await ledger.write(viewer, (db, audit) =>
        saveSettlement(db, audit, viewer, savings, {
          build: served.manifest.id,
          on: context.asAt(),
          why: `Settled under ${savings.rules.rules.id}.`,
        }),
      )
      return reply.redirect(`/savings?group=${encodeURIComponent(savings.group)}`, 303)
    })
  })
}
