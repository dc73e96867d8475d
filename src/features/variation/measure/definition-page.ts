import { formatDate } from '../../../core/month.ts'
import { csvText } from '../../../ui/csv.ts'
import { html, joined, nothing, type Content, type Html } from '../../../ui/html.ts'
import { page } from '../../../ui/layout.ts'
import { dataTable } from '../../../ui/table.ts'
import { isAttended, isPrescribed, type Measure, type Side } from '../../measures/measures.ts'

const counts: Readonly<Record<Side['count'], string>> = {
  items: 'items',
  quantity: 'quantity',
  adq: 'average daily quantities',
  cost: 'actual cost',
  lines: 'admissions or attendances',
  'bed days': 'days in bed',
  patients: 'registered patients',
  units: 'people weighted by age and sex',
  register: 'people on the disease register',
  'register list': 'registered patients of the list of that register, on 1 January',
}

const sideText = (side: Side): Content => {
  if (isPrescribed(side))
    return html`${counts[side.count]} of
    ${joined(
      side.codes.map((code) => html`<code>${code}</code>`),
      ' ',
    )}`
  if (isAttended(side)) {
    const parts = [
      side.kind,
      side.pods && `points of delivery ${side.pods.join(', ')}`,
      side.specialties && `treatment functions ${side.specialties.join(', ')}`,
      side.hrgs && `HRGs that begin ${side.hrgs.join(', ')}`,
      side.ages &&
        `aged ${side.ages.from ?? 0}${side.ages.to === undefined ? ' and over' : ` to ${side.ages.to}`}`,
    ]
    return `${counts[side.count]}: ${parts.filter((part) => part !== undefined).join('; ')}`
  }
  if (side.count === 'register') return `${counts.register} ${side.register}, on 31 March`
  if (side.count === 'register list') return counts['register list']
  return 'unit' in side ? `${counts.units}: ${side.unit}` : counts.patients
}

const savings: Readonly<Record<Measure['saving'], string>> = {
  cost: 'cost − centile × patients, where that is positive',
  share:
    'actual cost − what the same quantity would cost with the centile’s share, each part at the practice’s own price',
  switch:
    'actual cost − what the same quantity would cost if all of it were the rest, at the practice’s own price of the rest',
  none: 'none is told',
}

/** A definition as CSV, a line for each of its parts; lists as they stand in JSON. */
export const definitionCsv = (measure: Measure): string =>
  csvText([
    ['part', 'value'],
    ...Object.entries(measure).map(([part, value]) => [
      part,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  ])

/** A measure's definition: what is counted of what, why, whose it is, when it is looked at again. */
export const definitionPage = (
  measure: Measure,
  build: { id: string; asAt: string } | null,
): Html => {
  const rows: [string, Content][] = [
    ['Counted', html`${measure.numerator.what}: ${sideText(measure.numerator)}`],
    ['Held against', html`${measure.denominator.what}: ${sideText(measure.denominator)}`],
    ['Shown', measure.per === 100 ? 'as a percentage' : `for ${measure.per}`],
    [
      'Age and sex',
      measure.adjust === undefined
        ? 'not allowed for'
        : measure.adjust === 'age-sex'
          ? 'indirectly standardised: rates by sex and five years of age of all practices together'
          : `weighted by ${measure.adjust}`,
    ],
    ['Better', measure.better],
    ['Saving', savings[measure.saving]],
    ...(measure.instead === undefined
      ? []
      : [['A next step', measure.instead] as [string, Content]]),
    ['Owner', measure.owner],
    ['Looked at', formatDate(measure.reviewed)],
    ['Next', formatDate(measure.review)],
    ['Topics', measure.topics.join(', ')],
    ['From', measure.source],
  ]
  return page({
    title: `Definition: ${measure.title}`,
    build,
    section: 'variation',
    breadcrumbs: [
      { text: 'Variation', href: '/variation' },
      { text: measure.title, href: `/variation/measures/${measure.id}` },
    ],
    alternatives: [
      ...(['json', 'csv'] as const).map((format) => ({
        text: format.toUpperCase(),
        href: `/variation/measures/${measure.id}/definition?format=${format}`,
      })),
      { text: 'OpenAPI', href: '/variation/openapi.json' },
    ],
    body: html`<h1 class="nhsuk-heading-l">${measure.title}: definition</h1>
      <p class="steward-says">${measure.why}</p>
      ${dataTable<[string, Content]>({
        caption: `Version ${measure.version}`,
        rows,
        columns: [
          { heading: 'Part', cell: ([part]) => part },
          { heading: 'What', cell: ([, what]) => what },
        ],
      })}
      ${nothing}`,
  })
}
