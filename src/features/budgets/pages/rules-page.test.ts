import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseHTML } from 'linkedom'
import { readPack, readPacks } from '../packs.ts'
import { rulesPage } from './rules-page.ts'

test('what a pack fixes is shown as per cent and pounds, and what it assumes has a field and no value', () => {
  const packs = readPacks()
  const view = { build: null, group: 'CW', packs, typed: {}, refusals: [], csrf: '' }
  const { document } = parseHTML(rulesPage({ ...view, pack: readPack('PBC-2009') }).toString())
  const rows = [...document.querySelectorAll('tbody tr')].map(({ textContent }) =>
    textContent.replaceAll(/\s+/g, ' ').trim(),
  )
  const rowOf = (name: string): string => rows.find((row) => row.includes(name)) ?? ''
  assert.match(rowOf('threshold of distance from target'), / 10% /)
  assert.match(rowOf('share of savings kept'), / 70% /)
  assert.match(rowOf('years to balance'), / 3 /)
  for (const name of ['step', 'stopLossPence']) {
    const field = document.querySelector(`input[name="${name}"]`)
    assert.ok(field && !field.getAttribute('value'))
  }
})
