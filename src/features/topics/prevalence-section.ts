import { html, type Content, type Html } from '../../ui/html.ts'
import { formatCount } from '../../ui/money.ts'
import { absent, dataTable } from '../../ui/table.ts'
import { valueText, type Measure } from '../measures/measures.ts'
import { chartOf, measurePath } from '../variation/variation.ts'
import type { TopicView } from './page.ts'
import type { Prevalence, PrevalenceRow } from './prevalence.ts'

const percent = (measure: Measure, ratio: number | null): Content =>
  ratio === null ? absent('–') : valueText(measure, ratio)

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
  return html`<h3 class="nhsuk-heading-s">
      <a class="nhsuk-link" href="${measurePath(measure.id, asked)}">${measure.title}</a>
    </h3>
    <p>${sentence(prevalence)}</p>
    ${dataTable<PrevalenceRow>({
      caption: `${measure.title}, ${year}`,
      rows,
      columns: [
        { heading: 'Whose', cell: ({ name }) => name },
        { heading: 'On the register', numeric: true, cell: ({ people }) => formatCount(people) },
        {
          heading: measure.denominator.what,
          numeric: true,
          cell: ({ list }) => (list === null ? absent('–') : formatCount(list)),
        },
        { heading: 'Prevalence', numeric: true, cell: ({ ratio }) => percent(measure, ratio) },
        { heading: '95% limits', numeric: true, cell: (row) => limits(measure, row) },
      ],
    })}
    ${chartOf(view, 'funnel')}`
}

/** How many have it: each register of the topic, the practice beside its locality, the group and the whole file. */
export const prevalenceSection = ({ topic, prevalence }: TopicView): Html => {
  const { registers } = topic
  return html`<section class="steward-section" id="prevalence">
    <h2 class="nhsuk-heading-m">How many have it</h2>
    ${
      'none' in registers
        ? html`<p>${registers.none}</p>`
        : prevalence.length === 0
          ? html`<p>
              No disease register has been loaded, so no prevalence is shown. It is in the Quality
              and Outcomes Framework’s prevalence file, which is published each year.
            </p>`
          : html`${prevalence.map(one)}`
    }
  </section>`
}
