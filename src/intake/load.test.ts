import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { currentParts, readLoads } from '../stores/lake.ts'
import { openHome } from '../stores/home.ts'
import { loadFile } from './load.ts'
import { tryLoad } from './try-load.ts'

const header = 'practice_code,successor_code,from_date'
const lines = ['A81001,A81002,2019-04-01', 'A81003,A81004,2019-07-01', 'A81005,A81006,2020-01-01']
const file = [header, ...lines, ''].join('\n')

const inFolder = async (work: (folder: string) => Promise<void>): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'steward-load-'))
  try {
    await work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const refusalOf = async (bytes: string | Buffer, name?: string) => {
  const { refusal } = await tryLoad(bytes, name === undefined ? {} : { name })
  assert.ok(refusal, 'the file was not refused')
  for (const sentence of [refusal.message, refusal.remedy]) assert.match(sentence, /^[^\n]+\.$/)
  return refusal
}

test('the same bytes twice change nothing', () =>
  inFolder(async (folder) => {
    const home = openHome(join(folder, 'home'))
    const path = join(folder, 'successors.csv')
    writeFileSync(path, file)
    const first = await loadFile(home, path)
    const again = await loadFile(home, path)
    assert.ok(first.ok && 'id' in first.value)
    assert.ok(again.ok && 'unchanged' in again.value)
    assert.deepEqual(again.value.unchanged, first.value)
    assert.equal(readLoads(home).length, 1)
  }))

test('a file without a header is refused without a word of its rows', async () => {
  for (const text of [
    'Smith,9434765919,M\nJones,9434765870,F\n',
    'Smith,01/02/1960,M\nJones,03/04/1961,F\n',
    `\u0001Smith,M\u0002,x\n`,
  ]) {
    const { code, message } = await refusalOf(text)
    assert.equal(code, 'layout-unknown')
    assert.doesNotMatch(message, /Smith|9434765919|1960/)
  }
})

test('a corrected file takes the place of the earlier one, which stays in the lake', () =>
  inFolder(async (folder) => {
    const home = openHome(join(folder, 'home'))
    const path = join(folder, 'successors.csv')
    for (const text of [file, file.replace('A81006', 'A81007')]) {
      writeFileSync(path, text)
      assert.ok((await loadFile(home, path)).ok)
    }
    const loads = readLoads(home)
    assert.deepEqual(
      loads.map(({ sequence }) => sequence),
      [1, 2],
    )
    assert.notEqual(loads[0]?.parts[0]?.file, loads[1]?.parts[0]?.file)
    assert.deepEqual(
      currentParts(loads).map(({ load }) => load.sequence),
      [2],
    )
  }))

test('an unterminated quote takes out its own line and no other', async () => {
  const many = Array.from({ length: 5_000 }, (_, i) =>
    i === 1_233 ? '"A81001,A81002,2019-04-01' : `A8${String(i).padStart(4, '0')},B81001,2019-04-01`,
  )
  const { record, rows, quarantine } = await tryLoad([header, ...many, ''].join('\n'))
  assert.deepEqual(record?.lines, {
    physical: 5_001,
    header: 1,
    totals: 0,
    accepted: 4_999,
    quarantined: 1,
  })
  assert.equal(rows.length, 4_999)
  const [bad] = quarantine
  assert.equal(bad?.['line'], 1_235n)
  assert.equal(bad?.['value'], null)
  assert.match(String(bad?.['reason']), /opens a quote/)
})

test('two unterminated quotes do not join the lines between them', async () => {
  const text = [header, `"${lines[0]}`, lines[1], `"${lines[2]}`, ''].join('\n')
  const { rows, quarantine } = await tryLoad(text)
  assert.deepEqual(
    rows.map((row) => row['practice']),
    ['A81003'],
  )
  assert.deepEqual(
    quarantine.map((row) => row['line']),
    [2n, 4n],
  )
})

test('a row at fault is named by line, column, value, reason and remedy', async () => {
  const text = [header, lines[0], 'A81003,A81004,31/02/2019', ''].join('\n')
  const { record, quarantine } = await tryLoad(text)
  assert.deepEqual(quarantine, [
    {
      load_id: record?.id,
      line: 3n,
      column_name: 'from_date',
      value: '31/02/2019',
      reason: 'is not a date written like 2019-10-31',
      remedy: 'Write the date like 2019-10-31.',
    },
  ])
})

test('a key that stands twice is accepted once', async () => {
  const { rows, quarantine } = await tryLoad([header, lines[0], lines[1], lines[0], ''].join('\n'))
  assert.equal(rows.length, 2)
  assert.equal(quarantine[0]?.['line'], 4n)
  assert.equal(quarantine[0]?.['reason'], 'repeats line 2')
})

test('a line of more than a megabyte is set aside with its number', async () => {
  const { rows, quarantine } = await tryLoad(
    [header, lines[0], 'x'.repeat(3_000_000), lines[1], ''].join('\n'),
  )
  assert.equal(rows.length, 2)
  assert.equal(quarantine[0]?.['line'], 3n)
  assert.equal(quarantine[0]?.['reason'], 'is 3,000,000 characters long')
})

test('a gzip file is read as what it holds', async () => {
  const { record, rows } = await tryLoad(gzipSync(file), { name: 'successors.csv.gz' })
  assert.equal(rows.length, 3)
  assert.equal(record?.lines.physical, 4)
})

test('a gzip file that is cut short is refused whole', async () => {
  const whole = gzipSync(
    [header, ...Array.from({ length: 9_999 }, (_, i) => `A8${i},B,`)].join('\n'),
  )
  assert.equal((await refusalOf(whole.subarray(0, whole.length / 2))).code, 'gzip-damaged')
})

test('a header without a needed column is refused with the column’s name', async () => {
  const refusal = await refusalOf('month,flex_date\n2019-04,2019-05-20\n')
  assert.equal(refusal.code, 'layout-unknown')
  assert.match(refusal.message, /nearest is Flex and freeze dates.*“freeze_date” is missing/)
})

test('a header with a column twice is refused', async () => {
  const text = 'practice_code,successor_code,from_date,from_date\nA81001,A81002,2019-04-01,x\n'
  assert.equal((await refusalOf(text)).code, 'header-twice')
})

test('a file in which no row can be used is refused with the commonest fault', async () => {
  const refusal = await refusalOf([header, 'A81001,A81002,soon', 'A81003,A81004,later'].join('\n'))
  assert.equal(refusal.code, 'nothing-accepted')
  assert.match(refusal.message, /line 2, from_date is not a date/)
})

const refused: Readonly<Record<string, readonly [code: string, bytes: string | Buffer]>> = {
  'an empty file': ['file-empty', ''],
  'a header without rows': ['no-rows', `${header}\n`],
  'a PDF document': ['file-of-another-kind', '%PDF-1.7\n1 0 obj'],
  'an old Excel workbook': ['file-of-another-kind', Buffer.from('d0cf11e0a1b11ae1', 'hex')],
  'a zip archive': ['file-of-another-kind', Buffer.from('504b030414000000', 'hex')],
  'text in UTF-16': ['file-of-another-kind', Buffer.from(`\ufeff${file}`, 'utf16le')],
  'a web page': ['file-of-another-kind', '<!DOCTYPE html>\n<p>Not found'],
  JSON: ['file-of-another-kind', '[{"a": 1}]'],
  'bytes that are no text': ['file-of-another-kind', Buffer.alloc(4_096)],
  'a damaged workbook': [
    'workbook-damaged',
    Buffer.concat([Buffer.from('504b0304', 'hex'), Buffer.from('[Content_Types].xml')]),
  ],
  'a table of another kind': ['layout-unknown', 'colour,size\nred,1\n'],
  'lines between quotes as a whole': ['lines-wrapped', '"a,b,c"\n"1,2,3"\n"4,5,6"\n'],
  'a published file that is not used yet': [
    'known-not-used',
    'BNF Code,BNF Name,ADQ Value\nx,y,1\n',
  ],
}
for (const [what, [code, bytes]] of Object.entries(refused)) {
  test(`${what} is refused in one sentence`, async () => {
    assert.equal((await refusalOf(bytes)).code, code)
  })
}

test('a directory, a file that is not there, and an unknown layout are refused', () =>
  inFolder(async (folder) => {
    const home = openHome(join(folder, 'home'))
    mkdirSync(join(folder, 'inner'))
    const codes: (string | null)[] = []
    for (const [path, layout] of [
      [join(folder, 'inner')],
      [join(folder, 'absent.csv')],
      [join(folder, 'inner'), 'no-such-layout'],
    ] as const) {
      const result = await loadFile(home, path, layout === undefined ? {} : { layout })
      codes.push(result.ok ? null : result.refusal.code)
    }
    assert.deepEqual(codes, ['file-is-directory', 'file-missing', 'layout-missing'])
    assert.deepEqual(readLoads(home), [])
  }))
