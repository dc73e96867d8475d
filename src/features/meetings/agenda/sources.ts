import { addMonths, monthOf, type Month } from '../../../core/month.ts'
import { AppError } from '../../../core/refusal.ts'
import type { Viewer } from '../../../stores/scope.ts'
import { saidText, type Said } from '../../../ui/said.ts'
import type { Served } from '../../../warehouse/served.ts'
import { answeredSince, openConcernsOf, type OpenConcern } from '../../concerns/concerns.ts'
import type { Context } from '../../context.ts'
import { loadOrganisations, type Known } from '../../interests/interests.ts'
import { openOverview } from '../../overview/overview.ts'
import { openStatement } from '../../statement/statement.ts'
import type { Sitting } from '../sitting/sitting.ts'
import type { Series } from '../store/series.ts'
import { draftAgenda, type DraftItem, type FigureAsk, type Raised } from './draft.ts'

/** At most so many open ideas and concerns are proposed for one agenda. */
const mostOpen = 8

const askOf =
  (month: string) =>
  (said: Said): FigureAsk => ({ text: saidText(said), name: `${month}/${saidText(said)}` })

/** What a place's figures of the newest month say is worth asking; nothing where no group has the place. */
const asksOfPlace = async (
  served: Served,
  month: Month,
  locality: string | null,
): Promise<FigureAsk[]> => {
  for (const { code } of served.manifest.groups) {
    try {
      return (await openOverview(served, code, locality, month, 'name')).asks.map(askOf(month))
    } catch (error) {
      if (!(error instanceof AppError)) throw error
    }
  }
  return []
}

/**
 * What the newest month's figures say is worth asking by a body: of its practice, else of its locality or the group as they may leave
 * the group, since agendas are read outside it too. Nothing before the first close.
 */
const asksOf = async (context: Context, { body, place }: Series): Promise<FigureAsk[]> => {
  const ofPractice = body === 'practice'
  const served = await (ofPractice ? context.served() : context.servedReleased())
  if (!served) return []
  try {
    const month = served.manifest.months?.last
    if (month === undefined) return []
    if (!ofPractice) return await asksOfPlace(served, month, body === 'locality' ? place : null)
    const statement = await openStatement(served, place ?? '', undefined)
    return statement.asks.map(askOf(month))
  } catch (error) {
    if (error instanceof AppError) return []
    throw error
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

/**
 * Which ideas and concerns are a body's: a locality's are its own; a practice's are what its members raised; board and committees take
 * up what waits past the promised day, wherever it was raised.
 */
export const belongsTo = ({
  body,
  members,
}: Pick<Series, 'body' | 'members'>): ((one: OpenConcern) => boolean) => {
  if (body === 'locality') return () => true
  const people = new Set(members.map(({ person }) => person))
  return body === 'practice'
    ? ({ raisedBy }) => people.has(raisedBy)
    : ({ lateDays }) => lateDays > 0
}

/** What the agenda of a meeting could hold, drafted anew each time it is looked at. */
export const draftFor = async (
  context: Context,
  viewer: Viewer,
  sitting: Sitting,
): Promise<readonly DraftItem[]> => {
  const { series, meeting, before, items } = sitting
  const { body, place } = series
  if ((body === 'locality' || body === 'practice') && place === null) return []
  if (meeting.state === 'held' || meeting.state === 'cancelled') return []
  const ledger = await context.ledger()
  const today = context.asAt()
  const since = before?.onDate ?? `${addMonths(monthOf(today), -1)}-01`
  const known = await loadOrganisations(context)
  const locality = body === 'locality' ? place : null
  const own = belongsTo(series)
  const [open, answered, asks] = await Promise.all([
    openConcernsOf(ledger, viewer, locality, today),
    body === 'locality' || body === 'practice'
      ? answeredSince(ledger, viewer, locality, since, today)
      : [],
    asksOf(context, series),
  ])
  return draftAgenda(
    {
      answered: answered.filter(own).map((one) => raisedOf(one, known)),
      open: open
        .filter(own)
        .slice(0, mostOpen)
        .map((one) => raisedOf(one, known)),
      asks,
    },
    new Set(items.flatMap(({ origin }) => (origin === null ? [] : [origin]))),
  )
}
