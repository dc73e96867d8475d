import { formatDate, formatMonth, type Month } from '../../core/month.ts'
import { html, type Html } from '../../ui/html.ts'
import { formatCount } from '../../ui/money.ts'
import { dataTable } from '../../ui/table.ts'
import { budgetsPath, type Version } from '../budgets/budgets.ts'
import {
  feedName,
  inState,
  isMonthly,
  quarantinedRows,
  type Status,
} from '../data-status/data-status.ts'
import { countOf } from '../figures/figures.ts'

/** One line of the checklist: what has to be so, whether it is, how it stands, and where to see to it. */
export type Check = { what: string; done: boolean; says: string; path: string }

type Known = Pick<Status, 'build' | 'grid' | 'quarantine' | 'controls' | 'waiting'>
type Grid = Pick<Status, 'grid'>
type OfGroup = { group: { code: string; name: string }; version: Version | null }

/** The newest month for which a monthly file has arrived or is due; null before the first. */
export const newestMonth = ({ grid }: Grid): Month | null =>
  grid
    .filter(({ feed }) => isMonthly(feed))
    .reduce<Month | null>(
      (newest, { month }) => (newest === null || month > newest ? month : newest),
      null,
    )

const wanting = (of: Grid): string =>
  (['late', 'missing'] as const)
    .flatMap((state) => inState(of, state).map((text) => `${text}, ${state}`))
    .join('; ')

const newestFiles = ({ grid }: Grid, month: Month): Check => {
  const due = grid.filter((cell) => isMonthly(cell.feed) && cell.month === month)
  const arrived = due.filter(({ state }) => state === 'arrived').length
  const absent = due
    .filter(({ state }) => state !== 'arrived')
    .map(({ feed, state }) => `${feedName(feed)} is ${state}`)
  return {
    what: `Files for ${formatMonth(month)}`,
    done: absent.length === 0,
    says: [`${arrived} of ${countOf(due.length, 'expected feed')} arrived`, ...absent].join('; '),
    path: '/status#months',
  }
}

const earlierFiles = ({ grid }: Grid, month: Month): Check => {
  const earlier = grid.filter((cell) => isMonthly(cell.feed) && cell.month < month)
  const says = wanting({ grid: earlier })
  return {
    what: 'Files of earlier months',
    done: says === '',
    says: says === '' ? 'All arrived' : says,
    path: '/status#months',
  }
}

const quarantine = (status: Known): Check => {
  const rows = quarantinedRows(status)
  return {
    what: 'Lines in quarantine',
    done: rows === 0n,
    says:
      rows === 0n
        ? 'None'
        : `${countOf(rows, 'line')} could not be used; data status says how to mend each`,
    path: '/status#quarantine',
  }
}

const controls = ({ controls: rows }: Known): Check => {
  const checked = rows.reduce((sum, row) => sum + row.checked, 0n)
  const differ = rows.reduce((sum, row) => sum + row.differ, 0n)
  return {
    what: 'Control totals',
    done: checked > 0n && differ === 0n,
    says:
      checked === 0n
        ? 'None has been compared yet'
        : differ === 0n
          ? `All ${formatCount(checked)} agree`
          : `${formatCount(differ)} of ${formatCount(checked)} do not agree`,
    path: '/status#controls',
  }
}

const close = ({ build, waiting }: Known): Check => ({
  what: 'The close',
  done: waiting.length === 0,
  says: `Build ${build.id}, closed on ${formatDate(build.madeAt.slice(0, 10))}, as at ${formatDate(build.asAt)}${
    waiting.length === 0
      ? ': every file that was loaded is in it'
      : `: ${countOf(waiting.length, 'file')} loaded since, to be closed`
  }`,
  path: '/status#files',
})

const budget = ({ group, version }: OfGroup, month: Month): Check => ({
  what: `Budgets for ${formatMonth(month)}`,
  done: version !== null,
  says:
    version === null
      ? `None is in force for ${group.name}`
      : `${group.name}: “${version.title}”, version ${version.number}, is in force`,
  path: budgetsPath(group.code),
})

/** The newest month closed, the practices of the group, and those of which anybody has opened a statement since the close. */
export type Reading = {
  month: Month | null
  practices: readonly { code: string; name: string }[]
  opened: ReadonlySet<string>
}

const mostNamed = 5

const statements = ({ build }: Known, { practices, opened }: Reading, month: Month): Check => {
  const waiting = practices.filter(({ code }) => !opened.has(code)).map(({ name }) => name)
  const named = waiting.slice(0, mostNamed).join(', ')
  const more = waiting.length - mostNamed
  const read = `${formatCount(practices.length - waiting.length)} of ${countOf(practices.length, 'practice has', 'practices have')} opened one since`
  return {
    what: `Statements to ${formatMonth(month)} opened`,
    done: waiting.length === 0,
    says: `They were published by the close of ${formatDate(build.madeAt.slice(0, 10))}; ${read}${
      waiting.length === 0
        ? ''
        : `; not yet ${named}${more > 0 ? ` and ${formatCount(more)} more` : ''}`
    }`,
    path: '/practices',
  }
}

/** Month-end as it stands, in the order in which it is done. */
export const monthEnd = (
  status: Known,
  budgets: readonly OfGroup[],
  lateConcerns: number,
  reading: Reading,
): readonly Check[] => {
  const month = newestMonth(status)
  return [
    ...(month === null ? [] : [newestFiles(status, month), earlierFiles(status, month)]),
    quarantine(status),
    controls(status),
    close(status),
    ...(month === null ? [] : budgets.map((one) => budget(one, month))),
    ...(reading.month === null || reading.practices.length === 0
      ? []
      : [statements(status, reading, reading.month)]),
    {
      what: 'Answers to ideas and concerns',
      done: lateConcerns === 0,
      says:
        lateConcerns === 0
          ? 'None is past its promised day'
          : `${countOf(lateConcerns, 'is', 'are')} past the promised day`,
      path: '/concerns',
    },
  ]
}

/** The checklist as a table that says in words what is done and what is still to do. */
export const checklist = (checks: readonly Check[]): Html => {
  const open = checks.filter(({ done }) => !done).length
  return html`<section class="steward-section" id="month-end">
    <p class="steward-says">
      ${open === 0 ? 'Everything on the list is done.' : `${open} of ${checks.length} still to do.`}
    </p>
    ${dataTable<Check>({
      caption: 'What month-end needs',
      captionSize: 'm',
      columns: [
        {
          heading: 'What',
          cell: ({ what, path }) => html`<a class="nhsuk-link" href="${path}">${what}</a>`,
        },
        {
          heading: 'State',
          cell: ({ done }) => (done ? 'Done' : html`<strong>Still&nbsp;to&nbsp;do</strong>`),
        },
        { heading: 'How it stands', long: true, cell: ({ says }) => says },
      ],
      rows: checks,
    })}
  </section>`
}
