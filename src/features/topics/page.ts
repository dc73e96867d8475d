import { formatDate, formatMonth } from '../../core/month.ts'
import { html, joined, type Html } from '../../ui/html.ts'
import { page } from '../../ui/layout.ts'
import { formatCount } from '../../ui/money.ts'
import { details } from '../../ui/nhsuk.ts'
import { absent, dataTable } from '../../ui/table.ts'
import { tableLinks } from '../table-files.ts'
import { unitText, valueText } from '../measures/measures.ts'
import { bandsOf, firstMonth, measurePath, queryOf } from '../variation/variation.ts'
import type { Topic } from './definition.ts'
import { prevalenceSection } from './prevalence-section.ts'
import type { TopicLine, TopicView } from './view.ts'

const changeText = ({ now, before }: TopicLine): string => {
  const { ratio } = now.comparison
  if (ratio === null || before === null || before === 0) return '–'
  const change = 100 * (ratio / before - 1)
  return `${change < 0 ? '−' : '+'}${Math.abs(change).toFixed(1)}%`
}

/** How many practices lie higher or lower than expected; null where figures leave the group. */
export const beyond = ({ now }: TopicLine, direction: 'high' | 'low'): number | null =>
  now.released
    ? null
    : (now.chance?.placed.filter(({ beyondUsual }) => beyondUsual?.direction === direction)
        .length ?? 0)

const beyondText = (line: TopicLine, direction: 'high' | 'low'): string => {
  const count = beyond(line, direction)
  return count === null ? '–' : formatCount(count)
}

const definition = (topic: Topic): Html =>
  details({
    summaryText: `The definition, version ${topic.version}`,
    html: html`<p>
        ${topic.owner}; to be looked at again by ${formatDate(topic.review)}. Each measure has its
        own definition:
      </p>
      <ul class="nhsuk-list nhsuk-list--bullet">
        ${topic.sections.map(
          ({ title, measures }) =>
            html`<li>
              ${title}:
              ${joined(
                measures.map(
                  (id) =>
                    html`<a class="nhsuk-link" href="/variation/measures/${id}/definition"
                      >${id.replaceAll('-', ' ')}</a
                    >`,
                ),
                ', ',
              )}
            </li>`,
        )}
      </ul>`,
  })

/** One condition on a page: how many, what is prescribed, seen, admitted and spent. */
export const topicPage = (view: TopicView): Html => {
  const { topic, asked, name, sections, build } = view
  const lines = sections.flatMap((section) => section.lines)
  const moved = lines.toSorted(
    (a, b) =>
      Math.abs(Number.parseFloat(changeText(b).replace('−', '-')) || 0) -
      Math.abs(Number.parseFloat(changeText(a).replace('−', '-')) || 0),
  )[0]
  return page({
    title: topic.title,
    build,
    section: 'variation',
    breadcrumbs: [
      { text: 'Variation', href: '/variation' },
      { text: 'Topics', href: '/topics' },
    ],
    alternatives: [
      ...(['json', 'csv'] as const).map((format) => ({
        text: format.toUpperCase(),
        href: `/topics/${topic.id}?${queryOf(asked, { format })}`,
      })),
      ...tableLinks(`/topics/${topic.id}`, 'topic', ['Prevalence'], queryOf(asked)),
      { text: 'OpenAPI', href: '/topics/openapi.json' },
    ],
    body: html`<div class="steward-lead">
        <h1 class="nhsuk-heading-l">${topic.title}</h1>
        <p class="steward-lead__who">
          <strong>${formatMonth(firstMonth(asked))} to ${formatMonth(asked.to)}</strong> · ${name} ·
          ${topic.owner}
        </p>
        <p class="steward-says">
          ${topic.says}
          ${moved && changeText(moved) !== '–' && `The largest change in a year: ${moved.now.measure.title}, ${changeText(moved)}.`}
        </p>
      </div>
      ${prevalenceSection(view)}
      ${sections.map(
        (section) =>
          html`<section class="steward-section">
            ${dataTable<TopicLine>({
              caption: section.title,
              captionSize: 'm',
              rows: section.lines,
              empty: 'Nothing of this is in the files that are loaded.',
              columns: [
                {
                  heading: 'Measure',
                  cell: ({ now }) =>
                    html`<a class="nhsuk-link" href="${measurePath(now.measure.id, asked)}"
                      >${now.measure.title}</a
                    >`,
                },
                {
                  heading: 'All together',
                  numeric: true,
                  cell: ({ now }) =>
                    now.comparison.ratio === null
                      ? absent('–')
                      : html`${valueText(now.measure, now.comparison.ratio)}
                          <span class="nhsuk-u-secondary-text-colour"
                            >${unitText(now.measure, now.counted)}</span
                          >`,
                },
                { heading: 'On the year before', numeric: true, cell: changeText },
                {
                  heading: 'Higher than expected',
                  numeric: true,
                  cell: (line) => beyondText(line, 'high'),
                },
                {
                  heading: 'Lower',
                  numeric: true,
                  cell: (line) => beyondText(line, 'low'),
                },
                {
                  heading: 'Explained',
                  numeric: true,
                  cell: ({ explained }) => formatCount(explained),
                },
              ],
            })}
            <div class="steward-columns">
              ${section.lines.map(
                ({ now }) =>
                  !now.released &&
                  html`<div>
                    ${bandsOf(now, `${now.measure.title}: how practices are spread`)}
                    <p>
                      <a
                        class="nhsuk-link"
                        href="/variation/measures/${now.measure.id}/bands.svg?${queryOf(asked)}"
                        >The chart as a picture<span class="nhsuk-u-visually-hidden"
                          >: ${now.measure.title}</span
                        ></a
                      >
                    </p>
                  </div>`,
              )}
            </div>
            ${
              section.absent.length > 0 &&
              html`<p class="steward-note">
                Nothing counted: ${section.absent.map(({ title }) => title).join(', ')}.
              </p>`
            }
          </section>`,
      )}
      ${definition(topic)}`,
  })
}

/** The list of topics. */
export const topicsPage = (topics: readonly Topic[]): Html =>
  page({
    title: 'Topics',
    section: 'variation',
    breadcrumbs: [{ text: 'Variation', href: '/variation' }],
    alternatives: [
      { text: 'JSON', href: '/topics?format=json' },
      { text: 'CSV', href: '/topics?format=csv' },
      { text: 'OpenAPI', href: '/topics/openapi.json' },
    ],
    body: html`<h1 class="nhsuk-heading-l">Topics</h1>
      <ul class="nhsuk-list">
        ${topics.map(
          ({ id, title, says }) =>
            html`<li><a class="nhsuk-link" href="/topics/${id}">${title}</a><br />${says}</li>`,
        )}
      </ul>`,
  })
