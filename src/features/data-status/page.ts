import type { Figure } from '../../core/figure.ts'
import { formatDate, monthRange } from '../../core/month.ts'
import { formatPence } from '../../core/money.ts'
import { html, type Content, type Html } from '../../ui/html.ts'
import { page } from '../../ui/layout.ts'
import { formatCount } from '../../ui/money.ts'
import { details, insetText, warningCallout } from '../../ui/nhsuk.ts'
import { countOf, type Names } from '../figures/figures.ts'
import { listLength, type Status, type Waiting } from './status.ts'
import {
  attributionTable,
  comparisonTable,
  controlsTable,
  differingTable,
  excludedTable,
  faultsTable,
  filesTable,
  gridTable,
  practiceTable,
  quarantineTable,
  unpricedTable,
} from './tables.ts'
import { arrivedText, controlText, firstCuts, inState, wantingText } from './words.ts'

const section = (id: string, heading: string, body: Content): Html =>
  html`<section class="steward-section" id="${id}">
    <h2 class="nhsuk-heading-m">${heading}</h2>
    ${body}
  </section>`

const list = (items: readonly Content[]): Html =>
  html`<ul class="nhsuk-list nhsuk-list--bullet">
    ${items.map((item) => html`<li>${item}</li>`)}
  </ul>`

const waitingNote = (waiting: readonly Waiting[]): Html =>
  waiting.length === 0
    ? html``
    : insetText({
        html: html`<p>
            ${countOf(waiting.length, 'file was', 'files were')} loaded after this build was made,
            so no figure counts ${waiting.length === 1 ? 'it' : 'them'} yet. Run
            <code>steward close</code>.
          </p>
          ${list(waiting.slice(0, 10).map(({ file, title }) => `${file} (${title})`))}`,
      })

const arrivals = (status: Status): Html => {
  const { months } = status
  const all = months === null ? [] : monthRange(months.first, months.last).toReversed()
  const wanting = [
    ...inState(status, 'missing').map((text) => `Missing: ${text}`),
    ...inState(status, 'late').map((text) => `Late: ${text}`),
    ...firstCuts(status).map((text) => `First cut, late lines still to come: ${text}`),
  ]
  const older = all.slice(12)
  return html`${wanting.length === 0 ? '' : list(wanting)}
    <div class="steward-scroll" role="region" aria-label="Feeds by month" tabindex="0">
      ${gridTable(status, all.slice(0, 12), 'Feeds by month, latest first')}
    </div>
    ${
      older.length === 0
        ? ''
        : details({
            summaryText: countOf(older.length, 'earlier month'),
            html: gridTable(status, older, 'Earlier months'),
          })
    }`
}

const more = (shown: number, all: string, name: string, things: string): Html =>
  shown < listLength
    ? html``
    : html`<p class="steward-note">
        The ${listLength} largest of ${all}.
        <a class="nhsuk-link" href="/status/${name}">See more ${things}</a>
      </p>`

const comparison = (status: Status, names: Names): Html => {
  const { compared, equal, sent_pence, own_pence } = status.comparisonTotal
  return html`<p>
      Contract monitoring for care that patient-level feeds carry is compared here and never added:
      ${formatPence(sent_pence)} charged beside ${formatPence(own_pence)} priced by Steward, equal
      in ${formatCount(equal)} of
      ${countOf(compared, 'provider, month and point of delivery', 'providers, months and points of delivery')}.
    </p>
    ${comparisonTable(status.comparison, names)}
    ${more(status.comparison.length, formatCount(compared), 'comparison', 'of what is charged beside what is priced')}`
}

const unattributed = (status: Status): Figure | null =>
  status.months === null
    ? null
    : {
        measure: 'activity-lines',
        where: { kind: 'unattributed' },
        from: status.months.first,
        to: status.months.last,
        cut: {},
        build: status.build.id,
      }

const pricing = (status: Status, names: Names): Html => {
  const all = status.unpriced[0]?.all_lines ?? 0n
  return html`${unpricedTable(status.unpriced, names)}
  ${more(status.unpriced.length, `the codes of ${countOf(all, 'line')}`, 'unpriced', 'codes without a price')}
  ${excludedTable(status.excluded)}
  ${
    status.undischarged === 0n
      ? ''
      : html`<p>
          ${countOf(status.undischarged, 'episode belongs', 'episodes belong')} to patients not yet
          discharged; each stay is priced in the month of its discharge.
        </p>`
  }`
}

/** The data status page of a build. */
export const statusHtml = (status: Status, names: Names): Html =>
  page({
    title: 'Data status',
    section: 'status',
    build: status.build,
    notices: status.missing,
    alternatives: [{ text: 'JSON', href: '/status?format=json' }],
    body: html`<div class="steward-lead"><h1 class="nhsuk-heading-l">Data status</h1></div>
      <p class="steward-says">${arrivedText(status)} ${wantingText(status)}</p>
      ${
        status.differing.length === 0
          ? html`<p>${controlText(status)}</p>`
          : warningCallout({ heading: 'Control totals differ', text: controlText(status) })
      }
      ${waitingNote(status.waiting)}
      ${section('months', 'What arrived and what did not', arrivals(status))}
      ${section(
        'quarantine',
        'Quarantine',
        html`<p>Correct these in the source, load the file again, and close again.</p>
          ${faultsTable(status.quarantine)}
          ${
            status.quarantine.length === 0
              ? ''
              : details({
                  summaryText: 'By file, with the rows themselves',
                  html: quarantineTable(status.quarantine),
                })
          }`,
      )}
      ${section(
        'controls',
        'Control totals',
        html`${status.differing.length === 0 ? '' : differingTable(status.differing)}
        ${controlsTable(status.controls)}`,
      )}
      ${section(
        'files',
        'Files',
        html`${filesTable(status.files.slice(0, listLength), 'Latest files')}
        ${
          status.files.length <= listLength
            ? ''
            : html`<p>
                <a class="nhsuk-link" href="/status/files">See all ${status.files.length} files</a>
              </p>`
        }`,
      )}
      ${section('prices', 'Lines without a price', pricing(status, names))}
      ${section(
        'practices',
        'Practices of lines',
        html`${attributionTable(status.attribution, unattributed(status))}
        ${practiceTable(status.practiceDifferences, names)}
        ${more(
          status.practiceDifferences.length,
          countOf(status.practiceDifferences[0]?.all_lines ?? 0n, 'line'),
          'practices',
          'practices as sent and as derived',
        )}`,
      )}
      ${section('comparison', 'Charged beside priced', comparison(status, names))}`,
  })

/** Before the first close: what has been loaded, and what to do next. */
export const noBuildHtml = (waiting: readonly Waiting[], asAt: string): Html =>
  page({
    title: 'Data status',
    section: 'status',
    build: null,
    body: html`<h1 class="nhsuk-heading-l">Data status</h1>
      <p class="steward-says">
        ${
          waiting.length === 0
            ? 'No file has been loaded yet.'
            : `${countOf(waiting.length, 'file has', 'files have')} been loaded, and nothing has been closed yet: there are no figures.`
        }
      </p>
      ${
        waiting.length === 0
          ? html`<p>
              Begin with the list of practices and the membership file, then load whatever activity,
              prescribing and lists you have: <code>steward load FILE</code>. What is missing is
              said on each page.
            </p>`
          : html`<p>
                Run <code>steward close</code> to make the figures as at ${formatDate(asAt)}.
              </p>
              ${list(waiting.map(({ file, title }) => `${file} (${title})`))}`
      }`,
  })
