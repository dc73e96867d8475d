import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { addMonths, financialYear, parseMonth, type Month } from '../../../core/month.ts'
import type { Pence } from '../../../core/money.ts'
import { AppError, refuse, type Refusal } from '../../../core/refusal.ts'
import { holds, type Viewer } from '../../../stores/scope.ts'
import type { Served } from '../../../warehouse/served.ts'
import type { Context } from '../../context.ts'
import { demand, groupIn } from '../../figures/figures.ts'
import { sendTables } from '../../table-files.ts'
import { commitmentSheet, virementSheet } from '../exports/moves.ts'
import { penceFrom, refusalsOf, textsOf } from '../forms.ts'
import { readCommitment } from '../entry/commitment.ts'
import { noteCommitment, readCommitments } from '../ledger/commitments.ts'
import { readInForce, type BudgetCell } from '../ledger/in-force.ts'
import { checkAnswer, type VirementAnswer } from '../ledger/virement-answers.ts'
import {
  askVirement,
  checkVirement,
  noteVirement,
  readVirements,
  type Place,
} from '../ledger/virements.ts'
import { virementsPage } from '../pages/virements-page.ts'
import { firstMonthOf } from '../plan/inputs.ts'
import {
  attempt,
  buildOf,
  demandRight,
  mayApprove,
  mayKeep,
  practiceNames,
  send,
  withBuild,
} from './answering.ts'

const path = (group: string, year: string): string =>
  `/budgets/virements?group=${encodeURIComponent(group)}&year=${encodeURIComponent(year)}`

/** What the giving line has left from a month on, and whether the taking one is in the budget. */
const standsOf = (
  cells: readonly BudgetCell[],
  from: Place,
  to: Place,
  month: string,
): { leftPence: Pence; toHasBudget: boolean } => ({
  leftPence: cells
    .filter(
      (cell) => cell.practice === from.practice && cell.line === from.line && cell.month >= month,
    )
    .reduce((sum, { pence }) => sum + pence, 0n),
  toHasBudget: cells.some(({ practice, line }) => practice === to.practice && line === to.line),
})

/** Asking for a virement and answering it; noting what is committed or accrued. */
export const virementRoutes = (app: FastifyInstance, context: Context): void => {
  const { definitions } = context.home

  /** The month whose budget counts: the last of the year that is built. */
  const monthFor = (served: Served, year: string | undefined): Month => {
    const last = served.manifest.months?.last ?? '2000-04'
    const first = firstMonthOf(year || financialYear(last))
    if (first === null)
      throw new AppError({
        code: 'unknown-year',
        message: `“${(year ?? '').slice(0, 12)}” is no financial year.`,
        remedy: 'Write a year like 2019/20.',
        where: 'year',
      })
    return last < first || last > addMonths(first, 11) ? first : last
  }

  const read = async (viewer: Viewer, served: Served, typed: Record<string, string>) => {
    const ledger = await context.ledger()
    const group = groupIn(served, typed['group']).code
    const month = monthFor(served, typed['year'])
    const year = financialYear(month)
    const first = firstMonthOf(year) ?? month
    return ledger.read(viewer, async (db) => {
      const budget = await readInForce(db, { group, month, definitions })
      const practices = [...new Set((budget?.cells ?? []).map(({ practice }) => practice))].sort()
      return {
        group,
        year,
        practices,
        virements: await readVirements(db, group, year),
        commitments: await readCommitments(db, practices, first, addMonths(first, 11)),
      }
    })
  }

  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    served: Served,
    typed: Record<string, string>,
    refusals: readonly Refusal[] = [],
  ): Promise<FastifyReply> => {
    const viewer = context.viewer(request)
    return send(
      reply,
      virementsPage({
        build: buildOf(served),
        ...(await read(viewer, served, typed)),
        names: await practiceNames(served),
        mayAsk: mayKeep(viewer) || holds(viewer, 'practice-lead', 'practice-manager'),
        mayApprove: mayApprove(viewer),
        person: viewer.person,
        mayCommit: mayKeep(viewer),
        refusals,
        typed,
        csrf: context.csrf(request),
      }),
      refusals.length > 0 ? 422 : 200,
    )
  }

  app.get<{ Params: { table: string } }>('/budgets/virements/:table', async (request, reply) =>
    withBuild(context, async (served) => {
      const found = await read(context.viewer(request), served, textsOf(request.query))
      return sendTables(reply, request.params.table, {
        name: `virements-${found.group}-${found.year.replace('/', '-')}`,
        book: 'virements',
        title: `Virements of ${found.year}`,
        on: context.asAt(),
        build: served.manifest.id,
        sheets: [virementSheet(found.virements), commitmentSheet(found.commitments)],
      })
    }),
  )

  app.get('/budgets/virements', async (request, reply) =>
    withBuild(context, (served) => show(request, reply, served, textsOf(request.query))),
  )

  app.post('/budgets/virements', async (request, reply) => {
    const viewer = context.viewer(request)
    const typed = textsOf(request.body)
    const ledger = await context.ledger()
    return withBuild(context, async (served) => {
      const group = groupIn(served, typed['group']).code
      const year = typed['year'] ?? ''
      const month = parseMonth(typed['month'] ?? '')
      const pence = penceFrom(typed['pounds'] ?? '')
      const refusals: Refusal[] = []
      if (month === null || financialYear(month) !== year)
        refusals.push(
          refuse('field-invalid', `This is no month of ${year}.`, 'Write it like 2019-10.', 'month')
            .refusal,
        )
      if (pence === null)
        refusals.push(
          refuse('field-invalid', 'This is no amount.', 'Write pounds, such as 12,500.', 'pounds')
            .refusal,
        )
      if (month === null || pence === null || refusals.length > 0)
        return show(request, reply, served, typed, refusals)
      const from = { practice: typed['fromPractice'] ?? '', line: typed['fromLine'] ?? '' }
      const to = { practice: typed['toPractice'] ?? '', line: typed['toLine'] ?? '' }
      const budget = await ledger.read(viewer, (db) =>
        readInForce(db, { group, month: monthFor(served, year), definitions }),
      )
      const { leftPence, toHasBudget } = standsOf(budget?.cells ?? [], from, to, month)
      const checked = checkVirement({ from, to, pence }, leftPence, toHasBudget)
      const done = checked.ok
        ? await attempt(() =>
            ledger.write(viewer, async (db, audit) =>
              demand(
                await askVirement(db, audit, viewer, {
                  group,
                  year,
                  from,
                  to,
                  fromMonth: month,
                  pence,
                  reason: typed['reason'] ?? '',
                  on: context.asAt(),
                }),
              ),
            ),
          )
        : checked
      return done.ok
        ? reply.redirect(path(group, year), 303)
        : show(request, reply, served, typed, refusalsOf(done))
    })
  })

  app.post<{ Params: { id: string } }>('/budgets/virements/:id', async (request, reply) => {
    const viewer: Viewer = context.viewer(request)
    demandRight(mayApprove(viewer), 'answer a virement')
    const typed = textsOf(request.body)
    const ledger = await context.ledger()
    const id = Number(request.params.id)
    if (!Number.isSafeInteger(id)) return reply.callNotFound()
    const answer: VirementAnswer = {
      state: typed['state'] === 'approved' ? 'approved' : 'refused',
      why: typed[`why-${id}`] ?? '',
    }
    return withBuild(context, async (served) => {
      const group = groupIn(served, typed['group']).code
      const year = typed['year'] ?? ''
      const done = await attempt(() =>
        ledger.write(viewer, async (db, audit) => {
          const asked = (await readVirements(db, group, year)).find((one) => one.id === id)
          const budget = await readInForce(db, {
            group,
            month: monthFor(served, year),
            definitions,
          })
          const cells = budget?.cells ?? []
          const now = asked
            ? standsOf(cells, asked.from, asked.to, asked.fromMonth)
            : { leftPence: 0n, toHasBudget: false }
          demand(checkAnswer(asked, answer, viewer.person, now))
          await noteVirement(db, audit, viewer, { virement: id, on: context.asAt(), ...answer })
        }),
      )
      return done.ok
        ? reply.redirect(path(group, year), 303)
        : show(request, reply, served, typed, [{ ...done.refusal, where: `why-${id}` }])
    })
  })

  app.post('/budgets/commitments', async (request, reply) => {
    const viewer = context.viewer(request)
    demandRight(mayKeep(viewer), 'note commitments')
    const typed = textsOf(request.body)
    const ledger = await context.ledger()
    return withBuild(context, async (served) => {
      const group = groupIn(served, typed['group']).code
      const year = typed['year'] ?? ''
      const budget = await ledger.read(viewer, (db) =>
        readInForce(db, { group, month: monthFor(served, year), definitions }),
      )
      const noted = readCommitment(typed, year, budget?.cells ?? [])
      if (!noted.ok) return show(request, reply, served, typed, noted.refusals)
      const done = await attempt(() =>
        ledger.write(viewer, async (db, audit) =>
          demand(
            await noteCommitment(db, audit, viewer, { ...noted.value, group, on: context.asAt() }),
          ),
        ),
      )
      return done.ok
        ? reply.redirect(path(group, year), 303)
        : show(request, reply, served, typed, [done.refusal])
    })
  })
}
