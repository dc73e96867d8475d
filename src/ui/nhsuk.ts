import { createRequire } from 'node:module'
import path from 'node:path'
import nunjucks from 'nunjucks'
import { isHtml, raw, type Html } from './html.ts'

/**
 * The NHS design system's own templates behind typed functions: the NHS owns the markup. Parameters
 * are those of the shipped macro-options.json, as far as Steward uses them. The table macro is never
 * used: it takes 67 ms for 76 rows (see table.ts).
 */
export const nhsukFolder = path.dirname(
  createRequire(import.meta.url).resolve('nhsuk-frontend/package.json'),
)

const environment = new nunjucks.Environment(
  new nunjucks.FileSystemLoader(path.join(nhsukFolder, 'dist')),
  { autoescape: true, trimBlocks: true, lstripBlocks: true },
)

/** Stands in a template where markup of ours goes; no text that is shown has this private character. */
const hole = '\uE000'
const holes = new RegExp(`${hole}(\\d+)${hole}`, 'g')

/**
 * Parameters as the templates take them. Markup leaves a hole, to be filled once they are done: they would
 * only indent it, and parameters without it repeat from page to page.
 */
const plain = (value: unknown, markup: string[]): unknown => {
  if (isHtml(value)) return value.text === '' ? '' : `${hole}${markup.push(value.text) - 1}${hole}`
  if (typeof value === 'string') return value.replaceAll(hole, '')
  if (Array.isArray(value)) return value.map((item) => plain(item, markup))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item, markup)]))
}

/** Most renderings of one component that are kept. */
const most = 200

/** A component's function from its folder and macro, compiled at first use; what repeats is rendered once. */
export const component = (folder: string, macro: string): ((params: object) => Html) => {
  let template: nunjucks.Template | null = null
  const rendered = new Map<string, string>()
  const render = (params: unknown): string => {
    const key = JSON.stringify(params)
    const known = rendered.get(key)
    if (known !== undefined) return known
    template ??= new nunjucks.Template(
      `{% from "nhsuk/components/${folder}/macro.njk" import ${macro} %}{{ ${macro}(params) }}`,
      environment,
    )
    const text = template.render({ params }).trim()
    if (rendered.size === most) rendered.clear()
    rendered.set(key, text)
    return text
  }
  return (params) => {
    const markup: string[] = []
    const text = render(plain(params, markup))
    return raw(text.replace(holes, (_, at) => markup[Number(at)] ?? ''))
  }
}

type Attributes = Readonly<Record<string, string>>
type Text = { text: string } | { html: Html }
type Component<P extends object> = (params: P) => Html
type Base = { id?: string; classes?: string; attributes?: Attributes }
type Link = { text: string; href: string }

export const skipLink: Component<Base & Partial<Link>> = component('skip-link', 'skipLink')

export const header: Component<
  Base & {
    logo?: { src?: string; alt?: string; href?: string; ariaLabel?: string }
    service?: { text: string; href?: string }
    organisation?: { name: string; split?: string; descriptor?: string }
    navigation?: { items: readonly (Link & { current?: boolean; active?: boolean })[] }
  }
> = component('header', 'header')

export const footer: Component<
  Base & {
    meta?: { items?: readonly Link[]; html?: Html; text?: string; visuallyHiddenText?: string }
    copyright?: { html: Html } | { text: string }
  }
> = component('footer', 'footer')

export const breadcrumb: Component<Base & { items: readonly Link[] }> = component(
  'breadcrumb',
  'breadcrumb',
)

export const errorSummary: Component<
  Base & {
    titleText: string
    descriptionText?: string
    errorList?: readonly { text: string; href?: string }[]
    disableAutoFocus?: boolean
  }
> = component('error-summary', 'errorSummary')

export const insetText: Component<Base & Text> = component('inset-text', 'insetText')

export const warningCallout: Component<Base & { heading: string; headingLevel?: number } & Text> =
  component('warning-callout', 'warningCallout')

export const details: Component<Base & { summaryText: string; open?: boolean } & Text> = component(
  'details',
  'details',
)

export const pagination: Component<
  Base & {
    items?: readonly { number?: string; href?: string; current?: boolean; ellipsis?: boolean }[]
    previous?: { href: string; text?: string; labelText?: string }
    next?: { href: string; text?: string; labelText?: string }
  }
> = component('pagination', 'pagination')

export const button: Component<
  Base & Text & { href?: string; type?: string; name?: string; value?: string; small?: boolean }
> = component('button', 'button')

type Field = Base & { name: string; errorMessage?: Text; hint?: Text }
type Label = { text: string; size?: 's' | 'm' | 'l'; classes?: string }

export const input: Component<
  Field & {
    label: Label
    value?: string
    type?: string
    width?: string
    inputmode?: string
    spellcheck?: boolean
    autocomplete?: string
  }
> = component('input', 'input')

export const select: Component<
  Field & { label: Label; value?: string; items: readonly { value: string; text: string }[] }
> = component('select', 'select')

export const radios: Component<
  Omit<Field, 'id'> & {
    idPrefix?: string
    value?: string
    inline?: boolean
    small?: boolean
    fieldset: { legend: { text: string; size?: 's' | 'm' | 'l'; isPageHeading?: boolean } }
    items: readonly { value: string; text: string; hint?: Text }[]
  }
> = component('radios', 'radios')

export const summaryList: Component<
  Base & {
    rows: readonly {
      key: Text
      value: Text
      actions?: { items: readonly (Link & { visuallyHiddenText?: string })[] }
    }[]
  }
> = component('summary-list', 'summaryList')

/** Grey says "no value judgement"; red and green are not offered. */
export const tag: Component<
  Base & Text & { colour?: 'grey' | 'white' | 'blue' | 'yellow' | 'purple' | 'aqua-green' }
> = component('tag', 'tag')

export const notificationBanner: Component<Base & Text & { titleText?: string }> = component(
  'notification-banner',
  'notificationBanner',
)
