import type { Said } from '../../../ui/said.ts'
import { formatMonth, type Month } from '../../../core/month.ts'
import type { Facts } from '../facts.ts'
import { firstCutMonths, finalUpTo } from './finality.ts'
import { partialSentence } from './partial.ts'
import { needSays } from '../need.ts'
import type { Line } from '../lines/lines.ts'
import { comparedText, short, sinceText, yearBeforeText, type Money } from './said.ts'
import type { BudgetPart } from '../budget/budget-part.ts'
import type { StatementData } from '../store.ts'
import { tookOverSentence } from '../took-over.ts'

/** What is loaded decides what the sentence is about: a part is never called the whole. */
export const subjectOf = (
  services: readonly { key: string; month: Money | null; year: Money | null }[],
): string => {
  const has = (key: string): boolean =>
    services.some((line) => line.key === key && (line.month ?? line.year) !== null)
  const hospital = has('admitted') || has('outpatient') || has('emergency')
  if (!hospital && !has('contract')) return 'Prescribing'
  if (has('prescribing')) return 'Care'
  return hospital ? 'Hospital care' : 'Contracted care'
}

const costSentence = (
  { periods: { month, from } }: StatementData,
  lines: readonly Line[],
  { month: now, year, before, change }: Line,
): Said => {
  const said: Said[number][] = [`${subjectOf(lines)} for your patients cost `]
  if (now) said.push(short(now), ` in ${formatMonth(month)}`)
  if (now && year && from !== month) said.push(' and ')
  if (year && (from !== month || !now)) said.push(short(year), ` ${sinceText(from, month)}`)
  const compared = change && year && before && comparedText(before.pence, year.pence)
  if (compared && before) {
    said.push(`: ${compared} ${yearBeforeText(from, month)} (`, short(before), ')')
  }
  return [...said, '.']
}

const rateSentence = ({ membership, periods }: StatementData, { rate, groupRate }: Line): Said => {
  if (!rate) return ['No list of patients has been loaded, so there are no rates per 1,000.']
  const since = sinceText(periods.from, periods.month)
  if (!groupRate || !membership) return ['Per 1,000 patients that is ', short(rate), ` ${since}.`]
  const compared = comparedText(groupRate.pence, rate.pence)
  return [
    'Per 1,000 patients that is ',
    short(rate),
    ` ${since}, `,
    ...(compared ? [`${compared} the group’s `] : ['against the group’s ']),
    short(groupRate),
    '.',
  ]
}

/** Which hospital figures are final and which a first cut; null where nothing tells. */
export const finalSentence = (facts: Facts, month: Month): Said | null => {
  const first = firstCutMonths(facts).filter((candidate) => candidate <= month)
  const final = finalUpTo(facts, month)
  if (first.length === 0 && final === null) return null
  const one = first.length === 1
  const grown =
    facts.growth !== null && facts.growth >= 0.001
      ? `, and usually ${one ? 'grows' : 'grow'} by ${(facts.growth * 100).toFixed(0)}%`
      : ''
  const named =
    first.length > 4
      ? `${first.length} months from ${formatMonth(first[0] ?? month)} on`
      : first
          .map(formatMonth)
          .join(', ')
          .replace(/, ([^,]*)$/, ' and $1')
  const said = [
    ...(final === null ? [] : [`Hospital figures to ${formatMonth(final)} are final`]),
    ...(first.length > 0
      ? [`${named} ${one ? 'is the first cut' : 'are first cuts'}${grown}`]
      : []),
  ]
  return [`${said.join('; ')}.`]
}

const unattributedSentence = ({ facts, periods: { month } }: StatementData): Said | null => {
  const lines = facts.unattributed.get(month) ?? 0
  if (lines === 0) return null
  const many = lines === 1 ? '1 line' : `${lines.toLocaleString('en-GB')} lines`
  return [
    `${many} of ${formatMonth(month)} in the whole data could not be attributed to any practice.`,
  ]
}

/** The first words of a statement: what the figures say, and how sure that is. */
export const saysOf = (
  data: StatementData,
  services: readonly Line[],
  total: Line | null,
  budget: BudgetPart,
): { says: readonly Said[]; sure: readonly Said[] } => {
  const present = (said: readonly (Said | null)[]): Said[] => said.filter((one) => one !== null)
  if (total?.year == null) {
    return {
      says: [
        ['No costs have been loaded for this practice in these months.'],
        ...needSays(data.need),
      ],
      sure: [],
    }
  }
  return {
    says: present([
      costSentence(data, services, total),
      tookOverSentence(data.tookOver),
      ...(budget.kind === 'in force' ? budget.says : [rateSentence(data, total)]),
    ]),
    sure: present([
      partialSentence(data.facts, data.periods.from, data.periods.month),
      finalSentence(data.facts, data.periods.month),
      unattributedSentence(data),
      budget.kind === 'none'
        ? [`${budget.why} Rates do not allow for age or need.`]
        : ['Rates do not allow for age or need.'],
    ]),
  }
}
