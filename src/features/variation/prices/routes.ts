import type { FastifyInstance } from 'fastify'
import { formatMonth } from '../../../core/month.ts'
import { html, type Html } from '../../../ui/html.ts'
import { page } from '../../../ui/layout.ts'
import { formatCount } from '../../../ui/money.ts'
import { dataTable } from '../../../ui/table.ts'
import type { Context, RouteRights } from '../../context.ts'
import { placesOf } from '../../measures/measures.ts'
import { sendPage } from '../../page-reply.ts'
import { withServed } from '../../statement/statement.ts'
import { askedOf, askedQuery } from '../asked.ts'
import { poundsText } from '../words.ts'
import { ofGroup, ofPractice, pricesOf, type GroupSet, type PricedSet } from './prices.ts'

/** Who may ask prices per unit. */
export const rights: RouteRights = { 'GET /variation/prices': ['signed in'] }

const pence = (value: number): string => `${value.toFixed(value < 10 ? 2 : 1)}p`
const most = 50

const practiceTable = (rows: readonly PricedSet[]): Html =>
  dataTable<PricedSet>({
    caption: 'What could change, the largest first',
    captionSize: 'm',
    rows: rows.slice(0, most),
    empty: 'Nothing of £10 or more in the month: there is nothing here to save.',
    columns: [
      { heading: 'Change to the cheapest product of', cell: ({ name }) => name },
      {
        heading: 'Quantity',
        numeric: true,
        cell: ({ quantity }) => formatCount(Math.round(quantity)),
      },
      { heading: 'Paid for each', numeric: true, cell: ({ price }) => pence(price) },
      { heading: 'A tenth of practices pay', numeric: true, cell: ({ target }) => pence(target) },
      {
        heading: 'Saving in the month',
        numeric: true,
        cell: ({ saving }) => poundsText(saving / 100),
      },
    ],
  })

const groupTable = (rows: readonly GroupSet[]): Html =>
  dataTable<GroupSet>({
    caption: 'What could change, the largest first',
    captionSize: 'm',
    rows: rows.slice(0, most),
    empty: 'Nothing of £200 or more in the month.',
    columns: [
      { heading: 'Change to the cheapest product of', cell: ({ name }) => name },
      {
        heading: 'Saving in the month',
        numeric: true,
        cell: ({ saving }) => poundsText(saving / 100),
      },
      { heading: 'Practices', numeric: true, cell: ({ practices }) => formatCount(practices) },
      { heading: 'Half made by', numeric: true, cell: ({ half }) => formatCount(half) },
    ],
  })

/** Prices per unit of a practice, or of the group. */
export const routes = async (app: FastifyInstance, context: Context): Promise<void> => {
  app.get('/variation/prices', async (request, reply) =>
    withServed(context, async (served) => {
      const { months, groups, id, asAt } = served.manifest
      const group = groups[0]?.code ?? ''
      const asked = askedOf(
        askedQuery.parse(request.query),
        months ?? { first: '2000-01', last: '2000-01' },
        group,
      )
      const all = await pricesOf(served, group, asked.to)
      const { names } = await placesOf(served)
      const { practice } = asked
      const name =
        practice === null ? (groups[0]?.name ?? 'the group') : (names.get(practice) ?? practice)
      const own = practice === null ? [] : ofPractice(all, practice)
      const whole = practice === null ? ofGroup(all) : []
      const sum = [...own, ...whole].reduce((total, { saving }) => total + saving, 0)
      return sendPage(
        reply,
        page({
          title: `Prices for each unit, ${name}`,
          build: { id, asAt },
          section: 'variation',
          breadcrumbs: [{ text: 'Variation', href: '/variation' }],
          body: html`<div class="steward-lead">
              <h1 class="nhsuk-heading-l">Prices for each unit: ${name}</h1>
              <p class="steward-says">
                In ${formatMonth(asked.to)} the same drugs at the price that a tenth of practices
                pay would have cost ${poundsText(sum / 100)} less.
              </p>
              <p class="steward-note">
                List price less the discount of the month. Ask the pharmacist whether the cheaper
                product can be had.
              </p>
            </div>
            ${practice === null ? groupTable(whole) : practiceTable(own)}`,
        }),
      )
    }),
  )
}
