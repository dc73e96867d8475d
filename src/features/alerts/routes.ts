import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { AppError, type Refusal } from '../../core/refusal.ts'
import { practicesOf, type Viewer } from '../../stores/scope.ts'
import { button, errorAt, errorSummary, form, radios, select, textInput } from '../../ui/form.ts'
import { html, type Html } from '../../ui/html.ts'
import { page } from '../../ui/layout.ts'
import type { Context, RouteRights } from '../context.ts'
import { insiders } from '../rights.ts'
import { placesOf } from '../measures/measures.ts'
import { bodyOf, sendPage } from '../page-reply.ts'
import { withServed } from '../statement/statement.ts'
import { everySeries } from '../variation/variation.ts'
import { changesOf, usualRule, type MeasureChange } from './changes.ts'
import { changeText } from './letter.ts'
import { choicesNow, keepChoice } from './store.ts'

/** Who may ask the addresses of alerts. */
export const rights: RouteRights = {
  'GET /variation/alerts': insiders,
  'POST /variation/alerts': insiders,
}

const typed = z.object({
  cadence: z.enum(['never', 'monthly', 'quarterly']).catch('monthly'),
  practice: z.string().trim().toUpperCase().catch(''),
  least: z.string().trim().catch('10'),
})
type Typed = z.infer<typeof typed>

type Shown = {
  typed: Typed
  practices: readonly { value: string; text: string }[]
  changes: readonly MeasureChange[]
  csrf: string
  refusals: readonly Refusal[]
}

const alertsPage = ({ typed: kept, practices, changes, csrf, refusals }: Shown): Html =>
  page({
    title: 'Word by mail',
    section: 'variation',
    breadcrumbs: [{ text: 'Variation', href: '/variation' }],
    body: html`${errorSummary(refusals)}
      <h1 class="nhsuk-heading-l">Word by mail when something changes</h1>
      <p>
        A measure’s place in the group is followed month by month. Word is sent when it moves beyond
        its ordinary variation and is still moving: which way, how far, since when.
      </p>
      ${form({
        action: '/variation/alerts',
        csrf,
        body: html`${radios({
          name: 'cadence',
          label: 'How often?',
          value: kept.cadence,
          inline: true,
          items: [
            { value: 'monthly', text: 'monthly' },
            { value: 'quarterly', text: 'quarterly' },
            { value: 'never', text: 'never' },
          ],
        })}
        ${select({
          name: 'practice',
          label: 'Of which practice?',
          value: kept.practice,
          error: errorAt(refusals, 'practice'),
          items: practices,
        })}
        ${textInput({
          name: 'least',
          label: 'Only where a month leads one to expect at least this many items or attendances',
          hint: 'Below 10, chance alone writes often.',
          value: kept.least,
          width: 4,
          inputmode: 'numeric',
          error: errorAt(refusals, 'least'),
        })}
        ${button({ text: 'Save' })}`,
      })}
      <h2 class="nhsuk-heading-m">What would be written now</h2>
      ${
        changes.length === 0
          ? html`<p>Nothing has changed beyond its ordinary variation.</p>`
          : html`<ul class="nhsuk-list nhsuk-list--bullet">
              ${changes.map(
                (one) =>
                  html`<li>
                    <a
                      class="nhsuk-link"
                      href="/variation/measures/${one.measure.id}?practice=${kept.practice}"
                      >${one.measure.title}</a
                    >: ${changeText(one).slice(one.measure.title.length + 2)}
                  </li>`,
              )}
            </ul>`
      }`,
  })

const decide = (
  kept: Typed,
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

/** Choosing how often word comes, and seeing what would be written now. */
export const routes = async (app: FastifyInstance, context: Context): Promise<void> => {
  const load = (viewer: Viewer, kept: Typed | null): Promise<Omit<Shown, 'csrf' | 'refusals'>> =>
    withServed(context, async (served) => {
      const ledger = await context.ledger()
      const group = served.manifest.groups[0]?.code ?? ''
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
      const shown: Typed = kept ?? {
        cadence: before?.cadence ?? 'monthly',
        practice: before?.practice ?? practices[0]?.value ?? '',
        least: String(before?.leastExpected ?? usualRule.leastExpected),
      }
      const all = await everySeries(context, viewer, served)
      return {
        typed: shown,
        practices,
        changes: await changesOf(served, all, group, shown.practice),
      }
    })

  app.get('/variation/alerts', async (request, reply) => {
    const shown = await load(context.viewer(request), null)
    return sendPage(reply, alertsPage({ ...shown, csrf: context.csrf(request), refusals: [] }))
  })

  app.post('/variation/alerts', async (request, reply) => {
    const viewer = context.viewer(request)
    if (viewer.person === null) throw noPerson()
    const kept = typed.parse(bodyOf(request))
    const shown = await load(viewer, kept)
    const { least, refusals } = decide(kept, new Set(shown.practices.map(({ value }) => value)))
    if (refusals.length > 0)
      return sendPage(reply, alertsPage({ ...shown, csrf: context.csrf(request), refusals }), 422)
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
