import type { Members } from '../core/figure.ts'
import { html, type Html } from '../ui/html.ts'

/** The same address with the members of now in every month. */
export const withMembers = (path: string, members: Members): string =>
  members === 'then' ? path : `${path}${path.includes('?') ? '&' : '?'}members=now`

/** Whose members a figure counts: the choice, with what each of the two means. */
export const membersChoice = (
  members: Members,
  hrefOf: (members: Members) => string,
  then = 'Practices count for the months in which they were members.',
): Html =>
  html`<p class="steward-screen steward-note" id="members">
    ${
      members === 'then'
        ? html`${then}
            <a class="nhsuk-link" href="${hrefOf('now')}"
              >Show it with the members of now in every month</a
            >`
        : html`<strong>With the members of now.</strong> Practices that are members in the newest
            month count in every month and bring those that ended in them; others that left count in
            none.
            <a class="nhsuk-link" href="${hrefOf('then')}"
              >Show it with the members of each month</a
            >`
    }
  </p>`
