import type { Refusal } from '../core/refusal.ts'
import { html, nothing, type Content, type Html } from './html.ts'
import * as nhsuk from './nhsuk.ts'

/** What every field takes: its name in the body, which is also its id, and what to say beside it. */
export type Field = {
  name: string
  label: string
  hint?: string | undefined
  value?: string | undefined
  /** What is wrong with what was typed; shown at the field and in the summary above. */
  error?: string | undefined
}

/** How large a label is; a page of one question makes its label the heading. */
type LabelSize = { labelSize?: 's' | 'm' | 'l' | undefined; heading?: boolean | undefined }

type Item = { value: string; text: string; hint?: string }

const said = (text: string | undefined): { text: string } | undefined =>
  text === undefined || text === '' ? undefined : { text }

const labelOf = ({ label, labelSize, heading }: { label: string } & LabelSize): object => ({
  ...(heading === true ? { heading: label } : { text: label }),
  ...(labelSize === undefined ? {} : { size: labelSize }),
})

const legendOf = (field: { label: string } & LabelSize): object => ({ legend: labelOf(field) })

const base = (field: Field): object => ({
  id: field.name,
  name: field.name,
  hint: said(field.hint),
  errorMessage: said(field.error),
})

const input = nhsuk.component('input', 'input')

/** One line of text. */
export const textInput = (
  field: Field &
    LabelSize & {
      type?: 'text' | 'email' | 'password' | 'tel' | 'number'
      /** Width in characters of a value whose length is known. */
      width?: 2 | 3 | 4 | 5 | 10 | 20 | 30
      inputmode?: 'numeric' | 'decimal' | 'text'
      autocomplete?: string
      /** False for codes, names and addresses. */
      spellcheck?: boolean
      prefix?: string
      suffix?: string
    },
): Html => {
  const { type, width, inputmode, autocomplete, spellcheck, prefix, suffix, value } = field
  return input({
    ...base(field),
    label: labelOf(field),
    value,
    type,
    width,
    inputmode,
    autocomplete,
    spellcheck,
    prefix,
    suffix,
  })
}

const area = nhsuk.component('textarea', 'textarea')

/** Several lines of text. */
export const textArea = (field: Field & LabelSize & { rows?: number }): Html =>
  area({ ...base(field), label: labelOf(field), value: field.value, rows: field.rows })

const choice = nhsuk.component('select', 'select')

/** One of many: for more than about seven; else radios. */
export const select = (
  field: Field & LabelSize & { items: readonly { value: string; text: string }[] },
): Html => choice({ ...base(field), label: labelOf(field), value: field.value, items: field.items })

const itemsOf = (items: readonly Item[]): object[] =>
  items.map(({ value, text, hint }) => ({ value, text, hint: said(hint) }))

const oneOf = nhsuk.component('radios', 'radios')

/** One of a few. The link of the error summary leads to the first. */
export const radios = (
  field: Field & LabelSize & { items: readonly Item[]; inline?: boolean },
): Html =>
  oneOf({
    idPrefix: field.name,
    name: field.name,
    fieldset: legendOf(field),
    hint: said(field.hint),
    errorMessage: said(field.error),
    value: field.value,
    inline: field.inline,
    items: itemsOf(field.items),
  })

const manyOf = nhsuk.component('checkboxes', 'checkboxes')

/** Any of a few; the body holds nothing, one text or a list (see `listOf`). */
export const checkboxes = (
  field: Omit<Field, 'value'> &
    LabelSize & { items: readonly Item[]; values?: readonly string[] | undefined },
): Html =>
  manyOf({
    idPrefix: field.name,
    name: field.name,
    fieldset: legendOf(field),
    hint: said(field.hint),
    errorMessage: said(field.error),
    values: field.values ?? [],
    items: itemsOf(field.items),
  })

/** A day as it was typed, so that a form can show it again. */
export type TypedDate = { day: string; month: string; year: string }

const parts = ['day', 'month', 'year'] as const

/** The parts of a date '2020-04-20', or what was typed. */
const typed = (value: string | TypedDate | undefined): TypedDate => {
  if (typeof value === 'object') return value
  const [year = '', month = '', day = ''] = (value ?? '').split('-')
  return { day: day.replace(/^0/, ''), month: month.replace(/^0/, ''), year }
}

const dates = nhsuk.component('date-input', 'dateInput')

/** A day in three boxes named NAME-day, NAME-month and NAME-year; read it with `typedDate` and `dateOf`. */
export const dateInput = (
  field: Omit<Field, 'value'> & LabelSize & { value?: string | TypedDate | undefined },
): Html => {
  const values = typed(field.value)
  return dates({
    id: `${field.name}-date`,
    fieldset: legendOf(field),
    hint: said(field.hint),
    errorMessage: said(field.error),
    items: parts.map((part) => ({
      id: part === 'day' ? field.name : `${field.name}-${part}`,
      name: `${field.name}-${part}`,
      label: `${part.slice(0, 1).toUpperCase()}${part.slice(1)}`,
      value: values[part],
      width: part === 'year' ? 4 : 2,
    })),
  })
}

const upload = nhsuk.component('file-upload', 'fileUpload')

/** One file; the form must be `multipart`. A file cannot be kept when the page comes back. */
export const fileUpload = (
  field: Omit<Field, 'value'> & LabelSize & { accept?: string; multiple?: boolean },
): Html =>
  upload({
    ...base(field),
    label: labelOf(field),
    multiple: field.multiple,
    ...(field.accept === undefined ? {} : { attributes: { accept: field.accept } }),
  })

const press = nhsuk.component('button', 'button')

/** What sends the form. A form has one of the first kind; "warning" is for what cannot be taken back. */
export const button = (options: {
  text: string
  kind?: 'primary' | 'secondary' | 'warning'
  name?: string
  value?: string
  small?: boolean
}): Html => {
  const { text, kind = 'primary', name, value, small } = options
  const variant = kind === 'primary' ? undefined : kind
  // A small button stands in a line or a cell, which have their own space.
  const classes = small === true ? 'nhsuk-u-margin-bottom-0' : undefined
  return press({ text, type: 'submit', variant, name, value, small, classes })
}

/** A form with the token by which the shell knows that its own page sent it. */
export const form = (options: {
  action: string
  /** `context.csrf(request)`. */
  csrf: string
  body: Content
  /** Needed by `fileUpload`. */
  multipart?: boolean
  id?: string
}): Html => {
  const { action, csrf, body, multipart = false, id } = options
  return html`<form
    method="post"
    action="${action}"
    novalidate
    ${multipart && html` enctype="multipart/form-data"`}
    ${id !== undefined && html` id="${id}"`}
  >
    <input type="hidden" name="_csrf" value="${csrf}" />
    ${body}
  </form>`
}

/** What a refusal says in a form: what is wrong, and how to put it right. */
const sentence = ({ message, remedy }: Refusal): string => `${message} ${remedy}`.trim()

/** What is wrong with a field, where something is: for the field's `error`. */
export const errorAt = (refusals: readonly Refusal[], name: string): string | undefined => {
  const refusal = refusals.find(({ where }) => where === name)
  return refusal && sentence(refusal)
}

/** Everything that is wrong, above the page's heading, each linked to its field; nothing when all is well. */
export const errorSummary = (refusals: readonly Refusal[]): Html =>
  refusals.length === 0
    ? nothing
    : nhsuk.errorSummary({
        titleText: 'There is a problem',
        errorList: refusals.map((refusal) => ({
          text: sentence(refusal),
          ...(refusal.where === undefined ? {} : { href: `#${refusal.where}` }),
        })),
      })
