import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { AppError } from '../../core/refusal.ts'
import type { Month } from '../../core/month.ts'
import { everything } from '../../stores/scope.ts'
import type { Context, RouteRights } from '../context.ts'
import { riskOfSet } from '../risk/risk.ts'
import { monthIn } from '../figures/figures.ts'
import { withServed } from '../statement/statement.ts'
import { sendPage } from '../page-reply.ts'
import { boundaryPage } from './page.ts'
import { loadAges, loadCandidates, loadProviders } from './store.ts'
import { viewOf } from './view.ts'

/** Planning a group is for those who lead one: the sums of a set are of whole practices. */
export const rights: RouteRights = {
  'GET /boundaries': [
    'elected-gp',
    'lay-member',
    'nurse-member',
    'specialist-member',
    'chair',
    'accountable-officer',
    'management-team',
    'analyst',
    'administrator',
    'practice-lead',
  ],
}

const codes = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => [value].flat())
  .catch([])

const query = z.object({
  practice: codes.optional(),
  chosen: z.string().optional(),
  month: z.string().max(10).optional(),
  risk: z.string().optional(),
})

const mostPractices = 400

const pathIn =
  (month: Month) =>
  (practices: readonly string[], risk = false): string => {
    const parameters = new URLSearchParams([
      ['month', month],
      ['chosen', 'yes'],
      ...practices.map((code) => ['practice', code]),
      ...(risk ? [['risk', 'yes']] : []),
    ])
    return `/boundaries?${parameters.toString()}`
  }

/** The boundary what-if: a set of practices by its address, the group as it is where none is named. */
export const routes = async (app: FastifyInstance, context: Context): Promise<void> => {
  app.get('/boundaries', async (request, reply) => {
    const asked = query.parse(request.query)
    return withServed(context, async (served) => {
      const month = monthIn(served, asked.month)
      const [group] = served.manifest.groups
      if (!group) {
        throw new AppError({
          code: 'membership-missing',
          message: 'No membership has been loaded, so there is no group to begin from.',
          remedy: 'Load a membership file, and close again.',
        })
      }
      const candidates = await loadCandidates(served, group.code, month)
      const members = candidates.filter(({ member }) => member)
      const picked = (
        asked.chosen === undefined && asked.practice === undefined
          ? members.map(({ practice }) => practice)
          : (asked.practice ?? [])
      ).slice(0, mostPractices)
      const known = candidates.filter(({ practice }) => picked.includes(practice))
      const chosen = known.map(({ practice }) => practice)
      const memberCodes = members.map(({ practice }) => practice)
      const [providers, ages] = [
        await loadProviders(served, chosen, month),
        await loadAges(served, chosen, memberCodes, month),
      ]
      const riskAsked = asked.risk === 'yes' && chosen.length > 0
      const localities = new Map(
        members.map(({ locality, locality_name: name }) => [locality, name]),
      )
      return sendPage(
        reply,
        boundaryPage({
          build: { id: served.manifest.id, asAt: served.manifest.asAt },
          month,
          view: viewOf(candidates, chosen, { providers, ages }),
          localities: [...localities]
            .map(([code, name]) => ({ code, name }))
            .toSorted((a, b) => (a.name < b.name ? -1 : 1)),
          pathOf: pathIn(month),
          risk: riskAsked ? await riskOfSet(everything, served, chosen, month) : null,
          riskAsked,
        }),
      )
    })
  })
}
