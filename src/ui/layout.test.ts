import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseHTML } from 'linkedom'
import { assets, stylesPath } from './assets.ts'
import { html, type Html } from './html.ts'
import { page } from './layout.ts'
import { details, errorSummary, pagination, select, tag } from './nhsuk.ts'

const build = { id: 'b12ab34cd56e', asAt: '2020-04-20' }

test('a page has a language, a skip link to its main part, its build, and what is missing', () => {
  const made = page({
    title: 'A < B',
    build,
    section: 'practices',
    breadcrumbs: [{ text: 'Overview', href: '/' }],
    notices: ['No prescribing has been loaded.'],
    body: html`<h1>Practices</h1>`,
  }).toString()
  const { document } = parseHTML(made)
  assert.ok(made.startsWith('<!DOCTYPE html>'))
  assert.equal(document.documentElement.getAttribute('lang'), 'en-GB')
  assert.equal(document.querySelector('title')?.textContent, 'A < B – Steward')
  assert.ok(document.querySelector('a.nhsuk-skip-link[href="#maincontent"]'))
  assert.equal(document.querySelector('main h1')?.textContent, 'Practices')
  assert.match(
    document.querySelector('.steward-build')?.textContent ?? '',
    /20 April 2020[^]*b12ab34cd56e/,
  )
  assert.match(document.querySelector('#missing')?.textContent ?? '', /No prescribing/)
  assert.equal(
    document.querySelector('.nhsuk-header__navigation-item--current')?.textContent.trim(),
    'Practices',
  )
})

test('a page that comes back with something to put right begins its title with it', () => {
  const titleWith = (body: Html): string | undefined =>
    parseHTML(page({ title: 'Declare', body }).toString()).document.querySelector('title')
      ?.textContent
  const errors = errorSummary({ titleText: 'There is a problem', errorList: [{ text: 'When?' }] })
  assert.equal(titleWith(html`<h1>Declare</h1>`), 'Declare – Steward')
  assert.equal(
    titleWith(
      html`${errors}
        <h1>Declare</h1>`,
    ),
    'Error: Declare – Steward',
  )
})

test('a page holds no script, no style of its own, and asks no other host for anything', () => {
  const made = page({ title: 'Steward', build: null, body: html`<h1>Steward</h1>` }).toString()
  assert.doesNotMatch(made, /<script|<style|\sstyle=|\son\w+=|(?:src|href)="(?:https?:)?\/\//)
  for (const { path, type, body } of assets()) {
    assert.match(path, /^\/assets\/[\w-]+-[0-9a-f]{12}\.(?:css|svg|js)$/)
    assert.ok(body.length > 0 && type.length > 0)
  }
  const css =
    assets()
      .find(({ path }) => path === stylesPath)
      ?.body.toString() ?? ''
  assert.doesNotMatch(css, /@font-face|https?:\/\/(?!www\.w3\.org)|Frutiger/)
  const served = new Set(assets().map(({ path }) => path))
  for (const [, url = ''] of css.matchAll(/url\((\/[^)]*)\)/g)) assert.ok(served.has(url), url)
})

test('components escape the text they are given, and keep markup that the tag made', () => {
  assert.match(tag({ text: '<b>' }).toString(), /&lt;b&gt;/)
  assert.match(
    details({ summaryText: 'S', html: html`<p>${'<b>'}</p>` }).toString(),
    /<p>&lt;b&gt;<\/p>/,
  )
  assert.match(
    errorSummary({
      titleText: 'There is a problem',
      errorList: [{ text: 'x', href: '#x' }],
    }).toString(),
    /There is a problem/,
  )
  assert.match(pagination({ next: { href: '/2' } }).toString(), /href="\/2"/)
  assert.match(
    select({
      id: 'm',
      name: 'm',
      label: { text: 'Month' },
      value: 'b',
      items: [
        { value: 'a', text: 'A' },
        { value: 'b', text: 'B' },
      ],
    }).toString(),
    /<option value="b" selected/,
  )
})
