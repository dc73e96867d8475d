import type { Figure } from '../core/figure.ts'
import { html, joined, type Html } from './html.ts'
import { figureLink } from './money.ts'

/** Words that lead somewhere: to a figure's explanation, or to the place where it is worked out. */
type Leading = { text: string } & ({ figure: Figure } | { href: string })

/** A sentence: words, and figures that become links on a page and stay words elsewhere. */
export type Said = readonly (string | Leading)[]

const partHtml = (part: Said[number]): string | Html => {
  if (typeof part === 'string') return part
  return 'figure' in part
    ? figureLink(part.text, part.figure)
    : html`<a class="nhsuk-link" href="${part.href}">${part.text}</a>`
}

/** A sentence as markup, each figure a link to where it is explained. */
export const saidHtml = (said: Said): Html => html`${said.map(partHtml)}`

/** A sentence as plain text, for the command line and JSON. */
export const saidText = (said: Said): string =>
  said.map((part) => (typeof part === 'string' ? part : part.text)).join('')

/** The words at the top of a page: one short paragraph, or the first sentence and then what follows from it. */
export const saidLead = (says: readonly Said[]): Html =>
  html`${(says.length > 2 ? [says.slice(0, 1), says.slice(1)] : [says]).map(
    (part) => html`<p class="steward-says">${joined(part.map(saidHtml), ' ')}</p>`,
  )}`
