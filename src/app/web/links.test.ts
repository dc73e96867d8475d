import assert from 'node:assert/strict'
import { test } from 'node:test'
import { patternFinder, withoutRefused } from './links.ts'

const patternOf = patternFinder({
  'GET /people/new': ['administrator'],
  'GET /people/:id': ['signed in'],
  'POST /people/:id': ['administrator'],
  'GET /lines/*': ['gp'],
  'GET /lines/line/:kind/:place': ['gp'],
})

test('the pattern of an address is the one that the router would choose', () => {
  assert.equal(patternOf('/people/new'), '/people/new')
  assert.equal(patternOf('/people/12'), '/people/:id')
  assert.equal(patternOf('/lines/cost/A81001/2019-04'), '/lines/*')
  assert.equal(patternOf('/lines/line/admitted/2019-04.1.2'), '/lines/line/:kind/:place')
  assert.equal(patternOf('/people/12/change'), null)
})

const mayAsk = (path: string): boolean => path !== '/variation'

test('an entry that is nothing but a link which is refused is left out', () => {
  const nav =
    '<ul><li class="item">\n<a class="x" href="/variation">Variation</a>\n</li><li><a href="/mail">Mail</a></li></ul>'
  assert.equal(withoutRefused(nav, mayAsk), '<ul><li><a href="/mail">Mail</a></li></ul>')
})

test('a link inside a sentence that is refused stands as its text, with what it asks beside the address', () => {
  assert.equal(
    withoutRefused(
      '<li>See <a\nclass="x"\nhref="/variation?month=2019-04"><b>£5</b></a\n>, or <a href="/">all</a></li>',
      mayAsk,
    ),
    '<li>See <b>£5</b>, or <a href="/">all</a></li>',
  )
})

test('links to other hosts, to places on the page and with other attributes are left alone', () => {
  const page =
    '<a href="#main">Skip</a><a href="https://nhs.uk/variation">NHS</a><abbr title="/variation">V</abbr>'
  assert.equal(withoutRefused(page, mayAsk), page)
})

test('one of a row of links goes with the point before it, but a figure stays', () => {
  const row =
    '<p><a href="/topics">Topics</a> ·\n<a href="/variation">Variation</a> · <a href="/sets">Sets</a></p>'
  assert.equal(
    withoutRefused(row, mayAsk),
    '<p><a href="/topics">Topics</a> · <a href="/sets">Sets</a></p>',
  )
  const lead = '<p>March 2020 · <a class="steward-figure" href="/variation">5,267</a> patients</p>'
  assert.equal(withoutRefused(lead, mayAsk), '<p>March 2020 · 5,267 patients</p>')
})

test('a paragraph of several links loses only those that are refused', () => {
  const page = '<p><a href="/variation">Variation</a> and <a href="/mail">Mail</a></p>'
  assert.equal(withoutRefused(page, mayAsk), '<p>Variation and <a href="/mail">Mail</a></p>')
})
