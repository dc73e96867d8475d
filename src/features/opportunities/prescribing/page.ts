import { kindOf, paidShare } from '../../../engines/measures/price-per-unit.ts'
import { barChart } from '../../../ui/charts/bars.ts'
import { html, joined, type Content, type Html } from '../../../ui/html.ts'
import { page } from '../../../ui/layout.ts'
import { formatCount } from '../../../ui/money.ts'
import { absent, dataTable, type TableColumn } from '../../../ui/table.ts'
import { tableLinks } from '../../table-files.ts'
import { periodWords, prescribingPath, trail, worklistPath } from '../parts.ts'
import type { Asked } from '../asked.ts'
import type { Opened } from '../open.ts'
import { evidenceWords, horizonWords, influenceWords, short } from '../words.ts'
import { prescribingRule } from '../worklist/method.ts'
import type { PrescribingLine } from './lines.ts'
import type { Presentation } from './prescribed.ts'

const each = (pence: number, quantity: number): string => {
  if (quantity === 0) return '–'
  const price = pence / quantity
  return price >= 100 ? `£${(price / 100).toFixed(2)}` : `${price.toFixed(price < 10 ? 2 : 1)}p`
}

/** What one of a product cost: as paid for a measure, list price less the month’s discount for a price. */
const paidOf = (opened: Opened, line: PrescribingLine, one: Presentation): number =>
  line.kind === 'measure'
    ? one.costPence
    : one.listPence * paidShare(kindOf(one.code), opened.judgement.counted.period.to, false)

/** What to change and to what, with the products named. */
export const stepOf = (
  opened: Opened,
  line: PrescribingLine,
  products: readonly Presentation[],
): string => {
  const price = (one: Presentation): number => paidOf(opened, line, one) / one.quantity
  const used = products.filter(({ quantity }) => quantity > 0)
  const counted = used.filter((one) => one.counted)
  const [cheapest] = (line.kind === 'price' ? used : used.filter((one) => !one.counted)).toSorted(
    (a, b) => price(a) - price(b),
  )
  const dear = counted.filter((one) => one !== cheapest).slice(0, 3)
  if (!cheapest || dear.length === 0) return line.instead
  const from = dear
    .map((one) => `${one.name} (${each(paidOf(opened, line, one), one.quantity)} each)`)
    .join(', ')
  return `${line.instead} From ${from} to ${cheapest.name} (${each(paidOf(opened, line, cheapest), cheapest.quantity)} each).`
}

const productColumns = (opened: Opened, line: PrescribingLine): TableColumn<Presentation>[] => [
  {
    heading: 'Product',
    cell: ({ name, code }) =>
      html`${name}<br /><span class="nhsuk-u-secondary-text-colour nhsuk-body-s">${code}</span>`,
  },
  { heading: 'Items', numeric: true, cell: ({ items }) => formatCount(items) },
  {
    heading: 'Quantity',
    numeric: true,
    wide: true,
    cell: ({ quantity }) => formatCount(Math.round(quantity)),
  },
  { heading: 'Cost', numeric: true, cell: (one) => short(paidOf(opened, line, one)) },
  {
    heading: 'For each',
    numeric: true,
    cell: (one) => each(paidOf(opened, line, one), one.quantity),
  },
]

const products = (opened: Opened, line: PrescribingLine, all: readonly Presentation[]): Html => {
  const table = (caption: string, rows: readonly Presentation[]): Content =>
    rows.length > 0 &&
    dataTable<Presentation>({
      caption: rows.length > 20 ? `${caption}: the 20 dearest of ${rows.length}` : caption,
      rows: rows.slice(0, 20),
      columns: productColumns(opened, line),
    })
  return html`<section class="steward-section" id="items">
    <h2 class="nhsuk-heading-m">What was prescribed, and what it could become</h2>
    ${table(
      line.kind === 'price' ? 'The same drug, product by product' : 'What was prescribed',
      all.filter(({ counted }) => counted),
    )}
    ${table(
      'What it could become',
      all.filter(({ counted }) => !counted),
    )}
  </section>`
}

/** A practice of the place with something to save. */
export type Saver = { code: string; name: string; worthPence: number }

/** Practices of a line by name, the most first; none where figures leave the group. */
export const saversOf = (opened: Opened, line: PrescribingLine): Saver[] => {
  if (opened.outside === true) return []
  const names = new Map(opened.judgement.members.map(({ code, name }) => [code, name]))
  return line.practices.map(({ practice, worthPence }) => ({
    code: practice,
    name: names.get(practice) ?? practice,
    worthPence,
  }))
}

const saverTable = (opened: Opened, rows: readonly Saver[], caption: string): Html =>
  dataTable<Saver>({
    caption,
    rows,
    columns: [
      {
        heading: 'Practice',
        cell: ({ code, name }) =>
          html`<a
            class="nhsuk-link"
            href="${worklistPath({ ...opened.worklist.place, kind: 'practice', code })}"
            >${name}</a
          >`,
      },
      { heading: 'Worth a year', numeric: true, cell: ({ worthPence }) => short(worthPence) },
    ],
  })

const charted = 12

/** The practices with most to save, as bars. */
export const saverChart = (opened: Opened, line: PrescribingLine): Html => {
  const rows = saversOf(opened, line).slice(0, charted)
  return barChart({
    title: `${line.task.name}: what a year would save`,
    description: `${opened.worklist.place.name}, ${periodWords(opened)}. ${rows
      .map(({ name, worthPence }) => `${name} ${short(worthPence)}`)
      .join('; ')}.`,
    names: { value: 'worth a year' },
    bars: rows.map(({ name, worthPence }) => ({
      label: name.length > 22 ? `${name.slice(0, 21)}…` : name,
      value: worthPence,
    })),
    format: short,
    table: saverTable(opened, rows, `The ${rows.length} practices in the chart`),
  })
}

const sentence = (opened: Opened, line: PrescribingLine): Content => {
  const { place } = opened.worklist
  if (line.absent !== null) return html`Nothing can be said here: ${line.absent}.`
  if (line.worthPence === 0) return 'There is nothing to save here.'
  return html`Worth <strong>${short(line.worthPence)}</strong> a year of ${short(line.spentPence)}
    spent.
    ${
      place.kind !== 'practice' &&
      `Half of it is in ${line.forHalf} of ${place.members.length} practices.`
    }`
}

/** One change of prescribing for a place: what it is worth, what to change to what, who makes half of it. */
export const prescribingPage = (
  opened: Opened,
  asked: Asked,
  line: PrescribingLine,
  all: readonly Presentation[],
  raising: Content,
): Html => {
  const { place } = opened.worklist
  const savers = saversOf(opened, line)
  const path = prescribingPath(line, place, asked)
  const [address = '', query = ''] = path.split('?')
  return page({
    title: `${line.task.name}: ${place.name}`,
    build: opened.build,
    section: 'opportunities',
    breadcrumbs: [
      ...trail(opened, asked),
      ...(place.kind === 'group'
        ? []
        : [{ text: place.name, href: worklistPath(place, { ...asked, place: '' }) }]),
    ],
    alternatives: [
      ...(['json', 'csv'] as const).map((format) => ({
        text: format.toUpperCase(),
        href: prescribingPath(line, place, { ...asked, format }),
      })),
      ...tableLinks(address, 'change', savers.length > 0 ? ['Practices'] : [], query),
      { text: 'OpenAPI', href: '/opportunities/openapi.json' },
    ],
    body: html`<div class="steward-lead">
        <h1 class="nhsuk-heading-l">${line.task.name}</h1>
        <p class="steward-lead__who">${joined([place.name, periodWords(opened)], ' · ')}</p>
        <p class="steward-says">${sentence(opened, line)}</p>
        <p><strong>A next step:</strong> ${stepOf(opened, line, all)}</p>
      </div>
      ${raising} ${products(opened, line, all)}
      ${
        savers.length > 0 &&
        html`<section class="steward-section" id="practices">
          ${saverChart(opened, line)}
          <p>
            <a class="nhsuk-link" href="${path.replace(/(\?|$)/, '/chart.svg$1')}"
              >The chart as a picture</a
            >
          </p>
          ${savers.length > charted && saverTable(opened, savers, 'Every practice with something to save')}
        </section>`
      }
      <section class="steward-section" id="definition">
        <h2 class="nhsuk-heading-m">The definition</h2>
        <p>${line.why}</p>
        <ul class="nhsuk-list nhsuk-list--bullet">
          <li><strong>Who can act:</strong> general practice</li>
          <li><strong>How soon:</strong> ${horizonWords[line.task.horizon]}</li>
          <li><strong>Practices have</strong> ${influenceWords[line.task.influence]}</li>
          <li><strong>Money:</strong> cash</li>
          <li><strong>Evidence:</strong> ${evidenceWords[line.task.evidence]}</li>
        </ul>
        <p>${prescribingRule}</p>
        <p>${definitionLink(line, place.kind === 'practice' ? place.code : null)}</p>
      </section>
      ${line.absent !== null && absent(line.absent)}
      <p class="steward-note">
        <a class="nhsuk-link" href="${path}">This page’s own address</a>
      </p>`,
  })
}

const definitionLink = (line: PrescribingLine, practice: string | null): Html =>
  line.kind === 'measure'
    ? html`<a
          class="nhsuk-link"
          href="/variation/measures/${line.id}${practice !== null && `?practice=${practice}`}"
          >The measure among practices, with its charts and replies</a
        >
        ·
        <a class="nhsuk-link" href="/variation/measures/${line.id}/definition">its definition</a>`
    : html`<a
        class="nhsuk-link"
        href="/variation/prices${practice !== null && `?practice=${practice}`}"
        >Every price for each unit</a
      >`
