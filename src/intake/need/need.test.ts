import assert from 'node:assert/strict'
import { test } from 'node:test'
import { tryLoad } from '../try-load.ts'

const latest = [
  '\ufeffPractice_Code,GP_Practice_Name,Practice_Postcode,Latitude,Longitude,CCG,Former CCG,PCN_Code,PCN_Name,LOC,LOCname,ICB,ICBname,Rcode,Region,LAD,LTLA,LA,UTLA,Patients,Population,G&A WP,CS WP,MH WP,Mat WP,Health Ineq WP,Prescr WP,Final WP,Primary Medical Care WP,Final PMC WP',
  'A81001,THE SURGERY,ZZ1 1ZZ,54.561625,-1.318986,,,,,,,QHM,NAME,Y63,NORTH,E06,TOWN,,,,3928.0203567890,4873.2,5185.2,4503.4,,7290.2,5068.4,4908.8,4340.1,4782.6',
].join('\n')

const first = [
  'Practice_Code,GP_Practice_Name,Practice_Postcode,Latitude,Longitude,CCG21,Former CCG,PCN_Code,PCN_Name,LOC22,LOC22name,ICS22,ICS22name,R22,Region22,LAD21,LTLA21,LA21,UTLA21,Patients,pop 2022/23,G&A WP,CS WP,MH WP,Mat WP,Health Ineq WP,Prescr WP,Final WP',
  'A81001,The Surgery,ZZ1 1ZZ,54.5,-1.3,16C,Valley,U89141,PCN,16C,ICB,QHM,ICB,Y63,NORTH,E06,TOWN,E06,TOWN,4073,4086.310904,1,2,3,4,5,6,7.5',
].join('\n')

test('need is read in its latest and in its first layout, blanks staying unknown', async () => {
  const now = await tryLoad(latest, { name: 'tool_wp_2025_26.csv' })
  assert.equal(now.record?.parts[0]?.period, '2025-26')
  assert.equal(now.rows[0]?.['population'], '3928.020357')
  assert.equal(now.rows[0]['maternity'], null)
  assert.equal(now.rows[0]['icb'], 'QHM')
  const then = await tryLoad(first, { name: 'tool_wp_2022_23.csv' })
  assert.equal(then.rows[0]?.['final'], '7.500000')
  assert.equal(then.rows[0]['final_primary_medical'], null)
  assert.equal(then.rows[0]['sub_icb'], '16C')
})

test('a row without an overall weighted population keeps the weights that it has', async () => {
  const blank = await tryLoad(latest.replace(',4908.8,', ',,'), { name: 'tool_wp_2025_26.csv' })
  assert.equal(blank.rows[0]?.['final'], null)
  assert.equal(blank.rows[0]['prescribing'], '5068.400000')
})

test('the year of the name is said to be the name’s, and the operator’s word goes before it', async () => {
  const named = await tryLoad(latest, { name: 'tool_wp_2025_26.csv' })
  assert.match(named.record?.notes.join(' ') ?? '', /2025-26 was taken from the name of the file/)
  const told = await tryLoad(latest, { name: 'tool_wp_2025_26.csv', year: '2019/20' })
  assert.equal(told.record?.parts[0]?.period, '2019-20')
  assert.match(told.record.notes.join(' '), /2019-20 was given/)
})

test('without a year in name or words the file is refused', async () => {
  const unnamed = await tryLoad(latest, { name: 'tool_20250401.csv' })
  assert.equal(unnamed.refusal?.code, 'year-unknown')
  assert.match(unnamed.refusal.remedy, /--year 2025-26/)
  const wrong = await tryLoad(latest, { name: 'tool.csv', year: '2025-27' })
  assert.equal(wrong.refusal?.code, 'year-not-valid')
})
