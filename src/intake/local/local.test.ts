import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { type Home, openHome } from '../../stores/home.ts'
import { tryLoad } from '../try-load.ts'
import { localLayouts } from './local.ts'
import { parseMapping } from './mapping.ts'
import { proposeLayout } from './propose-layout.ts'
import { propose } from './propose.ts'
import { mappingText } from './write-mapping.ts'

const folder = mkdtempSync(join(tmpdir(), 'steward-local-'))
const home = openHome(folder)
const own = join(home.definitions, 'layouts')
mkdirSync(own)

const least = `id: ours
version: 1
title: Ours
feed: emergency
dates: ['2019-10-31']
grouped: false
columns:
  record_key: Key
  provider: Trust
  practice_sent: Practice
  arrival_date: Arrived
constants:
  department_type: '03'
`

const refusalOf = (text: string): string => {
  const read = parseMapping(text, 'mapping.yaml')
  return read.ok ? 'accepted' : `${read.refusal.code}: ${read.refusal.message}`
}

describe('local layouts', () => {
  after(() => rmSync(folder, { recursive: true }))

  test('a mapping with the fields that its kind of activity needs is taken', () => {
    assert.equal(refusalOf(least), 'accepted')
  })

  test('a mapping that cannot be used is refused with the entry and the reason', () => {
    const cases: readonly (readonly [string, string, RegExp])[] = [
      ['  provider: Trust\n', '', /nothing is mapped to provider/],
      ['feed: emergency', 'feed: dentistry', /feed: /],
      ['  provider: Trust', '  hospital: Trust', /"hospital" is not a field of emergency/],
      ['  provider: Trust', "  provider: '?'", /columns\.provider: .*question mark/],
      ["'2019-10-31'", "'2019.10.31'", /dates\.0/],
      ['grouped: false', 'grouped: false\nperiod: stated', /no column is mapped to period_from/],
      ['version: 1', 'version: one', /version: /],
      ['columns:\n', 'columns: [\n', /not YAML from line/],
      ['grouped: false', 'grouped: false\nseparator: tab', /separator/],
    ]
    for (const [from, to, expected] of cases) {
      assert.match(refusalOf(least.replace(from, to)), expected)
    }
  })

  test("a group's own mapping takes the place of the shipped one of the same id", () => {
    const shipped = localLayouts(home).layouts.map(({ id }) => id)
    assert.ok(shipped.includes('local-example-outpatients'))
    writeFileSync(join(own, 'ours.yaml'), least.replace('id: ours', 'id: example-outpatients'))
    const { layouts } = localLayouts(home)
    assert.deepEqual(
      layouts.filter(({ id }) => id === 'local-example-outpatients').map(({ feed }) => feed),
      ['emergency'],
    )
    assert.equal(layouts.length, shipped.length)
    rmSync(join(own, 'ours.yaml'))
  })

  test('a mapping that cannot be used stops no other, and the file that it was meant for is not read otherwise', () => {
    writeFileSync(join(own, 'ours.yaml'), least)
    writeFileSync(join(own, 'broken.yaml'), 'version: 1\nid: example-outpatients\ntitle: [')
    const { layouts, unusable } = localLayouts(home)
    assert.deepEqual(
      layouts.map(({ id }) => id),
      ['local-ours'],
    )
    assert.deepEqual(
      unusable.map(({ code, where }) => [code, where]),
      [['layout-not-valid', join(own, 'broken.yaml')]],
    )
    assert.match(unusable[0]?.message ?? '', /mapping broken\.yaml cannot be used: .*from line 3/)
    rmSync(join(own, 'ours.yaml'))
    rmSync(join(own, 'broken.yaml'))
  })

  test('files load beside a mapping that cannot be used, and one that nothing reads names it', async () => {
    const prepare = (into: Home): void => {
      mkdirSync(join(into.definitions, 'layouts'))
      writeFileSync(join(into.definitions, 'layouts', 'ours.yaml'), '{"id": "ours", ')
    }
    const text =
      'practice_code,group_code,group_name,locality_code,locality_name,from_date,to_date\nW51001,CW,Ours,CW1,North,2013-04-01,\n'
    const good = await tryLoad(text, { prepare })
    assert.equal(good.refusal, null)
    const strange = await tryLoad('key,arrived\nK1,2019-10-31\n', { prepare })
    assert.equal(strange.refusal?.code, 'layout-unknown')
    assert.match(strange.refusal.remedy, /ours\.yaml cannot be used: .*from line 1/)
    const named = await tryLoad(text, { prepare, layout: 'local-ours' })
    assert.match(named.refusal?.remedy ?? '', /ours\.yaml cannot be used/)
  })

  const header = [
    'Attendance Key',
    'NHS Number',
    'Patient Name',
    'Postcode',
    'ApptDate',
    'Provider Code',
    'GP Practice Code',
    'Attended',
    'FirstAttendance',
    'Treatment Function Code',
    'HRG Code',
    'Clinic Colour',
  ]
  const rows = [
    'K1,9434765919,Ada Invented,ZZ1 1ZZ,31/10/2019,WXA,W51001,Attended,New,300,WF01B,blue',
    'K2,9434765870,Bob Invented,ZZ1 1ZZ,01/10/2019,WXA,W51002,DNA,Review,100,,green',
  ].map((line) => line.split(','))

  test('a proposal places columns by name and by the shape of their values', () => {
    const proposal = propose({ header, rows })
    assert.equal(proposal.feed, 'outpatient')
    assert.deepEqual(proposal.patient, { column: 'NHS Number', kind: 'nhs-number' })
    assert.deepEqual(proposal.dates, ['31/10/2019'])
    assert.deepEqual(Object.fromEntries(proposal.placed.map((each) => [each.field, each.column])), {
      record_key: 'Attendance Key',
      practice_sent: 'GP Practice Code',
      provider: 'Provider Code',
      attendance_date: 'ApptDate',
      attendance_status: 'Attended',
      first_attendance: 'FirstAttendance',
      specialty: 'Treatment Function Code',
      hrg: 'HRG Code',
    })
    assert.deepEqual(proposal.ignored, ['Patient Name', 'Postcode'])
    assert.deepEqual(proposal.unplaced, { columns: ['Clinic Colour'], fields: [] })
    assert.deepEqual(proposal.codes, {
      attendance_status: ['Attended', 'DNA'],
      first_attendance: ['New', 'Review'],
    })
  })

  test('a proposal that places everything is a mapping that can be used as it stands', () => {
    const text = mappingText(propose({ header, rows }), 'fenland-outpatients')
    assert.equal(refusalOf(text), 'accepted')
    assert.doesNotMatch(text, /9434765919|Ada/)
  })

  test('a proposal that lacks a field says so, and is refused until a person has decided', () => {
    const without = header.map((name) => (name === 'Provider Code' ? 'Colour of the door' : name))
    const red = rows.map((row) => row.map((cell) => (cell === 'WXA' ? 'red' : cell)))
    const proposal = propose({ header: without, rows: red })
    assert.deepEqual(proposal.unplaced.fields, ['provider'])
    const text = mappingText(proposal, 'ours')
    assert.match(text, /provider: '\?'/)
    assert.match(refusalOf(text), /columns\.provider/)
  })

  test('a proposal made from a file says what a person does next', async () => {
    const path = join(folder, 'extract.csv')
    const file = [header, ...rows].map((line) => line.join(';')).join('\r\n')
    writeFileSync(path, file)
    const proposed = await proposeLayout(path)
    assert.ok(proposed.ok)
    assert.equal(proposed.value.feed, 'outpatient')
    assert.deepEqual(proposed.value.unplaced.columns, ['Clinic Colour'])
    assert.match(
      proposed.value.steps.join(' '),
      /attendance_status .* Clinic Colour.*definitions\/layouts/,
    )
    writeFileSync(path, 'one,two\n1,2\n')
    const refused = await proposeLayout(path)
    assert.equal(refused.ok ? 'accepted' : refused.refusal.code, 'layout-not-proposed')
  })

  test('headings as they are shortened in extracts are placed as their whole words are', () => {
    const proposal = propose({
      header:
        'Local Patient ID;NHS No;Pt Surname;DOB;Age@Appt;GP Prac Code;Prov Code;Appt Dt;Attend Status;First/FUP;TFC;HRG;Appt Ref'.split(
          ';',
        ),
      rows: [
        'LP1;9434765919;Ada;01/02/1960;59;W51001;WXA;04-Oct-2019;Seen;New;120;WF01A;R1'.split(';'),
      ],
    })
    assert.equal(proposal.feed, 'outpatient')
    assert.equal(proposal.patient.column, 'NHS No')
    assert.deepEqual(proposal.unplaced, { columns: [], fields: [] })
    assert.deepEqual(proposal.ignored, ['Local Patient ID', 'Pt Surname'])
  })

  test('a provider is found under the name of trust, and the day of the extract under that of production', () => {
    const { placed, unplaced } = propose({
      header: ['Attendance Ref', 'Date Produced', 'Appt Date', 'Trust Code', 'GP Practice Code'],
      rows: [['R1', '17/05/2019', '01/04/2019', 'WXA', 'W51001']],
    })
    const fields = new Map(placed.map(({ field, column }) => [field, column]))
    assert.equal(fields.get('provider'), 'Trust Code')
    assert.equal(fields.get('extract_date'), 'Date Produced')
    assert.deepEqual(unplaced.columns, [])
  })

  test('column names with a path in them are placed by their last words', () => {
    const path = ['a.identity.nhs_number.value', 'a.residence.postcode', 'a.b.hrg', 'a.provider']
    const proposal = propose({ header: path, rows: [] })
    assert.equal(proposal.patient.column, 'a.identity.nhs_number.value')
    assert.deepEqual(proposal.ignored, ['a.residence.postcode'])
    assert.deepEqual(
      proposal.placed.map(({ field }) => field).sort((a, b) => a.localeCompare(b)),
      ['hrg', 'provider'],
    )
  })
})
