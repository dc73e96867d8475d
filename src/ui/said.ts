import type { Figure } from '../core/figure.ts'
import { html, joined, type Html } from './html.ts'
import { figureLink } from './money.ts'

/** A sentence: words, and figures that become links on a page and stay words elsewhere. */
export type Said = readonly (string | { text: string; figure: Figure })[]

/** A sentence as markup, each figure a link to its explanation. */
export const saidHtml = (said: Said): Html =>
  html`${said.map((part) => (typeof part === 'string' ? part : figureLink(part.text, part.figure)))}`

/** A sentence as plain text, for the command line and JSON. */
export const saidText = (said: Said): string =>
  said.map((part) => (typeof part === 'string' ? part : part.text)).join('')

/** The words at the top of a page: one short paragraph, or the first sentence and then what follows from it. */
export const saidLead = (says: readonly Said[]): Html =>
  html`${(says.length > 2 ? [says.slice(0, 1), says.slice(1)] : [says]).map(
    (part) => html`<p class="steward-says">${joined(part.map(saidHtml), ' ')}</p>`,
  )}`
