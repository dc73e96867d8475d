import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { parseMonth, type Month } from '../../core/month.ts'
import { AppError } from '../../core/refusal.ts'
import { everything, operator } from '../../stores/scope.ts'
import type { Served } from '../../warehouse/served.ts'
import type { Context, RouteRights } from '../context.ts'
import { demand, jsonText, openBuild } from '../figures/figures.ts'
import { readInForce } from '../budgets/budgets.ts'
import { loadBudgetPart, type Reader } from './budget/budget-part.ts'
import { insiders } from '../rights.ts'
import { csvText } from '../../ui/csv.ts'
import { workbook, xlsxType } from '../../ui/xlsx.ts'
import { budgetSheet, statementData, statementSheets, tableCsv } from './exports.ts'
import { statementPage } from './page.ts'
import { loadStatement } from './store.ts'
import { viewOf, type StatementView } from './view.ts'

/** Runs work on the build that is served now, and gives it back; refused before the first close. */
export const withServed = async <T>(
  context: Context,
  work: (served: Served) => Promise<T>,
): Promise<T> => {
  const served = demand(await openBuild(context, null))
  try {
    return await work(served)
  } finally {
    served.close()
  }
}

/** The month asked for, or the newest; refused when it is not one that the build holds. */
export const monthIn = (served: Served, asked: string | undefined): Month => {
  const { months } = served.manifest
  if (months === null) {
    throw new AppError({
      code: 'no-build',
      message: 'Nothing that has been loaded so far belongs to a month.',
      remedy: 'Load activity, prescribing or list sizes, and close again.',
    })
  }
  if (asked === undefined || asked === '') return months.last
  const month = parseMonth(asked)
  if (month !== null && month >= months.first && month <= months.last) return month
  throw new AppError({
    code: 'unknown-month',
    message: `There are no figures for the month “${asked.slice(0, 20)}”.`,
    remedy: `Choose a month from ${months.first} to ${months.last}, written like 2019-10.`,
    where: 'month',
  })
}

/**
 * Reads the ledger as whoever asks, or as the operator where nobody does; null while it cannot be opened,
 * and where there is none: a question makes no ledger.
 */
export const readerOf = async (
  context: Context,
  request?: FastifyRequest,
): Promise<Reader | null> => {
  const viewer = request ? context.viewer(request) : operator
  const { definitions } = context.home
  if (!context.hasLedger()) return null
  return context.ledger().then(
    (ledger) => ({ ledger, viewer, definitions }),
    () => null,
  )
}

/** The statement of a practice for a month; refused when no file names the practice. */
export const openStatement = async (
  served: Served,
  practice: string,
  asked: string | undefined,
  reader: Reader | null = null,
): Promise<StatementView> => {
  const code = practice.trim().toUpperCase()
  const month = monthIn(served, asked)
  const data = await loadStatement(everything, served, code, month)
  if (data) {
    const group = data.membership?.group ?? null
    return viewOf(
      data,
      await loadBudgetPart(everything, served, reader, { practice: code, group, month }),
    )
  }
  throw new AppError({
    code: 'unknown-practice',
    message: `No practice has the code ${code.slice(0, 20)}.`,
    remedy: 'Check the code against the list of practices, or load the file that names it.',
    where: 'practice',
  })
}

/**
 * Works out once what all statements of the newest month share (patients' costs, the group's forecast), so
 * that its first reader does not wait for it. What fails here is said to whoever asks for a page.
 */
const warm = async (context: Context): Promise<void> => {
  const served = await context.served().catch(() => null)
  const month = served?.manifest.months?.last
  if (!served || month === undefined) return
  try {
    const { groups } = served.manifest
    for (const { code: group } of groups) {
      const reader = await readerOf(context)
      const budget = await reader?.ledger.read(reader.viewer, (db) =>
        readInForce(db, { group, month }),
      )
      const practice = budget?.cells[0]?.practice
      if (practice !== undefined) await openStatement(served, practice, month, reader)
    }
  } catch {
    return
  } finally {
    served.close()
  }
}

type Asked = { Params: { practice: string; table: string } }

/** What may stand after the question mark; anything else there is as if it were not. */
export const query = z.object({
  month: z.string().max(20).optional().catch(undefined),
  format: z.enum(['html', 'json']).catch('html'),
})

/** Small numbers stand in statements as they are, so they stay inside the group. */
export const rights: RouteRights = {
  'GET /practices/:practice': insiders,
  'GET /practices/:practice/tables/:table': insiders,
}

/** The statement's addresses: the page, the same as JSON, and each table as CSV. */
export const routes = async (app: FastifyInstance, context: Context): Promise<void> => {
  app.addHook('onListen', async () => {
    void warm(context)
  })
  app.get<Asked>('/practices/:practice', async (request, reply) => {
    const { month, format } = query.parse(request.query)
    const reader = await readerOf(context, request)
    const view = await withServed(context, (served) =>
      openStatement(served, request.params.practice, month, reader),
    )
    return format === 'json'
      ? reply.type('application/json; charset=utf-8').send(jsonText(statementData(view)))
      : reply.type('text/html; charset=utf-8').send(statementPage(view).toString())
  })
  app.get<Asked>('/practices/:practice/tables/:table', async (request, reply) => {
    const { params } = request
    const { month } = query.parse(request.query)
    const reader = await readerOf(context, request)
    const view = await withServed(context, (served) =>
      openStatement(served, params.practice, month, reader),
    )
    const name = (what: string): string =>
      `attachment; filename="${view.practice.code}-${view.periods.month}-${what}-${view.build.id}`
    if (params.table === 'statement.xlsx') {
      const made = { title: `Statement of ${view.practice.name}`, on: view.build.asAt }
      return reply
        .type(xlsxType)
        .header('content-disposition', `${name('statement')}.xlsx"`)
        .send(await workbook(statementSheets(view), made))
    }
    const table = view.tables.find(({ id }) => `${id}.csv` === params.table)
    const budget = params.table === 'budget.csv' ? budgetSheet(view) : null
    if (!table && !budget) return reply.callNotFound()
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', `${name(table?.id ?? 'budget')}.csv"`)
      .send(table ? tableCsv(view, table) : csvText(budget?.rows ?? []))
  })
}
