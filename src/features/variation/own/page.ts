import type { Refusal } from '../../../core/refusal.ts'
import { formatDate } from '../../../core/month.ts'
import {
  button,
  errorAt,
  errorSummary,
  form,
  radios,
  select,
  textArea,
  textInput,
} from '../../../ui/form.ts'
import { html, nothing, type Html } from '../../../ui/html.ts'
import { page } from '../../../ui/layout.ts'
import { formatCount } from '../../../ui/money.ts'
import { details } from '../../../ui/nhsuk.ts'
import { dataTable } from '../../../ui/table.ts'
import {
  isPrescribed,
  unitWeights,
  valueText,
  type Compared,
  type KnownCode,
  type OwnVersion,
} from '../../measures/measures.ts'
import { chartOf } from '../measure/charts.ts'
import type { Variation } from '../load.ts'
import { saysOf } from '../words.ts'
import { cares, isCare } from './care.ts'
import type { registersIn, TypedMeasure } from './typed.ts'

/** What the page for writing a measure shows. */
export type OwnPage = {
  typed: TypedMeasure
  csrf: string
  refusals: readonly Refusal[]
  /** The figures at once, when they were asked for. */
  view: Variation | null
  /** Products that the numerator counts, by how they are written in the files. */
  counted: readonly KnownCode[]
  written: readonly OwnVersion[]
  /** Disease registers that can be chosen. */
  registers: ReturnType<typeof registersIn>
}

/** A set of weights in words: star-pu-2013/statins-cost is people weighted for the cost of statins. */
const unitName = (unit: string): string => {
  const [set = '', of = ''] = unit.split('/')
  const [, drugs = '', count = of] = /^(?:(.*)-)?(cost|items?|adq)$/.exec(of) ?? []
  const counted = { cost: 'cost', item: 'items', items: 'items', adq: 'daily quantities' }[count]
  const what = drugs === '' ? 'all drugs' : drugs.replaceAll('-', ' ')
  return `people weighted by age and sex: ${counted ?? count} of ${what} (${set.slice(0, -5).toUpperCase()} ${set.slice(-4)})`
}

const figures = (view: Variation, counted: readonly KnownCode[]): Html => {
  const { says, sure } = saysOf(view)
  const names = [...new Map(counted.map(({ current, name }) => [current, name]))]
  return html`<section class="steward-section" id="figures">
    <h2 class="nhsuk-heading-m">The figures</h2>
    ${
      view.comparison.total.numerator === 0
        ? html`<p class="steward-says">
            Nothing of this was counted in ${view.months.length} months.
            ${
              !isPrescribed(view.measure.numerator)
                ? 'Look at what was chosen again.'
                : names.length === 0
                  ? 'No product that was ever prescribed here has these codes: look at them again.'
                  : 'The codes are of products that were prescribed by others.'
            }
          </p>`
        : html`<p class="steward-says">${says.join(' ')}</p>
            <p class="steward-note">${sure}</p>`
    }
    ${chartOf(view, 'funnel')} ${chartOf(view, 'bands')}
    ${
      isPrescribed(view.measure.numerator) &&
      details({
        summaryText: `${formatCount(names.length)} products are counted`,
        html: html`<ul class="nhsuk-list nhsuk-list--bullet">
          ${names.slice(0, 100).map(([code, name]) => html`<li><code>${code}</code> ${name}</li>`)}
        </ul>`,
      })
    }
    ${dataTable<Compared>({
      caption: 'Practices',
      rows: view.comparison.units.toSorted((a, b) => (b.ratio ?? -1) - (a.ratio ?? -1)),
      columns: [
        { heading: 'Practice', cell: ({ name }) => name },
        {
          heading: 'Counted',
          numeric: true,
          cell: ({ tally }) => formatCount(Math.round(tally.numerator)),
        },
        {
          heading: 'Of',
          numeric: true,
          cell: ({ tally }) =>
            tally.denominator === null ? '–' : formatCount(Math.round(tally.denominator)),
        },
        {
          heading: 'Value',
          numeric: true,
          cell: ({ ratio }) => (ratio === null ? '–' : valueText(view.measure, ratio)),
        },
      ],
    })}
  </section>`
}

const careNames = ['care', 'specialties', 'hrgs', 'ageFrom', 'ageTo', 'register']

/** What is asked of hospital care and of a register, closed while prescribing is counted. */
const careFields = ({ typed, refusals, registers }: OwnPage): Html => {
  const at = (name: string): string | undefined => errorAt(refusals, name)
  const nothingChosen = { value: '', text: 'nothing chosen' }
  return details({
    summaryText: 'For hospital care or a disease register: which',
    open:
      isCare(typed.count) ||
      typed.count === 'register' ||
      careNames.some((name) => at(name) !== undefined),
    html: html`${select({
      name: 'care',
      label: 'Hospital care',
      value: typed.care,
      error: at('care'),
      items: [
        nothingChosen,
        ...Object.entries(cares).map(([value, { text }]) => ({ value, text })),
      ],
    })}
    ${textInput({ name: 'specialties', label: 'Treatment functions', hint: 'Codes such as 330; all where none is named.', value: typed.specialties, error: at('specialties') })}
    ${textInput({ name: 'hrgs', label: 'Healthcare resource groups', hint: 'Beginnings such as DZ; all where none is named.', value: typed.hrgs, error: at('hrgs') })}
    ${textInput({ name: 'ageFrom', label: 'Aged at least', value: typed.ageFrom, width: 3, inputmode: 'numeric', error: at('ageFrom') })}
    ${textInput({ name: 'ageTo', label: 'Aged at most', value: typed.ageTo, width: 3, inputmode: 'numeric', error: at('ageTo') })}
    ${select({
      name: 'register',
      label: 'Disease register',
      value: typed.register,
      error: at('register'),
      items: [
        nothingChosen,
        ...[...registers].map(([value, { title }]) => ({ value, text: title })),
      ],
    })}`,
  })
}

const theForm = (own: OwnPage): Html => {
  const { typed, csrf, refusals } = own

  const at = (name: string): string | undefined => errorAt(refusals, name)
  return form({
    action: '/variation/own',
    csrf,
    body: html`<input type="hidden" name="id" value="${typed.id}" />
      ${textInput({ name: 'title', label: 'Title', value: typed.title, error: at('title') })}
      ${radios({
        name: 'count',
        label: 'What is counted',
        value: typed.count,
        error: at('count'),
        items: [
          { value: 'items', text: 'items' },
          { value: 'quantity', text: 'quantity (tablets, millilitres)' },
          { value: 'adq', text: 'average daily quantities' },
          { value: 'cost', text: 'actual cost' },
          { value: 'lines', text: 'hospital care: admissions, appointments or attendances' },
          { value: 'bed days', text: 'hospital care: days in bed' },
          { value: 'care cost', text: 'hospital care: cost' },
          { value: 'register', text: 'people on a disease register' },
        ],
      })}
      ${textInput({ name: 'what', label: 'In a few words', hint: 'Such as “Trimethoprim items”.', value: typed.what, error: at('what') })}
      ${textArea({
        name: 'codes',
        label: 'BNF codes',
        hint: 'For prescribing. One to a line: 0501080W0, or a beginning such as 0501. A ~ before a code leaves it out; % stands for any letters.',
        value: typed.codes,
        error: at('codes'),
      })}
      ${careFields(own)}
      ${select({
        name: 'against',
        label: 'Held against',
        hint: 'A disease register is always held against its own list.',
        value: typed.against,
        error: at('against'),
        items: [
          { value: 'patients', text: '1,000 registered patients' },
          { value: 'codes', text: 'other drugs, as a percentage' },
          ...[...unitWeights().keys()].map((unit) => ({
            value: unit,
            text: unitName(unit),
          })),
        ],
      })}
      ${textInput({ name: 'ofWhat', label: 'If against other drugs: in a few words', value: typed.ofWhat, error: at('ofWhat') })}
      ${textArea({ name: 'ofCodes', label: 'If against other drugs: their BNF codes, with those counted', value: typed.ofCodes, error: at('ofCodes') })}
      ${radios({
        name: 'better',
        label: 'Which way is usually better?',
        value: typed.better,
        error: at('better'),
        inline: true,
        items: [
          { value: 'lower', text: 'lower' },
          { value: 'higher', text: 'higher' },
          { value: 'neither', text: 'neither' },
        ],
      })}
      ${textArea({ name: 'why', label: 'Why it matters', value: typed.why, rows: 3, error: at('why') })}
      ${textArea({
        name: 'instead',
        label: 'What could be done in its place',
        hint: 'A next step in a sentence; may be left empty.',
        value: typed.instead,
        rows: 2,
        error: at('instead'),
      })}
      ${textInput({
        name: 'whyChanged',
        label: 'To keep it: why it is written or changed',
        hint: 'Stands in the record beside your name.',
        value: typed.whyChanged,
        error: at('whyChanged'),
      })}
      ${button({ text: 'Show the figures', name: 'do', value: 'show' })}
      ${button({ text: 'Keep it', kind: 'secondary', name: 'do', value: 'keep' })}`,
  })
}

const importForm = ({ typed, csrf, refusals }: OwnPage): Html =>
  details({
    summaryText: 'Take the codes from a measure of OpenPrescribing',
    open: errorAt(refusals, 'json') !== undefined,
    html: form({
      action: '/variation/own',
      csrf,
      body: html`${textArea({ name: 'json', label: 'Its file, as JSON', value: typed.json, rows: 6, error: errorAt(refusals, 'json') })}
      ${button({ text: 'Read it', kind: 'secondary', name: 'do', value: 'import' })}`,
    }),
  })

/** Writing a measure: the form, the figures at once, what the group has written before. */
export const ownPage = (own: OwnPage): Html => {
  const { typed, refusals, view, counted, written } = own
  return page({
    title: 'Write a measure',
    ...(view ? { build: view.build } : {}),
    section: 'variation',
    breadcrumbs: [{ text: 'Variation', href: '/variation' }],
    alternatives: [
      { text: 'JSON', href: '/variation/own?format=json' },
      { text: 'CSV', href: '/variation/own?format=csv' },
      { text: 'OpenAPI', href: '/variation/openapi.json' },
    ],
    body: html`${errorSummary(refusals)}
      <h1 class="nhsuk-heading-l">
        ${typed.id === '' ? 'Write a measure' : `Change: ${typed.title}`}
      </h1>
      <p>
        Say what is counted and of what. “Show the figures” gives every practice’s at once and keeps
        nothing.
      </p>
      ${view ? figures(view, counted) : nothing} ${theForm(own)} ${importForm(own)}
      ${dataTable<OwnVersion>({
        caption: 'What the group has written',
        captionSize: 'm',
        rows: written,
        empty: 'Nothing yet.',
        columns: [
          {
            heading: 'Measure',
            cell: ({ measure }) =>
              html`<a class="nhsuk-link" href="/variation/measures/${measure.id}"
                >${measure.title}</a
              >`,
          },
          { heading: 'Version', numeric: true, cell: ({ measure }) => String(measure.version) },
          { heading: 'Why', cell: ({ whyChanged }) => whyChanged },
          { heading: 'By', cell: ({ byName, on }) => `${byName}, ${formatDate(on)}` },
          {
            heading: 'Change',
            cell: ({ measure }) =>
              html`<a class="nhsuk-link" href="/variation/own?measure=${measure.id}"
                >change<span class="nhsuk-u-visually-hidden"> ${measure.title}</span></a
              >`,
          },
        ],
      })}`,
  })
}
