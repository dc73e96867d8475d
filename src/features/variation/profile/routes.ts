import type { FastifyInstance } from 'fastify'
import { AppError } from '../../../core/refusal.ts'
import { csvText } from '../../../ui/csv.ts'
import type { Context, RouteRights } from '../../context.ts'
import { withReleasable } from '../../disclosure/disclosure.ts'
import { placesOf, stayAt } from '../../measures/measures.ts'
import { fresh, sendPage } from '../../page-reply.ts'
import { askedOf, askedQuery } from '../asked.ts'
import { loadReleasable } from '../disclosed.ts'
import { amongOf, everySeries } from '../finding.ts'
import { repliesOf } from '../replies/store.ts'
import { similarTo } from '../similar.ts'
import { profilePage, type ProfileLine } from './page.ts'

/** Who may ask a practice's profile. */
export const rights: RouteRights = { 'GET /variation/practices/:practice': ['signed in'] }

/** A practice's profile: every measure on one page, where it lies, who is like it. */
export const routes = async (app: FastifyInstance, context: Context): Promise<void> => {
  app.get<{ Params: { practice: string } }>(
    '/variation/practices/:practice',
    async (request, reply) =>
      withReleasable(context, context.viewer(request), async (served, rule) => {
        const viewer = context.viewer(request)
        const practice = request.params.practice.trim().toUpperCase()
        const query = askedQuery.parse(request.query)
        const places = await placesOf(served)
        const months = served.manifest.months ?? { first: '2000-01', last: '2000-01' }
        const found = askedOf({ ...query, practice }, months, null)
        const stay = stayAt(places, practice, found.to)
        const asked = { ...found, among: query.among || (stay ? `group:${stay.group}` : 'all') }
        const name = places.names.get(practice)
        if (name === undefined) {
          throw new AppError({
            code: 'unknown-practice',
            message: `No practice has the code ${practice.slice(0, 20)}.`,
            remedy: 'Check the code against the list of practices.',
            where: 'practice',
          })
        }
        const [among, all, like, replies] = await Promise.all([
          amongOf(context, viewer, served, asked),
          everySeries(context, viewer, served),
          similarTo(served, practice, asked.to),
          repliesOf(await context.ledger(), viewer, practice),
        ])
        const lines: ProfileLine[] = []
        for (const series of all) {
          const view = await loadReleasable(served, series, asked, among, rule)
          if (view.own && view.own.ratio !== null && view.comparison.total.numerator > 0)
            lines.push({ view, own: view.own, reply: replies.get(view.measure.id) ?? null })
        }
        const { id, asAt } = served.manifest
        const data = { build: { id, asAt }, practice: { code: practice, name }, asked, lines, like }
        const measures = lines.map(({ view, own }) => ({
          id: view.measure.id,
          title: view.measure.title,
          ratio: own.ratio,
          percentile: own.percentile,
          place: view.chance?.placed.find(({ code }) => code === practice)?.beyondUsual ?? null,
        }))
        if (query.format === 'json') {
          return fresh(reply).send({
            build: id,
            practice: data.practice,
            to: asked.to,
            measures,
            similar: like.map(({ code, name: called, distance }) => ({
              code,
              name: called,
              distance,
            })),
          })
        }
        if (query.format === 'csv') {
          return fresh(reply)
            .type('text/csv; charset=utf-8')
            .header(
              'content-disposition',
              `attachment; filename="profile-${practice}-${asked.to}-${id}.csv"`,
            )
            .send(
              csvText([
                ['practice', 'to', 'measure', 'title', 'ratio', 'percentile', 'place', 'build'],
                ...measures.map(({ id: measure, title, ratio, percentile, place }) => [
                  practice,
                  asked.to,
                  measure,
                  title,
                  ratio,
                  percentile,
                  place === null ? 'usual' : place.direction === 'high' ? 'higher' : 'lower',
                  id,
                ]),
              ]),
            )
        }
        return sendPage(reply, profilePage(data))
      }),
  )
}
