import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, test } from 'node:test'
import { parseHTML } from 'linkedom'
import { dateOf, isEmptyDate, listOf, textOf, typedDate } from './form-body.ts'
import * as ui from './form.ts'
import type { Html } from './html.ts'
import { nhsukFolder } from './nhsuk.ts'

type Words = string | { text?: string; heading?: string; size?: 's' | 'm' | 'l' }
type Context = {
  id?: string
  idPrefix?: string
  name: string
  label?: Words
  fieldset?: { legend: Words }
  hint?: Words
  errorMessage?: Words
  autocomplete?: string
  value?: string
  items?: { value: string; text: string }[]
}
type Fixture = { name: string; context: Context; html: string }

const fixture = (component: string, name: string): Fixture => {
  const file = path.join(nhsukFolder, 'dist/nhsuk/components', component, 'fixtures.json')
  const { fixtures }: { fixtures: Fixture[] } = JSON.parse(readFileSync(file, 'utf8'))
  const found = fixtures.find((held) => held.name === name)
  assert.ok(found, `${component} has no fixture "${name}"`)
  return found
}

const squeeze = (markup: string): string => markup.replace(/\s+/g, ' ').replace(/ ?([<>]) ?/g, '$1')

const wordsOf = (words: Words | undefined): string | undefined =>
  typeof words === 'object' ? (words.heading ?? words.text) : words

const fieldOf = ({ name, label, fieldset, hint, errorMessage, value }: Context) => {
  const words = label ?? fieldset?.legend
  return {
    name,
    label: wordsOf(words) ?? '',
    hint: wordsOf(hint),
    error: wordsOf(errorMessage),
    value,
    ...(typeof words === 'object' && { labelSize: words.size, heading: 'heading' in words }),
  }
}

const ids = (markup: string, { id, idPrefix, name }: Context): string =>
  markup
    .replaceAll(`"${id ?? idPrefix ?? name}`, `"${name}`)
    .replaceAll(` ${id ?? idPrefix ?? name}-error`, ` ${name}-error`)

const check = (
  component: string,
  names: readonly string[],
  make: (context: Context) => Html,
): void => {
  for (const name of names) {
    const { context, html } = fixture(component, name)
    const expected = ids(squeeze(html), context)
    assert.equal(squeeze(make(context).toString()), expected, `${component}: ${name}`)
  }
}

describe('fields are the design system’s own, as its fixtures have them', () => {
  const both = ['with hint', 'with error message and hint']

  test('text areas and selects', () => {
    check('textarea', both, (context) => ui.textArea({ ...fieldOf(context), rows: 5 }))
    check('select', [...both, 'with selected value'], (context) =>
      ui.select({ ...fieldOf(context), items: context.items ?? [] }),
    )
  })

  test('radios and checkboxes', () => {
    check('radios', both, (context) =>
      ui.radios({ ...fieldOf(context), items: context.items ?? [] }),
    )
    check('checkboxes', both, (context) =>
      ui.checkboxes({ ...fieldOf(context), items: context.items ?? [] }),
    )
  })

  test('text inputs', () => {
    check('input', ['default', 'with autocomplete attribute'], (context) =>
      ui.textInput({
        ...fieldOf(context),
        ...(context.autocomplete && { autocomplete: context.autocomplete }),
      }),
    )
  })
})

describe('a form', () => {
  const refusals = [
    { code: 'x', message: 'Enter a date.', remedy: 'Write it as 20 4 2020.', where: 'from' },
    { code: 'x', message: 'Choose a role.', remedy: '', where: 'role' },
  ]

  test('every line of the summary leads to a field that can take the focus', () => {
    const page = ui.errorSummary(refusals).toString()
    const fields = [
      ui.dateInput({ name: 'from', label: 'From', error: ui.errorAt(refusals, 'from') }),
      ui.radios({
        name: 'role',
        label: 'Role',
        error: ui.errorAt(refusals, 'role'),
        items: [
          { value: 'gp', text: 'GP' },
          { value: 'analyst', text: 'Analyst' },
        ],
      }),
    ]
    const { document } = parseHTML(`<main>${page}${fields.join('')}</main>`)
    const links = [...document.querySelectorAll('.nhsuk-error-summary a')]
    assert.equal(links.length, 2)
    for (const link of links) {
      const target = document.getElementById(link.getAttribute('href')?.slice(1) ?? '')
      assert.equal(target?.tagName, 'INPUT')
    }
    assert.match(document.querySelector('#from-date-error')?.textContent ?? '', /20 4 2020/)
    assert.equal(ui.errorSummary([]).toString(), '')
    assert.equal(ui.errorAt([], 'from'), undefined)
  })

  test('is posted with its token, and what was typed is shown again, escaped', () => {
    const typedText = '"><script>'
    const made = ui
      .form({
        action: '/people?x=1&y=2',
        csrf: 'tok"en',
        multipart: true,
        body: [
          ui.textInput({ name: 'name', label: 'Name', value: typedText }),
          ui.textArea({ name: 'why', label: 'Why', value: typedText }),
          ui.dateInput({ name: 'from', label: 'From', value: '2020-04-05' }),
          ui.fileUpload({ name: 'paper', label: 'Paper', accept: '.pdf' }),
          ui.checkboxes({
            name: 'as',
            label: 'As',
            values: ['gp'],
            items: [
              { value: 'gp', text: 'GP' },
              { value: 'chair', text: 'Chair' },
            ],
          }),
          ui.button({ text: 'Save', kind: 'warning', name: 'do', value: 'save' }),
        ],
      })
      .toString()
    const { document } = parseHTML(made)
    const shown = (selector: string, attribute: string): string | null | undefined =>
      document.querySelector(selector)?.getAttribute(attribute)
    assert.doesNotMatch(made, /<script/)
    assert.equal(shown('form', 'method'), 'post')
    assert.equal(shown('form', 'enctype'), 'multipart/form-data')
    assert.equal(shown('[name=_csrf]', 'value'), 'tok"en')
    assert.equal(shown('[name=name]', 'value'), typedText)
    assert.match(made, /<textarea[^>]*>&quot;&gt;&lt;script&gt;<\/textarea>/)
    assert.notEqual(shown('[value=gp]', 'checked'), null)
    assert.equal(shown('[value=chair]', 'checked'), null)
    assert.equal(shown('[name=from-day]', 'value'), '5')
    assert.equal(shown('[name=from-month]', 'value'), '4')
    assert.equal(shown('[name=paper]', 'accept'), '.pdf')
    assert.match(shown('button', 'class') ?? '', /nhsuk-button--warning/)
  })
})

describe('what a form sent', () => {
  test('texts are trimmed, lists are lists, anything else is nothing', () => {
    const body = { a: ' b ', many: ['x', 'y'], one: 'x', odd: 3 }
    assert.equal(textOf(body, 'a'), 'b')
    assert.equal(textOf(body, 'odd'), '')
    assert.deepEqual(listOf(body, 'many'), ['x', 'y'])
    assert.deepEqual(listOf(body, 'one'), ['x'])
    assert.deepEqual(listOf(body, 'none'), [])
  })

  test('a day is one of the calendar, or none', () => {
    const day = (d: string, m: string, y: string): string | null =>
      dateOf(typedDate({ 'on-day': d, 'on-month': m, 'on-year': y }, 'on'))
    assert.equal(day('20', '4', '2020'), '2020-04-20')
    assert.equal(day('29', '02', '2020'), '2020-02-29')
    for (const [d, m, y] of [
      ['29', '2', '2019'],
      ['31', '4', '2020'],
      ['0', '1', '2020'],
      ['1', '13', '2020'],
      ['1', '1', '20'],
      ['', '', ''],
      ['1e1', '1', '2020'],
    ] as const)
      assert.equal(day(d, m, y), null, `${d} ${m} ${y}`)
    assert.ok(isEmptyDate(typedDate({}, 'on')))
  })
})
