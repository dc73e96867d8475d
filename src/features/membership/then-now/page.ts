import { formatMonth, type Month } from '../../../core/month.ts'
import { formatShortPence } from '../../../core/money.ts'
import { html, type Content, type Html } from '../../../ui/html.ts'
import { page, type PageBuild } from '../../../ui/layout.ts'
import { formatWholePounds } from '../../../ui/money.ts'
import { dataTable } from '../../../ui/table.ts'
import { countOf } from '../../figures/figures.ts'
import { perThousand, type Sums } from './bases.ts'

/** A locality, or the whole group, on both bases. */
export type BothLine = { name: string; was: Sums; is: Sums }

export type ThenNowView = {
  build: PageBuild
  groupName: string
  from: Month
  to: Month
  asOf: Month
  total: BothLine
  lines: readonly BothLine[]
  onlyThen: readonly { practice: string; months: number }[]
  onlyNow: readonly { practice: string; months: number }[]
  practice: (code: string) => string
}

const says = ({ total, from, to, asOf }: ThenNowView): string => {
  const difference = total.is.pence - total.was.pence
  const when = from === to ? formatMonth(from) : `${formatMonth(from)} to ${formatMonth(to)}`
  const size =
    difference === 0n
      ? 'The two are the same.'
      : `That is ${formatShortPence(difference < 0n ? -difference : difference)} ${difference < 0n ? 'less' : 'more'}.`
  return `As the group was in each month, care cost ${formatShortPence(total.was.pence)} in ${when}. As it is in ${formatMonth(asOf)}, the same months cost ${formatShortPence(total.is.pence)}. ${size}`
}

const rate = (sums: Sums): string => {
  const pence = perThousand(sums)
  return pence === null ? 'not known' : formatWholePounds(pence)
}

const reasons = (
  heading: string,
  of: readonly { practice: string; months: number }[],
  name: (code: string) => string,
): Content =>
  of.length > 0 &&
  html`<h2 class="nhsuk-heading-s">${heading}</h2>
    <ul class="nhsuk-list nhsuk-list--bullet">
      ${of.map(
        ({ practice, months }) => html`<li>${name(practice)}, ${countOf(months, 'month')}</li>`,
      )}
    </ul>`

/** What care cost as the group was then and as it is now, side by side, and why the two differ. */
export const thenNowPage = (view: ThenNowView): Html =>
  page({
    title: 'Then and now',
    section: 'members',
    build: view.build,
    breadcrumbs: [{ text: 'Members', href: '/members' }],
    body: html`<div class="steward-lead">
        <h1 class="nhsuk-heading-l">${view.groupName}: then and now</h1>
        <p class="steward-says">${says(view)}</p>
        <p class="steward-note">
          As it was: each practice counts for the months in which it was a member, in the locality
          of that month. As it is: each member of ${formatMonth(view.asOf)} counts for all months,
          and brings the months of practices that ended in it.
        </p>
      </div>
      ${dataTable<BothLine>({
        caption: 'Cost of care',
        captionSize: 'm',
        rows: view.lines,
        total: view.total,
        empty: 'No members in these months.',
        columns: [
          { heading: 'Locality', cell: ({ name }) => name },
          {
            heading: 'As it was then',
            numeric: true,
            cell: ({ was: sums }) => formatShortPence(sums.pence),
          },
          {
            heading: 'As it is now',
            numeric: true,
            cell: ({ is: sums }) => formatShortPence(sums.pence),
          },
          {
            heading: 'Per 1,000 patients a month, then',
            numeric: true,
            cell: ({ was: sums }) => rate(sums),
          },
          { heading: 'Now', numeric: true, cell: ({ is: sums }) => rate(sums) },
        ],
      })}
      ${reasons('Counted then and not now, or elsewhere', view.onlyThen, view.practice)}
      ${reasons('Counted now and not then, or elsewhere', view.onlyNow, view.practice)}`,
  })
