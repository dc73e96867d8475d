import type { FastifyInstance } from 'fastify'
import { refuse, type Refusal } from '../../../core/refusal.ts'
import type { Context } from '../../context.ts'
import { demand, groupIn } from '../../figures/figures.ts'
import { sendTables } from '../../table-files.ts'
import { ruleSheet } from '../exports/rules.ts'
import { settingsFrom, textsOf } from '../forms.ts'
import { adoptPack, currentRules } from '../ledger/adoption.ts'
import { rulesPage } from '../pages/rules-page.ts'
import { readPack, readPacks } from '../packs.ts'
import { budgetsPath } from '../paths.ts'
import { attempt, buildOf, demandRight, mayKeep, send, withBuild } from './answering.ts'

/** The rule packs with status and source of each parameter, and adopting one. */
export const ruleRoutes = (app: FastifyInstance, context: Context): void => {
  const { definitions } = context.home

  app.get('/budgets/rules', async (request, reply) => {
    const viewer = context.viewer(request)
    demandRight(mayKeep(viewer), 'adopt rules')
    const typed = textsOf(request.query)
    const ledger = await context.ledger()
    return withBuild(context, async (served) => {
      const group = groupIn(served, typed['group']).code
      const rules = await ledger.read(viewer, (db) => currentRules(db, group, definitions))
      const pack = readPack(typed['pack'] ?? rules?.rules.id ?? 'PBC-2009', definitions)
      return send(
        reply,
        rulesPage({
          build: buildOf(served),
          group,
          packs: readPacks(definitions),
          pack,
          typed: {},
          refusals: [],
          csrf: context.csrf(request),
        }),
      )
    })
  })

  app.get<{ Params: { table: string } }>('/budgets/rules/:table', async (request, reply) => {
    demandRight(mayKeep(context.viewer(request)), 'adopt rules')
    return withBuild(context, async (served) => {
      const pack = readPack(textsOf(request.query)['pack'] ?? 'PBC-2009', definitions)
      return sendTables(reply, request.params.table, {
        name: `rules-${pack.id}`,
        book: 'rules',
        title: `Rule pack ${pack.id}`,
        on: context.asAt(),
        build: served.manifest.id,
        sheets: [ruleSheet(pack)],
      })
    })
  })

  app.post('/budgets/rules', async (request, reply) => {
    const viewer = context.viewer(request)
    demandRight(mayKeep(viewer), 'adopt rules')
    const typed = textsOf(request.body)
    const ledger = await context.ledger()
    return withBuild(context, async (served) => {
      const group = groupIn(served, typed['group']).code
      const pack = readPack(typed['pack'] ?? '', definitions)
      const assumed = Object.entries({ ...pack.scope, ...pack.parameters }).flatMap(
        ([name, { status }]) => (status === 'assumed' ? [name] : []),
      )
      const settings = settingsFrom(typed, assumed)
      const unset = assumed.flatMap((name): Refusal[] =>
        (typed[name] ?? '') === ''
          ? [
              refuse(
                'parameter-assumed',
                `${name} has no source and is not set.`,
                'Write a value, or none.',
                name,
              ).refusal,
            ]
          : [],
      )
      const kept =
        unset.length > 0
          ? null
          : await attempt(() =>
              ledger.write(viewer, async (db, audit) =>
                demand(
                  await adoptPack(db, audit, viewer, {
                    group,
                    pack: pack.id,
                    settings,
                    on: context.asAt(),
                    definitions,
                  }),
                ),
              ),
            )
      if (kept?.ok) return reply.redirect(budgetsPath(group), 303)
      return send(
        reply,
        rulesPage({
          build: buildOf(served),
          group,
          packs: readPacks(definitions),
          pack,
          typed,
          refusals: kept === null ? unset : [kept.refusal],
          csrf: context.csrf(request),
        }),
        422,
      )
    })
  })
}
