import type { FastifyInstance, FastifyRequest } from 'fastify'
import { formatMonth, monthRange } from '../../../core/month.ts'
import { paidShare } from '../../../engines/measures/price-per-unit.ts'
import { csvText } from '../../../ui/csv.ts'
import { html, type Html } from '../../../ui/html.ts'
import { page } from '../../../ui/layout.ts'
import { formatCount } from '../../../ui/money.ts'
import { details } from '../../../ui/nhsuk.ts'
import { dataTable, type TableColumn } from '../../../ui/table.ts'
import type { Served } from '../../../warehouse/served.ts'
import type { Context, RouteRights } from '../../context.ts'
import { withReleasable } from '../../disclosure/disclosure.ts'
import { placesOf } from '../../measures/measures.ts'
import { fresh, sendCsv, sendPage, sendPicture } from '../../page-reply.ts'
import { askedOfBuild, askedQuery, firstMonth, queryOf, type Asked } from '../asked.ts'
import type { PricesData } from '../open-api.ts'
import { poundsText } from '../words.ts'
import { pricesChart } from './chart.ts'
import { ofPlace, pricesOf, type PlaceSet } from './prices.ts'

/** Who may ask prices per unit. */
export const rights: RouteRights = {
  'GET /variation/prices': ['signed in'],
  'GET /variation/prices/chart.svg': ['signed in'],
}

type Shown = {
  build: { id: string; asAt: string }
  place: { code: string; name: string }
  asked: Asked
  /** Whether prescribing of these months is loaded: without it nothing can be said. */
  loaded: boolean
  sets: readonly PlaceSet[]
}

const pence = (value: number): string => `${value.toFixed(value < 10 ? 2 : 1)}p`
const most = 50
const percent = (paid: number): string => `${Number((100 * (1 - paid)).toFixed(2))}%`

const columns = (practice: boolean): TableColumn<PlaceSet>[] => [
  {
    heading: 'Change to the cheapest product of',
    cell: ({ set, name }) =>
      html`<a class="nhsuk-link" href="/opportunities/prices/${set}">${name}</a>`,
  },
  {
    heading: 'Quantity',
    numeric: true,
    wide: true,
    cell: ({ quantity }) => formatCount(Math.round(quantity)),
  },
  { heading: 'Paid for each', numeric: true, cell: ({ cost, quantity }) => pence(cost / quantity) },
  {
    heading: 'A tenth of practices pay',
    numeric: true,
    cell: ({ targetCost, quantity }) => pence(targetCost / quantity),
  },
  { heading: 'Saving', numeric: true, cell: ({ saving }) => poundsText(saving / 100) },
  ...(practice
    ? []
    : [
        {
          heading: 'Half made by',
          numeric: true,
          cell: ({ half, practices }: PlaceSet) =>
            `${formatCount(half)} of ${formatCount(practices.length)}`,
        },
      ]),
]

const dataOf = ({ build, place, asked, sets }: Shown): PricesData => ({
  build: build.id,
  asAt: build.asAt,
  place,
  from: firstMonth(asked),
  to: asked.to,
  sets: sets.map(({ set, name, quantity, cost, targetCost, saving, practices, half }) => ({
    set,
    name,
    quantity: Math.round(quantity),
    costPounds: Math.round(cost) / 100,
    targetPounds: Math.round(targetCost) / 100,
    savingPounds: Math.round(saving) / 100,
    practices: practices.length,
    half,
  })),
})

const csvOf = (data: PricesData): string => {
  const [first] = data.sets
  return csvText([Object.keys(first ?? { set: '' }), ...data.sets.map((set) => Object.values(set))])
}

const spanText = ({ span, to }: Asked): string =>
  span === 1 ? formatMonth(to) : `the ${span} months to ${formatMonth(to)}`

const pageOf = ({ build, place, asked, sets, loaded }: Shown): Html => {
  const sum = sets.reduce((total, { saving }) => total + saving, 0)
  const practice = asked.practice !== null
  const span = spanText(asked)
  return page({
    title: `Prices for each unit, ${place.name}`,
    build,
    section: 'variation',
    breadcrumbs: [{ text: 'Variation', href: '/variation' }],
    alternatives: [
      ...(['json', 'csv'] as const).map((format) => ({
        text: format.toUpperCase(),
        href: `/variation/prices?${queryOf(asked, { format })}`,
      })),
      { text: 'OpenAPI', href: '/variation/openapi.json' },
    ],
    body: html`<div class="steward-lead">
        <h1 class="nhsuk-heading-l">Prices for each unit: ${place.name}</h1>
        <p class="steward-says">
          ${
            loaded
              ? html`In ${span} the same drugs at the price that a tenth of practices pay would have
                  cost <strong>${poundsText(sum / 100)}</strong> less.`
              : `No prescribing of ${span} is loaded, so no price can be compared. Load prescribing, and close again.`
          }
        </p>
        <p class="steward-note">
          List price less the discount of the month. Savings of less than
          ${practice ? '£10' : '£200'} in a month are left out. Ask the pharmacist whether the
          cheaper product can be had.
        </p>
      </div>
      ${pricesChart(place.name, span, sets)}
      ${
        sets.length > 0 &&
        html`<p class="steward-screen">
          <a class="nhsuk-link" href="/variation/prices/chart.svg?${queryOf(asked)}"
            >The chart as a picture</a
          >
        </p>`
      }
      ${dataTable<PlaceSet>({
        caption:
          sets.length > most
            ? `What could change: the ${most} largest of ${formatCount(sets.length)}; all are in the CSV`
            : 'What could change, the largest first',
        captionSize: 'm',
        rows: sets.slice(0, most),
        empty: !loaded
          ? 'No prescribing is loaded.'
          : `Nothing of ${practice ? '£10' : '£200'} or more in a month: there is nothing here to save.`,
        columns: columns(practice),
      })}
      ${definition}`,
  })
}

const definition = details({
  summaryText: 'The definition: how a price for each unit is worked out',
  html: html`<ul class="nhsuk-list nhsuk-list--bullet">
    <li>A set is a generic and its brands of the same form and strength, by their BNF codes.</li>
    <li>
      A price is the list cost less discount, divided by the quantity. Off the list price:
      ${percent(paidShare('generic', '2024-03', false))} until March 2024; from April 2024
      ${percent(paidShare('generic', '2024-04', false))} for generics,
      ${percent(paidShare('brand', '2024-04', false))} for brands,
      ${percent(paidShare('appliance', '2024-04', false))} for appliances.
    </li>
    <li>The target is the price that a tenth of the practices pay, or less.</li>
    <li>
      A saving is the quantity times what is paid above the target, month by month; nought where a
      practice pays less.
    </li>
  </ul>`,
})

const load = async (served: Served, request: FastifyRequest): Promise<Shown> => {
  const { groups, id, asAt } = served.manifest
  const code = groups[0]?.code ?? ''
  const asked = askedOfBuild(served.manifest, request.query)
  const all = await pricesOf(served, code, { from: firstMonth(asked), to: asked.to })
  const { names } = await placesOf(served)
  const { practice } = asked
  return {
    build: { id, asAt },
    place:
      practice === null
        ? { code, name: groups[0]?.name ?? 'the group' }
        : { code: practice, name: names.get(practice) ?? practice },
    asked,
    loaded: served.lakeFiles('prescribing', monthRange(firstMonth(asked), asked.to)).length > 0,
    sets:
      practice === null ? ofPlace(all, 'locality') : ofPlace(all, 'practice', new Set([practice])),
  }
}

/** Prices per unit of a practice, or of the group. Prescribing is published for each practice, so nothing of it is withheld from anybody. */
export const routes = async (app: FastifyInstance, context: Context): Promise<void> => {
  app.get('/variation/prices', async (request, reply) =>
    withReleasable(context, context.viewer(request), async (served) => {
      const shown = await load(served, request)
      const { format } = askedQuery.parse(request.query)
      if (format === 'json') return fresh(reply).send(dataOf(shown))
      if (format === 'csv') {
        const name = `prices-${shown.place.code}-${shown.asked.to}-${shown.build.id}`
        return sendCsv(reply, name, csvOf(dataOf(shown)))
      }
      return sendPage(reply, pageOf(shown))
    }),
  )
  app.get('/variation/prices/chart.svg', async (request, reply) =>
    withReleasable(context, context.viewer(request), async (served) => {
      const { place, asked, sets } = await load(served, request)
      return sendPicture(reply, pricesChart(place.name, spanText(asked), sets))
    }),
  )
}
