import type { FastifyInstance, FastifyRequest } from 'fastify'
import { financialYear, monthOf } from '../../core/month.ts'
import { AppError } from '../../core/refusal.ts'
import { everything, holds, practicesOf, type Viewer } from '../../stores/scope.ts'
import type { Context, RouteRights } from '../context.ts'
import { inForce, readVersions } from '../budgets/budgets.ts'
import { loadMovements } from '../changes/changes.ts'
import { countWaiting, openConcernsOf, type OpenConcern } from '../concerns/concerns.ts'
import { readStatus } from '../data-status/data-status.ts'
import { changeWords, readKnownChanges } from '../forecast/forecast.ts'
import { monthIn, namesOf } from '../figures/figures.ts'
import { readComing, readMeetings, readSeries } from '../meetings/meetings.ts'
import { holdsIn, readMembership, signaturesMissing } from '../membership/membership.ts'
import { levelOf, minutesAsked, readMeterRule, statementsOpened } from '../meter/meter.ts'
import { openOverview } from '../overview/overview.ts'
import { sendPage } from '../page-reply.ts'
import { fourSentences, readMoved, readPaper } from '../position/position.ts'
import {
  groupPath,
  openStatement,
  readerOf,
  statementPath,
  type Reader,
} from '../statement/statement.ts'
import { monthPeople } from '../rights.ts'
import { loadTopics } from '../topics/topics.ts'
import { monthEnd, newestMonth } from './month-end.ts'
import { startPage } from './page.ts'
import { parts, type NextMeeting, type Part, type Position, type StartView } from './view.ts'

/** Everybody signed in has a page to begin at; what it shows is cut to them. */
export const rights: RouteRights = { 'GET /start': ['signed in'] }

/** A figure that cannot be shown to this person, or is not there, leaves its place empty. */
const orNull = async <T>(work: () => Promise<T>): Promise<T | null> => {
  try {
    return await work()
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}

const positions = async (
  context: Context,
  viewer: Viewer,
  reader: Reader | null,
): Promise<Pick<StartView, 'practice' | 'group' | 'hasFigures'>> => {
  const served = await context.served()
  if (served === null) return { practice: null, group: null, hasFigures: false }
  try {
    const [code] = practicesOf(viewer)
    const practice =
      code === undefined
        ? null
        : await orNull(async (): Promise<Position> => {
            const {
              practice: own,
              says,
              asks,
            } = await openStatement(served, code, undefined, reader)
            return { name: own.name, path: statementPath(code), says, asks }
          })
    const [first] = served.manifest.groups
    const group =
      first === undefined
        ? null
        : await orNull(async (): Promise<Position> => {
            const month = monthIn(served, undefined)
            const { says, asks } = await openOverview(served, first.code, null, month, 'name')
            return { name: first.name, path: groupPath(first.code), says, asks }
          })
    return { practice, group, hasFigures: true }
  } finally {
    served.close()
  }
}

const partOf = (level: string | undefined, { appointments }: Viewer): Part =>
  parts.find((known) => known === level) ??
  (appointments.some(({ role }) => monthPeople.includes(role)) ? 'month' : 'other')

const readStanding = async (context: Context, viewer: Viewer): Promise<readonly string[]> => {
  const paper = await orNull(() => readPaper(context, viewer))
  return paper === null ? [] : fourSentences(paper)
}

/** Approved schemes of the first group, in words; null where no build names a group. */
const readSchemes = async (context: Context, viewer: Viewer): Promise<StartView['schemes']> => {
  const served = await context.served()
  if (served === null) return null
  const [group] = served.manifest.groups
  served.close()
  if (!group) return null
  const ledger = await context.ledger()
  const changes = await ledger.read(viewer, (db) => readKnownChanges(db, group.code))
  const schemes = changes.filter(({ kind }) => kind === 'scheme')
  return {
    group: group.code,
    inForce: schemes.map((scheme) => `${scheme.name}: ${changeWords(scheme)}`),
  }
}

/** Month-end as it stands and what moved; null where nothing has been closed. */
const readMonthEnd = async (
  context: Context,
  viewer: Viewer,
  lateConcerns: number,
): Promise<Pick<StartView, 'monthEnd' | 'movements'>> => {
  const served = await context.served()
  if (served === null) return { monthEnd: null, movements: null }
  try {
    const movements = await loadMovements(everything, served)
    const names = await namesOf(everything, served)
    const groups = new Set(served.manifest.groups.map(({ code }) => code))
    const status = await readStatus(everything, context.home, served)
    const month = newestMonth(status)
    const ledger = await context.ledger()
    const reading = await ledger.read(viewer, async (db) => {
      const { spells } = await readMembership(db)
      const codes = spells
        .filter((spell) => groups.has(spell.group) && holdsIn(spell, monthOf(context.asAt())))
        .map(({ practice }) => practice)
      return {
        month: served.manifest.months?.last ?? null,
        practices: [...new Set(codes)].map((code) => ({ code, name: names.of('practice', code) })),
        opened: await statementsOpened(db, readMeterRule(context.home), status.build.asAt),
      }
    })
    const budgets =
      month === null
        ? []
        : await ledger.read(viewer, (db) =>
            Promise.all(
              served.manifest.groups.map(async ({ code, name }) => ({
                group: { code, name },
                version: inForce(
                  await readVersions(db, { group: code, year: financialYear(month) }),
                  month,
                ),
              })),
            ),
          )
    return { monthEnd: monthEnd(status, budgets, lateConcerns, reading), movements }
  } finally {
    served.close()
  }
}

/** The topics that a person leads, each with its page where the group has one of that name. */
const topicsOf = ({ appointments }: Viewer): StartView['topics'] => {
  const known = loadTopics()
  return appointments.flatMap(({ role, topic }) => {
    if (role !== 'topic-lead' || topic === null || topic === 'locality') return []
    const page = known.find(({ title }) => title.toLowerCase() === topic.toLowerCase())
    return [{ name: topic, path: page ? `/topics/${page.id}` : null }]
  })
}

const viewOf = async (context: Context, request: FastifyRequest): Promise<StartView> => {
  const viewer = context.viewer(request)
  const today = context.asAt()
  const rule = readMeterRule(context.home)
  const part = partOf(levelOf(rule, viewer)?.id, viewer)
  const ledger = await context.ledger()
  const open = await openConcernsOf(ledger, viewer, null, today)
  const kept = await ledger.read(viewer, async (db) => {
    const series = await readSeries(db, today)
    const sits = new Set(
      series
        .filter(({ members }) => members.some(({ person }) => person === viewer.person))
        .map(({ id }) => id),
    )
    // Those that a person sits in; whoever sits in none is shown what the group holds.
    const next = (await readMeetings(db))
      .filter(({ onDate, series: of }) => onDate >= today && (sits.size === 0 || sits.has(of)))
      .toSorted((a, b) => (a.onDate < b.onDate ? -1 : 1))
      .slice(0, 4)
    const meetings = next.map(({ id, onDate: on, place, series: of }): NextMeeting => ({
      id,
      on,
      place,
      title: series.find((each) => each.id === of)?.name ?? 'Meeting',
    }))
    return {
      meetings,
      coming:
        part === 'board' ? await orNull(() => readComing(db, context.home, 'board', today)) : null,
      unsigned: await signaturesMissing(db, practicesOf(viewer), today),
      minutes: await minutesAsked(db, viewer, rule, monthOf(today), today),
      waiting: await countWaiting(db, today),
    }
  })
  const own = (one: OpenConcern): boolean => one.raisedBy === viewer.person
  return {
    part,
    name: viewer.name,
    me: viewer.person,
    keepsPeople: holds(viewer, 'administrator', 'management-team'),
    standing: part === 'board' ? await readStanding(context, viewer) : [],
    moved: part === 'board' ? await readMoved(context, viewer) : null,
    schemes: part === 'board' ? await readSchemes(context, viewer) : null,
    topics: topicsOf(viewer),
    ...(await positions(context, viewer, await readerOf(context, request))),
    concerns: {
      raised: open.filter(own),
      owned: open.filter(({ owner }) => owner !== null && owner.person === viewer.person),
    },
    ...(part === 'month'
      ? await readMonthEnd(context, viewer, kept.waiting.late)
      : { monthEnd: null, movements: null }),
    ...kept,
  }
}

/** The page at which each person begins. */
export const routes = async (app: FastifyInstance, context: Context): Promise<void> => {
  app.get('/start', async (request, reply) =>
    sendPage(reply, startPage(await viewOf(context, request))),
  )
}
