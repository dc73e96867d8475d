import { formatDate } from '../../core/month.ts'
import { html, type Content, type Html } from '../../ui/html.ts'
import { page } from '../../ui/layout.ts'
import { formatCount } from '../../ui/money.ts'
import { warningCallout } from '../../ui/nhsuk.ts'
import { absent, dataTable } from '../../ui/table.ts'
import { tableLinks } from '../table-files.ts'
import { registerPath, type Explained, type RegisterFile, type RegisterRow } from './register.ts'
import { listText, percentText, titleOf } from './words.ts'

/** Rows that the page itself shows; the files hold all. */
const most = 200

const equals = ({ people, list, listType, ratio, interval }: Explained): Html =>
  html`<p class="steward-says">
    ${
      ratio === null
        ? html`<strong>There is no prevalence</strong>: nobody is on its list.`
        : html`<strong>${percentText(ratio)}</strong> = ${formatCount(people)} people on the
            register ÷ ${formatCount(list)} ${listText(listType)}.`
    }
    ${
      interval
        ? `95% limits: ${percentText(interval.lower)} to ${percentText(interval.upper)}.`
        : ratio !== null &&
          'More people are on the register than on its list, so there are no limits.'
    }
  </p>`

const formula = ({ year, listType }: Explained): Html =>
  html`<section class="steward-section">
    <h2 class="nhsuk-heading-m">How it is worked out</h2>
    <ul class="nhsuk-list nhsuk-list--bullet">
      <li>
        People on the register on 31 March ${Number(year.slice(0, 4)) + 1}, added up over practices.
      </li>
      <li>
        Divided by ${listText(listType)} on 1 January ${Number(year.slice(0, 4)) + 1}, as the file
        has them. Each register has its own list, so a list size from elsewhere does not do.
      </li>
      <li>
        Limits by Wilson’s method: the range of true shares that such a count could have come from
        by chance.
      </li>
      <li>A practice counts where it was a member on 31 March.</li>
    </ul>
  </section>`

const check = ({ people, list, marts, rows }: Explained): Html =>
  people === marts.people && list === marts.list
    ? html`<p>
        Read again from the file,
        ${rows.length === 1 ? 'the row adds' : `the ${formatCount(rows.length)} rows add`} up to the
        same: ${formatCount(people)} and ${formatCount(list)}.
      </p>`
    : warningCallout({
        heading: 'The rows do not add up to the figure',
        text: `The rows hold ${formatCount(people)} and ${formatCount(list)}, the build ${formatCount(marts.people)} and ${formatCount(marts.list)}. Close again, and report it if it stays.`,
      })

const share = ({ patients, list }: RegisterRow): Content =>
  list > 0 ? percentText(patients / list) : absent('–')

const rowsTable = ({ rows, register, year }: Explained): Html =>
  dataTable<RegisterRow>({
    caption:
      rows.length > most
        ? `Rows of the file: the first ${most} of ${formatCount(rows.length)}; all are in the CSV`
        : 'Rows of the file',
    captionSize: 'm',
    rows: rows.slice(0, most),
    columns: [
      {
        heading: 'Practice',
        cell: ({ practice, name }) =>
          rows.length === 1
            ? name
            : html`<a
                class="nhsuk-link"
                href="${registerPath(register, year, { kind: 'practice', code: practice })}"
                >${name}</a
              >`,
      },
      { heading: 'Code', wide: true, cell: ({ practice }) => practice },
      { heading: 'On the register', numeric: true, cell: ({ patients }) => formatCount(patients) },
      { heading: 'Its list', numeric: true, cell: ({ list }) => formatCount(list) },
      { heading: 'Prevalence', numeric: true, cell: share },
      { heading: 'Line', numeric: true, wide: true, cell: ({ line }) => formatCount(line) },
    ],
  })

const filesTable = ({ files }: Explained): Html =>
  html`<section class="steward-section">
    ${dataTable<RegisterFile>({
      caption: 'The file',
      captionSize: 'm',
      rows: files.toReversed(),
      columns: [
        { heading: 'File', cell: ({ file, title }) => html`${file}<br />${title}` },
        { heading: 'Loaded', cell: ({ loaded }) => formatDate(loaded.slice(0, 10)) },
        { heading: 'Rows', numeric: true, cell: ({ rows }) => formatCount(Number(rows)) },
        {
          heading: 'Version',
          cell: ({ version, current }) =>
            current ? `${version}, in use` : `${version}, replaced by a later one`,
        },
        { heading: 'Said when it was loaded', wide: true, cell: ({ notes }) => notes },
      ],
    })}
  </section>`

/** A prevalence explained: its formula with the numbers, the rows, the file, the build. */
export const registerPage = (explained: Explained): Html => {
  const { register, year, where, name, build, measure } = explained
  const path = registerPath(register, year, where)
  const title = `${titleOf(explained)}: ${name}`
  return page({
    title: `${title}, ${year}`,
    build,
    section: 'variation',
    breadcrumbs: [
      { text: 'Variation', href: '/variation' },
      ...(measure ? [{ text: measure.title, href: `/variation/measures/${measure.id}` }] : []),
    ],
    alternatives: [
      { text: 'JSON', href: `${path}?format=json` },
      { text: 'OpenAPI', href: '/topics/openapi.json' },
      ...tableLinks(path, 'register', ['Rows', 'Files']),
    ],
    body: html`<div class="steward-lead">
        <h1 class="nhsuk-heading-l">${title}</h1>
        <p class="steward-lead__who"><strong>${year}</strong> · disease register ${register}</p>
        ${equals(explained)}
      </div>
      ${formula(explained)}
      <section class="steward-section">${check(explained)} ${rowsTable(explained)}</section>
      ${filesTable(explained)}`,
  })
}
