import type { FastifyInstance, FastifyRequest } from 'fastify'
import { AppError, type Refusal } from '../../core/refusal.ts'
import { practicesOf, type Viewer } from '../../stores/scope.ts'
import type { Context, RouteRights } from '../context.ts'
import { insiders } from '../rights.ts'
import { placesOf } from '../measures/measures.ts'
import { bodyOf, fresh, sendCsv, sendPage, sendPicture } from '../page-reply.ts'
import { withServed } from '../statement/statement.ts'
import { askedQuery, membersSeries } from '../variation/variation.ts'
import { changesOf, usualRule } from './changes.ts'
import { changesChart } from './chart.ts'
import { alertsCsv, alertsData, openApi } from './data.ts'
import { alertsPage, typedChoice, type Shown, type TypedChoice } from './page.ts'
import { choicesNow, keepChoice } from './store.ts'

/** Who may ask the addresses of alerts. */
export const rights: RouteRights = {
  'GET /variation/alerts': insiders,
  'GET /variation/alerts/chart.svg': insiders,
  'GET /variation/alerts/openapi.json': ['anyone'],
  'POST /variation/alerts': insiders,
}

const decide = (
  kept: TypedChoice,
  known: ReadonlySet<string>,
): { least: number; refusals: Refusal[] } => {
  const least = Number(kept.least)
  return {
    least,
    refusals: [
      ...(known.has(kept.practice)
        ? []
        : [
            {
              code: 'alert-invalid',
              message: 'Choose a practice.',
              remedy: 'One of the list.',
              where: 'practice',
            },
          ]),
      ...(Number.isInteger(least) && least >= 1 && least <= 1000
        ? []
        : [
            {
              code: 'alert-invalid',
              message: 'Write a whole number from 1 to 1,000.',
              remedy: 'Ten is usual.',
              where: 'least',
            },
          ]),
    ],
  }
}

const noPerson = (): AppError =>
  new AppError({
    code: 'not-allowed',
    message: 'Mail goes to a person, and nobody is signed in.',
    remedy: 'Sign in first.',
  })

const notYours = (practice: string): AppError =>
  new AppError({
    code: 'alert-invalid',
    message: `${practice.slice(0, 20)} is no practice whose changes are told to you.`,
    remedy: 'Choose one from the list on the page.',
    where: 'practice',
  })

/** Choosing how often word comes, and seeing what would be written now. */
export const routes = async (app: FastifyInstance, context: Context): Promise<void> => {
  const load = (viewer: Viewer, kept: TypedChoice | null, asked?: string): Promise<Shown> =>
    withServed(context, async (served) => {
      const ledger = await context.ledger()
      const { groups, id, asAt } = served.manifest
      const places = await placesOf(served)
      const mine = practicesOf(viewer)
      const members = [
        ...new Set(places.stays.filter(({ to }) => to === null).map(({ practice }) => practice)),
      ]
      const practices = (mine.length > 0 ? mine : members).map((code) => ({
        value: code,
        text: places.names.get(code) ?? code,
      }))
      const before = (await ledger.read(viewer, choicesNow)).find(
        ({ person }) => person === viewer.person,
      )
      const shown: TypedChoice = kept ?? {
        cadence: before?.cadence ?? 'monthly',
        practice: before?.practice ?? practices[0]?.value ?? '',
        least: String(before?.leastExpected ?? usualRule.leastExpected),
      }
      const wanted = asked ?? shown.practice
      const one = practices.find(({ value }) => value === wanted)
      if (asked !== undefined && !one) throw notYours(asked)
      const rule = { ...usualRule, leastExpected: before?.leastExpected ?? usualRule.leastExpected }
      const all = await membersSeries(context, viewer, served)
      return {
        build: { id, asAt },
        typed: shown,
        practices,
        practice: one === undefined ? null : { code: one.value, name: one.text },
        rule,
        changes: one ? await changesOf(served, all, groups[0]?.code ?? '', one.value, rule) : [],
      }
    })
  const shownTo = (request: FastifyRequest): Promise<Shown> =>
    load(context.viewer(request), null, askedQuery.parse(request.query).practice)

  app.get('/variation/alerts/openapi.json', (_, reply) => fresh(reply).send(openApi()))

  app.get('/variation/alerts', async (request, reply) => {
    const shown = await shownTo(request)
    const { format } = askedQuery.parse(request.query)
    if (format === 'html') return sendPage(reply, alertsPage(shown, context.csrf(request)))
    const { build, practice, rule, changes } = shown
    const data = alertsData(build, practice, rule, changes)
    return format === 'json'
      ? fresh(reply).send(data)
      : sendCsv(reply, `changes-${practice?.code ?? 'none'}-${build.id}`, alertsCsv(data))
  })

  app.get('/variation/alerts/chart.svg', async (request, reply) => {
    const { practice, changes } = await shownTo(request)
    return sendPicture(reply, changesChart(practice?.name ?? '', changes))
  })

  app.post('/variation/alerts', async (request, reply) => {
    const viewer = context.viewer(request)
    if (viewer.person === null) throw noPerson()
    const kept = typedChoice.parse(bodyOf(request))
    const shown = await load(viewer, kept)
    const { least, refusals } = decide(kept, new Set(shown.practices.map(({ value }) => value)))
    if (refusals.length > 0)
      return sendPage(reply, alertsPage(shown, context.csrf(request), refusals), 422)
    const group = await withServed(context, async (served) => served.manifest.groups[0]?.code ?? '')
    await keepChoice(
      await context.ledger(),
      viewer,
      {
        person: viewer.person,
        cadence: kept.cadence,
        practice: kept.practice,
        group,
        leastExpected: least,
      },
      context.asAt(),
    )
    return reply.redirect('/variation/alerts', 303)
  })
}
