import { formatMonth } from '../../../core/month.ts'
import { html, joined, type Content, type Html } from '../../../ui/html.ts'
import { page } from '../../../ui/layout.ts'
import { formatCount } from '../../../ui/money.ts'
import { details } from '../../../ui/nhsuk.ts'
import { dataTable, type TableColumn } from '../../../ui/table.ts'
import { isPrevalence, unitText, valueText } from '../../measures/measures.ts'
import { measurePath, queryOf, type Asked } from '../asked.ts'
import { poundsText } from '../words.ts'
import { savingsChart } from './chart.ts'
import type { ListedMeasure, VariationList } from './listed.ts'

const practicesText = (practices: number | null): string =>
  practices === null ? '–' : formatCount(practices)

const columns = (asked: Asked): TableColumn<ListedMeasure>[] => [
  {
    heading: 'Measure',
    cell: ({ measure }) =>
      html`<a class="nhsuk-link" href="${measurePath(measure.id, asked)}">${measure.title}</a>`,
  },
  {
    heading: 'All together',
    numeric: true,
    cell: ({ measure, ratio, counted }) =>
      ratio === null
        ? '–'
        : html`${valueText(measure, ratio)}
            <span class="nhsuk-u-secondary-text-colour">${unitText(measure, counted)}</span>`,
  },
  { heading: 'Higher than expected', numeric: true, cell: ({ higher }) => practicesText(higher) },
  { heading: 'Lower', numeric: true, wide: true, cell: ({ lower }) => practicesText(lower) },
  {
    heading: 'Possible saving',
    numeric: true,
    cell: ({ saving }) => (saving === null ? '–' : poundsText(saving)),
  },
  {
    heading: 'Half made by',
    numeric: true,
    cell: ({ half }) => (half === null ? '–' : formatCount(half)),
  },
  { heading: 'Replies', numeric: true, wide: true, cell: ({ replies }) => formatCount(replies) },
]

const kinds: readonly { title: string; is: (one: ListedMeasure) => boolean }[] = [
  {
    title: 'Prescribing where a change would save',
    is: ({ measure }) => measure.saving !== 'none',
  },
  {
    title: 'Other prescribing',
    is: ({ measure }) => measure.saving === 'none' && 'codes' in measure.numerator,
  },
  { title: 'How many have it: disease registers', is: ({ measure }) => isPrevalence(measure) },
  { title: 'Hospital care', is: ({ measure }) => 'kind' in measure.numerator },
]

const worth = ({ saving }: ListedMeasure): number => saving ?? 0

/** Every measure that something was counted for, by what it is worth. */
export const listPage = (list: VariationList): Html => {
  const { listed, asked, name, month, months, empty } = list
  const best = listed.filter((one) => worth(one) > 0).toSorted((a, b) => worth(b) - worth(a))[0]
  const says: Content[] = [
    `${formatCount(listed.length)} measures of ${name} over ${months === 1 ? 'a month' : `${months} months`} to ${formatMonth(month)}.`,
    best &&
      html`The largest possible saving is
        <a class="nhsuk-link" href="${measurePath(best.measure.id, asked)}">${best.measure.title}</a
        >:
        ${poundsText(worth(best))}${best.half === null ? '' : `, half of it in ${formatCount(best.half)} ${best.half === 1 ? 'practice' : 'practices'}`}.`,
  ]
  return page({
    title: 'Variation',
    build: list.build,
    section: 'variation',
    alternatives: [
      ...(['json', 'csv'] as const).map((format) => ({
        text: format.toUpperCase(),
        href: `/variation?${queryOf(asked, { format })}`,
      })),
      { text: 'OpenAPI', href: '/variation/openapi.json' },
    ],
    body: html`<div class="steward-lead">
        <h1 class="nhsuk-heading-l">Where practices differ</h1>
        <p class="steward-says">${joined(says.filter(Boolean), ' ')}</p>
        <p class="steward-note">
          Higher or lower means beyond chance and beyond the usual differences between practices. It
          is a question, never a finding. Possible savings are at the level of the tenth of
          practices with least, or of a whole switch; part of each is chance.
        </p>
        <p class="steward-screen">
          ${joined(
            list.links.map(
              ({ text, href }) => html`<a class="nhsuk-link" href="${href}">${text}</a>`,
            ),
            ' · ',
          )}
        </p>
      </div>
      ${savingsChart(list)}
      ${
        best &&
        html`<p class="steward-screen">
          <a class="nhsuk-link" href="/variation/chart.svg?${queryOf(asked)}"
            >The chart as a picture</a
          >
        </p>`
      }
      ${kinds.map(({ title, is }) => {
        const rows = listed.filter(is).toSorted((a, b) => worth(b) - worth(a))
        return (
          rows.length > 0 &&
          html`<section class="steward-section">
            ${dataTable({ caption: title, captionSize: 'm', columns: columns(asked), rows })}
          </section>`
        )
      })}
      ${
        empty.length > 0 &&
        details({
          summaryText: `${formatCount(empty.length)} measures of which nothing was counted`,
          html: html`<ul class="nhsuk-list nhsuk-list--bullet">
            ${empty.map(
              ({ id, title }) =>
                html`<li>
                  <a class="nhsuk-link" href="/variation/measures/${id}/definition">${title}</a>
                </li>`,
            )}
          </ul>`,
        })
      }`,
  })
}
