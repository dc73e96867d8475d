import { formatShortPence } from '../../core/money.ts'
import { formatDate, formatMonth, type Month } from '../../core/month.ts'
import { html, type Html } from '../../ui/html.ts'
import { page } from '../../ui/layout.ts'
import { formatWholePounds, moneyLink } from '../../ui/money.ts'
import { dataTable } from '../../ui/table.ts'
import { reasonTexts, type ChangesView, type MovementView } from './view.ts'

const moved = (pence: bigint): string =>
  pence < 0n ? `${formatShortPence(-pence)} less` : `${formatShortPence(pence)} more`

const months = (from: Month, to: Month): string =>
  from === to ? `in ${formatMonth(to)}` : `from ${formatMonth(from)} to ${formatMonth(to)}`

const says = (view: ChangesView): Html => {
  const { earlier, before, now, byReason, newMonths } = view
  if (earlier === null) {
    return html`<p class="steward-says">
      There is no earlier statement to compare with: these are the first figures that were closed,
      or the earlier ones are no longer kept whole.
    </p>`
  }
  const { from, to, madeAt } = earlier
  const first =
    now === before
      ? `Care ${months(from, to)} cost ${formatShortPence(now)}, as the statement of ${formatDate(madeAt.slice(0, 10))} said.`
      : `Care ${months(from, to)} cost ${formatShortPence(before)} in the statement of ${formatDate(madeAt.slice(0, 10))} and costs ${formatShortPence(now)} now: ${moved(now - before)}.`
  return html`<p class="steward-says">${first}</p>
    ${
      byReason.length > 0 &&
      html`<ul class="nhsuk-list nhsuk-list--bullet">
        ${byReason.map(({ reason, difference }) => html`<li>${moved(difference)} from ${reasonTexts[reason].long}</li>`)}
      </ul>`
    }
    ${
      newMonths.length > 0 &&
      html`<p>
        New since then:
        ${newMonths.map(({ month, cost }, i) => html`${i > 0 && ', '}${formatMonth(month)} ${moneyLink(cost.pence, cost.figure, 'whole')}`)}.
      </p>`
    }`
}

/** What has changed since the statement before: in a sentence, by reason, and by month and kind of care. */
export const changesPage = (view: ChangesView): Html => {
  const { practice, movements, build } = view
  const statement = `/practices/${encodeURIComponent(practice.code)}`
  const columns = [
    { heading: 'Month', cell: ({ month }: MovementView) => formatMonth(month) },
    { heading: 'Care', cell: ({ name }: MovementView) => name },
    {
      heading: 'Then',
      numeric: true,
      cell: ({ before }: MovementView) => moneyLink(before.pence, before.figure, 'whole'),
    },
    {
      heading: 'Now',
      numeric: true,
      cell: ({ now }: MovementView) => moneyLink(now.pence, now.figure, 'whole'),
    },
    {
      heading: 'Difference',
      numeric: true,
      cell: ({ difference }: MovementView) => formatWholePounds(difference),
    },
    { heading: 'Why', cell: ({ reason }: MovementView) => reasonTexts[reason].short },
  ]
  return page({
    title: `What changed, ${practice.name}`,
    build,
    section: 'practices',
    breadcrumbs: [{ text: practice.name, href: statement }],
    alternatives: [{ text: 'JSON', href: `${statement}/changes?format=json` }],
    body: html`<div class="steward-lead">
        <h1 class="nhsuk-heading-l">What changed since the statement before</h1>
        <p class="steward-lead__who"><strong>${practice.name}</strong> · ${practice.code}</p>
        ${says(view)}
      </div>
      ${
        view.earlier !== null &&
        dataTable({
          caption: 'What moved, by month and kind of care',
          captionSize: 'm',
          columns,
          rows: movements,
          empty: 'Nothing moved in the months that both statements cover.',
        })
      }`,
  })
}
