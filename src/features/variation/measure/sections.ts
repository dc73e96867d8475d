import { formatDate } from '../../../core/month.ts'
import { html, nothing, type Html } from '../../../ui/html.ts'
import { formatCount } from '../../../ui/money.ts'
import { dataTable } from '../../../ui/table.ts'
import type { Compared } from '../../measures/measures.ts'
import { measurePath } from '../asked.ts'
import type { Variation } from '../load.ts'
import { gapText, savingText } from '../words.ts'
import type { Beside } from './beside.ts'
import { number, shareHeading } from './practices.ts'

/** The fewest practices who make half of what could change. */
export const halfSection = (view: Variation): Html => {
  const { comparison, measure } = view
  const { half } = comparison
  if (half === null || half.units.length === 0 || measure.better === 'neither') return nothing
  const worth = ({ saving, gap }: Compared): number =>
    typeof saving === 'number' ? saving : (gap ?? 0)
  return html`<section class="steward-section" id="half">
    ${dataTable<Compared>({
      caption: 'Who makes half of it',
      captionSize: 'm',
      rows: half.units,
      columns: [
        {
          heading: 'Practice',
          cell: ({ code, name }) =>
            html`<a
              class="nhsuk-link"
              href="${measurePath(measure.id, view.asked, { practice: code })}"
              >${name}</a
            >`,
        },
        { heading: 'Its part', numeric: true, cell: (unit) => gapText(measure, worth(unit)) },
        {
          heading: 'Share of the whole',
          numeric: true,
          cell: (unit) => `${((100 * worth(unit)) / half.total).toFixed(1)}%`,
        },
      ],
    })}
    <p class="steward-note">
      Sums of what lies beyond a level are partly chance: some lie beyond it by luck alone. Ask the
      practices before counting on the money.
    </p>
  </section>`
}

/** The same by locality. */
export const localitySection = ({
  localities,
  measure,
  counted,
  asked,
  released,
}: Variation): Html =>
  localities === null
    ? nothing
    : html`<section class="steward-section" id="localities">
        ${dataTable<Compared>({
          caption: 'By locality',
          captionSize: 'm',
          rows: localities.units,
          columns: [
            {
              heading: 'Locality',
              cell: ({ code, name }) =>
                released
                  ? name
                  : html`<a
                      class="nhsuk-link"
                      href="${measurePath(measure.id, asked, { among: `locality:${code}` })}"
                      >${name}</a
                    >`,
            },
            {
              heading: measure.denominator.what,
              numeric: true,
              cell: ({ tally }) =>
                tally.denominator === null ? '–' : formatCount(Math.round(tally.denominator)),
            },
            {
              heading: shareHeading(measure, counted),
              numeric: true,
              cell: ({ ratio }) => number(ratio, measure),
            },
            ...(measure.adjust === undefined ||
            (released && localities.units.every(({ adjusted }) => adjusted === null))
              ? []
              : [
                  {
                    heading: 'Age and sex allowed for',
                    numeric: true,
                    cell: ({ adjusted }: Compared) => number(adjusted, measure),
                  },
                ]),
            ...(measure.saving === 'none'
              ? []
              : [
                  {
                    heading: 'Saving at this level',
                    numeric: true,
                    cell: (unit: Compared) => savingText(unit),
                  },
                ]),
          ],
        })}
        ${
          measure.saving !== 'none' &&
          html`<p class="steward-note">
            A saving is worked out at each level by itself, so localities do not add up to
            practices: within a locality high and low cancel out.
          </p>`
        }
      </section>`

/** What practices say of their figures, and the form to say it in. */
export const replySection = (view: Variation, { replies, form }: Beside): Html => {
  const explained = [...replies.values()].filter(({ due }) => !due).length
  const beyond = view.chance?.placed.filter(({ beyondUsual }) => beyondUsual !== null) ?? []
  const open = beyond.filter(({ code }) => !replies.has(code)).length
  return html`<section class="steward-section" id="replies">
    <h2 class="nhsuk-heading-m">What practices say</h2>
    ${
      replies.size === 0
        ? html`<p>No practice has written about this measure yet.</p>`
        : html`<p>
            ${formatCount(explained)} explained; ${formatCount(open)} beyond the limits without a
            word yet.
          </p>`
    }
    ${[...replies.values()].map(
      (reply) =>
        html`<div class="nhsuk-inset-text" id="reply-${reply.practice}">
          <p>
            <strong
              >${view.comparison.units.find(({ code }) => code === reply.practice)?.name ?? reply.practice}:
              ${reply.reason}</strong
            >
          </p>
          <p>${reply.words}</p>
          <p class="steward-note">
            ${reply.by}, ${formatDate(reply.on)}. To be looked at again by
            ${formatDate(reply.reviewOn)}${reply.due ? ': that day has passed' : ''}.
          </p>
        </div>`,
    )}
    ${form}
  </section>`
}
