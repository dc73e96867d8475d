import { financialYear, formatMonth, monthRange, type Month } from '../../../core/month.ts'
import { nameOf, type Facts } from '../facts.ts'
import { listText } from './said.ts'
import type { Periods } from '../store.ts'

/** What a statement and an overview call the files that a month is made of. */
export const feedNames: Readonly<Record<string, string>> = {
  admitted: 'Hospital admissions',
  outpatient: 'Outpatient attendances',
  emergency: 'Emergency department attendances',
  'critical-care': 'Critical care',
  'contract-aggregate': 'Contract monitoring',
  'contract-patient': 'Patient-level contract monitoring',
  prescribing: 'Prescribing',
  'list-size': 'List sizes',
}

/** Months as short runs in words: "April 2019 to June 2019 and August 2019". */
export const runsText = (months: readonly Month[]): string => {
  const runs: Month[][] = []
  for (const month of [...months].sort()) {
    const run = runs.at(-1)
    const last = run?.at(-1)
    if (run && last && monthRange(last, month).length === 2) run.push(month)
    else runs.push([month])
  }
  return listText(
    runs.map((run) => {
      const [first] = run
      const last = run.at(-1)
      if (first === undefined || last === undefined) return ''
      return first === last ? formatMonth(first) : `${formatMonth(first)} to ${formatMonth(last)}`
    }),
  )
}

const gapsOf = (facts: Facts, months: ReadonlySet<Month>): string[] => {
  const gaps = facts.feeds.filter(
    ({ feed, month, state }) => feed in feedNames && months.has(month) && state !== 'arrived',
  )
  const arrived = new Set(
    facts.feeds.filter(({ state }) => state === 'arrived').map(({ feed }) => feed),
  )
  return [...Map.groupBy(gaps, ({ feed, state }) => `${feed} ${state}`)].flatMap(([, rows]) => {
    const [row] = rows
    // A feed of which nothing ever arrived is named by the build itself.
    if (!row || !arrived.has(row.feed)) return []
    const words = row.state === 'late' ? 'has not arrived yet' : 'is missing'
    return `${feedNames[row.feed] ?? row.feed} for ${runsText(rows.map(({ month }) => month))} ${words}.`
  })
}

const absencesOf = (facts: Facts, months: ReadonlySet<Month>): string[] => {
  const absences = facts.feeds
    .filter(({ feed, month }) => feed in feedNames && months.has(month))
    .flatMap(({ feed, month, absent }) =>
      (absent ?? '')
        .split(', ')
        .filter((provider) => provider !== '')
        .map((provider) => ({ feed, month, provider })),
    )
  return [...Map.groupBy(absences, ({ feed, provider }) => `${feed} ${provider}`)].flatMap(
    ([, rows]) => {
      const [row] = rows
      if (!row) return []
      const when = runsText(rows.map(({ month }) => month))
      return `${feedNames[row.feed] ?? row.feed} for ${when}: nothing from ${nameOf(facts, 'provider', row.provider)}, which sends in other months.`
    },
  )
}

/** What the figures of these months lack or stand on, one sentence each. */
export const noticesOf = (facts: Facts, periods: Periods): string[] => {
  const { month, from, beforeFrom, beforeTo } = periods
  const shown = new Set([...monthRange(from, month), ...monthRange(beforeFrom, beforeTo)])
  const years = new Set([...shown].map(financialYear))
  const missing = facts.notes.filter(({ kind }) => kind === 'missing').map(({ note }) => note)
  const prices = facts.notes
    .filter(({ kind, about }) => kind === 'price' && years.has(about))
    .map(({ note }) => note)
  return [...new Set([...missing, ...gapsOf(facts, shown), ...absencesOf(facts, shown), ...prices])]
}
