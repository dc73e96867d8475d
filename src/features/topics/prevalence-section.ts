import { parseWhere, type Where } from '../../core/figure.ts'
import { html, joined, nothing, type Content, type Html } from '../../ui/html.ts'
import { formatCount } from '../../ui/money.ts'
import { button, select } from '../../ui/nhsuk.ts'
import { absent, dataTable } from '../../ui/table.ts'
import { isPrevalence, valueText, type Measure } from '../measures/measures.ts'
import { registerPath } from '../registers/registers.ts'
import { chartOf, measurePath, queryOf, type Asked } from '../variation/variation.ts'
import type { TopicView } from './view.ts'
import type { Prevalence, PrevalenceRow } from './prevalence.ts'

/** Whose rows stand behind a figure; null for a set of practices that was put together by hand. */
const whereOf = ({ among }: Asked, { kind, code }: PrevalenceRow): Where | null =>
  kind === 'among' ? parseWhere(among) : kind === 'file' ? { kind: 'all' } : { kind, code }

/** A prevalence as a link to where it comes from. */
const figure = ({ view, year }: Prevalence, row: PrevalenceRow): Content => {
  const { measure, asked } = view
  if (row.ratio === null) return absent('–')
  const text = valueText(measure, row.ratio)
  const where = whereOf(asked, row)
  return where === null || !isPrevalence(measure)
    ? text
    : html`<a
        class="nhsuk-link steward-figure"
        href="${registerPath(measure.numerator.register, year, where)}"
        >${text}</a
      >`
}

const limits = (measure: Measure, { interval }: PrevalenceRow): Content =>
  interval === null
    ? absent('–')
    : `${valueText(measure, interval.lower)} to ${valueText(measure, interval.upper)}`

const sentence = ({ view, before, year, rows }: Prevalence): string => {
  const { measure } = view
  const own = rows.find(({ kind }) => kind === 'practice')
  const among = rows.find(({ kind }) => kind === 'among')
  const file = rows.find(({ kind }) => kind === 'file')
  const text = (row: PrevalenceRow | undefined): string =>
    row?.ratio == null ? 'nothing' : valueText(measure, row.ratio)
  const whole = `${text(among)} of ${measure.denominator.what.toLowerCase()} in ${view.amongName}`
  return [
    own
      ? `${own.name} has ${text(own)} on the register of ${year}, beside ${whole}.`
      : `On the register of ${year} are ${whole}.`,
    file ? ` Over every practice of the file it is ${text(file)}.` : '',
    before === null || among?.ratio == null
      ? ''
      : ` The year before it was ${valueText(measure, before)}.`,
  ].join('')
}

const one = (prevalence: Prevalence): Html => {
  const { view, rows, year } = prevalence
  const { measure, asked } = view
  const q = queryOf(asked)
  return html`<h3 class="nhsuk-heading-s">${measure.title}</h3>
    <p>${sentence(prevalence)}</p>
    ${dataTable<PrevalenceRow>({
      caption: `Register of ${year}`,
      captionSize: 's',
      rows,
      columns: [
        { heading: 'Whose', cell: ({ name }) => name },
        { heading: 'On the register', numeric: true, cell: ({ people }) => formatCount(people) },
        {
          heading: measure.denominator.what,
          numeric: true,
          cell: ({ list }) => (list === null ? absent('–') : formatCount(list)),
        },
        { heading: 'Prevalence', numeric: true, cell: (row) => figure(prevalence, row) },
        { heading: '95% limits', numeric: true, cell: (row) => limits(measure, row) },
      ],
    })}
    <p class="steward-screen">
      ${joined(
        [
          html`<a class="nhsuk-link" href="${measurePath(measure.id, asked)}"
            >Every practice<span class="nhsuk-u-visually-hidden">: ${measure.title}</span></a
          >`,
          html`<a class="nhsuk-link" href="/variation/measures/${measure.id}/definition"
            >Definition<span class="nhsuk-u-visually-hidden">: ${measure.title}</span></a
          >`,
          html`<a class="nhsuk-link" href="/variation/measures/${measure.id}/funnel.svg?${q}"
            >The chart as a picture<span class="nhsuk-u-visually-hidden"
              >: ${measure.title}</span
            ></a
          >`,
        ],
        ' · ',
      )}
    </p>
    ${chartOf(view, 'funnel')}`
}

/** The form that puts a practice beside the others. */
const chooser = ({ topic, asked, prevalence }: TopicView): Html => {
  const units = prevalence[0]?.view.comparison.units ?? []
  return units.length < 2
    ? nothing
    : html`<div class="steward-choices">
        <form method="get" action="/topics/${topic.id}">
          <input type="hidden" name="among" value="${asked.among}" />
          <input type="hidden" name="month" value="${asked.to}" />
          ${select({
            id: 'practice',
            name: 'practice',
            label: { text: 'Practice beside the others' },
            value: prevalence[0]?.view.asked.practice ?? '',
            items: [
              { value: '', text: 'none picked out' },
              ...units.map(({ code, name }) => ({ value: code, text: name })),
            ],
          })}
          ${button({ text: 'Show', classes: 'nhsuk-button--secondary nhsuk-button--small' })}
        </form>
      </div>`
}

/** How many have it: each register of the topic, the practice beside its locality, the group and the whole file. */
export const prevalenceSection = (view: TopicView): Html => {
  const { topic, prevalence } = view
  const { registers } = topic
  return html`<section class="steward-section" id="prevalence">
    <h2 class="nhsuk-heading-m">How many have it</h2>
    ${
      'none' in registers
        ? html`<p>${registers.none}</p>`
        : prevalence.length === 0
          ? html`<p>
              No disease register of this topic has been loaded, so no prevalence is shown. It is in
              the Quality and Outcomes Framework’s prevalence file, which is published each year.
            </p>`
          : html`${chooser(view)} ${prevalence.map(one)}`
    }
  </section>`
}
