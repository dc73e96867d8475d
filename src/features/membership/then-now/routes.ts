import type { FastifyInstance } from 'fastify'
import { parseMonth, yearStart, type Month } from '../../../core/month.ts'
import { sqlFile } from '../../../stores/duck.ts'
import type { Served } from '../../../warehouse/served.ts'
import type { Context } from '../../context.ts'
import { demand, openBuild } from '../../figures/figures.ts'
import { sendPage } from '../../page-reply.ts'
import { around } from '../requests/around.ts'
import { readMembership, type Membership } from '../store.ts'
import { countedAs, onlyIn, sumsOf, type CostRow, type Sums } from './bases.ts'
import { thenNowPage, type BothLine, type ThenNowView } from './page.ts'

const none: Sums = { pence: 0n, patientMonths: 0n, practices: 0 }

/** A group's costs over some months on both bases, from the ledger's membership and the build. */
export const thenAndNow = async (
  served: Served,
  membership: Membership,
  group: string,
  span: { from: Month; to: Month; asOf: Month },
): Promise<Pick<ThenNowView, 'total' | 'lines' | 'onlyThen' | 'onlyNow'>> => {
  const { from, to, asOf } = span
  const rows = await served.duck.all<CostRow>(sqlFile(import.meta.url, 'costs.sql'), { from, to })
  const was = countedAs(membership, group, { kind: 'then' }, from, to)
  const is = countedAs(membership, group, { kind: 'now', month: asOf }, from, to)
  const [before, after] = [sumsOf(was, rows), sumsOf(is, rows)]
  const line = (locality: string, name: string): BothLine => ({
    name,
    was: before.get(locality) ?? none,
    is: after.get(locality) ?? none,
  })
  return {
    total: line('', 'The group'),
    lines: membership.localities
      .filter((each) => each.group === group)
      .filter(({ locality }) => before.has(locality) || after.has(locality))
      .map(({ locality, name }) => line(locality, name)),
    onlyThen: onlyIn(was, is),
    onlyNow: onlyIn(is, was),
  }
}

/** Figures of the group as it was then and as it is now. */
export const thenNowRoutes = (app: FastifyInstance, context: Context): void => {
  app.get<{ Querystring: { from?: string; to?: string } }>(
    '/members/then-and-now',
    async (request, reply) => {
      const served = demand(await openBuild(context, null))
      try {
        const { id, asAt, months, groups } = served.manifest
        const { practice, thisMonth } = await around(context)
        const ledger = await context.ledger()
        const membership = await ledger.read(context.viewer(request), readMembership)
        const to = parseMonth(request.query.to ?? '') ?? months?.last ?? thisMonth
        const asked = parseMonth(request.query.from ?? '') ?? yearStart(to)
        const from = asked <= to ? asked : to
        const span = { from, to, asOf: thisMonth }
        const group = groups[0]?.code ?? membership.groups[0]?.code ?? ''
        const both = await thenAndNow(served, membership, group, span)
        return sendPage(
          reply,
          thenNowPage({
            build: { id, asAt },
            groupName: membership.groups.find(({ code }) => code === group)?.name ?? 'The group',
            ...span,
            practice,
            ...both,
          }),
        )
      } finally {
        served.close()
      }
    },
  )
}
