import type { FastifyInstance } from 'fastify'
import { addMonths, lastDay, monthOf, parseMonth, type Month } from '../../core/month.ts'
import type { Db } from '../../stores/ledger/ledger.ts'
import { holds, type Viewer } from '../../stores/scope.ts'
import type { Context, RouteRights } from '../context.ts'
import { sendPage } from '../page-reply.ts'
import { startCounting } from './counting.ts'
import { meterPage, type MeterView } from './page.ts'
import { readPrompts } from './prompts.ts'
import { levelOf, readMeterRule, type MeterRule } from './rule.ts'
import { peopleAtLevels, readCounts, readOwnCounts } from './store.ts'
import { levelsOf, thingsOf, type LevelView } from './view.ts'

/** Everybody sees their own minutes; who watches the cap sees those of each level, without names. */
export const rights: RouteRights = { 'GET /meter': ['signed in'] }

const watchers = [
  'management-team',
  'administrator',
  'accountable-officer',
  'chair',
  'elected-gp',
  'lay-member',
  'nurse-member',
  'specialist-member',
] as const

/** The minutes asked of each level in a month, for whoever watches the cap; null for others. */
export const minutesAsked = async (
  db: Db,
  viewer: Viewer,
  rule: MeterRule,
  month: Month,
  today: string,
): Promise<readonly LevelView[] | null> => {
  if (!holds(viewer, ...watchers)) return null
  const [first, last] = [`${month}-01`, lastDay(month)]
  const counts = [
    ...(await readCounts(db, first, last)),
    ...(await readPrompts(db, rule, first, last, null)),
  ]
  return levelsOf(rule, counts, await peopleAtLevels(db, rule.levels, today))
}

const viewOf = async (
  db: Db,
  viewer: Viewer,
  rule: MeterRule,
  month: Month,
  today: string,
): Promise<MeterView> => {
  const [first, last] = [`${month}-01`, lastDay(month)]
  const { person } = viewer
  const own =
    person === null
      ? []
      : [
          ...(await readOwnCounts(db, person, first, last)),
          ...(await readPrompts(db, rule, first, last, person)),
        ]
  const levels = await minutesAsked(db, viewer, rule, month, today)
  const all =
    levels === null
      ? own
      : [
          ...(await readCounts(db, first, last)),
          ...(await readPrompts(db, rule, first, last, null)),
        ]
  const thisMonth = monthOf(today)
  return {
    month,
    months: Array.from({ length: 13 }, (_, i) => addMonths(thisMonth, -i)),
    levels,
    things: thingsOf(rule, all),
    own:
      person === null
        ? null
        : {
            minutes: own.reduce((sum, { seconds }) => sum + seconds, 0) / 60,
            capMinutes: levelOf(rule, viewer)?.capMinutes ?? null,
          },
  }
}

/** Counts what is asked of people, and shows it. */
export const routes = async (app: FastifyInstance, context: Context): Promise<void> => {
  const keep = startCounting(app, context)
  app.get<{ Querystring: { month?: string } }>('/meter', async (request, reply) => {
    await keep()
    const viewer = context.viewer(request)
    const rule = readMeterRule(context.home)
    const today = context.asAt()
    const month = parseMonth(request.query.month ?? '') ?? monthOf(today)
    const ledger = await context.ledger()
    const view = await ledger.read(viewer, (db) => viewOf(db, viewer, rule, month, today))
    return sendPage(reply, meterPage(view))
  })
}
