import { formatMonth } from '../../core/month.ts'
import { html, joined, nothing, type Html } from '../../ui/html.ts'
import { page } from '../../ui/layout.ts'
import { formatCount } from '../../ui/money.ts'
import { saidHtml, saidLead } from '../../ui/said.ts'
import {
  budgetSection,
  openStatement,
  statementPath,
  statementSheets,
  trendFigure,
} from '../statement/statement.ts'
import { tableLinks } from '../table-files.ts'

type StatementView = Awaited<ReturnType<typeof openStatement>>

const largestOver = (view: StatementView): Html | null => {
  const { budget, practice, periods } = view
  if (budget.kind === 'none') return null
  const rows = budget.comparison.rows
    .filter((row) => row.scope === 'in scope' && (row.variance ?? 0n) > 0n)
    .toSorted((a, b) => Number((b.variance ?? 0n) - (a.variance ?? 0n)))
  const [most] = rows
  if (!most) return null
  return html`Most of what is over budget lies in ${most.name.toLowerCase()}
    care${most.verdict === null ? '' : `, which is ${most.verdict}`}:
    <a
      class="nhsuk-link"
      href="/practices/${encodeURIComponent(practice.code)}/budget/${most.line}?month=${periods.month}"
      >see the rows behind it</a
    >.`
}

/** What a practice takes to its own meeting: statement, forecast and at most three things worth asking, on paper. */
export const packPage = (view: StatementView): Html => {
  const { practice, monthName, patients, says, sure, asks, budget, periods } = view
  const questions = [
    ...(largestOver(view) ? [largestOver(view)] : []),
    ...asks.map((ask) => saidHtml(ask)),
  ].slice(0, 3)
  return page({
    title: `For the practice meeting: ${practice.name}, ${monthName}`,
    build: view.build,
    section: 'practices',
    breadcrumbs: [{ text: practice.name, href: statementPath(practice.code, periods.month) }],
    notices: view.notices,
    alternatives: tableLinks(
      `${statementPath(practice.code)}/tables`,
      'statement',
      statementSheets(view),
      `month=${periods.month}`,
    ),
    body: html`<div class="steward-lead">
        <h1 class="nhsuk-heading-l">${practice.name}: for the practice meeting</h1>
        <p class="steward-lead__who">
          <strong>${formatMonth(periods.month)}</strong> · ${practice.code}
          ${patients === null ? '' : html`· ${formatCount(patients)} patients`}
        </p>
        ${saidLead(says)}
        <p class="steward-note">${joined(sure.map(saidHtml), ' ')}</p>
      </div>
      <section class="steward-asks" aria-labelledby="questions">
        <h2 class="nhsuk-heading-m" id="questions">Worth asking at the meeting</h2>
        ${
          questions.length === 0
            ? html`<p>Nothing lies beyond what is usual for a list of this size.</p>`
            : html`<ol class="nhsuk-list nhsuk-list--number">
                ${questions.map((question) => html`<li>${question}</li>`)}
              </ol>`
        }
      </section>
      ${budgetSection(budget, practice.code, practice.name)}
      <div class="steward-columns">
        ${view.trends[0] ? trendFigure(view.trends[0], practice.name) : nothing}
      </div>`,
  })
}
