import { financialYear, formatMonth } from '../../../core/month.ts'
import { parseWhere, type Where } from '../../../core/figure.ts'
import { errorSummary } from '../../../ui/form.ts'
import { html, joined, type Content, type Html } from '../../../ui/html.ts'
import { page } from '../../../ui/layout.ts'
import { details } from '../../../ui/nhsuk.ts'
import { dataTable } from '../../../ui/table.ts'
import { isPrevalence, type Compared } from '../../measures/measures.ts'
import { registerPath } from '../../registers/registers.ts'
import { statementPath } from '../../statement/statement.ts'
import { firstMonth, measurePath, queryOf } from '../asked.ts'
import type { Variation } from '../load.ts'
import { saysOf } from '../words.ts'
import type { Beside } from './beside.ts'
import { chartsOf, hasChart, pictureNames } from './charts.ts'
import { chooser } from './chooser.ts'
import { asShown, byGap, columnsOf } from './practices.ts'
import { halfSection, localitySection, replySection } from './sections.ts'

const whenText = ({ measure, asked }: Variation): string =>
  isPrevalence(measure)
    ? `Register of ${financialYear(asked.to)}`
    : `${formatMonth(firstMonth(asked))} to ${formatMonth(asked.to)}`

const lead = (view: Variation): Html => {
  const { measure } = view
  const { says, sure } = saysOf(view)
  const direction =
    measure.better === 'neither'
      ? 'neither more nor less is better by itself'
      : `${measure.better} is usually better`
  return html`<div class="steward-lead">
    <h1 class="nhsuk-heading-l">${measure.title}</h1>
    <p class="steward-lead__who">
      <strong>${whenText(view)}</strong> · ${view.amongName} · ${direction}
    </p>
    <p class="steward-says">${says.join(' ')}</p>
    <p class="steward-note">${sure}</p>
    ${details({ summaryText: 'Why it matters', html: html`<p>${measure.why}</p>` })}
  </div>`
}

/** Where a prevalence comes from; nothing where it is of a set of practices put together by hand. */
const source = ({ measure, asked }: Variation): Content[] => {
  const where: Where | null =
    asked.practice === null ? parseWhere(asked.among) : { kind: 'practice', code: asked.practice }
  if (!isPrevalence(measure) || where === null) return []
  const path = registerPath(measure.numerator.register, financialYear(asked.to), where)
  return [html`<a class="nhsuk-link" href="${path}">Where it comes from: rows and file</a>`]
}

const links = (view: Variation): Html => {
  const { measure, asked, own, released } = view
  const q = queryOf(asked)
  const items: Content[] = [
    html`<a class="nhsuk-link" href="/variation/measures/${measure.id}/definition"
      >Definition, version ${measure.version}</a
    >`,
    ...source(view),
    ...pictureNames
      .filter((name) => !released && hasChart(measure, name))
      .map(
        (name) =>
          html`<a class="nhsuk-link" href="/variation/measures/${measure.id}/${name}.svg?${q}"
            >Picture: ${name}</a
          >`,
      ),
    ...(own
      ? [
          html`<a class="nhsuk-link" href="/variation/practices/${own.code}?month=${asked.to}"
            >All measures of ${own.name}</a
          >`,
          html`<a class="nhsuk-link" href="${statementPath(own.code, asked.to)}">Its statement</a>`,
        ]
      : []),
  ]
  return html`<p class="steward-screen">${joined(items, ' · ')}</p>`
}

/** A measure among practices: words, funnel, spread, ordinary variation, practices with their replies, localities. */
export const measurePage = (view: Variation, beside: Beside): Html => {
  const { measure, asked, comparison, notes } = view
  return page({
    title: `${measure.title}, ${view.amongName}`,
    build: view.build,
    section: 'variation',
    breadcrumbs: [{ text: 'Variation', href: '/variation' }],
    notices: notes,
    alternatives: [
      { text: 'JSON', href: measurePath(measure.id, asked, { format: 'json' }) },
      { text: 'CSV', href: measurePath(measure.id, asked, { format: 'csv' }) },
      { text: 'OpenAPI', href: '/variation/openapi.json' },
    ],
    body: html`${errorSummary(beside.refusals ?? [])} ${lead(view)} ${chooser(view, beside.sets)}
    ${links(view)} ${!view.released && chartsOf(view)}
    ${!view.released && !isPrevalence(measure) && beside.rebases} ${halfSection(view)}
    ${
      !view.released &&
      html`<section class="steward-section" id="practices">
        ${dataTable<Compared>({
          ...asShown('Practices', comparison.units.toSorted(byGap), asked.practice),
          captionSize: 'm',
          columns: columnsOf(view, beside),
          empty: 'No practice belongs here in this month.',
        })}
      </section>`
    }
    ${localitySection(view)} ${!view.released && replySection(view, beside)}`,
  })
}
