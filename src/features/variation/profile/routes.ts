import type { FastifyInstance, FastifyRequest } from 'fastify'
import { AppError } from '../../../core/refusal.ts'
import type { Served } from '../../../warehouse/served.ts'
import type { Context, RouteRights } from '../../context.ts'
import { withReleasable, type DisclosureRule } from '../../disclosure/disclosure.ts'
import { placesOf, stayAt } from '../../measures/measures.ts'
import { fresh, sendCsv, sendPage, sendPicture } from '../../page-reply.ts'
import { askedOfBuild, askedQuery } from '../asked.ts'
import { loadReleasable } from '../disclosed.ts'
import { amongOf } from '../finding.ts'
import { repliesOf } from '../replies/store.ts'
import { everySeries } from '../series.ts'
import { similarTo } from '../similar.ts'
import { placesChart } from './chart.ts'
import { profileCsv, profileData, type Profile, type ProfileLine } from './data.ts'
import { byDistance, profilePage } from './page.ts'

/** Who may ask a practice's profile. */
export const rights: RouteRights = {
  'GET /variation/practices/:practice': ['signed in'],
  'GET /variation/practices/:practice/chart.svg': ['signed in'],
}

type Of = { Params: { practice: string } }

/** A practice's profile: every measure on one page, where it lies, who is like it. */
export const routes = async (app: FastifyInstance, context: Context): Promise<void> => {
  const load = async (
    request: FastifyRequest<Of>,
    served: Served,
    rule: DisclosureRule | null,
  ): Promise<Profile> => {
    const viewer = context.viewer(request)
    const practice = request.params.practice.trim().toUpperCase()
    const query = askedQuery.parse(request.query)
    const places = await placesOf(served)
    const found = askedOfBuild(served.manifest, { ...query, practice })
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
    const [among, like, replies] = await Promise.all([
      amongOf(context, viewer, served, asked),
      similarTo(served, practice, asked.to),
      repliesOf(await context.ledger(), viewer, practice),
    ])
    const lines: ProfileLine[] = []
    for await (const series of everySeries(context, viewer, served, { among, practice })) {
      const view = await loadReleasable(served, series, asked, among, rule)
      if (view.own && view.own.ratio !== null && view.comparison.total.numerator > 0)
        lines.push({ view, own: view.own, reply: replies.get(view.measure.id) ?? null })
    }
    const { id, asAt } = served.manifest
    return { build: { id, asAt }, practice: { code: practice, name }, asked, lines, like }
  }

  app.get<Of>('/variation/practices/:practice', async (request, reply) =>
    withReleasable(context, context.viewer(request), async (served, rule) => {
      const profile = await load(request, served, rule)
      const { format } = askedQuery.parse(request.query)
      if (format === 'json') return fresh(reply).send(profileData(profile))
      if (format === 'csv') {
        const { practice, asked, build } = profile
        const name = `profile-${practice.code}-${asked.to}-${build.id}`
        return sendCsv(reply, name, profileCsv(profile))
      }
      return sendPage(reply, profilePage(profile))
    }),
  )
  app.get<Of>('/variation/practices/:practice/chart.svg', async (request, reply) =>
    withReleasable(context, context.viewer(request), async (served, rule) => {
      const { practice, lines } = await load(request, served, rule)
      return sendPicture(reply, placesChart(practice.name, byDistance(lines)))
    }),
  )
}
