import { parseHTML } from 'linkedom'

/** A form of a page, as a browser would know it. */
export type FoundForm = { page: string; action: string; markup: string }

type Control = { name: string; kind: string; values: string[]; held: string }

/** The forms of a page that change something. */
export const formsOf = (page: string, markup: string): FoundForm[] =>
  [...parseHTML(markup).document.querySelectorAll('form[method="post"]')].map((form) => ({
    page,
    action: new URL(form.getAttribute('action') ?? '', page).href,
    markup: form.outerHTML,
  }))

type Node = NonNullable<ReturnType<ReturnType<typeof parseHTML>['document']['querySelector']>>

const controlsOf = (form: Node): Control[] => {
  const found = new Map<string, Control>()
  for (const each of form.querySelectorAll('input, select, textarea')) {
    const name = each.getAttribute('name')
    if (name === null) continue
    const tag = each.tagName.toLowerCase()
    const kind = tag === 'input' ? (each.getAttribute('type') ?? 'text') : tag
    const values =
      tag === 'select'
        ? [...each.querySelectorAll('option')].map((option) => option.getAttribute('value') ?? '')
        : [each.getAttribute('value') ?? '']
    const before = found.get(name)
    found.set(name, {
      name,
      kind,
      values: [...(before?.values ?? []), ...values],
      held: each.getAttribute('value') ?? '',
    })
  }
  return [...found.values()]
}

const isText = ({ kind }: Control): boolean =>
  ['text', 'email', 'tel', 'number', 'textarea', 'search'].includes(kind)

/** What is put into a form: words in each box, and of each choice none, the first or the last. */
export type Filling = { boxes: 'words' | 'nothing'; choices: 'none' | 'first' | 'last' }

export const fillings: readonly Filling[] = [
  { boxes: 'words', choices: 'none' },
  { boxes: 'nothing', choices: 'none' },
  { boxes: 'nothing', choices: 'last' },
  { boxes: 'words', choices: 'first' },
  { boxes: 'words', choices: 'last' },
]

/** The fields of a form filled so; what is typed into each box differs from every other. */
export const fill = (
  { markup }: FoundForm,
  { boxes, choices }: Filling,
): { name: string; value: string; typed: boolean }[] => {
  const form = parseHTML(markup).document.querySelector('form')
  const controls = form ? controlsOf(form) : []
  return controls.flatMap((control, place) => {
    const { name, kind, values, held } = control
    if (kind === 'hidden') return [{ name, value: held, typed: false }]
    if (kind === 'file' || kind === 'submit') return []
    if (isText(control)) {
      const value = boxes === 'words' ? `Typed ${place} so` : ''
      return [{ name, value, typed: value !== '' }]
    }
    if (kind === 'password') return [{ name, value: `secret-${place}`, typed: false }]
    const chosen =
      choices === 'none'
        ? ''
        : values.filter((value) => value !== '').at(choices === 'first' ? 0 : -1)
    if (chosen === undefined || chosen === '')
      return kind === 'select' ? [{ name, value: '', typed: false }] : []
    return [{ name, value: chosen, typed: true }]
  })
}

/** What of the typed fields a page no longer shows. */
export const lostFrom = (
  markup: string,
  action: string,
  fields: readonly { name: string; value: string; typed: boolean }[],
): string[] => {
  const { document } = parseHTML(markup)
  const form = [...document.querySelectorAll('form[method="post"]')].find(
    (each) => each.getAttribute('action') === action,
  )
  if (!form) return ['the form itself']
  return fields.flatMap(({ name, value, typed }) => {
    if (!typed) return []
    const kept = [...form.querySelectorAll(`[name="${name}"]`)].some((each) => {
      const tag = each.tagName.toLowerCase()
      if (tag === 'textarea') return each.textContent === value
      if (tag === 'select')
        return each.querySelector('option[selected]')?.getAttribute('value') === value
      const same = each.getAttribute('value') === value
      return ['radio', 'checkbox'].includes(each.getAttribute('type') ?? '')
        ? same && each.hasAttribute('checked')
        : same
    })
    return kept ? [] : [name]
  })
}
