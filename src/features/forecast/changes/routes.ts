import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { AppError, refuse, type Refusal } from '../../../core/refusal.ts'
import { serviceLines } from '../../../engines/capitation/service-line.ts'
import { holds, type Viewer } from '../../../stores/scope.ts'
import type { Served } from '../../../warehouse/served.ts'
import type { Context, RouteRights } from '../../context.ts'
import { readConstitution, readDecisions, restingOn } from '../../decisions/decisions.ts'
import { demand, openBuild } from '../../figures/figures.ts'
import { insiders } from '../../rights.ts'
import { serviceLineNames } from '../../service-lines/service-lines.ts'
import { changesPath } from '../paths.ts'
import { readAdjustments } from '../rules/adjustments.ts'
import { readForecastLines } from '../rules/lines.ts'
import { loadMembers } from '../store.ts'
import { sendTables } from '../../table-files.ts'
import { changeSheet } from './exports.ts'
import { readEntry, type Grounds, type TypedChange } from './entry.ts'
import { endChange, enterChange, readKept, type KeptChange } from './ledger.ts'
import { changesPage } from './page.ts'

const management = ['administrator', 'management-team', 'accountable-officer'] as const

const address = '/groups/:group/forecast/changes'

/** Known changes are read by whoever may read forecasts, and entered by the management team. */
export const rights: RouteRights = {
  [`GET ${address}`]: insiders,
  [`GET ${address}/:table`]: insiders,
  [`POST ${address}`]: management,
  [`POST ${address}/:id/end`]: management,
}

type Asked = { Params: { group: string; id?: string; table?: string } }

const textsOf = (body: unknown): TypedChange =>
  Object.fromEntries(
    Object.entries(typeof body === 'object' && body !== null ? body : {}).flatMap(
      ([name, value]) => (typeof value === 'string' ? [[name, value.trim()]] : []),
    ),
  )

/** The forecast lines and, for all of its lines at once, each service line. */
const linesOf = (definitions: string): Map<string, string> =>
  new Map([
    ...serviceLines.map((line): [string, string] => [
      line,
      `All of ${serviceLineNames[line].toLowerCase()}`,
    ]),
    ...readForecastLines(definitions).lines.map(({ line, name }): [string, string] => [line, name]),
  ])

/** Known changes of a group: the page, entering one, taking one back. */
export const changeRoutes = (app: FastifyInstance, context: Context): void => {
  const { definitions } = context.home

  type Known = { group: { code: string; name: string }; kept: KeptChange[]; grounds: Grounds }

  const load = async (served: Served, viewer: Viewer, asked: string): Promise<Known> => {
    const group = served.manifest.groups.find(({ code }) => code === asked.trim().toUpperCase())
    if (!group)
      throw new AppError({
        code: 'unknown-group',
        message: `No group ${asked.slice(0, 20)} is loaded.`,
        remedy: 'Choose a group from the overview.',
        where: 'group',
      })
    const ledger = await context.ledger()
    const [kept, decisions] = await ledger.read(viewer, async (db) => [
      await readKept(db, group.code),
      await readDecisions(db),
    ])
    const members = await loadMembers(served, group.code)
    return {
      group,
      kept,
      grounds: {
        constitution: readConstitution(context.home),
        decisions,
        lines: linesOf(definitions),
        practices: new Set(members.map(({ practice }) => practice)),
        taken: [...readAdjustments(definitions), ...kept.filter(({ ended }) => ended === null)].map(
          ({ name }) => name,
        ),
        today: context.asAt(),
      },
    }
  }

  const withGroup = async <T>(
    request: FastifyRequest<Asked>,
    work: (known: Known, served: Served) => Promise<T>,
  ): Promise<T> => {
    const served = demand(await openBuild(context, null))
    try {
      return await work(await load(served, context.viewer(request), request.params.group), served)
    } finally {
      served.close()
    }
  }

  const show = (
    request: FastifyRequest,
    reply: FastifyReply,
    { manifest: { id, asAt } }: Served,
    { group, kept, grounds }: Known,
    typed: TypedChange = {},
    refusals: readonly Refusal[] = [],
  ): FastifyReply => {
    const { constitution, decisions, today } = grounds
    const markup = changesPage({
      build: { id, asAt },
      group,
      counting: [...kept.filter(({ ended }) => ended === null), ...readAdjustments(definitions)],
      ended: kept.filter(({ ended }) => ended !== null),
      lines: grounds.lines,
      decisions: decisions.filter(
        (one) => restingOn(constitution, one, { matter: 'schemes', today }).ok,
      ),
      mayEnter: holds(context.viewer(request), ...management),
      typed,
      refusals,
      csrf: context.csrf(request),
    })
    return reply
      .code(refusals.length > 0 ? 422 : 200)
      .type('text/html; charset=utf-8')
      .send(markup.toString())
  }

  app.get<Asked>(address, (request, reply) =>
    withGroup(request, async (known, served) => show(request, reply, served, known)),
  )

  app.get<Asked>(`${address}/:table`, (request, reply) =>
    withGroup(request, async ({ group, kept, grounds }, served) =>
      sendTables(reply, request.params.table ?? '', {
        name: `known-changes-${group.code}`,
        book: 'changes',
        title: `Known changes of ${group.name}`,
        on: served.manifest.asAt,
        build: served.manifest.id,
        sheets: [changeSheet([...kept, ...readAdjustments(definitions)], grounds.lines)],
      }),
    ),
  )

  app.post<Asked>(address, (request, reply) =>
    withGroup(request, async (known, served) => {
      const viewer = context.viewer(request)
      const typed = textsOf(request.body)
      const read = readEntry(known.group.code, typed, known.grounds)
      if (!read.ok) return show(request, reply, served, known, typed, read.refusals)
      const ledger = await context.ledger()
      await ledger.write(viewer, (db, audit) =>
        enterChange(db, audit, viewer, context.asAt(), read.value),
      )
      return reply.redirect(changesPath(known.group.code), 303)
    }),
  )

  app.post<Asked>(`${address}/:id/end`, (request, reply) =>
    withGroup(request, async (known, served) => {
      const viewer = context.viewer(request)
      const typed = textsOf(request.body)
      const change = known.kept.find(({ entered }) => String(entered.id) === request.params.id)
      if (!change) return reply.callNotFound()
      const name = `end-${change.entered.id}`
      const why = typed[name] ?? ''
      const wrong =
        change.ended !== null
          ? refuse('known-change', 'It was taken back already.', 'Nothing more is needed.', name)
          : why.length < 5
            ? refuse('known-change', 'It needs its reason.', 'Say why in a few words.', name)
            : null
      if (wrong) return show(request, reply, served, known, typed, [wrong.refusal])
      const ledger = await context.ledger()
      const end = { change: change.entered.id, why, on: context.asAt() }
      await ledger.write(viewer, (db, audit) => endChange(db, audit, viewer, end))
      return reply.redirect(changesPath(known.group.code), 303)
    }),
  )
}
