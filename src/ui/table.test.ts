import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { html } from './html.ts'
import { nhsukFolder } from './nhsuk.ts'
import { absent, dataTable } from './table.ts'

type Cell = { text: string; classes?: string }
type Fixture = {
  name: string
  description?: string
  context: { caption: { text: string }; head: { text: string; format?: string }[]; rows: Cell[][] }
  html: string
}

const fixtures = (): Fixture[] => {
  const file = path.join(nhsukFolder, 'dist/nhsuk/components/tables/fixtures.json')
  const { fixtures: all }: { fixtures: Fixture[] } = JSON.parse(readFileSync(file, 'utf8'))
  return all
}

const squeeze = (markup: string): string =>
  markup
    .replace(/\s+/g, ' ')
    .replace(/ ?> ?/g, '>')
    .replace(/ </g, '<')
    .replace(/ steward-table\b/g, '')

test('the table is the design system’s own responsive table, as its fixtures have it', () => {
  const held = fixtures().filter(
    ({ name, description }) =>
      description === 'responsive' && ['default', 'with numeric format'].includes(name),
  )
  assert.equal(held.length, 2)
  for (const { context, html: expected } of held) {
    const table = dataTable({
      caption: context.caption.text,
      captionSize: 'm',
      compact: false,
      columns: context.head.map(({ text, format }, i) => ({
        heading: text,
        numeric: format === 'numeric',
        cell: (row: Cell[]) => row[i]?.text ?? '',
      })),
      rows: context.rows,
    })
    const ours = squeeze(table.toString())
    assert.equal(ours, squeeze(expected.replaceAll(' nhsuk-u-nowrap', '')))
  }
})

test('a total stands last, and a table without rows says why', () => {
  const columns = [
    { heading: 'Name', cell: (row: { name: string; cost: string | null }) => row.name },
    {
      heading: 'Cost',
      numeric: true,
      cell: (row: { name: string; cost: string | null }) => row.cost ?? absent('No data'),
    },
  ]
  const total = { name: 'All', cost: '£3' }
  const rows = [{ name: 'A & B', cost: null }]
  const table = dataTable({ caption: 'Costs', columns, rows, total }).toString()
  assert.match(table, /A &amp; B[\s\S]*No data[\s\S]*steward-table__total[\s\S]*All[\s\S]*£3/)
  const empty = dataTable({ caption: 'Costs', columns, rows: [], empty: html`<b>None</b> yet` })
  assert.match(empty.toString(), /Costs[\s\S]*<b>None<\/b> yet/)
  assert.doesNotMatch(empty.toString(), /<table/)
})
