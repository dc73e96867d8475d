import { formatDate } from '../../core/month.ts'
import { html, type Html } from '../../ui/html.ts'
import { countOf } from '../figures/figures.ts'
import type { Coming, ComingDecision } from '../meetings/meetings.ts'

/** How many people's interests are matched to an item, whether one is the reader's own, and what is not ruled on yet. */
export const interestsText = (
  { touches, toRule }: Pick<ComingDecision, 'touches' | 'toRule'>,
  me: number | null,
): string => {
  if (touches.length === 0) return 'no interest of those expected is matched'
  const own = me !== null && touches.includes(me) ? ', yours among them' : ''
  const ruled = toRule === 0 ? 'all ruled on' : `${toRule} to be ruled on by the chair`
  return `interests of ${countOf(touches.length, 'person', 'people')} are matched${own}; ${ruled}`
}

/** What the board's next meeting has to decide, each item with the interests in it. */
export const toDecide = ({ meeting, onDate, decisions }: Coming, me: number | null): Html =>
  html`<section class="steward-section" id="decide">
    <h2 class="nhsuk-heading-m">To decide at the next meeting</h2>
    <p>
      ${decisions.length === 0 ? 'Nothing is for decision yet' : countOf(decisions.length, 'decision')}
      on <a class="nhsuk-link" href="/meetings/${meeting}">${formatDate(onDate)}</a>.
    </p>
    ${
      decisions.length > 0 &&
      html`<ul class="nhsuk-list nhsuk-list--bullet">
        ${decisions.map(
          (decision) =>
            html`<li>
              <a class="nhsuk-link" href="/meetings/items/${decision.item}">${decision.title}</a>:
              ${interestsText(decision, me)}
            </li>`,
        )}
      </ul>`
    }
  </section>`
