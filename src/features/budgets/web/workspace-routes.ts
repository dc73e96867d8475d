import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { AppError, refuse, type Refusal } from '../../../core/refusal.ts'
import { everything, type Viewer } from '../../../stores/scope.ts'
import type { Served } from '../../../warehouse/served.ts'
import type { Context } from '../../context.ts'
import { demand, groupIn } from '../../figures/figures.ts'
import { readServiceLines } from '../../service-lines/service-lines.ts'
import { sendTables } from '../../table-files.ts'
import {
  envelopeSheet,
  growthSheet,
  practiceSheet,
  proposedLineSheet,
  shareSheet,
} from '../exports/version.ts'
import { growthFrom, planFrom, textsOf } from '../forms.ts'
import { currentRules, type GroupRules } from '../ledger/adoption.ts'
import { factsOf, saveVersion, sharesOf } from '../ledger/versions.ts'
import { assumedText } from '../pages/parts.ts'
import { typedOf, workspacePage } from '../pages/workspace.ts'
import { formatWholePounds } from '../../../ui/money.ts'
import { versionPath } from '../paths.ts'
import { loadInputs, type BudgetInputs } from '../plan/inputs.ts'
import type { BudgetPlan } from '../plan/plan.ts'
import { firstPlan, propose, type Proposal } from '../plan/proposal.ts'
import { buildOf, demandRight, mayKeep, practiceNames, send, withBuild } from './answering.ts'

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
  const growth = growthFrom(typed)
  const read = planFrom(typed, firstPlan(inputs, rules.rules, growth.millionths))
  const wrong = [...growth.refusals, ...read.refusals]
  const proposed = wrong.length > 0 ? null : propose(inputs, read.plan, rules.rules)
  return {
    inputs,
    plan: read.plan,
    proposal: proposed?.ok ? proposed.value : null,
    refusals: [...wrong, ...(proposed && !proposed.ok ? [proposed.refusal] : [])],
    typed: { ...typedOf(read.plan), ...typed },
  }
}

const repricedText = ({ repriced, baseYear }: BudgetInputs): string =>
  repriced.moved === 0
    ? `No price book moves ${baseYear} to this year’s prices: its costs stand as they were.`
    : `Taking ${baseYear} to this year’s prices moves it by ${formatWholePounds(repriced.pence)} on ${repriced.moved.toLocaleString('en-GB')} priced lines; other lines stay as they were.`

/** Working a year out, its tables as files, and saving it as a proposal. */
export const workspaceRoutes = (app: FastifyInstance, context: Context): void => {
  const { definitions } = context.home

  const open = async (
    viewer: Viewer,
    served: Served,
    typed: Record<string, string>,
  ): Promise<Worked & { rules: GroupRules; group: string }> => {
    const ledger = await context.ledger()
    const group = groupIn(served, typed['group']).code
    const rules = await ledger.read(viewer, (db) => currentRules(db, group, definitions))
    if (rules === null) throw noRules()
    const worked = await workOut(served, rules, group, { ...typed, group }, definitions)
    return { ...worked, rules, group }
  }

  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    served: Served,
    worked: Awaited<ReturnType<typeof open>>,
    status: number,
  ): Promise<FastifyReply> => {
    const { inputs, plan, proposal, refusals, rules, group, typed } = worked
    return send(
      reply,
      workspacePage({
        build: buildOf(served),
        group,
        year: inputs.year,
        rules,
        typed,
        plan,
        facts: proposal && factsOf(inputs, proposal),
        refusals,
        names: await practiceNames(served),
        csrf: context.csrf(request),
        repricedText: repricedText(inputs),
      }),
      status,
    )
  }

  app.get('/budgets/workspace', async (request, reply) => {
    const viewer = context.viewer(request)
    demandRight(mayKeep(viewer), 'set budgets')
    const typed = textsOf(request.query)
    return withBuild(context, async (served) => {
      const worked = await open(viewer, served, typed)
      const asked = typed['chosen'] === 'yes' || typed['growth'] !== undefined
      return show(request, reply, served, worked, worked.refusals.length > 0 && asked ? 422 : 200)
    })
  })

  app.get<{ Params: { table: string } }>('/budgets/workspace/:table', async (request, reply) => {
    const viewer = context.viewer(request)
    demandRight(mayKeep(viewer), 'set budgets')
    return withBuild(context, async (served) => {
      const { inputs, proposal, refusals, group, rules } = await open(
        viewer,
        served,
        textsOf(request.query),
      )
      if (proposal === null) {
        const [first] = refusals
        throw first ? new AppError(first) : noRules()
      }
      const worked = { facts: factsOf(inputs, proposal) }
      const names = await practiceNames(served)
      return sendTables(reply, request.params.table, {
        name: `workspace-${group}-${inputs.year.replace('/', '-')}`,
        book: 'workspace',
        title: `Budgets of ${inputs.year}, not saved`,
        on: context.asAt(),
        build: served.manifest.id,
        assumed: assumedText(rules.rules.assumed),
        sheets: [
          practiceSheet(worked, names),
          proposedLineSheet(proposal, inputs.months),
          envelopeSheet(worked),
          shareSheet(sharesOf(inputs, proposal), names),
          growthSheet(worked, names),
        ],
      })
    })
  })

  app.post('/budgets/versions', async (request, reply) => {
    const viewer = context.viewer(request)
    demandRight(mayKeep(viewer), 'propose budgets')
    const typed = textsOf(request.body)
    return withBuild(context, async (served) => {
      const worked = await open(viewer, served, typed)
      const { inputs, proposal, rules } = worked
      const refusals = [...worked.refusals]
      for (const [name, least, what] of [
        ['title', 3, 'A version needs a name.'],
        ['why', 10, 'Practices need a sentence on what this version does.'],
      ] as const) {
        if ((typed[name] ?? '').length < least)
          refusals.push(refuse('field-missing', what, 'Write it in the box.', name).refusal)
      }
      if (proposal === null || refusals.length > 0)
        return show(request, reply, served, { ...worked, refusals }, 422)
      const ledger = await context.ledger()
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
}
