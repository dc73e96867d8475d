import { asksBox } from '../../../ui/asks.ts'
import { html, joined, type Content, type Html } from '../../../ui/html.ts'
import { page } from '../../../ui/layout.ts'
import { formatCount } from '../../../ui/money.ts'
import { dataTable } from '../../../ui/table.ts'
import { queryOf, type Asked } from '../asked.ts'
import type { Opened } from '../open.ts'
import { choices, periodWords, placeKey, trail, worklistPath } from '../parts.ts'
import type { Place } from '../view.ts'
import { benchmarkWords, moneyWords, short, shortRange } from '../words.ts'
import { worklistChart } from './chart.ts'
import { columns, rowPath } from './columns.ts'
import { method } from './method.ts'
import { chosenRows, isCare, shownRows, type Row } from './rows.ts'

const askOf = (row: Row, opened: Opened): Html => {
  const { worklist } = opened
  const { place } = worklist
  return html`<a class="nhsuk-link" href="${rowPath(row, worklist)}">${row.task.name}</a>:
    ${short(row.worthPence)}
    ${isCare(row) ? `(${shortRange(row.worthLimits)})` : 'a year'}${
      place.kind !== 'practice' &&
      `, half of it in ${row.forHalf} of ${place.members.length} practices`
    }`
}

const lead = (opened: Opened, shown: readonly Row[]): Html => {
  const { worklist, prescribing } = opened
  const { totals, place, benchmark } = worklist
  const fruit = shown.filter(({ lowHanging }) => lowHanging).slice(0, 3)
  const asks = (fruit.length > 0 ? fruit : shown.filter(({ called }) => called > 0)).slice(0, 3)
  const found = worklist.lines.filter(({ absent: why }) => why === null).length
  const ofDrugs = prescribing.filter(({ worthPence }) => worthPence > 0).length
  return html`<div class="steward-lead">
    <h1 class="nhsuk-heading-l">Opportunities: ${place.name}</h1>
    <p class="steward-lead__who">
      ${periodWords(opened)} · ${formatCount(found)} kinds of
      activity${ofDrugs > 0 && ` and ${formatCount(ofDrugs)} of prescribing`} · compared with
      ${benchmarkWords[benchmark]}${worklist.deprivation && ', allowing for deprivation'}
    </p>
    ${
      found === 0
        ? html`<p class="steward-says">
            No hospital activity of ${periodWords(opened)} is loaded, so nothing can be said of it.
            Load activity, and close again.
          </p>`
        : html`<p class="steward-says">
            Hospital activity above ${benchmarkWords[benchmark]} is worth
            <strong>${short(totals.cash.pence)}</strong>
            (${shortRange(totals.cash.limits)}, 19 times in 20) in ${moneyWords.cash}, and
            <strong>${short(totals.capacity.pence)}</strong> (${shortRange(totals.capacity.limits)})
            in ${moneyWords.capacity}. Each admission, appointment and attendance is counted once,
            and chance is taken off. A contract that pays a fixed sum releases no cash at once.
          </p>`
    }
    ${asksBox(
      'asks',
      'Worth asking',
      asks.map((row) => askOf(row, opened)),
    )}
    <p class="steward-note">
      These are questions, not findings: coding and case mix differ, and what is above a mean need
      not be avoidable. <a class="nhsuk-link" href="#method">How it is worked out</a>.
    </p>
  </div>`
}

const places = ({ judgement, worklist }: Opened, asked: Asked): Content => {
  const { place } = worklist
  if (place.kind === 'practice') return false
  const chosen = place.members.flatMap((p) => judgement.members[p] ?? [])
  const link = (kind: Place['kind'], code: string, name: string): Html =>
    html`<a
      class="nhsuk-link"
      href="/opportunities${queryOf({ ...asked, place: placeKey({ kind, code }) })}"
      >${name}</a
    >`
  const localities = [...new Map(chosen.map((each) => [each.locality, each.localityName]))]
  return html`<section class="steward-section" id="places">
    <h2 class="nhsuk-heading-m">Other views</h2>
    ${
      place.kind === 'group' &&
      html`<p>
        By locality:
        ${joined(
          localities.map(([code, name]) => link('locality', code, name)),
          ' · ',
        )}
      </p>`
    }
    <p>
      By practice:
      ${joined(
        chosen
          .toSorted((a, b) => a.name.localeCompare(b.name, 'en'))
          .map(({ code, name }) => link('practice', code, name)),
        ' · ',
      )}
    </p>
  </section>`
}

const links = (rows: readonly Row[], opened: Opened, asked: Asked): Html =>
  joined(
    rows.map(
      (row) =>
        html`<a class="nhsuk-link" href="${rowPath(row, opened.worklist, asked)}"
          >${row.task.name}</a
        >`,
    ),
    ' · ',
  )

/** Kinds that are named one by one where they cannot be worked out. */
const namedAtMost = 8

const prescribingNote = (opened: Opened, others: { count: number; pence: number }): Content => {
  const { place } = opened.worklist
  if (opened.prescribing.length === 0)
    return html`<p class="steward-note">No prescribing is loaded, so none is in this list.</p>`
  if (others.count === 0) return false
  return html`<p class="steward-note">
    <a
      class="nhsuk-link"
      href="/variation/prices${place.kind === 'practice' && `?practice=${place.code}`}"
      >${formatCount(others.count)} more prices of drugs</a
    >
    are worth ${short(others.pence)} together.
  </p>`
}

/** Why kinds cannot be worked out: a sentence for each reason, which names them where they are few. */
const absentNotices = (without: Opened['worklist']['lines']): string[] =>
  [...Map.groupBy(without, ({ absent: why }) => why ?? '')].map(([why, lines]) =>
    lines.length > namedAtMost
      ? `${formatCount(lines.length)} kinds ${why}.`
      : `${lines.map(({ definition }) => definition.name).join('; ')}: ${why}.`,
  )

/** The worklist of a group, a locality or a practice. */
export const worklistPage = (opened: Opened, asked: Asked): Html => {
  const { worklist, judgement, build } = opened
  const { place } = worklist
  const chosen = chosenRows(opened, asked)
  const { rows: shown, others } = shownRows(chosen)
  const listed = shown.filter(({ worthPence, called }) => worthPence > 0 || called > 0)
  const quiet = shown.filter(({ worthPence, called }) => worthPence === 0 && called === 0)
  const without = worklist.lines.filter(({ absent: why }) => why !== null)
  return page({
    title: `Opportunities: ${place.name}`,
    build,
    section: 'opportunities',
    ...(place.kind === 'group' ? {} : { breadcrumbs: trail(opened, asked) }),
    notices: [...judgement.remarks, ...absentNotices(without)],
    alternatives: [
      ...(['json', 'csv'] as const).map((format) => ({
        text: format.toUpperCase(),
        href: worklistPath(place, { ...asked, format }),
      })),
      { text: 'OpenAPI', href: '/opportunities/openapi.json' },
    ],
    body: html`${lead(opened, shown)} ${choices(opened, asked, '/opportunities')}
      ${worklistChart(opened, shown)}
      ${
        shown.some(({ worthPence }) => worthPence > 0) &&
        html`<p class="steward-screen">
          <a
            class="nhsuk-link"
            href="${worklistPath(place, asked).replace(/(\?|$)/, '/chart.svg$1')}"
            >The chart as a picture</a
          >
        </p>`
      }
      <section class="steward-section" id="worklist">
        ${dataTable<Row>({
          caption: asked.lowHanging ? 'Low-hanging fruit' : 'Worklist',
          captionSize: 'm',
          columns: columns(worklist, asked),
          rows: listed,
          empty:
            without.length === worklist.lines.length
              ? 'Nothing is loaded that could be weighed.'
              : 'Nothing lies above the benchmark beyond what chance allows.',
        })}
        ${prescribingNote(opened, others)}
        ${
          quiet.length > 0 &&
          html`<p class="steward-note">
            No difference that chance does not explain: ${links(quiet, opened, asked)}
          </p>`
        }
      </section>
      ${places(opened, asked)} ${method(worklist)}`,
  })
}

/** What is shown while the counts of a new build are worked out; the browser asks again by itself. */
export const waitingPage = (): Html =>
  page({
    title: 'Opportunities are being worked out',
    section: 'opportunities',
    body: html`<h1 class="nhsuk-heading-l">Opportunities are being worked out</h1>
      <p>
        Every admission, appointment and attendance of this build is looked at once. It takes a
        minute or so in a large county, and then these pages are quick. This page looks again every
        few seconds;
        <a class="nhsuk-link" href="/opportunities">look again now</a>.
      </p>`,
  })
