import type { FastifyInstance } from 'fastify'
import { AppError, refuse, type Refusal } from '../../../core/refusal.ts'
import { everything } from '../../../stores/scope.ts'
import type { Served } from '../../../warehouse/served.ts'
import type { Context } from '../../context.ts'
import { demand } from '../../figures/figures.ts'
import { readServiceLines } from '../../service-lines/service-lines.ts'
import { planFrom, settingsFrom, textsOf } from '../forms.ts'
import { adoptPack, currentRules, type GroupRules } from '../ledger/adoption.ts'
import { factsOf, saveVersion } from '../ledger/versions.ts'
import { rulesPage } from '../pages/rules-page.ts'
import { typedOf, workspacePage } from '../pages/workspace.ts'
import { formatWholePounds } from '../../../ui/money.ts'
import { readPack, readPacks } from '../packs.ts'
import { versionPath, budgetsPath } from '../paths.ts'
import { loadInputs, type BudgetInputs } from '../plan/inputs.ts'
import type { BudgetPlan } from '../plan/plan.ts'
import { firstPlan, propose, type Proposal } from '../plan/proposal.ts'
import {
  attempt,
  buildOf,
  demandRight,
  groupOf,
  mayKeep,
  practiceNames,
  send,
  withBuild,
} from './answering.ts'

type Worked = {
  inputs: BudgetInputs
  plan: BudgetPlan
  proposal: Proposal | null
  refusals: Refusal[]
  typed: Record<string, string>
}

const noRules = (): AppError =>
  new AppError({
    code: 'no-rules',
    message: 'The group has not adopted rules for its budgets yet.',
    remedy: 'Adopt a rule pack first, on the page of the rules.',
  })

const workOut = async (
  served: Served,
  rules: GroupRules,
  group: string,
  typed: Record<string, string>,
  definitions: string,
): Promise<Worked> => {
  const map = readServiceLines(definitions)
  const inputs = demand(
    await loadInputs(everything, served, map, { group, year: typed['year'] ?? '' }),
  )
  const growth = Number(typed['growth'] ?? 2)
  const raised = growth > -50 && growth < 50 ? BigInt(Math.round(growth * 10_000)) : 0n
  const first = firstPlan(inputs, rules.rules, raised)
  const read = planFrom(typed, first)
  const proposed = read.refusals.length > 0 ? null : propose(inputs, read.plan, rules.rules)
  return {
    inputs,
    plan: read.plan,
    proposal: proposed?.ok ? proposed.value : null,
    refusals: [...read.refusals, ...(proposed && !proposed.ok ? [proposed.refusal] : [])],
    typed: { ...typedOf(read.plan), ...typed },
  }
}

const repricedText = ({ repriced, baseYear }: BudgetInputs): string =>
  repriced.moved === 0
    ? `No price book moves ${baseYear} to this year’s prices: its costs stand as they were.`
    : `Taking ${baseYear} to this year’s prices moves it by ${formatWholePounds(repriced.pence)} on ${repriced.moved.toLocaleString('en-GB')} priced lines; other lines stay as they were.`

/** Adopting rules, working a year out, saving it as a proposal. */
export const workspaceRoutes = (app: FastifyInstance, context: Context): void => {
  const { definitions } = context.home

  app.get('/budgets/workspace', async (request, reply) => {
    const viewer = context.viewer(request)
    demandRight(mayKeep(viewer), 'set budgets')
    const typed = textsOf(request.query)
    const ledger = await context.ledger()
    return withBuild(context, async (served) => {
      const group = groupOf(served, typed['group']).code
      const rules = await ledger.read(viewer, (db) => currentRules(db, group, definitions))
      if (rules === null) throw noRules()
      const worked = await workOut(served, rules, group, { ...typed, group }, definitions)
      const { inputs, plan, proposal, refusals } = worked
      return send(
        reply,
        workspacePage({
          build: buildOf(served),
          group,
          year: inputs.year,
          rules,
          typed: worked.typed,
          plan,
          facts: proposal && factsOf(inputs, proposal),
          refusals,
          names: await practiceNames(served),
          csrf: context.csrf(request),
          repricedText: repricedText(inputs),
        }),
        refusals.length > 0 && typed['chosen'] === 'yes' ? 422 : 200,
      )
    })
  })

  app.post('/budgets/versions', async (request, reply) => {
    const viewer = context.viewer(request)
    demandRight(mayKeep(viewer), 'propose budgets')
    const typed = textsOf(request.body)
    const ledger = await context.ledger()
    return withBuild(context, async (served) => {
      const group = groupOf(served, typed['group']).code
      const rules = await ledger.read(viewer, (db) => currentRules(db, group, definitions))
      if (rules === null) throw noRules()
      const worked = await workOut(served, rules, group, { ...typed, group }, definitions)
      const { inputs, plan, proposal } = worked
      const refusals = [...worked.refusals]
      for (const [name, least, what] of [
        ['title', 3, 'A version needs a name.'],
        ['why', 10, 'Practices need a sentence on what this version does.'],
      ] as const) {
        if ((typed[name] ?? '').length < least)
          refusals.push(refuse('field-missing', what, 'Write it in the box.', name).refusal)
      }
      if (proposal === null || refusals.length > 0) {
        return send(
          reply,
          workspacePage({
            build: buildOf(served),
            group,
            year: inputs.year,
            rules,
            typed: worked.typed,
            plan,
            facts: proposal && factsOf(inputs, proposal),
            refusals,
            names: await practiceNames(served),
            csrf: context.csrf(request),
            repricedText: repricedText(inputs),
          }),
          422,
        )
      }
      const id = await ledger.write(viewer, (db, audit) =>
        saveVersion(db, audit, viewer, {
          inputs,
          proposal,
          rules: rules.id,
          build: served.manifest.id,
          title: typed['title'] ?? '',
          why: typed['why'] ?? '',
          on: context.asAt(),
        }),
      )
      return reply.redirect(versionPath(id), 303)
    })
  })

  app.get('/budgets/rules', async (request, reply) => {
    const viewer = context.viewer(request)
    demandRight(mayKeep(viewer), 'adopt rules')
    const typed = textsOf(request.query)
    const ledger = await context.ledger()
    return withBuild(context, async (served) => {
      const group = groupOf(served, typed['group']).code
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

  app.post('/budgets/rules', async (request, reply) => {
    const viewer = context.viewer(request)
    demandRight(mayKeep(viewer), 'adopt rules')
    const typed = textsOf(request.body)
    const ledger = await context.ledger()
    return withBuild(context, async (served) => {
      const group = groupOf(served, typed['group']).code
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
