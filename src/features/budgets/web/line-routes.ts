import type { FastifyInstance } from 'fastify'
import { AppError } from '../../../core/refusal.ts'
import { serviceLines } from '../../../engines/capitation/service-line.ts'
import { everything, type Viewer } from '../../../stores/scope.ts'
import type { Context } from '../../context.ts'
import { monthAsked, namesOf } from '../../figures/figures.ts'
import { sendTables } from '../../table-files.ts'
import { ask } from '../costs/costs.ts'
import { lineDetailSheets } from '../exports/line.ts'
import { textsOf } from '../forms.ts'
import { loadLineDetail } from '../line-detail.ts'
import { careOf, linePage, type LineView } from '../pages/line-page.ts'
import { stepsOf } from '../pages/line-steps.ts'
import { assumedText } from '../pages/parts.ts'
import { buildOf, send, withBuild } from './answering.ts'

type Line = { Params: { practice: string; line: string; table?: string } }

const unknown = (what: string): AppError =>
  new AppError({
    code: 'unknown-budget',
    message: `There is no such ${what}.`,
    remedy: 'Go back to the page of the budgets.',
    where: 'line',
  })

/** A practice's line explained: its budget from the envelope to the month, and its cost down to the rows. */
export const lineRoutes = (app: FastifyInstance, context: Context): void => {
  const open = async (
    viewer: Viewer,
    { practice: typed, line: asked }: Line['Params'],
    query: unknown,
  ): Promise<LineView> => {
    const line = serviceLines.find((one) => one === asked)
    if (line === undefined) throw unknown('service line')
    const { month: typedMonth, rows } = textsOf(query)
    const practice = typed.trim().toUpperCase()
    const ledger = await context.ledger()
    return withBuild(context, async (served) => {
      const month = monthAsked(served, typedMonth)
      if (month === undefined) throw unknown('month')
      const [member] = await ask<{ group_code: string }>(served, 'group.sql', { practice, month })
      const detail = member
        ? await ledger.read(viewer, (db) =>
            loadLineDetail(everything, served, db, {
              group: member.group_code,
              practice,
              line,
              month,
              definitions: context.home.definitions,
            }),
          )
        : null
      if (detail === null) throw unknown('budget line in force')
      const names = await namesOf(everything, served)
      return { build: buildOf(served), detail, names, every: rows === 'all' }
    })
  }

  app.get<Line>('/practices/:practice/budget/:line', async (request, reply) =>
    send(reply, linePage(await open(context.viewer(request), request.params, request.query))),
  )

  app.get<Line>('/practices/:practice/budget/:line/:table', async (request, reply) => {
    const view = await open(context.viewer(request), request.params, request.query)
    const { practice, line, month } = view.detail
    return sendTables(reply, request.params.table ?? '', {
      name: `budget-${practice}-${line}-${month}`,
      book: 'line',
      title: `Budget of ${practice}, ${line}`,
      on: view.build.asAt,
      build: view.build.id,
      assumed: assumedText(view.detail.budget.rules.assumed),
      sheets: lineDetailSheets(view.detail, stepsOf(view.detail), (row) => careOf(view, row)),
    })
  })
}
