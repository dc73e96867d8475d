import { formatMonth } from '../../../core/month.ts'
import { html, type Html } from '../../../ui/html.ts'
import { page } from '../../../ui/layout.ts'
import { dataTable } from '../../../ui/table.ts'
import { comparedTo, unitText, valueText } from '../../measures/measures.ts'
import { statementPath } from '../../statement/statement.ts'
import { firstMonth, measurePath, queryOf } from '../asked.ts'
import { variables, type Similar } from '../similar.ts'
import { savingText } from '../words.ts'
import { placesChart } from './chart.ts'
import type { Profile, ProfileLine } from './data.ts'

const placeOf = ({ view, own }: ProfileLine) =>
  view.chance?.placed.find(({ code }) => code === own.code)?.beyondUsual ?? null

/** How far out: those beyond the outer limits first, then the inner, then by distance from the middle. */
const rank = (line: ProfileLine): number => {
  const place = placeOf(line)
  const off = Math.abs((line.own.percentile ?? 50) - 50)
  return (place === null ? 0 : place.beyond === 0.998 ? 200 : 100) + off
}

/** The measures in which a practice is furthest from the others first. */
export const byDistance = (lines: readonly ProfileLine[]): ProfileLine[] =>
  lines.toSorted((a, b) => rank(b) - rank(a))

const differing = ({ differences }: Similar): string => {
  const most = differences
    .map((value, i) => ({ value, name: variables[i]?.name ?? '' }))
    .toSorted((a, b) => Math.abs(b.value) - Math.abs(a.value))[0]
  return most === undefined || Math.abs(most.value) < 0.25
    ? 'alike in all'
    : `${most.value > 0 ? 'higher' : 'lower'} ${most.name}`
}

/** Everything about one practice's variation on a page. */
export const profilePage = ({ build, practice, asked, lines, like }: Profile): Html => {
  const ranked = byDistance(lines)
  const beyond = lines.filter((line) => placeOf(line) !== null)
  return page({
    title: `${practice.name}: profile`,
    build,
    section: 'variation',
    breadcrumbs: [{ text: 'Variation', href: '/variation' }],
    alternatives: [
      ...(['json', 'csv'] as const).map((format) => ({
        text: format.toUpperCase(),
        href: `/variation/practices/${practice.code}?${queryOf({ ...asked, practice: null }, { format })}`,
      })),
      { text: 'OpenAPI', href: '/variation/openapi.json' },
    ],
    body: html`<div class="steward-lead">
        <h1 class="nhsuk-heading-l">${practice.name}: where it differs</h1>
        <p class="steward-lead__who">
          <strong>${formatMonth(firstMonth(asked))} to ${formatMonth(asked.to)}</strong> ·
          ${practice.code} ·
          <a class="nhsuk-link" href="${statementPath(practice.code, asked.to)}">statement</a> ·
          <a class="nhsuk-link" href="/variation/prices?practice=${practice.code}&month=${asked.to}"
            >prices for each unit</a
          >
        </p>
        <p class="steward-says">
          Of ${lines.length} measures, ${beyond.length} lie beyond chance and the usual differences
          between practices.
        </p>
        <p class="steward-note">
          With so many measures some lie beyond the limits by chance. Each is a question, never a
          finding.
        </p>
      </div>
      ${placesChart(practice.name, ranked)}
      ${
        ranked.length > 0 &&
        html`<p class="steward-screen">
          <a
            class="nhsuk-link"
            href="/variation/practices/${practice.code}/chart.svg?${queryOf({ ...asked, practice: null })}"
            >The chart as a picture</a
          >
        </p>`
      }
      <section class="steward-section">
        ${dataTable<ProfileLine>({
          caption: 'Measures, those furthest from the others first',
          captionSize: 'm',
          rows: ranked,
          empty: 'Nothing was counted for this practice.',
          columns: [
            {
              heading: 'Measure',
              cell: ({ view }) =>
                html`<a class="nhsuk-link" href="${measurePath(view.measure.id, view.asked)}"
                  >${view.measure.title}</a
                >`,
            },
            {
              heading: 'This practice',
              numeric: true,
              cell: ({ view, own }) =>
                html`${own.ratio === null ? '–' : valueText(view.measure, own.ratio)}
                  <span class="nhsuk-u-secondary-text-colour"
                    >${unitText(view.measure, view.counted)}</span
                  >`,
            },
            {
              heading: 'All together',
              numeric: true,
              cell: ({ view }) =>
                view.comparison.ratio === null
                  ? '–'
                  : valueText(view.measure, view.comparison.ratio),
            },
            {
              heading: 'Percentile',
              numeric: true,
              cell: ({ own }) =>
                own.percentile === null ? '–' : String(Math.round(own.percentile)),
            },
            { heading: 'Place', cell: (line) => comparedTo(placeOf(line)) },
            { heading: 'Possible saving', numeric: true, cell: ({ own }) => savingText(own) },
            { heading: 'Said', cell: ({ reply }) => reply ?? '–' },
          ],
        })}
      </section>
      <section class="steward-section" id="similar">
        ${dataTable<Similar>({
          caption: 'Practices most like it',
          captionSize: 'm',
          rows: like,
          empty: 'Its list by age or its need is not loaded, so likeness cannot be judged.',
          columns: [
            {
              heading: 'Practice',
              cell: ({ code, name }) =>
                html`<a class="nhsuk-link" href="/variation/practices/${code}?month=${asked.to}"
                  >${name}</a
                >`,
            },
            { heading: 'Distance', numeric: true, cell: ({ distance }) => distance.toFixed(2) },
            { heading: 'Differs most in', cell: differing },
          ],
        })}
        <p class="steward-note">
          Nearest by ${variables.map(({ name }) => name).join(', ')}, each brought to one standard
          deviation.
          <a class="nhsuk-link" href="/variation?among=similar:${practice.code}"
            >Show every measure among them</a
          >.
        </p>
      </section>`,
  })
}
