import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Refusal } from '../../../core/refusal.ts'
import { codeList } from '../../../engines/measures/code-list.ts'
import { everything } from '../../../stores/scope.ts'
import type { Context, RouteRights } from '../../context.ts'
import {
  authors,
  importMeasure,
  isPrescribed,
  keepVersion,
  knownCodes,
  ownMeasures,
  versionsOf,
  type KnownCode,
  type Measure,
} from '../../measures/measures.ts'
import { bodyOf, fresh, sendCsv, sendPage } from '../../page-reply.ts'
import { withServed } from '../../statement/statement.ts'
import { askedOf, askedQuery } from '../asked.ts'
import { amongOf } from '../finding.ts'
import { ownSeries } from '../series.ts'
import { loadVariation, type Variation } from '../load.ts'
import { ownPage } from './page.ts'
import { writtenCsv, writtenData } from './written.ts'
import {
  emptyFields,
  fieldsOf,
  idOf,
  measureFrom,
  registersIn,
  typedMeasure,
  type TypedMeasure,
} from './typed.ts'

/** Who may ask the addresses at which a group writes its own measures. */
export const rights: RouteRights = {
  'GET /variation/own': [...authors],
  'POST /variation/own': [...authors],
}

const query = z.object({
  measure: z.string().max(80).catch(''),
  format: z.enum(['html', 'json', 'csv']).catch('html'),
})

type Shown = { view: Variation | null; counted: readonly KnownCode[] }

/** Writing a measure, seeing its figures at once, keeping versions of it. */
export const routes = async (app: FastifyInstance, context: Context): Promise<void> => {
  const figuresOf = (request: FastifyRequest, measure: Measure): Promise<Shown> =>
    withServed(context, async (served) => {
      const { months, groups } = served.manifest
      const asked = askedOf(
        askedQuery.parse({}),
        months ?? { first: '2000-01', last: '2000-01' },
        groups[0]?.code ?? null,
      )
      const [series, among, codes] = await Promise.all([
        ownSeries(served, measure),
        amongOf(context, context.viewer(request), served, asked),
        knownCodes(served),
      ])
      const list = isPrescribed(measure.numerator) ? codeList(measure.numerator.codes) : null
      return {
        view: await loadVariation(everything, served, series, asked, among),
        counted: list?.ok ? codes.filter(({ current }) => list.value.matches(current)) : [],
      }
    })

  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    typed: TypedMeasure,
    refusals: readonly Refusal[] = [],
    shown: Shown = { view: null, counted: [] },
  ): Promise<FastifyReply> => {
    const written = await ownMeasures(await context.ledger(), context.viewer(request))
    return sendPage(
      reply,
      ownPage({
        typed,
        csrf: context.csrf(request),
        refusals,
        written,
        registers: registersIn(context.home.definitions),
        ...shown,
      }),
      refusals.length > 0 ? 422 : 200,
    )
  }

  app.get('/variation/own', async (request, reply) => {
    const { measure, format } = query.parse(request.query)
    if (format !== 'html') {
      const written = writtenData(
        await ownMeasures(await context.ledger(), context.viewer(request)),
      )
      if (format === 'json') return fresh(reply).send(written)
      return sendCsv(reply, `own-measures-${context.asAt()}`, writtenCsv(written))
    }
    if (measure === '') return show(request, reply, emptyFields)
    const [newest] = await versionsOf(await context.ledger(), context.viewer(request), measure)
    return show(request, reply, newest ? fieldsOf(newest.measure) : emptyFields)
  })

  app.post('/variation/own', async (request, reply) => {
    const viewer = context.viewer(request)
    const typed = typedMeasure(bodyOf(request))
    if (typed.do === 'import') {
      const read = importMeasure('own-imported', typed.json, context.asAt())
      return read.ok
        ? show(request, reply, { ...fieldsOf(read.value), id: '', why: '' })
        : show(request, reply, { ...emptyFields, json: typed.json }, [
            { ...read.refusal, where: 'json' },
          ])
    }
    const made = measureFrom(
      { ...typed, id: idOf(typed) },
      context.asAt(),
      viewer.name,
      context.home.definitions,
    )
    if (!made.ok) return show(request, reply, typed, made.refusals)
    if (typed.do !== 'keep')
      return show(request, reply, typed, [], await figuresOf(request, made.value))
    if (typed.whyChanged.length < 3) {
      return show(request, reply, typed, [
        {
          code: 'measure-invalid',
          message: 'Say why the measure is written or changed.',
          remedy: 'A few words are enough.',
          where: 'whyChanged',
        },
      ])
    }
    const ledger = await context.ledger()
    if (typed.id === '' && (await versionsOf(ledger, viewer, made.value.id)).length > 0) {
      return show(request, reply, typed, [
        {
          code: 'measure-invalid',
          message: 'The group has a measure of this title.',
          remedy:
            'Give this one another title, or change the one that is there from the list below.',
          where: 'title',
        },
      ])
    }
    await keepVersion(ledger, viewer, {
      measure: made.value,
      whyChanged: typed.whyChanged,
      retired: false,
      on: context.asAt(),
    })
    return reply.redirect(`/variation/measures/${made.value.id}`, 303)
  })
}
