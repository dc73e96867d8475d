import { explainPath, linesPath, membersOf, type Figure } from '../../core/figure.ts'
import { formatDate } from '../../core/month.ts'
import { html, type Content, type Html } from '../../ui/html.ts'
import { page } from '../../ui/layout.ts'
import { details, insetText, warningCallout } from '../../ui/nhsuk.ts'
import { askedTableLinks } from '../table-files.ts'
import type { Served } from '../../warehouse/served.ts'
import { countOf, type Evaluated, type Split } from '../figures/figures.ts'
import type { Caveat } from './caveats.ts'
import { explanationSheets } from './exports.ts'
import type { Explanation } from './explanation.ts'
import { booksTable, checkTable, filesTable, splitTable } from './tables.ts'
import { equalsText, rowsText, valueText } from './words.ts'

const lead = (explanation: Explanation): Html => {
  const { whole } = explanation
  if (whole.value === null) {
    return html`<p class="steward-says"><strong>There is no figure.</strong></p>
      ${insetText({
        html: html`<p>
          Nothing has arrived from which it could be worked out for these months. That is not the
          same as nought. What is loaded is on the
          <a class="nhsuk-link" href="/status">data status page</a>.
        </p>`,
      })}`
  }
  return html`<p class="steward-says">
    <strong>${valueText(explanation)}</strong> = ${equalsText(explanation)}
  </p>`
}

const caveatItem = ({ text, href }: Caveat, released: boolean): Html =>
  href === null || released
    ? html`${text}`
    : html`${text}
        <a class="nhsuk-link" href="${href}"
          >See which<span class="nhsuk-u-visually-hidden">: ${text}</span></a
        >`

const tree = ({ whole, branches, withheld }: Explanation): Html => {
  const tableOf = (split: Split, title: string): Html =>
    splitTable(split, whole.unit, title, !withheld)
  const folded = (split: Split): Html =>
    details({
      summaryText: `By ${split.title}: ${countOf(split.parts.length, 'part')}`,
      html: tableOf(split, `By ${split.title}`),
    })
  const [first, ...others] = whole.splits
  if (first === undefined) return html``
  const below = branches.flatMap(({ part, splits }) =>
    splits.slice(0, 1).map((split) =>
      details({
        summaryText: `${part.label} by ${split.title}: ${countOf(split.parts.length, 'part')}`,
        html: tableOf(split, `${part.label} by ${split.title}`),
      }),
    ),
  )
  return html`<section class="steward-section">
    <h2 class="nhsuk-heading-m">What it is made of</h2>
    <p>Each part is a figure of its own${withheld ? '' : '; follow it down to its lines'}.</p>
    ${tableOf(first, `By ${first.title}`)} ${below} ${others.map(folded)}
  </section>`
}

const basis = ({ basis: of }: Explanation): Html =>
  of === null
    ? html``
    : html`<section class="steward-section">
        <h2 class="nhsuk-heading-m">What it is made of</h2>
        <ul class="nhsuk-list nhsuk-list--bullet">
          <li><a class="nhsuk-link" href="${explainPath(of.cost.figure)}">${of.cost.title}</a></li>
          <li>
            <a class="nhsuk-link" href="${explainPath(of.patients.figure)}">${of.patients.title}</a>
          </li>
        </ul>
      </section>`

const rows = (explanation: Explanation): Html => {
  const { checks, whole, withheld } = explanation
  const agree = checks.every(({ agrees }) => agrees)
  const unit = whole.figure.measure === 'cost-per-thousand' ? 'money' : whole.unit
  return html`<section class="steward-section">
    <h2 class="nhsuk-heading-m">The rows behind it</h2>
    ${
      agree
        ? html`<p>${rowsText(explanation)}</p>`
        : warningCallout({ heading: 'The rows do not add up', text: rowsText(explanation) })
    }
    ${
      !withheld &&
      html`${checkTable(checks, unit)}
        <p>
          <a class="nhsuk-link" href="${linesPath(whole.figure)}">See the lines, page by page</a>
        </p>`
    }
    <p class="steward-note">
      Single lines are of patients: a practice opens those of its own patients, the management team
      and analysts open all.
    </p>
  </section>`
}

const inputs = ({ inputs: of }: Explanation, served: Served): Html => {
  const { manifest } = served
  const rules = manifest.rules.map(({ id, sha256 }) => `${id} (${sha256.slice(0, 12)})`)
  return html`<section class="steward-section">
    <h2 class="nhsuk-heading-m">What went into it</h2>
    <p>
      Build ${manifest.id} as at ${formatDate(manifest.asAt)}, made with code
      ${manifest.code.slice(0, 12)}${rules.length === 0 ? '' : ` and rules ${rules.join(', ')}`}.
    </p>
    ${of.books.length === 0 ? '' : booksTable(of.books)}
    ${
      of.files.length > 0 &&
      details({
        summaryText: `${countOf(of.files.length, 'file')} with rows in this figure`,
        html: filesTable('Files with rows in this figure', of.files),
      })
    }
    ${
      of.reference.length === 0
        ? ''
        : details({
            summaryText: `${countOf(of.reference.length, 'file')} that it rests on besides`,
            html: filesTable('Files that it rests on besides', of.reference),
          })
    }
  </section>`
}

/** The same figure with the other members: those of each month, or those of now. */
const otherMembers = ({ figure }: Evaluated): Content => {
  const { where } = figure
  if (where.kind !== 'group' && where.kind !== 'locality') return false
  const { kind, code } = where
  const now = membersOf(where) === 'now'
  const other: Figure = { ...figure, where: now ? { kind, code } : { kind, code, members: 'now' } }
  return html`<p class="steward-screen">
    ${now ? 'The members of now, with practices that ended in them, count in every month.' : 'Practices count for the months in which they were members.'}
    <a class="nhsuk-link" href="${explainPath(other)}"
      >The same with the members of ${now ? 'each month' : 'now'}</a
    >
  </p>`
}

/** The page that explains a figure, from one sentence down to its files. */
export const explainHtml = (served: Served, explanation: Explanation): Html => {
  const { whole, caveats, changes } = explanation
  return page({
    title: `Explanation: ${whole.title}`,
    build: served.manifest,
    breadcrumbs: [{ text: 'Overview', href: '/' }],
    notices: caveats.map((caveat) => caveatItem(caveat, explanation.released)),
    alternatives: [
      { text: 'JSON', href: `${explainPath(whole.figure)}?format=json` },
      ...askedTableLinks(explainPath(whole.figure), 'explanation', explanationSheets(explanation)),
    ],
    body: html`<div class="steward-lead">
        <h1 class="nhsuk-heading-l">${whole.title}</h1>
      </div>
      ${lead(explanation)} ${otherMembers(whole)}
      ${
        caveats.length === 0
          ? ''
          : html`<p>
              <a class="nhsuk-link" href="#missing"
                >${countOf(caveats.length, 'thing')} missing or estimated in it</a
              >
            </p>`
      }
      <section class="steward-section">
        <h2 class="nhsuk-heading-m">How it is worked out</h2>
        <ol class="nhsuk-list nhsuk-list--number">
          ${whole.formula.map((step) => html`<li>${step}</li>`)}
        </ol>
      </section>
      ${tree(explanation)} ${basis(explanation)} ${rows(explanation)} ${inputs(explanation, served)}
      <section class="steward-section">
        <h2 class="nhsuk-heading-m">What would change it</h2>
        <ul class="nhsuk-list nhsuk-list--bullet">
          ${changes.map((change) => html`<li>${change}</li>`)}
        </ul>
      </section>
      <section class="steward-section">
        <h2 class="nhsuk-heading-m">Its permanent name</h2>
        <p><code class="steward-build__id">${whole.name}</code></p>
        <p>
          The name holds the build: the same
          <a class="nhsuk-link" href="${explainPath(whole.figure)}">address</a> gives this value for
          as long as the build is kept, and
          <code class="steward-build__id">steward explain</code> takes the same name. Without the
          part after @ it gives the value of the latest build.
        </p>
      </section>`,
  })
}
