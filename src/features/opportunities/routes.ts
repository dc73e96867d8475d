import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from '../../core/refusal.ts'
import { everything } from '../../stores/scope.ts'
import type { Html } from '../../ui/html.ts'
import type { Served } from '../../warehouse/served.ts'
import type { Context, RouteRights } from '../context.ts'
import { fresh, sendCsv, sendPicture } from '../page-reply.ts'
import { askedOf, type Asked } from './asked.ts'
import { readItems } from './judging/counted.ts'
import { definitionPage } from './definition/page.ts'
import { definitionChart, practiceLines } from './definition/practices.ts'
import { ideaOf, ideaOfReleased, ownLocality, raisingForm } from './definition/raising.ts'
import { withReleasable } from '../disclosure/disclosure.ts'
import { releasedCsv, releasedData, releasedDefinitionData } from './released/data.ts'
import { chosenLines, releasedLines, releasedTo, type ReleasedLine } from './released/lines.ts'
import { releasedDefinitionPage, releasedWorklistPage } from './released/page.ts'
import { definitionData, placeData, rowsCsv, worklistCsv, worklistData } from './exports.ts'
import type { Judged } from './judging/judge.ts'
import { openApi } from './open-api.ts'
import { isCounted, openOpportunities, type Opened } from './open.ts'
import { definitionPath } from './parts.ts'
import * as prescribing from './prescribing/routes.ts'
import { practiceSchema } from './shapes.ts'
import type { Line } from './view.ts'
import { waitingPage, worklistPage } from './worklist/page.ts'
import { worklistChart } from './worklist/chart.ts'
import { chosenRows, shownRows } from './worklist/rows.ts'

/** Who may ask the addresses of opportunities. */
export const rights: RouteRights = {
  'GET /opportunities': ['signed in'],
  'GET /opportunities/chart.svg': ['signed in'],
  'GET /opportunities/openapi.json': ['anyone'],
  'GET /opportunities/:definition': ['signed in'],
  'GET /opportunities/:definition/chart.svg': ['signed in'],
  ...prescribing.rights,
}

const sendHtml = (reply: FastifyReply, markup: Html): FastifyReply =>
  reply.type('text/html; charset=utf-8').send(markup.toString())

const unknown = (id: string): AppError =>
  new AppError({
    code: 'unknown-opportunity',
    message: `No definition is called ${id.slice(0, 40)}.`,
    remedy: 'Choose one from the list of opportunities.',
    where: 'definition',
  })

const releasedOf = (lines: readonly ReleasedLine[], id: string): ReleasedLine => {
  const line = lines.find(({ definition }) => definition.id === id)
  if (line) return line
  throw unknown(id)
}

const lineOf = (opened: Opened, id: string): { line: Line; judged: Judged } => {
  const line = opened.worklist.lines.find(({ definition }) => definition.id === id)
  const judged = opened.judgement.judged.find(({ definition }) => definition.id === id)
  if (line && judged) return { line, judged }
  throw unknown(id)
}

const namesOf = async (served: Served): Promise<Map<string, string>> => {
  const [specialties, providers] = await Promise.all([
    served.duck.all<{ specialty: string; name: string }>('select specialty, name from specialty'),
    served.duck.all<{ provider: string; name: string }>('select provider, name from provider'),
  ])
  return new Map([
    ...specialties.map(({ specialty, name }) => [`specialty ${specialty}`, name] as const),
    ...providers.map(({ provider, name }) => [`provider ${provider}`, name] as const),
  ])
}

/** How long a page waits for the counts of a new build before it says so, in milliseconds. */
const patience = 10_000

type Of = { Params: { definition: string } }

/** The worklist, one definition, its chart as a picture, and what the JSON is. */
export const routes = async (app: FastifyInstance, context: Context): Promise<void> => {
  const opening = async <T>(
    request: FastifyRequest,
    work: (
      opened: Opened,
      asked: Asked,
      served: Served,
      released: readonly ReleasedLine[] | null,
    ) => Promise<T>,
  ): Promise<T> => {
    const found = askedOf(request.query)
    return withReleasable(context, context.viewer(request), async (served, rule) => {
      const asked = rule ? { ...found, to: releasedTo(served, found.to) } : found
      const opened = await openOpportunities(everything, context, served, asked)
      if (rule === null) return work(opened, asked, served, null)
      return work({ ...opened, outside: true }, asked, served, releasedLines(opened, rule))
    })
  }
  const isReady = (request: FastifyRequest): Promise<boolean> => {
    const asked = askedOf(request.query)
    if (asked.format !== 'html') return Promise.resolve(true)
    return withReleasable(context, context.viewer(request), (served, rule) => {
      const to = rule ? releasedTo(served, asked.to) : asked.to
      return isCounted(context, served, { ...asked, to }, patience)
    })
  }
  app.get('/opportunities', async (request, reply) => {
    if (!(await isReady(request)))
      return fresh(reply)
        .code(202)
        .header('refresh', '5')
        .type('text/html; charset=utf-8')
        .send(waitingPage().toString())
    return opening(request, async (care, asked, served, released) => {
      const found = await prescribing.prescribedFor(context, request, served, care)
      const opened = { ...care, prescribing: found }
      if (released !== null) {
        const own = chosenLines(released, asked)
        if (asked.format === 'html')
          return sendHtml(reply, releasedWorklistPage(opened, asked, own))
        const { place, to, build } = placeData(opened)
        return asked.format === 'json'
          ? reply.send(releasedData(opened, own))
          : sendCsv(reply, `opportunities-${place.code}-${to}-${build}`, releasedCsv(own))
      }
      if (asked.format === 'html') return sendHtml(reply, worklistPage(opened, asked))
      const without = asked.can === null && !asked.lowHanging
      const lines = [
        ...chosenRows(opened, asked),
        ...(without ? opened.worklist.lines.filter(({ absent }) => absent !== null) : []),
      ]
      const data = worklistData(opened, lines)
      return asked.format === 'json'
        ? reply.send(data)
        : sendCsv(
            reply,
            `opportunities-${data.place.code}-${data.to}-${data.build}`,
            worklistCsv(data),
          )
    })
  })
  app.get('/opportunities/chart.svg', async (request, reply) =>
    opening(request, async (care, asked, served, released) => {
      if (released !== null) return reply.callNotFound()
      const found = await prescribing.prescribedFor(context, request, served, care)
      const opened = { ...care, prescribing: found }
      return sendPicture(reply, worklistChart(opened, shownRows(chosenRows(opened, asked)).rows))
    }),
  )
  app.get('/opportunities/openapi.json', async (_, reply) => reply.send(openApi()))
  app.get<Of>('/opportunities/:definition', async (request, reply) =>
    opening(request, async (opened, asked, served, released) => {
      const viewer = context.viewer(request)
      if (released !== null) {
        const one = releasedOf(released, request.params.definition)
        const { place } = opened.worklist
        if (asked.format === 'json') return reply.send(releasedDefinitionData(opened, one))
        if (asked.format === 'csv')
          return sendCsv(reply, `${one.definition.id}-${asked.to}`, releasedCsv([one]))
        const address = definitionPath(one, place, asked)
        const idea = ideaOfReleased(opened, one, address)
        const form = raisingForm(opened, idea, context.csrf(request), ownLocality(viewer))
        return sendHtml(
          reply,
          releasedDefinitionPage(opened, asked, one, viewer.person !== null && form),
        )
      }
      const { line, judged } = lineOf(opened, request.params.definition)
      if (asked.format !== 'html') {
        const data = definitionData(opened, line, practiceLines(opened, judged))
        return asked.format === 'json'
          ? reply.send(data)
          : sendCsv(
              reply,
              `${line.definition.id}-${data.to}-${data.build}`,
              rowsCsv(practiceSchema, data.practices),
            )
      }
      const { home, memory } = context
      const [items, names] = await Promise.all([
        readItems(home, memory, opened.judgement.counted, line.index),
        namesOf(served),
      ])
      const address = definitionPath(line, opened.worklist.place, asked)
      const raising =
        viewer.person !== null &&
        raisingForm(
          opened,
          ideaOf(opened, line, address),
          context.csrf(request),
          ownLocality(viewer),
        )
      return sendHtml(reply, definitionPage(opened, asked, line, judged, items, names, raising))
    }),
  )
  app.get<Of>('/opportunities/:definition/chart.svg', async (request, reply) =>
    opening(request, async (opened, _, __, released) => {
      if (released !== null) return reply.callNotFound()
      const { line, judged } = lineOf(opened, request.params.definition)
      return sendPicture(reply, definitionChart(opened, line, practiceLines(opened, judged)))
    }),
  )
  await prescribing.routes(app, context, opening)
}
