/**
 * Markup as values. The tag escapes everything that is put into it, so text from a file can never
 * become markup; only what came out of the tag (or of `raw`, inside this folder) passes unescaped.
 */
class Markup {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
  toString(): string {
    return this.text
  }
}

/** Markup that is safe to send. Made by the `html` tag alone. */
export type Html = Markup

/** What may stand in a template: nothing, text, numbers, markup, and lists of these. */
export type Content =
  Html | string | number | bigint | null | undefined | false | readonly Content[]

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text as it may stand in an element or between the quotes of an attribute. */
export const escapeText = (text: string): string =>
  /[&<>"']/.test(text) ? text.replace(/[&<>"']/g, (char) => entities[char] ?? char) : text

const write = (content: Content): string => {
  if (content === null || content === undefined || content === false) return ''
  if (content instanceof Markup) return content.text
  if (typeof content === 'string') return escapeText(content)
  if (typeof content === 'number' || typeof content === 'bigint') return content.toString()
  return content.map(write).join('')
}

/** Text from outside this folder that is already markup: for src/ui only (templates, drawn charts). */
export const raw = (markup: string): Html => new Markup(markup)

export const isHtml = (value: unknown): value is Html => value instanceof Markup

/** Templates without the indentation that they have in the source: a third fewer bytes to send. */
const templates = new WeakMap<TemplateStringsArray, readonly string[]>()

const templateOf = (strings: TemplateStringsArray): readonly string[] => {
  const known = templates.get(strings)
  if (known) return known
  const made = strings.map((text) => text.replace(/\s*\n\s*/g, '\n'))
  templates.set(strings, made)
  return made
}

/**
 * html`<p>${anything}</p>`: every value is escaped unless it is itself Html. Line breaks and
 * indentation of the template count as one line break.
 */
export const html = (strings: TemplateStringsArray, ...values: readonly Content[]): Html => {
  const parts = templateOf(strings)
  let text = parts[0] ?? ''
  for (const [i, value] of values.entries()) text += write(value) + (parts[i + 1] ?? '')
  return new Markup(text)
}

/** Things joined by a separator: joined(['a', 'b'], ', '). */
export const joined = (items: readonly Content[], separator: Content): Html =>
  html`${items.map((item, i) => (i === 0 ? [item] : [separator, item]))}`

export const nothing: Html = html``
