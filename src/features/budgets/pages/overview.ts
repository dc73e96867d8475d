import { formatDate } from '../../../core/month.ts'
import { html, type Html } from '../../../ui/html.ts'
import { page, type PageBuild } from '../../../ui/layout.ts'
import { dataTable } from '../../../ui/table.ts'
import { tableLinks } from '../../table-files.ts'
import type { GroupRules } from '../ledger/adoption.ts'
import { standing, type Version } from '../ledger/versions.ts'
import { versionPath } from '../paths.ts'
import { assumedNote, monthText } from './parts.ts'

export type BudgetsView = {
  build: PageBuild | null
  group: string
  groupName: string
  rules: GroupRules | null
  versions: readonly Version[]
  /** Years for which budgets could be set. */
  years: readonly string[]
  mayKeep: boolean
  /** Whether the viewer may see what rests on single patients and practices. */
  isInside: boolean
}

const stands = (version: Version): string => {
  const last = version.states.at(-1)
  if (last?.state !== 'approved') return standing(version)
  const from = last.inForceFrom
  return from === null ? 'approved' : `approved, in force from ${monthText(from)}`
}

const link = (href: string, text: string): Html =>
  html`<a class="nhsuk-link" href="${href}">${text}</a>`

/** A group's budgets: the rules it works by, every version, and where to go from here. */
export const budgetsPage = (view: BudgetsView): Html => {
  const { group, groupName, rules, versions, years, mayKeep, isInside } = view
  const query = `group=${encodeURIComponent(group)}`
  const approved = versions.filter((version) => standing(version) === 'approved')
  return page({
    title: `Budgets of ${groupName}`,
    build: view.build,
    section: 'budgets',
    alternatives: tableLinks('/budgets', 'budgets', ['Versions'], query),
    body: html`<div class="steward-lead">
        <h1 class="nhsuk-heading-l">Budgets of ${groupName}</h1>
        <p class="steward-says">
          ${
            rules === null
              ? 'The group has not adopted rules for its budgets yet, so none can be set.'
              : `The group works by ${rules.rules.title} (${rules.rules.id}), adopted on ${formatDate(rules.adoptedOn)}.`
          }
          ${approved.length === 0 ? 'No budget is approved yet.' : ''}
        </p>
      </div>
      ${rules && assumedNote(rules.rules.assumed)}
      <ul class="nhsuk-list steward-screen">
        ${
          mayKeep &&
          html`<li>
              ${link(`/budgets/rules?${query}`, rules === null ? 'Adopt rules' : 'See the rules, or adopt others')}
            </li>
            ${
              rules !== null &&
              years.map(
                (year) =>
                  html`<li>
                    ${link(`/budgets/workspace?${query}&year=${encodeURIComponent(year)}`, `Set the budgets of ${year}`)}
                  </li>`,
              )
            }`
        }
        <li>${link(`/budgets/virements?${query}`, 'Move budget between lines or practices')}</li>
        ${
          isInside &&
          html`<li>${link(`/risk?${query}`, 'Chance and risk: what the group could agree')}</li>
            <li>${link(`/savings?${query}`, 'Savings: what practices and the group may keep')}</li>`
        }
        <li>${link(`/position?${query}`, 'The group’s position, on paper for the board')}</li>
      </ul>
      ${dataTable({
        caption: 'Versions, newest first',
        captionSize: 'm',
        columns: [
          {
            heading: 'Version',
            cell: ({ id, title, number }) => link(versionPath(id), `${title}, version ${number}`),
          },
          { heading: 'Year', cell: ({ year }) => year },
          { heading: 'Where it stands', cell: stands },
          { heading: 'Proposed', cell: ({ madeOn, by }) => `${formatDate(madeOn)}, ${by}` },
        ],
        rows: versions,
        empty: 'No version has been proposed yet.',
      })}`,
  })
}
