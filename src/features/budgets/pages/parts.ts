import type { Pence } from '../../../core/money.ts'
import { formatMonth, parseMonth } from '../../../core/month.ts'
import { serviceLines } from '../../../engines/capitation/service-line.ts'
import { asksBox } from '../../../ui/asks.ts'
import { html, nothing, type Content, type Html } from '../../../ui/html.ts'
import { formatWholePounds } from '../../../ui/money.ts'
import { insetText } from '../../../ui/nhsuk.ts'
import { dataTable } from '../../../ui/table.ts'
import { serviceLineNames } from '../../service-lines/service-lines.ts'
import type { VersionFacts } from '../ledger/version-shape.ts'
import type { BudgetPlan } from '../plan/plan.ts'

/** A change in per cent with one decimal, signed; a dash where there is none to tell. */
export const shareText = (share: number | null): string => {
  if (share === null) return '–'
  const text = Math.abs(share * 100).toFixed(1)
  return text === '0.0' ? '0.0%' : `${share < 0 ? '−' : '+'}${text}%`
}

/** A month kept as text, as people say it. */
export const monthText = (text: string): string => {
  const month = parseMonth(text)
  return month === null ? text : formatMonth(month)
}

/** Where a name leads, and a practice's name by its code. */
export type Names = { of(practice: string): string }

/** The words for a parameter of a rule pack. */
export const parameterNames: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    serviceLines.map((line) => [line, `scope of ${serviceLineNames[line].toLowerCase()}`]),
  ),
  methods: 'methods allowed',
  threshold: 'threshold of distance from target',
  step: 'yearly step towards target',
  floorGrowth: 'least growth',
  furthestUnder: 'furthest under target',
  healthInequalitiesShare: 'share for health inequalities',
  contingencyShare: 'contingency',
  riskPoolShare: 'risk pool',
  managementPencePerPatient: 'management allowance',
  stopLossPence: 'stop-loss per patient',
  keptShare: 'share of savings kept',
  incentivePencePerPatient: 'incentive per patient',
  yearsToBalance: 'years to balance',
  minimumSavingsRate: 'minimum savings rate',
  bearer: 'who bears a shortfall',
  uses: 'what savings may be spent on',
  approvals: 'approvals needed',
}

/** What a parameter of a rule pack is called in a sentence. */
export const parameterName = (name: string): string => parameterNames[name] ?? name

/** The parameters that the group set itself, by their names; '' where every one has a source. */
export const assumedText = (assumed: readonly string[]): string =>
  assumed.map(parameterName).join(', ')

/** Says which parameters the group set itself; nothing where every one has a source. */
export const assumedNote = (assumed: readonly string[]): Html =>
  assumed.length === 0
    ? nothing
    : insetText({
        html: html`<p>
          <strong>Assumed:</strong>
          ${assumedText(assumed)}. No source was found for these, so the group set them when it
          adopted the rules.
        </p>`,
      })

const sum = (amounts: readonly Pence[]): Pence => amounts.reduce((all, one) => all + one, 0n)

/** Envelopes: what the group has for each line, what is set aside, and what is shared out. */
export const envelopeTable = (facts: VersionFacts): Html => {
  const shared = new Map(facts.lines.map((line) => [line.line, line]))
  const rows = facts.gross
    .filter(({ scope, line }) => scope !== 'excluded' || shared.has(line))
    .map(({ line, scope, pence }) => ({
      name: serviceLineNames[line],
      scope: scope === 'excluded' ? 'in scope' : scope,
      gross: pence,
      net: shared.get(line)?.pence ?? 0n,
      method: shared.get(line)?.method ?? '–',
    }))
  return dataTable({
    caption: 'Envelopes by service line',
    columns: [
      { heading: 'Service line', cell: ({ name }) => name },
      { heading: 'Scope', cell: ({ scope }) => scope },
      { heading: 'Method', cell: ({ method }) => method },
      { heading: 'Envelope', numeric: true, cell: ({ gross }) => formatWholePounds(gross) },
      { heading: 'Shared to practices', numeric: true, cell: ({ net }) => formatWholePounds(net) },
    ],
    rows,
    total: {
      name: 'All lines',
      scope: '',
      method: '',
      gross: sum(rows.map(({ gross }) => gross)),
      net: sum(rows.map(({ net }) => net)),
    },
  })
}

/** What is set aside before budgets are shared out. */
export const sliceTable = (facts: VersionFacts): Html =>
  dataTable({
    caption: 'Set aside before sharing',
    columns: [
      { heading: 'What for', cell: ({ name }) => name },
      { heading: 'Amount', numeric: true, cell: ({ pence }) => formatWholePounds(pence) },
    ],
    rows: facts.slices,
    empty: 'Nothing is set aside.',
  })

type ChangeRow = VersionFacts['changes'][number] & {
  distance: number | null
  ofTargets: number | null
}

/** Every practice's change, with how far it stands from the target of the overall formula. */
export const changeTable = (
  facts: VersionFacts,
  names: Names,
  link: (practice: string, content: Content) => Content,
): Html => {
  const rows = facts.changes.map((change, i): ChangeRow => ({
    ...change,
    distance: facts.whole[i]?.distance ?? null,
    ofTargets: facts.ofTargets[i]?.distance ?? null,
  }))
  return html`${dataTable({
    caption: `Every practice: budget against ${facts.baseYear} at this year’s prices`,
    columns: [
      { heading: 'Practice', cell: ({ practice }) => link(practice, names.of(practice)) },
      {
        heading: `${facts.baseYear} at this year’s prices`,
        numeric: true,
        cell: ({ baselinePence }) => formatWholePounds(baselinePence),
      },
      {
        heading: 'Budget',
        numeric: true,
        cell: ({ budgetPence }) => formatWholePounds(budgetPence),
      },
      {
        heading: 'Change',
        numeric: true,
        cell: ({ change, warned }) =>
          html`${shareText(change)}${warned && html` <strong>loses more than the warning</strong>`}`,
      },
      {
        heading: 'From target of the whole',
        numeric: true,
        cell: ({ distance }) => shareText(distance),
      },
      {
        heading: 'Targets of the lines, added up, from it',
        numeric: true,
        wide: true,
        cell: ({ ofTargets }) => shareText(ofTargets),
      },
    ],
    rows,
  })}
  ${apartText(facts)}`
}

/** How far the lines, each by its own weights, add up to something else than the overall formula gives. */
const apartText = ({ ofTargets }: VersionFacts): Content => {
  const known = ofTargets.flatMap(({ distance }) => distance ?? [])
  if (known.length === 0) return nothing
  return html`<p class="steward-note">
    The target of the whole shares the whole budget by the overall weighted population. The targets
    of the lines, each by its line’s own weights and added up, differ from it by
    ${shareText(Math.min(...known))} to ${shareText(Math.max(...known))}.
  </p>`
}

/** How many practices a sentence names; the file of shares has every one. */
const namedAtMost = 10

/** Where the need file has a blank or a nought for a line that is shared by need, and what is made of it. */
const needItems = (
  { lines, needNotKnown, wholeNotKnown }: VersionFacts,
  names: Names,
  blanks: BudgetPlan['blanks'],
): string[] => {
  const listed = (practices: readonly string[]): string => {
    const shown = practices.slice(0, namedAtMost).map((practice) => names.of(practice))
    const rest = practices.length - shown.length
    return rest > 0 ? `${shown.join(', ')} and ${rest} more` : shown.join(', ')
  }
  const asOne = blanks === 'one'
  const items = lines.flatMap((set) => {
    if (set.method !== 'weighted capitation' && set.method !== 'glide') return []
    const name = serviceLineNames[set.line]
    return [
      ...(set.needNotKnown.length === 0
        ? []
        : [
            `${name}: need is not known for ${listed(set.needNotKnown)}, ${asOne ? 'counted as one person' : 'budgeted per head'}.`,
          ]),
      ...(set.weightOfNought.length === 0
        ? []
        : [
            `${name}: the need file has nought for ${listed(set.weightOfNought)}, ${asOne ? 'counted as one person' : 'so the fair share is nought'}.`,
          ]),
    ]
  })
  if (items.length === 0 && needNotKnown.length > 0)
    items.push(`Need is not known for ${listed(needNotKnown)} on some line.`)
  if (wholeNotKnown.length > 0)
    items.push(
      `The overall weighted population is not known for ${listed(wholeNotKnown)}: the target of the whole counts ${asOne ? 'one person' : 'patients'} instead.`,
    )
  return items
}

/** What a group must look at before it decides, in words. */
export const cautions = (
  facts: VersionFacts,
  names: Names,
  { warnAt, year, blanks }: Pick<BudgetPlan, 'warnAt' | 'year' | 'blanks'>,
): Content => {
  const losers = facts.changes.filter(({ warned }) => warned)
  const grown = facts.growth.filter(({ worthAsking }) => worthAsking)
  const unmet = sum(facts.lines.map(({ unmetPence }) => unmetPence))
  const items: Content[] = []
  if (losers.length > 0) {
    items.push(
      `${losers.length} ${losers.length === 1 ? 'practice loses' : 'practices lose'} more than ${(warnAt * 100).toFixed(1)}%: ${losers.map(({ practice }) => names.of(practice)).join(', ')}.`,
    )
  }
  for (const { practice, growth, peerGrowth } of grown) {
    items.push(
      `${names.of(practice)}: hospital cost grew by ${shareText(growth)} into the year on which a historic budget rests, against ${shareText(peerGrowth)} of the others. Worth asking why before it is taken as a base.`,
    )
  }
  if (facts.needYear !== null && facts.needYear !== year) {
    items.push(`No need file of ${year} is loaded: need is that of ${facts.needYear}.`)
  }
  items.push(...needItems(facts, names, blanks))
  if (unmet > 0n) {
    items.push(
      `Practices under target were owed ${formatWholePounds(unmet)} more, which the floors did not allow.`,
    )
  }
  return asksBox('cautions', 'Look at before you decide', items)
}
