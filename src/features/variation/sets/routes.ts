import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Refusal } from '../../../core/refusal.ts'
import { button, errorAt, errorSummary, form, textArea, textInput } from '../../../ui/form.ts'
import { csvText } from '../../../ui/csv.ts'
import { html, type Html } from '../../../ui/html.ts'
import { page } from '../../../ui/layout.ts'
import { dataTable } from '../../../ui/table.ts'
import type { Context, RouteRights } from '../../context.ts'
import { placesOf } from '../../measures/measures.ts'
import { bodyOf, fresh, sendCsv, sendPage } from '../../page-reply.ts'
import { withServed } from '../../statement/statement.ts'
import { askedQuery } from '../asked.ts'
import { decideSet, keepSet, practiceSets, type PracticeSet } from './store.ts'

/** Who may ask the addresses of sets of practices. */
export const rights: RouteRights = {
  'GET /variation/sets': ['signed in'],
  'POST /variation/sets': ['signed in'],
}

const typed = z.object({ name: z.string().catch(''), practices: z.string().catch('') })
type Typed = z.infer<typeof typed>

const setsCsv = (sets: readonly PracticeSet[]): string =>
  csvText([
    ['name', 'practice', 'by', 'on'],
    ...sets.flatMap(({ name, practices, byName, on }) =>
      practices.map((practice) => [name, practice, byName, on]),
    ),
  ])

const setsPage = (
  sets: readonly PracticeSet[],
  csrf: string,
  kept: Typed,
  refusals: readonly Refusal[],
): Html =>
  page({
    title: 'Sets of practices',
    section: 'variation',
    breadcrumbs: [{ text: 'Variation', href: '/variation' }],
    alternatives: [
      { text: 'JSON', href: '/variation/sets?format=json' },
      { text: 'CSV', href: '/variation/sets?format=csv' },
      { text: 'OpenAPI', href: '/variation/openapi.json' },
    ],
    body: html`${errorSummary(refusals)}
      <h1 class="nhsuk-heading-l">Sets of practices</h1>
      <p>
        Practices that belong together for a reason of your own: a network, rural practices, those
        that share a pharmacist. Every measure can be shown among them.
      </p>
      ${dataTable<PracticeSet>({
        caption: 'Saved sets',
        captionSize: 'm',
        rows: sets,
        empty: 'No set has been saved yet.',
        columns: [
          {
            heading: 'Set',
            cell: ({ name }) =>
              html`<a
                class="nhsuk-link"
                href="/variation?among=${encodeURIComponent(`set:${name}`)}"
                >${name}</a
              >`,
          },
          { heading: 'Practices', cell: ({ practices }) => practices.join(', ') },
          { heading: 'By', cell: ({ byName }) => byName },
        ],
      })}
      <h2 class="nhsuk-heading-m">Save a set</h2>
      ${form({
        action: '/variation/sets',
        csrf,
        body: html`${textInput({ name: 'name', label: 'Name', value: kept.name, error: errorAt(refusals, 'name') })}
        ${textArea({
          name: 'practices',
          label: 'Codes of practices',
          hint: 'One to a line, or with commas. The same name again changes the set; none ends it.',
          value: kept.practices,
          error: errorAt(refusals, 'practices'),
        })}
        ${button({ text: 'Save' })}`,
      })}`,
  })

/** The list of sets, and saving one. */
export const routes = async (app: FastifyInstance, context: Context): Promise<void> => {
  app.get('/variation/sets', async (request, reply) => {
    const sets = await practiceSets(await context.ledger(), context.viewer(request))
    const { format } = askedQuery.parse(request.query)
    if (format === 'json') return fresh(reply).send(sets)
    if (format === 'csv') return sendCsv(reply, 'sets-of-practices', setsCsv(sets))
    return sendPage(reply, setsPage(sets, context.csrf(request), { name: '', practices: '' }, []))
  })
  app.post('/variation/sets', async (request, reply) => {
    const viewer = context.viewer(request)
    const kept = typed.parse(bodyOf(request))
    const names = await withServed(context, async (served) => (await placesOf(served)).names)
    const decided = decideSet(kept, (code) => names.has(code))
    const ledger = await context.ledger()
    if (!decided.ok) {
      const sets = await practiceSets(ledger, viewer)
      return sendPage(reply, setsPage(sets, context.csrf(request), kept, [decided.refusal]), 422)
    }
    await keepSet(ledger, viewer, decided.value, context.asAt())
    return reply.redirect('/variation/sets', 303)
  })
}
