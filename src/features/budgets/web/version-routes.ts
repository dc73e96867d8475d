import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { AppError, refuse, type Refusal } from '../../../core/refusal.ts'
import { addMonths, financialYear, yearStart } from '../../../core/month.ts'
import type { Viewer } from '../../../stores/scope.ts'
import type { Served } from '../../../warehouse/served.ts'
import type { Context } from '../../context.ts'
import { isOutside } from '../../disclosure/disclosure.ts'
import { demand, groupIn } from '../../figures/figures.ts'
import { sendTables } from '../../table-files.ts'
import {
  envelopeSheet,
  lineSheet,
  readShares,
  shareSheet,
  practiceSheet,
  replySheet,
  stepSheet,
  versionsSheet,
} from '../exports/version.ts'
import { readConstitution, readDecisions } from '../../decisions/decisions.ts'
import { textsOf } from '../forms.ts'
import { currentRules, rulesOf } from '../ledger/adoption.ts'
import { approvedBy, readApproval } from '../ledger/approval.ts'
import { mayReplyFor, readReplies, saveReply, type Stance } from '../ledger/replies.ts'
import { noteState, readVersions, standing, type Version } from '../ledger/versions.ts'
import { budgetsPage } from '../pages/overview.ts'
import { assumedText } from '../pages/parts.ts'
import { versionPage } from '../pages/version-page.ts'
import { versionPath } from '../paths.ts'
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

type One = { Params: { id: string; table?: string } }

const unknown = (what: string): AppError =>
  new AppError({
    code: 'unknown-budget',
    message: `There is no such ${what}.`,
    remedy: 'Go back to the page of the budgets.',
    where: 'id',
  })

const stances: readonly Stance[] = ['agrees', 'objects', 'comments']

/** Budgets of a group, one version of them, replies to it, and its approval. */
export const versionRoutes = (app: FastifyInstance, context: Context): void => {
  const { definitions } = context.home

  const readVersion = async (viewer: Viewer, id: string): Promise<Version> => {
    const ledger = await context.ledger()
    const number = /^\d{1,9}$/.test(id) ? Number(id) : -1
    const [version] = await ledger.read(viewer, (db) => readVersions(db, { id: number }))
    if (!version) throw unknown('version of a budget')
    return version
  }

  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    served: Served,
    version: Version,
    typed: Record<string, string> = {},
    refusals: readonly Refusal[] = [],
  ): Promise<FastifyReply> => {
    const viewer = context.viewer(request)
    const ledger = await context.ledger()
    const [rules, replies, decisions] = await ledger.read(viewer, async (db) => [
      await rulesOf(db, version.rules, definitions),
      await readReplies(db, version.id),
      await readDecisions(db),
    ])
    const constitution = readConstitution(context.home)
    const all = version.facts.changes.map(({ practice }) => practice)
    return send(
      reply,
      versionPage({
        build: buildOf(served),
        version,
        rules,
        replies,
        names: await practiceNames(served),
        mayReplyFor: mayReplyFor(viewer, all, replies),
        mayApprove: mayApprove(viewer),
        approving: decisions.filter(
          (decision) => approvedBy(constitution, version, decision, context.asAt()).ok,
        ),
        ended: decisions.flatMap(({ id, now }) =>
          now.state === 'withdrawn' || now.state === 'replaced' ? [id] : [],
        ),
        refusals,
        typed,
        csrf: context.csrf(request),
      }),
      refusals.length > 0 ? 422 : 200,
    )
  }

  app.get('/budgets', async (request, reply) => {
    const viewer = context.viewer(request)
    const ledger = await context.ledger()
    return withBuild(context, async (served) => {
      const group = groupIn(served, textsOf(request.query)['group'])
      const last = served.manifest.months?.last
      const [rules, versions] = await ledger.read(viewer, async (db) => [
        await currentRules(db, group.code, definitions),
        await readVersions(db, { group: group.code }),
      ])
      return send(
        reply,
        budgetsPage({
          build: buildOf(served),
          group: group.code,
          groupName: group.name,
          rules,
          versions,
          years: last ? [financialYear(addMonths(yearStart(last), 12)), financialYear(last)] : [],
          mayKeep: mayKeep(viewer),
          isInside: !isOutside(viewer),
        }),
      )
    })
  })

  app.get<{ Params: { table: string } }>('/budgets/:table', async (request, reply) =>
    withBuild(context, async (served) => {
      const group = groupIn(served, textsOf(request.query)['group'])
      const ledger = await context.ledger()
      return sendTables(reply, request.params.table, {
        name: `budgets-${group.code}`,
        book: 'budgets',
        title: `Budgets of ${group.name}`,
        on: context.asAt(),
        build: served.manifest.id,
        sheets: [
          versionsSheet(
            await ledger.read(context.viewer(request), (db) =>
              readVersions(db, { group: group.code }),
            ),
          ),
        ],
      })
    }),
  )

  app.get<One>('/budgets/versions/:id', async (request, reply) => {
    const version = await readVersion(context.viewer(request), request.params.id)
    return withBuild(context, (served) => show(request, reply, served, version))
  })

  app.get<One>('/budgets/versions/:id/:table', async (request, reply) => {
    const viewer = context.viewer(request)
    const version = await readVersion(viewer, request.params.id)
    const ledger = await context.ledger()
    return withBuild(context, async (served) => {
      const names = await practiceNames(served)
      const [lines, shares, replies] = await ledger.read(viewer, async (db) => [
        await lineSheet(db, version.id),
        await readShares(db, version.id),
        await readReplies(db, version.id),
      ])
      return sendTables(reply, request.params.table ?? '', {
        name: `budgets-${version.year.replace('/', '-')}-${version.number}`,
        book: 'budgets',
        title: version.title,
        on: version.madeOn,
        build: version.build,
        assumed: assumedText(version.facts.assumed),
        sheets: [
          practiceSheet(version, names),
          lines,
          envelopeSheet(version),
          shareSheet(shares, names),
          replySheet(replies, names),
          stepSheet(version),
        ],
      })
    })
  })

  app.post<One>('/budgets/versions/:id/replies', async (request, reply) => {
    const viewer = context.viewer(request)
    const version = await readVersion(viewer, request.params.id)
    const typed = textsOf(request.body)
    const stance = stances.find((one) => one === typed['stance'])
    const ledger = await context.ledger()
    const practice = typed['practice'] ?? ''
    const known = version.facts.changes.some((change) => change.practice === practice)
    const done = !known
      ? refuse(
          'unknown-practice',
          'This practice has no budget in this version.',
          'Choose one from the list.',
          'practice',
        )
      : stance === undefined
        ? refuse(
            'field-missing',
            'It is not said whether the practice agrees.',
            'Choose one of the three.',
            'stance',
          )
        : standing(version) !== 'proposed'
          ? refuse(
              'budget-closed',
              'This version is no longer open for replies.',
              'Reply to the newest version.',
            )
          : await attempt(() =>
              ledger.write(viewer, async (db, audit) =>
                demand(
                  await saveReply(db, audit, viewer, {
                    version: version.id,
                    practice,
                    stance,
                    reason: typed['reason'] ?? '',
                    on: context.asAt(),
                  }),
                ),
              ),
            )
    if (done.ok) return reply.redirect(versionPath(version.id), 303)
    return withBuild(context, (served) =>
      show(request, reply, served, version, typed, [done.refusal]),
    )
  })

  app.post<One>('/budgets/versions/:id/approve', async (request, reply) => {
    const viewer = context.viewer(request)
    demandRight(mayApprove(viewer), 'record an approval')
    const version = await readVersion(viewer, request.params.id)
    const typed = textsOf(request.body)
    const ledger = await context.ledger()
    const read = readApproval(
      readConstitution(context.home),
      version,
      await ledger.read(viewer, (db) => readDecisions(db)),
      {
        from: typed['from'] ?? '',
        decision: typed['decision'] ?? '',
        why: typed['why'] ?? '',
      },
      context.asAt(),
    )
    if (!read.ok)
      return withBuild(context, (served) =>
        show(request, reply, served, version, typed, read.refusals),
      )
    await ledger.write(viewer, (db, audit) =>
      noteState(db, audit, viewer, {
        version: version.id,
        state: 'approved',
        on: context.asAt(),
        why: typed['why'] ?? '',
        inForceFrom: read.from,
        decision: read.decision,
      }),
    )
    return reply.redirect(versionPath(version.id), 303)
  })
}
