import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { tryLoad } from './try-load.ts'

const header = [
  'PERIOD',
  'PRACTICE',
  'BNF CODE',
  'BNF NAME',
  'ITEMS',
  'NIC',
  'ACT COST',
  'QUANTITY',
]
const records = [
  [
    '201910',
    'A81001',
    '0101010F0BDABBE',
    'Café, 5% "sugar-free"',
    '1,216',
    '10.5',
    '9.87654',
    '28',
  ],
  ['201910', 'A81002', '20030100183', 'Dressing 6"', '1', '0', '-1.00001', '1.5'],
]

type Form = {
  delimiter: string
  end: string
  bom: boolean
  tail: string
  pad: string
  latin: boolean
}

const cell = (text: string, { delimiter, pad }: Form): string =>
  text.includes(delimiter) || text.startsWith('"') || text.includes('5% "')
    ? `"${text.replaceAll('"', '""')}"`
    : `${text}${pad}`

const render = (form: Form): Buffer => {
  const line = (fields: readonly string[]): string =>
    fields.map((field) => cell(field, form)).join(form.delimiter)
  const text = [header, ...records].map((fields) => line(fields)).join(form.end) + form.tail
  const bytes = Buffer.from(text, form.latin ? 'latin1' : 'utf8')
  return form.bom ? Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]) : bytes
}

const plain: Form = { delimiter: ',', end: '\n', bom: false, tail: '\n', pad: '', latin: false }
const forms: Readonly<Record<string, Partial<Form>>> = {
  'LF, commas and UTF-8': {},
  CRLF: { end: '\r\n' },
  'CR alone': { end: '\r' },
  'no end to the last line': { tail: '' },
  'a byte order mark': { bom: true },
  semicolons: { delimiter: ';' },
  tabs: { delimiter: '\t' },
  'Windows-1252': { latin: true },
  'padded fields': { pad: '   ' },
  'blank lines at the end': { tail: '\n\n  \n' },
  'empty rows at the end': { tail: '\n,,,,,,,\n,,,,,,,\n' },
}

const strip = (rows: readonly Record<string, unknown>[]): unknown[] =>
  rows.map((row) => ({ ...row, source_line: null }))

const expected = await tryLoad(render(plain))

test('thousands commas, quotes in text and five decimals are kept exactly', () => {
  assert.deepEqual(expected.record?.sums, {
    items: '1217',
    quantity: '29500',
    nic_e5: '1050000',
    cost_e5: '887653',
  })
  assert.deepEqual(
    expected.rows.map((row) => row['bnf_name']),
    ['Café, 5% "sugar-free"', 'Dressing 6"'],
  )
})

for (const [what, form] of Object.entries(forms)) {
  test(`a file gives the same rows with ${what}`, async () => {
    const { record, rows, quarantine } = await tryLoad(render({ ...plain, ...form }))
    assert.deepEqual(strip(rows), strip(expected.rows))
    assert.deepEqual(quarantine, [])
    assert.equal(record?.lines.accepted, 2)
  })
}

test('lines that end in different ways are all read', async () => {
  const mixed = render(plain).toString().replace('\n', '\r\n').replace(/\n$/, '\r')
  const { rows } = await tryLoad(mixed)
  assert.deepEqual(strip(rows), strip(expected.rows))
})

const good = fc.nat({ max: 9_998 }).map((n) => ({
  text: `A8${String(n).padStart(4, '0')},B81001,2019-04-01`,
  kind: 'good' as const,
}))
const faulty = fc
  .constantFrom('A81001,B81001,soon', ',B81001,2019-04-01', 'A81001,A81001,2019-04-01')
  .map((text) => ({ text, kind: 'bad' as const }))
const broken = fc
  .constantFrom(
    '"A81001,B81001,2019-04-01',
    'A81001,B81001,"2019-04-01',
    'A81001,"B81001"x,2019-04-01',
    'A81001,B81001',
    'A81001,B81001,2019-04-01,more',
    'A81001,B8\u00001,2019-04-01',
    '"',
  )
  .map((text) => ({ text, kind: 'bad' as const }))
const blank = fc
  .constantFrom('', '  ', ',,', ' , ,')
  .map((text) => ({ text, kind: 'blank' as const }))

test('whatever the mixture of lines, every line is accounted for and only bad ones are set aside', async () => {
  const line = fc.oneof({ weight: 6, arbitrary: good }, faulty, broken, blank)
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(line, {
        selector: ({ text, kind }) => (kind === 'good' ? text : {}),
        minLength: 1,
        maxLength: 40,
      }),
      fc.constantFrom('\n', '\r\n', '\r'),
      async (mixture, end) => {
        const all = [{ text: 'A89999,B81001,2018-04-01', kind: 'good' as const }, ...mixture]
        const text = [
          'practice_code,successor_code,from_date',
          ...all.map((each) => each.text),
          '',
        ].join(end)
        const { record, rows, quarantine } = await tryLoad(text)
        const at = (kind: string): bigint[] =>
          all.flatMap((each, i) => (each.kind === kind ? [BigInt(i + 2)] : []))
        assert.deepEqual(
          rows.map((row) => row['source_line']),
          at('good'),
        )
        assert.deepEqual(
          quarantine.map((row) => row['line']),
          at('bad'),
        )
        assert.deepEqual(record?.lines, {
          physical: all.length + 1,
          header: 1,
          totals: at('blank').length,
          accepted: rows.length,
          quarantined: quarantine.length,
        })
      },
    ),
    { numRuns: 12 },
  )
})
