import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from '../../../core/refusal.ts'
import type { Served } from '../../../warehouse/served.ts'
import type { Context, RouteRights } from '../../context.ts'
import { fresh, sendCsv, sendPage, sendPicture } from '../../page-reply.ts'
import { sendTables } from '../../table-files.ts'
import { allMeasures, membersSeries } from '../../variation/variation.ts'
import type { Asked } from '../asked.ts'
import { ideaOfPrescribing, ownLocality, raisingForm } from '../definition/raising.ts'
import { placeData, rowsCsv, tableOf } from '../exports.ts'
import type { Opened } from '../open.ts'
import { prescribingPath } from '../parts.ts'
import { prescribingPartsData, productSchema, saverSchema } from './data.ts'
import type { PrescribingLine } from './lines.ts'
import { prescribingPage, saverChart, saversOf, stepOf } from './page.ts'
import { prescribedOf, presentationsOf, type Presentation } from './prescribed.ts'

/** Who may ask the addresses of changes of prescribing. */
export const rights: RouteRights = {
  'GET /opportunities/measures/:id': ['signed in'],
  'GET /opportunities/measures/:id/:table': ['signed in'],
  'GET /opportunities/measures/:id/chart.svg': ['signed in'],
  'GET /opportunities/prices/:id': ['signed in'],
  'GET /opportunities/prices/:id/:table': ['signed in'],
  'GET /opportunities/prices/:id/chart.svg': ['signed in'],
}

type Of = { Params: { id: string; table: string } }
type Opening = <T>(
  request: FastifyRequest,
  work: (opened: Opened, asked: Asked, served: Served) => Promise<T>,
) => Promise<T>

const unknown = (id: string): AppError =>
  new AppError({
    code: 'unknown-opportunity',
    message: `No change of prescribing is called ${id.slice(0, 60)} here.`,
    remedy: 'Choose one from the list of opportunities, or another period.',
    where: 'id',
  })

/** The lines of prescribing that a viewer may see at a place; none where no prescribing is loaded. */
export const prescribedFor = async (
  context: Context,
  request: FastifyRequest,
  served: Served,
  opened: Opened,
  sets: 'each once' | 'every set' = 'each once',
): Promise<PrescribingLine[]> =>
  served.lakeFiles('prescribing').length === 0
    ? []
    : prescribedOf(
        served,
        await membersSeries(context, context.viewer(request), served),
        opened,
        sets,
      )

/** One change of prescribing, and its chart, for each of the two kinds. */
export const routes = async (
  app: FastifyInstance,
  context: Context,
  opening: Opening,
): Promise<void> => {
  for (const kind of ['measure', 'price'] as const) {
    const lineIn = async (
      request: FastifyRequest<Of>,
      opened: Opened,
      served: Served,
    ): Promise<PrescribingLine> => {
      const { id } = request.params
      const lines = await prescribedFor(context, request, served, opened, 'every set')
      const line = lines.find((one) => one.kind === kind && one.id === id)
      if (!line) throw unknown(id)
      return line
    }
    const productsOf = async (
      request: FastifyRequest<Of>,
      opened: Opened,
      served: Served,
      line: PrescribingLine,
    ): Promise<Presentation[]> => {
      const measures = kind === 'price' ? [] : await allMeasures(context, context.viewer(request))
      const measure = measures.find(({ id }) => id === line.id) ?? null
      return presentationsOf(served, opened, line, measure)
    }
    const dataOf = (opened: Opened, line: PrescribingLine, products: readonly Presentation[]) => ({
      ...placeData(opened),
      ...prescribingPartsData(line, products, saversOf(opened, line)),
    })
    app.get<Of>(`/opportunities/${kind}s/:id`, async (request, reply): Promise<FastifyReply> =>
      opening(request, async (opened, asked, served) => {
        const viewer = context.viewer(request)
        const line = await lineIn(request, opened, served)
        const products = await productsOf(request, opened, served, line)
        if (asked.format !== 'html') {
          const data = dataOf(opened, line, products)
          if (asked.format === 'json') return fresh(reply).send(data)
          return sendCsv(
            reply,
            `${line.id}-${data.to}-${data.build}`,
            rowsCsv(productSchema, data.products),
          )
        }
        const address = prescribingPath(line, opened.worklist.place, asked)
        const idea = ideaOfPrescribing(opened, line, stepOf(opened, line, products), address)
        const raising =
          viewer.person !== null &&
          raisingForm(opened, idea, context.csrf(request), ownLocality(viewer))
        return sendPage(reply, prescribingPage(opened, asked, line, products, raising))
      }),
    )
    app.get<Of>(
      `/opportunities/${kind}s/:id/:table`,
      async (request, reply): Promise<FastifyReply> =>
        opening(request, async (opened, _, served) => {
          const line = await lineIn(request, opened, served)
          const products = await productsOf(request, opened, served, line)
          const data = dataOf(opened, line, products)
          return sendTables(reply, request.params.table, {
            name: `${line.id}-${data.to}`,
            book: 'change',
            title: `${line.task.name}, ${data.place.name}`,
            on: data.asAt,
            build: data.build,
            sheets: [
              { name: 'Products', rows: tableOf(productSchema, data.products) },
              { name: 'Practices', rows: tableOf(saverSchema, data.practices) },
            ],
          })
        }),
    )
    app.get<Of>(`/opportunities/${kind}s/:id/chart.svg`, async (request, reply) =>
      opening(request, async (opened, _, served) => {
        const line = await lineIn(request, opened, served)
        return sendPicture(
          reply,
          saversOf(opened, line).length === 0 ? null : saverChart(opened, line),
        )
      }),
    )
  }
}
