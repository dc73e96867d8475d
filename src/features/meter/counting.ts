import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Viewer } from '../../stores/scope.ts'
import type { Context } from '../context.ts'
import { addedUp, askedBy, type Asked } from './count.ts'
import { levelOf, readMeterRule, type MeterRule } from './rule.ts'
import { keepCounts } from './store.ts'

const everyMilliseconds = 15_000
const mostOpened = 5000
const ruleHoldsMilliseconds = 60_000

const routeOf = (request: FastifyRequest): string =>
  `${request.method} ${request.routeOptions.url ?? ''}`

/** Files, calendar feeds, sign-in and the meter's own page ask nobody's time. */
export const asksNothing = (route: string): boolean =>
  /^(?:GET|POST) \/(?:assets|sign|session|passkey|meter|become|account|invitation|calendar)/.test(
    route,
  ) || /\.(?:csv|json|ics|xlsx)$/.test(route)

/** Counts what is asked of people in memory, and keeps it from time to time; a stop loses at most that time. */
export const startCounting = (app: FastifyInstance, context: Context): (() => Promise<void>) => {
  let waiting: Asked[] = []
  const opened = new Map<string, number>()
  let held: { rule: MeterRule; at: number } | null = null
  const rule = (): MeterRule => {
    if (held === null || performance.now() - held.at > ruleHoldsMilliseconds)
      held = { rule: readMeterRule(context.home), at: performance.now() }
    return held.rule
  }
  let timer: NodeJS.Timeout | null = null

  const sinceOpened = (known: MeterRule, person: number, route: string): number | null => {
    const form = known.forms.find(({ sends }) => sends === route)
    const name = `${person} ${form?.opens}`
    const at = form && opened.get(name)
    if (at === undefined) return null
    opened.delete(name)
    return (performance.now() - at) / 1000
  }
  const remember = (person: number, route: string): void => {
    const name = `${person} ${route}`
    opened.delete(name)
    opened.set(name, performance.now())
    const [oldest] = opened.keys()
    if (opened.size > mostOpened && oldest !== undefined) opened.delete(oldest)
  }

  const keep = async (): Promise<void> => {
    const counts = addedUp(waiting)
    waiting = []
    await keepCounts(await context.ledger(), counts, rule().version)
  }
  const count = (viewer: Viewer, route: string, status: number): void => {
    const { person } = viewer
    if (person === null || asksNothing(route)) return
    const known = rule()
    const level = levelOf(known, viewer)
    if (level === null) return
    const since = route.startsWith('POST') ? sinceOpened(known, person, route) : null
    const who = { person, level: level.id, on: context.asAt() }
    const asked = askedBy(known, route, status, who, since)
    if (route.startsWith('GET') && status === 200) remember(person, route)
    if (asked) waiting.push(asked)
  }

  app.addHook('onResponse', async (request, reply) => {
    if (request.is404 || reply.getHeader('content-type')?.toString().includes('json')) return
    count(context.viewer(request), routeOf(request), reply.statusCode)
  })
  app.addHook('onListen', async () => {
    timer = setInterval(() => {
      keep().catch((error: unknown) => app.log.error({ err: error }, 'minutes were not kept'))
    }, everyMilliseconds)
    timer.unref()
  })
  app.addHook('preClose', async () => {
    if (timer) clearInterval(timer)
    if (waiting.length > 0) await keep()
  })
  return keep
}
