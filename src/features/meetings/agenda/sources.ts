import { addMonths, monthOf } from '../../../core/month.ts'
import { AppError } from '../../../core/refusal.ts'
import type { Viewer } from '../../../stores/scope.ts'
import { saidText } from '../../../ui/said.ts'
import { answeredSince, openConcernsOf, type OpenConcern } from '../../concerns/concerns.ts'
import type { Context } from '../../context.ts'
import { loadOrganisations, type Known } from '../../interests/interests.ts'
import { openOverview } from '../../overview/overview.ts'
import type { Sitting } from '../sitting/sitting.ts'
import { draftAgenda, type DraftItem, type FigureAsk, type Raised } from './draft.ts'

/** At most so many open ideas and concerns are proposed for one agenda. */
const mostOpen = 8

/** What the figures of a locality's newest month say is worth asking; nothing before the first close. */
const asksOf = async (context: Context, locality: string): Promise<readonly FigureAsk[]> => {
  const served = await context.served()
  if (!served) return []
  try {
    const month = served.manifest.months?.last
    if (month === undefined) return []
    for (const { code } of served.manifest.groups) {
      try {
        const view = await openOverview(served, code, locality, month, 'name')
        return view.asks.map((said) => ({
          text: saidText(said),
          name: `${month}/${saidText(said)}`,
        }))
      } catch (error) {
        if (!(error instanceof AppError)) throw error
      }
    }
    return []
  } finally {
    served.close()
  }
}

const raisedOf = (one: OpenConcern, known: Known): Raised => ({
  id: one.id,
  kind: one.kind,
  title: one.title,
  promisedBy: one.promisedBy,
  lateDays: one.lateDays,
  provider:
    one.provider === null
      ? null
      : { code: one.provider, name: known.providers.get(one.provider) ?? one.provider },
  path: one.path,
})

/** What the agenda of a locality's meeting could hold, drafted anew each time it is looked at; other bodies have none. */
export const draftFor = async (
  context: Context,
  viewer: Viewer,
  sitting: Sitting,
): Promise<readonly DraftItem[]> => {
  const { series, meeting, before, items } = sitting
  if (series.body !== 'locality' || series.place === null) return []
  if (meeting.state === 'held' || meeting.state === 'cancelled') return []
  const ledger = await context.ledger()
  const today = context.asAt()
  const since = before?.onDate ?? `${addMonths(monthOf(today), -1)}-01`
  const known = await loadOrganisations(context)
  const [open, answered, asks] = await Promise.all([
    openConcernsOf(ledger, viewer, series.place, today),
    answeredSince(ledger, viewer, series.place, since, today),
    asksOf(context, series.place),
  ])
  return draftAgenda(
    {
      answered: answered.map((one) => raisedOf(one, known)),
      open: open.slice(0, mostOpen).map((one) => raisedOf(one, known)),
      asks,
    },
    new Set(items.flatMap(({ origin }) => (origin === null ? [] : [origin]))),
  )
}
