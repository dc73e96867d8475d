import { html, type Content } from './html.ts'

/** Things to look at or to ask, in a box under their heading; nothing where there is none. */
export const asksBox = (id: string, heading: string, items: readonly Content[]): Content =>
  items.length > 0 &&
  html`<section class="steward-asks" aria-labelledby="${id}">
    <h2 class="nhsuk-heading-s" id="${id}">${heading}</h2>
    <ul class="nhsuk-list nhsuk-list--bullet">
      ${items.map((item) => html`<li>${item}</li>`)}
    </ul>
  </section>`
