import { z } from 'zod'
import type { Refusal } from '../../core/refusal.ts'
import { button, errorAt, errorSummary, form, radios, select, textInput } from '../../ui/form.ts'
import { html, type Html } from '../../ui/html.ts'
import { page } from '../../ui/layout.ts'
import { details } from '../../ui/nhsuk.ts'
import type { AlertRule, MeasureChange } from './changes.ts'
import { changesChart } from './chart.ts'
import { changeText } from './letter.ts'

/** What was typed into the form, as it stands. */
export const typedChoice = z.object({
  cadence: z.enum(['never', 'monthly', 'quarterly']).catch('monthly'),
  practice: z.string().trim().toUpperCase().catch(''),
  least: z.string().trim().catch('10'),
})
export type TypedChoice = z.infer<typeof typedChoice>

/** What the page shows: the choice, and what would be written now of a practice by a rule. */
export type Shown = {
  build: { id: string; asAt: string }
  typed: TypedChoice
  practices: readonly { value: string; text: string }[]
  practice: { code: string; name: string } | null
  rule: AlertRule
  changes: readonly MeasureChange[]
}

const sentence = (one: MeasureChange, practice: string): Html =>
  html`<li>
    <a class="nhsuk-link" href="/variation/measures/${one.measure.id}?practice=${practice}"
      >${one.measure.title}</a
    >: ${changeText(one).slice(one.measure.title.length + 2)}
  </li>`

const written = ({ practice, changes }: Shown): Html => {
  const code = practice?.code ?? ''
  return html`<h2 class="nhsuk-heading-m">
      What would be written now${practice !== null && ` of ${practice.name}`}
    </h2>
    ${
      changes.length === 0
        ? html`<p>Nothing has changed beyond its ordinary variation.</p>`
        : html`<ul class="nhsuk-list nhsuk-list--bullet">
              ${changes.map((one) => sentence(one, code))}
            </ul>
            ${changesChart(practice?.name ?? '', changes)}
            <p class="steward-screen">
              <a class="nhsuk-link" href="/variation/alerts/chart.svg?practice=${code}"
                >The chart as a picture</a
              >
            </p>`
    }`
}

const ruleOf = ({ rule, practice }: Shown): Html =>
  details({
    summaryText: 'The definition: when word is sent',
    html: html`<p>
        Each month the practice’s percentile in the group is held against the mean of the
        ${rule.window} months before. What lies more than half a standard deviation beyond that mean
        is summed from month to month, upward and downward apart, and word is sent while a sum is
        past ${rule.sensitivity} standard deviations. It is sent only where a practice of this size
        would have at least ${rule.leastExpected} items or attendances in the month. Registers,
        which are counted once a year, are left out.
      </p>
      <p>
        Each measure’s definition stands on its page. Every measure of the practice is in
        <a class="nhsuk-link" href="/variation/practices/${practice?.code ?? ''}">its profile</a>.
      </p>`,
  })

/** Choosing how often word comes, and what would be written now. */
export const alertsPage = (shown: Shown, csrf: string, refusals: readonly Refusal[] = []): Html => {
  const { typed, practices, practice, build } = shown
  const of = practice === null ? '' : `practice=${practice.code}&`
  return page({
    title: 'Word by mail',
    build,
    section: 'variation',
    breadcrumbs: [{ text: 'Variation', href: '/variation' }],
    alternatives: [
      ...(['json', 'csv'] as const).map((format) => ({
        text: format.toUpperCase(),
        href: `/variation/alerts?${of}format=${format}`,
      })),
      { text: 'OpenAPI', href: '/variation/alerts/openapi.json' },
    ],
    body: html`${errorSummary(refusals)}
      <h1 class="nhsuk-heading-l">Word by mail when something changes</h1>
      <p>
        A measure’s place in the group is followed month by month. Word is sent when it moves beyond
        its ordinary variation and is still moving: which way, how far, since when.
      </p>
      ${form({
        action: '/variation/alerts',
        csrf,
        body: html`${radios({
          name: 'cadence',
          label: 'How often?',
          value: typed.cadence,
          inline: true,
          items: [
            { value: 'monthly', text: 'monthly' },
            { value: 'quarterly', text: 'quarterly' },
            { value: 'never', text: 'never' },
          ],
        })}
        ${select({
          name: 'practice',
          label: 'Of which practice?',
          value: typed.practice,
          error: errorAt(refusals, 'practice'),
          items: practices,
        })}
        ${textInput({
          name: 'least',
          label: 'Only where a month leads one to expect at least this many items or attendances',
          hint: 'Below 10, chance alone writes often.',
          value: typed.least,
          width: 4,
          inputmode: 'numeric',
          error: errorAt(refusals, 'least'),
        })}
        ${button({ text: 'Save' })}`,
      })}
      ${written(shown)} ${ruleOf(shown)}`,
  })
}
