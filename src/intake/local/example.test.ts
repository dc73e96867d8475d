import assert from 'node:assert/strict'
import { test } from 'node:test'
import { tryLoad } from '../try-load.ts'

const header =
  'Attendance Ref,Pseudo Patient Ref,Patient Name,Patient Postcode,Hospital Number,Sex,Age,Registered Practice,Spine Practice,Trust,Hospital Site,Clinic,Appt Date,Outcome Status,Appointment Type,TFC,Main Spec,Proc 1,HRG,Total Cost,Date Produced'

const row = (ref: string, status: string, type: string): string =>
  `${ref},ps-77,Ada Invented,ZZ1 1ZZ,LP1234567,Female,68,W51001,,WXA,WXA01,Blue,04/10/2019,${status},${type},300,300,,WF01B,"£1,239.99",10/12/2019`

test('a file of the shipped example mapping loads with no code of its own', async () => {
  const { rows, record, quarantine } = await tryLoad(
    [
      header,
      row('R1', 'Attended', 'New'),
      row('R2', 'Did not attend', 'Review by telephone'),
      '',
    ].join('\r\n'),
  )
  assert.equal(quarantine.length, 0)
  assert.equal(record?.layout, 'local-example-outpatients')
  assert.equal(record.feed, 'outpatient')
  assert.deepEqual(
    record.parts.map(({ period }) => period),
    ['2019-10'],
  )
  const [first, second] = rows
  assert.deepEqual(
    ['attendance_status', 'first_attendance', 'attendance_type', 'sex', 'age'].map(
      (field) => first?.[field],
    ),
    ['5', '1', '1', '2', 68],
  )
  assert.equal(first?.['price_sent'], 123_999n)
  assert.equal(first['administrative_category'], '01')
  assert.equal(first['patient_key_kind'], 'pseudonym')
  assert.equal(second?.['attendance_type'], null)
  const text = JSON.stringify(rows, (_, v: unknown) => (typeof v === 'bigint' ? `${v}` : v))
  assert.doesNotMatch(text, /Ada|ZZ1|LP1234567|ps-77/)
})

test('a text that the mapping does not translate is quarantined with the codes that are known', async () => {
  const { quarantine } = await tryLoad(
    [header, row('R1', 'Attended', 'New'), row('R2', 'Fell asleep', 'New'), ''].join('\n'),
  )
  assert.equal(quarantine.length, 1)
  assert.match(String(quarantine[0]?.['reason']), /ATTENDED OR DID NOT ATTEND/)
})
