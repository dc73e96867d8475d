import { financialYear, type Month } from '../../core/month.ts'
import type { Scope } from '../../stores/scope.ts'
import { html, type Html } from '../../ui/html.ts'
import { formatCount } from '../../ui/money.ts'
import type { Said } from '../../ui/said.ts'
import { dataTable } from '../../ui/table.ts'
import { perBuild } from '../../warehouse/per-build.ts'
import type { Served } from '../../warehouse/served.ts'
import { ask, demandScope } from './facts.ts'

type NeedRow = {
  year: string
  population: string | null
  final: string | null
  general_acute: string | null
  community: string | null
  mental_health: string | null
  maternity: string | null
  prescribing: string | null
  health_inequalities: string | null
}

/** A population weighted for need beside the listed one, in whole persons. */
export type NeedPart = { name: string; weighted: number; compared: string }

/** How much care the patients are expected to need, as the allocation of a year weighs them. */
export type Need = { year: string; population: number; parts: NeedPart[] }

const allServices = 'All services, as allocated'

const names: readonly (readonly [key: keyof NeedRow, name: string])[] = [
  ['final', allServices],
  ['general_acute', 'General and acute care'],
  ['community', 'Community services'],
  ['mental_health', 'Mental health'],
  ['maternity', 'Maternity'],
  ['prescribing', 'Prescribing'],
  ['health_inequalities', 'Health inequalities'],
]

const asListed = 'as listed'

const comparedText = (weighted: number, population: number): string => {
  const share = (weighted / population - 1) * 100
  if (Math.abs(share) < 0.05) return asListed
  return `${Math.abs(share).toFixed(1)}% ${share < 0 ? 'below' : 'above'}`
}

const needOf = (row: NeedRow): Need | null => {
  const population = Number(row.population ?? 0)
  if (population <= 0) return null
  const parts = names.flatMap(([key, name]) => {
    const weighted = Number(row[key] ?? 0)
    return weighted <= 0
      ? []
      : [{ name, weighted: Math.round(weighted), compared: comparedText(weighted, population) }]
  })
  return parts.length === 0 ? null : { year: row.year, population: Math.round(population), parts }
}

export type NeedOf = { practice: string } | { group: string; locality: string | null }

/**
 * Need in the month's financial year, or in the newest year that is loaded where that one is not;
 * null where no need has been loaded.
 */
export const loadNeed = async (
  scope: Scope,
  served: Served,
  of: NeedOf,
  month: Month,
): Promise<Need | null> => {
  demandScope(scope)
  const params = { practice: null, group: null, locality: null, ...of, month }
  const rows = await perBuild(served, `need ${JSON.stringify(params)}`, () =>
    ask<NeedRow>(served, 'need.sql', params),
  )
  const row = rows.find(({ year }) => year === financialYear(month)) ?? rows.at(-1)
  return row ? needOf(row) : null
}

/** Need in a sentence, for pages that have nothing else to say; none where none is loaded. */
export const needSays = (need: Need | null): Said[] => {
  const whole = need?.parts.find(({ name }) => name === allServices)
  if (!need || !whole) return []
  return [
    [
      `Weighted for need in ${need.year}, ${formatCount(need.population)} listed patients count as ${formatCount(whole.weighted)} (${whole.compared}).`,
    ],
  ]
}

/** Need as a table: each service's weighted population against the listed one. */
export const needSection = (need: Need): Html => {
  const caption = `How much care they are expected to need, ${need.year}`
  if (need.parts.every(({ compared }) => compared === asListed)) {
    return html`<section class="steward-section" id="need">
      <h2 class="nhsuk-heading-m">${caption}</h2>
      <p>
        Weighted for need, ${formatCount(need.population)} listed patients count as many as are
        listed, for every service: need tells practices and localities apart, not this whole.
      </p>
    </section>`
  }
  return html`<section class="steward-section" id="need">
    ${dataTable<NeedPart>({
      caption,
      captionSize: 'm',
      rows: need.parts,
      columns: [
        { heading: 'Service', cell: ({ name }) => name },
        {
          heading: 'Patients, weighted for need',
          numeric: true,
          cell: ({ weighted }) => formatCount(weighted),
        },
        {
          heading: `Against ${formatCount(need.population)} listed`,
          numeric: true,
          cell: ({ compared }) => compared,
        },
      ],
    })}
  </section>`
}
