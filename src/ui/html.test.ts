import assert from 'node:assert/strict'
import { test } from 'node:test'
import { html, joined, nothing } from './html.ts'

test('text that looks like markup is escaped, in elements and in attributes', () => {
  const name = '<script>alert("1 & 2")</script>'
  assert.equal(
    html`<p title="${name}">${name}</p>`.toString(),
    '<p title="&lt;script&gt;alert(&quot;1 &amp; 2&quot;)&lt;/script&gt;">' +
      '&lt;script&gt;alert(&quot;1 &amp; 2&quot;)&lt;/script&gt;</p>',
  )
})

test('markup made by the tag passes, alone and in lists', () => {
  const items = ['a', 'b<'].map((item) => html`<li>${item}</li>`)
  assert.equal(
    html`<ul>
      ${items}
    </ul>`
      .toString()
      .replace(/\s/g, ''),
    '<ul><li>a</li><li>b&lt;</li></ul>',
  )
})

test('nothing, null and false leave no trace, and nought is shown', () => {
  assert.equal(html`${nothing}${null}${undefined}${false}${0}${0n}`.toString(), '00')
})

test('joined puts the separator between things only', () => {
  assert.equal(joined(['a', html`<b>b</b>`, 'c'], ' · ').toString(), 'a · <b>b</b> · c')
})
