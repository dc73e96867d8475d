import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import ExcelJS from 'exceljs'
import { loadFile } from '../../../intake/load.ts'
import { openHome, type Home } from '../../../stores/home.ts'
import { inventedContext } from '../../invented-context.ts'
import { commands } from '../commands.ts'
import { readLakeMembership } from './lake.ts'

const line = (code: string, commissioner: string, closed = '', role = 'RO76'): string => {
  const fields = Array.from({ length: 27 }, () => '')
  fields[0] = code
  fields[1] = `${code} SURGERY`
  fields[10] = '19740401'
  fields[11] = closed
  fields[12] = closed === '' ? 'ACTIVE' : 'INACTIVE'
  fields[14] = commissioner
  fields[25] = role
  return fields.map((field) => `"${field}"`).join(',')
}

describe('membership from the practice directory', () => {
  let folder: string
  let home: Home
  const load = async (name: string, content: string | Buffer): Promise<void> => {
    const path = join(folder, name)
    writeFileSync(path, content)
    const loaded = await loadFile(home, path)
    assert.ok(loaded.ok, JSON.stringify(loaded))
  }
  const run = async (options: Readonly<Record<string, string>>) =>
    commands[0]?.run({ positionals: [], options }, inventedContext({ folder: home.root }))
  const refusedAs = async (options: Readonly<Record<string, string>>): Promise<string> => {
    const result = await run(options)
    return result?.ok === false ? result.refusal.code : 'not refused'
  }

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'steward-directory-'))
    home = openHome(join(folder, 'var'))
  })
  after(() => rmSync(folder, { recursive: true }))

  test('without a directory it says which file to load', async () => {
    assert.equal(await refusedAs({ commissioner: '15M', group: 'CW' }), 'directory-missing')
  })

  test('open GP practices of the commissioner come in their network, and the file loads as it is', async () => {
    const lines = [
      line('A81001', '15M'),
      line('A81002', '15M'),
      line('A81003', '15M', '20190331'),
      line('A81004', '15M', '', 'RO80'),
      line('A81005', '99Z'),
    ]
    await load('epraccur.csv', lines.join('\n'))
    const book = new ExcelJS.Workbook()
    const sheet = book.addWorksheet('Core partners')
    sheet.addRow([
      'Partner Organisation Code',
      'PCN Code',
      'PCN Name',
      'Practice to PCN Relationship Start Date',
      'Practice to PCN Relationship End Date',
    ])
    sheet.addRow(['A81001', 'U11111', 'OLD PCN', '20190701', '20200331'])
    sheet.addRow(['A81001', 'U22222', 'NORTH PCN', '20200401', null])
    await load('ePCN.xlsx', Buffer.from(await book.xlsx.writeBuffer()))
    const asked = { commissioner: '15M', group: 'CW', 'group-name': 'Cobwold', from: '2020-04' }
    const made = await run(asked)
    assert.ok(made?.ok)
    await load('members.csv', made.value.text)
    const { rows } = await readLakeMembership(home)
    assert.deepEqual(
      rows.map(({ practice, locality, localityName, fromDate, toDate }) =>
        [practice, locality, localityName, fromDate, toDate].join(' '),
      ),
      ['A81001 U22222 NORTH PCN 2020-04-01 ', 'A81002 CW Cobwold 2020-04-01 '],
    )
  })

  test('what is not there or badly asked is refused by name', async () => {
    assert.equal(await refusedAs({ commissioner: 'ZZZ', group: 'CW' }), 'commissioner-unknown')
    assert.equal(await refusedAs({ commissioner: '15M' }), 'group-missing')
    assert.equal(await refusedAs({ commissioner: '15M', group: 'CW', from: 'may' }), 'month-form')
  })
})
