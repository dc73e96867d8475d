import type { Refusal } from '../../core/refusal.ts'
import { formatShortPence } from '../../core/money.ts'
import { formatMonth } from '../../core/month.ts'
import { button, errorAt, errorSummary, select, textInput } from '../../ui/form.ts'
import { html, nothing, type Html } from '../../ui/html.ts'
import { page, type PageBuild } from '../../ui/layout.ts'
import { formatCount, formatWholePounds } from '../../ui/money.ts'
import { dataTable } from '../../ui/table.ts'
import { tableLinks } from '../table-files.ts'
import type { RiskAnswer } from './answers.ts'
import { beginning, type NumberField, type Typed } from './asked.ts'
import type { Span } from './cells/ask.ts'
import { crump } from './cells/planned.ts'

export type RiskView = {
  build: PageBuild
  group: string
  typed: Typed
  /** What of it cannot be read. */
  refusals: readonly Refusal[]
  /** Sets of practices that can be chosen. */
  places: readonly { value: string; text: string }[]
  about: string
  costs: Span | null
  answer: RiskAnswer | null
  /** c of the group's planned admissions alone; null where nothing tells. */
  planned: number | null
}

const pounds = (pence: number): string => formatWholePounds(BigInt(Math.round(pence)))
const short = (pence: number): string => formatShortPence(BigInt(Math.round(pence)))
/** A chance; one that is nought on the lattice is small and not impossible. */
const chance = (share: number): string => (share === 0 ? 'under 0.01%' : percent(share, 2))

const percent = (share: number, places = 1): string => {
  const text = (Math.abs(share) * 100).toFixed(places)
  return Number(text) === 0 && share !== 0
    ? `under ${(10 ** -places).toFixed(places)}%`
    : `${share < 0 ? '−' : ''}${text}%`
}

const field = (
  { typed, refusals }: Pick<RiskView, 'typed' | 'refusals'>,
  name: NumberField,
  label: string,
  unit: string,
): Html =>
  textInput({
    name,
    label,
    width: 10,
    inputmode: 'decimal',
    value: typed[name] ?? beginning[name],
    error: errorAt(refusals, name),
    ...(unit === '£' ? { prefix: unit } : { suffix: unit }),
  })

const chooser = (view: RiskView): Html => {
  const { typed, places, group, refusals } = view
  return html`<form method="get" action="/risk" novalidate class="steward-screen">
    <input type="hidden" name="group" value="${group}" />
    ${select({ name: 'place', label: 'Whose patients?', value: typed['place'], error: errorAt(refusals, 'place'), items: places })}
    ${textInput({
      name: 'practices',
      label: 'Or these practices, by code',
      hint: 'Separated by blanks or commas',
      value: typed['practices'],
      error: errorAt(refusals, 'practices'),
    })}
    <p>
      What the boxes below begin with is <strong>assumed</strong>: figures to talk about, none of
      them a rule. Write your own.
    </p>
    <div class="steward-columns">
      <div>
        <h3 class="nhsuk-heading-s">Beside the patients’ own chance</h3>
        ${field(view, 'misfit', 'A formula misses a practice by (standard deviation)', '%')}
        ${field(view, 'shock', 'A shock that all share in a year (standard deviation)', '%')}
        ${field(view, 'years', 'Years judged as one', 'years')}
      </div>
      <div>
        <h3 class="nhsuk-heading-s">A pool for costly patients</h3>
        ${field(view, 'cap', 'The pool pays what a patient costs above', '£')}
        ${field(view, 'failing', 'It may run dry with a chance of', '%')}
      </div>
      <div>
        <h3 class="nhsuk-heading-s">A firm that takes part of the risk</h3>
        ${field(view, 'attachment', 'It pays from an overspend of', '%')}
        ${field(view, 'exhaustion', 'up to an overspend of', '%')}
        ${field(view, 'over', 'this share of what lies between', '%')}
        ${field(view, 'under', 'and is paid this share of an underspend', '%')}
      </div>
      <div>
        <h3 class="nhsuk-heading-s">Sharing with the payer</h3>
        ${field(view, 'width', 'Corridor: nothing moves within', '%')}
        ${field(view, 'beyond', 'beyond it the payer bears', '%')}
        ${field(view, 'share', 'Two-sided: the practice bears', '%')}
        ${field(view, 'limit', 'at most this share of its budget', '%')}
      </div>
    </div>
    ${button({ text: 'Work it out' })}
  </form>`
}

const chances = ({ whole }: RiskAnswer): Html =>
  dataTable({
    caption: 'Chance of overspending a budget that is right on average',
    captionSize: 'm',
    columns: [
      { heading: 'By more than', cell: ({ share }) => percent(share, 0) },
      { heading: 'Chance', numeric: true, cell: ({ exact }) => chance(exact) },
      {
        heading: 'As the normal law has it',
        numeric: true,
        cell: ({ normal }) => chance(normal),
      },
    ],
    rows: whole.chances,
  })

const caps = ({ caps: rows, asked }: RiskAnswer): Html =>
  dataTable({
    caption: 'What a cap on each patient’s cost costs, and what it buys',
    captionSize: 'm',
    columns: [
      {
        heading: 'Cap',
        cell: ({ limit }) => (limit === Infinity ? 'no cap' : pounds(limit)),
      },
      {
        heading: 'Premium a year',
        numeric: true,
        cell: ({ premium }) => pounds(premium / asked.years),
      },
      {
        heading: 'of the budget',
        numeric: true,
        cell: ({ premiumShare }) => percent(premiumShare),
      },
      {
        heading: 'c of what is kept',
        numeric: true,
        cell: ({ personalVariation }) => personalVariation.toFixed(2),
      },
      ...[0, 1, 2, 3].map((i) => ({
        heading: `Over by ${[1, 2, 5, 10][i]}%`,
        numeric: true,
        cell: (row: RiskAnswer['caps'][number]) => chance(row.overspend[i]?.chance ?? 0),
      })),
    ],
    rows,
  })

type Arrangement = { name: string; mean: number; sd: number; worst: number }

const arrangements = ({ contract, corridor, twoSided }: RiskAnswer): Html => {
  const row = (
    name: string,
    borne: { mean: number; sd: number; worstInTwenty: number },
  ): Arrangement => ({
    name,
    mean: borne.mean,
    sd: borne.sd,
    worst: borne.worstInTwenty,
  })
  return dataTable<Arrangement>({
    caption: 'What each agreement leaves with these practices',
    captionSize: 'm',
    columns: [
      { heading: 'Agreement', cell: ({ name }) => name },
      { heading: 'On average', numeric: true, cell: ({ mean }) => pounds(mean) },
      { heading: 'Standard deviation', numeric: true, cell: ({ sd }) => pounds(sd) },
      { heading: 'Worst year of twenty', numeric: true, cell: ({ worst }) => pounds(worst) },
    ],
    rows: [
      row('None: all of it', contract.without),
      row('The firm’s contract, its fee left out', contract.with),
      row('Corridor', corridor),
      row('Two-sided share', twoSided),
    ],
  })
}

const says = ({ answer, about, refusals }: RiskView): Html => {
  if (refusals.length > 0) return html`Put right what is named above to see the answers.`
  if (answer === null) {
    return html`Nothing can be said: no patient-level costs with lists by age and sex are loaded for
    ${about}.`
  }
  const { whole, asked, contract, pool } = answer
  const two = whole.chances.find(({ share }) => share === 0.02)
  const years = asked.years === 1 ? 'a year' : `${asked.years} years taken as one`
  const fee =
    contract.fairFee >= 0
      ? `is worth a fee of at most ${short(contract.fairFee)} to the group`
      : `is worth paying for only if the firm pays ${short(-contract.fairFee)}`
  return html`Hospital care for ${about} (${formatCount(whole.patients / asked.years)} patients on
    the list by age and sex when the year began) is expected to cost
    <strong>${short(whole.expectedPence)}</strong> in ${years}. In one such period in twenty it
    passes that by <strong>${percent(whole.worst)}</strong> or more; the chance of more than 2% over
    is <strong>${percent(two?.exact ?? 0)}</strong>. Beside the patients’ own chance that counts
    ${percent(asked.misfit)} by which a formula misses each practice and a shock of
    ${percent(asked.shock)} that all share, as set below. A pool above ${pounds(asked.cap)} a
    patient needs ${short(pool.premium)} and ${short(pool.reserve)} in reserve. The firm’s contract
    ${fee}.`
}

/** The risk explorer: one form, answers from the group's own patients, without JavaScript. */
export const riskPage = (view: RiskView): Html => {
  const { answer, costs, group, refusals } = view
  const pool =
    answer === null
      ? ''
      : answer.pool.sets === null
        ? 'No pool of sets like this one brings the chance of more than 2% over down to 5%.'
        : answer.pool.sets === 1
          ? 'By chance alone this set is large enough: the chance of more than 2% over is 5% or less.'
          : `By chance alone, ${answer.pool.sets} sets like this one (${formatCount(answer.pool.patients ?? 0)} patients) are needed before the chance of more than 2% over falls to 5%.`
  return page({
    title: 'Chance and risk',
    build: view.build,
    section: 'budgets',
    breadcrumbs: [{ text: 'Budgets', href: `/budgets?group=${encodeURIComponent(group)}` }],
    alternatives:
      refusals.length > 0
        ? []
        : tableLinks(
            '/risk',
            'answers',
            answer ? ['Chances', 'Caps', 'Agreements', 'About'] : ['About'],
            new URLSearchParams({ ...view.typed, group }).toString(),
          ),
    body: html`${errorSummary(refusals)}
      <div class="steward-lead">
        <h1 class="nhsuk-heading-l">Chance and risk</h1>
        <p class="steward-says">${says(view)}</p>
        ${
          costs &&
          html`<p class="steward-note">
            From what each patient of the groups cost from ${formatMonth(costs.from)} to
            ${formatMonth(costs.to)}: every listed patient is a draw from the costs of the same age
            and sex. Prescribing and contract lines arrive without patients and are not in it.
          </p>`
        }
      </div>
      ${
        answer
          ? html`${chances(answer)}
              <p class="steward-note">
                The first chance is the exact one. The normal law is a check beside it: costs are
                skewed, so most years end a little under what is expected and a few far over, and a
                small overspend is less likely than it says, a large one more.
              </p>
              <p class="steward-note">
                c, the coefficient of variation of one patient’s cost, is
                ${(answer.caps.at(-1) ?? answer.whole).personalVariation.toFixed(2)} by chance
                alone; a set that varied as this one does with misfit and shock would need one of
                ${answer.whole.personalVariation.toFixed(2)}. Costs lie on steps of
                ${pounds(answer.whole.latticeStep)}, which move no chance by more than
                ${percent(answer.whole.latticeChance, 3)}.
                ${
                  view.planned !== null &&
                  `For planned admissions of the group alone c is ${view.planned.toFixed(1)}; the three funds of 113 surgical procedures that Crump published in 1991 give ${crump.map((c) => c.toFixed(1)).join(', ')}.`
                }
              </p>
              ${caps(answer)}
              <p class="steward-note">
                By the patients’ chance alone: misfit and shock stay as they are under any cap.
              </p>
              <p>${pool}</p>
              <p class="steward-note">
                Pooling independent, alike patients never raises the variation nor what is overspent
                on average beyond any threshold. The chance of passing one threshold may still rise
                when a set grows: a small set is far over or far under, a large one often a little
                over.
              </p>
              ${arrangements(answer)}
              <p class="steward-note">
                The firm would pay ${pounds(answer.contract.paidByFirm)} on average and be paid
                ${pounds(answer.contract.paidToFirm)}; the difference is the fee at which nobody
                gains on average.
              </p>`
          : nothing
      }
      <h2 class="nhsuk-heading-m steward-screen">Change the question</h2>
      ${chooser(view)}`,
  })
}
