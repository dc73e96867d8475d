import type { FastifyInstance } from 'fastify'
import { addMonths, yearStart, type Month } from '../../core/month.ts'
import { AppError, refuse, type Refusal } from '../../core/refusal.ts'
import { sqlFile } from '../../stores/duck.ts'
import { everything } from '../../stores/scope.ts'
import type { Served } from '../../warehouse/served.ts'
import type { Context, RouteRights } from '../context.ts'
import { demand, groupIn, monthIn, openBuild } from '../figures/figures.ts'
import { insiders } from '../rights.ts'
import { answer, type RiskAnswer, type RiskAsked } from './answers.ts'
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

const localitiesOf = (all: readonly Member[]): Map<string, string> =>
  new Map(all.map((row) => [row.locality, row.locality_name]))

/** Whose patients are asked about, and what they are called; what names nobody of the group is refused. */
const chosenFrom = (
  typed: Typed,
  group: { name: string },
  all: readonly Member[],
): { practices: string[]; about: string; refusals: Refusal[] } => {
  const nameOf = (code: string): string | undefined =>
    all.find(({ practice }) => practice === code)?.name
  const named = [...new Set((typed['practices'] ?? '').toUpperCase().split(/[\s,;]+/))].filter(
    (code) => code !== '',
  )
  const place = typed['place'] ?? ''
  const strangers = named.filter((code) => nameOf(code) === undefined)
  const chosen =
    named.length > 0
      ? named
      : all.flatMap(({ practice, locality }) =>
          place === '' || place === `locality:${locality}` || place === practice ? [practice] : [],
        )
  const placeName = localitiesOf(all).get(place.replace('locality:', '')) ?? nameOf(place)
  const [first = ''] = named
  return {
    practices: chosen,
    about:
      named.length > 1
        ? `${named.length} practices`
        : ((named.length === 1 ? nameOf(first) : placeName) ?? group.name),
    refusals: [
      ...(strangers.length === 0
        ? []
        : [
            refuse(
              'unknown-practice',
              `${strangers.slice(0, 5).join(', ').slice(0, 60)}: not in this group.`,
              'Write codes of its practices, or leave it empty.',
              'practices',
            ).refusal,
          ]),
      ...(chosen.length > 0
        ? []
        : [
            refuse(
              'unknown-place',
              'There is no such place in this group.',
              'Choose one from the list.',
              'place',
            ).refusal,
          ]),
    ],
  }
}

/** Everything that the explorer shows for what was typed; answers are kept for the build. */
export const exploreRisk = async (served: Served, typed: Typed): Promise<RiskView> => {
  const { id, asAt } = served.manifest
  const group = groupIn(served, typed['group'])
  const newest = monthIn(served, undefined)
  const from = yearStart(newest)
  const all = await members(served, group.code, newest)
  const set = chosenFrom(typed, group, all)
  const basis = await loadBasis(everything, served, { from, to: addMonths(from, 11) })
  const practices = all.map(({ practice }) => practice)
  const planned =
    basis &&
    (await plannedVariation(everything, served, {
      practices,
      span: basis.costs,
      patients: basis.patientsOf(practices),
    }))
  const read = askedFrom(typed, set.practices)
  const refusals = [...set.refusals, ...(read.ok ? [] : read.refusals)]
  const answers = kept.get(served.duck) ?? new Map<string, RiskAnswer | null>()
  kept.set(served.duck, answers)
  const keep = (asked: RiskAsked): RiskAnswer | null => {
    const key = JSON.stringify(asked)
    const known = answers.get(key)
    const found = known !== undefined ? known : basis && answer(basis, asked)
    answers.set(key, found)
    return found
  }
  const found = read.ok && refusals.length === 0 ? keep(read.asked) : null
  const oldest = answers.keys().next()
  if (answers.size > 200 && !oldest.done) answers.delete(oldest.value)
  return {
    build: { id, asAt },
    group: group.code,
    typed,
    places: [
      { value: '', text: group.name },
      ...[...localitiesOf(all)].map(([code, name]) => ({ value: `locality:${code}`, text: name })),
      ...all.map(({ practice, name }) => ({ value: practice, text: `${name} (${practice})` })),
    ],
    about: set.about,
    refusals,
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
  app.get('/risk', async (request, reply) => {
    const view = await explore(request.query)
    return reply
      .code(view.refusals.length > 0 ? 422 : 200)
      .type('text/html; charset=utf-8')
      .send(riskPage(view).toString())
  })
  app.get<{ Params: { table: string } }>('/risk/:table', async (request, reply) => {
    const view = await explore(request.query)
    const [wrong] = view.refusals
    if (wrong) throw new AppError(wrong)
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
