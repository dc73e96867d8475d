import type { FastifyInstance } from 'fastify'
import { addMonths, yearStart, type Month } from '../../core/month.ts'
import { AppError } from '../../core/refusal.ts'
import { sqlFile } from '../../stores/duck.ts'
import { everything } from '../../stores/scope.ts'
import type { Served } from '../../warehouse/served.ts'
import type { Context, RouteRights } from '../context.ts'
import { demand, openBuild } from '../figures/figures.ts'
import { insiders } from '../rights.ts'
import { answer, type RiskAnswer } from './answers.ts'
import { askedFrom, type Typed } from './asked.ts'
import { loadBasis } from './cells/basis.ts'
import { sendTables } from '../table-files.ts'
import { riskSheets } from './exports.ts'
import { plannedVariation } from './cells/planned.ts'
import { riskPage, type RiskView } from './page.ts'

/** Who may ask the addresses of risk, which rests on what single patients cost. */
export const rights: RouteRights = {
  'GET /risk': insiders,
  'GET /risk/:table': insiders,
}

type Member = { practice: string; locality: string; locality_name: string; name: string }

const members = (served: Served, group: string, month: Month): Promise<Member[]> =>
  served.duck.all<Member>(sqlFile(import.meta.url, 'sql/members.sql'), { group, month })

const kept = new WeakMap<Served['duck'], Map<string, RiskAnswer | null>>()

const textsOf = (query: unknown): Record<string, string> =>
  Object.fromEntries(
    Object.entries(typeof query === 'object' && query !== null ? query : {}).flatMap(
      ([name, value]) => (typeof value === 'string' ? [[name, value.trim()]] : []),
    ),
  )

/** Everything that the explorer shows for what was typed; answers are kept for the build. */
export const exploreRisk = async (served: Served, typed: Typed): Promise<RiskView> => {
  const { groups, months, id, asAt } = served.manifest
  const group = groups.find(({ code }) => code === typed['group']) ?? groups[0]
  if (!group || months === null) {
    throw new AppError({
      code: 'unknown-group',
      message: 'No group is loaded, so there is no set of practices to ask about.',
      remedy: 'Load the membership file and close again.',
    })
  }
  const from = yearStart(months.last)
  const all = await members(served, group.code, months.last)
  const named = (typed['practices'] ?? '')
    .toUpperCase()
    .split(/[\s,;]+/)
    .filter((code) => all.some(({ practice }) => practice === code))
  const localities = new Map(all.map((row) => [row.locality, row.locality_name]))
  const place = typed['place'] ?? ''
  const chosen =
    named.length > 0
      ? named
      : all.flatMap(({ practice, locality }) =>
          place === '' || place === `locality:${locality}` || place === practice ? [practice] : [],
        )
  const about =
    named.length > 0
      ? named.length === 1
        ? (all.find(({ practice }) => practice === named[0])?.name ?? '')
        : `${named.length} practices`
      : place === ''
        ? group.name
        : (localities.get(place.replace('locality:', '')) ??
          all.find(({ practice }) => practice === place)?.name ??
          group.name)
  const basis = await loadBasis(everything, served, { from, to: addMonths(from, 11) })
  const practices = all.map(({ practice }) => practice)
  const planned =
    basis &&
    (await plannedVariation(everything, served, {
      practices,
      span: basis.costs,
      patients: basis.patientsOf(practices),
    }))
  const asked = askedFrom(typed, chosen)
  const answers = kept.get(served.duck) ?? new Map<string, RiskAnswer | null>()
  kept.set(served.duck, answers)
  const key = JSON.stringify(asked)
  const known = answers.get(key)
  const found = known !== undefined ? known : basis && answer(basis, asked)
  answers.set(key, found)
  const oldest = answers.keys().next()
  if (answers.size > 200 && !oldest.done) answers.delete(oldest.value)
  return {
    build: { id, asAt },
    group: group.code,
    typed,
    places: [
      { value: '', text: group.name },
      ...[...localities].map(([code, name]) => ({ value: `locality:${code}`, text: name })),
      ...all.map(({ practice, name }) => ({ value: practice, text: `${name} (${practice})` })),
    ],
    about,
    costs: basis?.costs ?? null,
    answer: found,
    planned,
  }
}

/** The risk explorer and its tables as files. */
export const routes = async (app: FastifyInstance, context: Context): Promise<void> => {
  const explore = async (query: unknown): Promise<RiskView> => {
    const served = demand(await openBuild(context, null))
    try {
      return await exploreRisk(served, textsOf(query))
    } finally {
      served.close()
    }
  }
  app.get('/risk', async (request, reply) =>
    reply.type('text/html; charset=utf-8').send(riskPage(await explore(request.query)).toString()),
  )
  app.get<{ Params: { table: string } }>('/risk/:table', async (request, reply) => {
    const view = await explore(request.query)
    return sendTables(reply, request.params.table, {
      name: `risk-${view.group}`,
      book: 'answers',
      title: 'Chance and risk',
      on: view.build.asAt,
      build: view.build.id,
      sheets: riskSheets(view),
    })
  })
}
