import * as Plot from '@observablehq/plot'
import { parseHTML } from 'linkedom'
import { html, raw, type Content, type Html } from '../html.ts'
import { details } from '../nhsuk.ts'

/**
 * Charts are drawn on the server by Observable Plot, as SVG that needs no script and carries no
 * style of its own: pages forbid both, so colours and type come from steward.css through classes.
 */
const { document } = parseHTML('<!doctype html><html><body></body></html>')

export type Words = {
  /** What the chart shows, as its heading. */
  title: string
  /** What there is to see in it, for who cannot see it. */
  description: string
  /** What the chart says, in a sentence above it. */
  says?: string | null
  /** The same figures as a table. */
  table: Content
}

/** An entry of the legend, which is text on the page so that it wraps on a phone. */
export type Key = { mark: string; text: string }

const drawn = new Map<string, string>()
const keep = 500

/** The same values give the same picture, so the last few hundred are kept. */
const once = (key: string, draw: () => string): string => {
  const known = drawn.get(key)
  if (known !== undefined) return known
  const oldest = drawn.keys().next()
  if (drawn.size >= keep && !oldest.done) drawn.delete(oldest.value)
  const made = draw()
  drawn.set(key, made)
  return made
}

/** Coordinates to a tenth; what is written between the tags stays as it is. */
const round = (svg: string): string =>
  svg.replace(/<[^>]+>/g, (tag) => tag.replace(/(\d+\.\d)\d+/g, '$1'))

/** Short, stable, and different for different charts on a page. */
const nameOf = (text: string): string => {
  let hash = 0
  for (const char of text) hash = (Math.imul(hash, 31) + (char.codePointAt(0) ?? 0)) >>> 0
  return hash.toString(36)
}

/** A figure with its heading, the drawing, and its table twin, closed until asked for. */
export const chart = (
  words: Words,
  keys: readonly Key[],
  values: unknown,
  options: () => Plot.PlotOptions,
): Html => {
  const key = JSON.stringify([words.title, words.description, values])
  const svg = once(key, () => draw(words, nameOf(key), options()))
  return html`<figure class="steward-chart">
    <figcaption class="nhsuk-heading-xs steward-chart__title">${words.title}</figcaption>
    ${words.says != null && html`<p class="steward-chart__says">${words.says}</p>`}
    <ul class="steward-keys">
      ${keys.map(({ mark, text }) => html`<li class="steward-key steward-key--${mark}">${text}</li>`)}
    </ul>
    ${raw(svg)}
    ${details({
      summaryText: `Table: ${words.title}`,
      html: html`${words.table}`,
      classes: 'steward-chart__table',
    })}
  </figure>`
}

const draw = (words: Words, name: string, options: Plot.PlotOptions): string => {
  const svg = Plot.plot({
    ...options,
    document,
    className: 'steward-plot',
    figure: false,
  })
  svg.querySelector('style')?.remove()
  for (const [tag, text] of [
    ['desc', words.description],
    ['title', words.title],
  ] as const) {
    const element = document.createElementNS('http://www.w3.org/2000/svg', tag)
    element.setAttribute('id', `${tag}-${name}`)
    element.textContent = text
    svg.prepend(element)
  }
  for (const [key, value] of [
    ['role', 'img'],
    ['aria-labelledby', `title-${name} desc-${name}`],
  ] as const) {
    svg.setAttribute(key, value)
  }
  for (const attribute of ['font-family', 'font-size', 'width', 'height']) {
    svg.removeAttribute(attribute)
  }
  for (const part of svg.querySelectorAll('g[aria-label]')) part.removeAttribute('aria-label')
  return round(svg.outerHTML)
}
