import assert from 'node:assert/strict'
import { test } from 'node:test'
import { tryLoad } from '../try-load.ts'

const header =
  'hrg_code,hrg_name,year,outpatient_procedure_gbp,combined_dc_el_gbp,day_case_gbp,ordinary_elective_gbp,elective_trim_days,non_elective_gbp,non_elective_trim_days,per_day_long_stay_gbp'
const short = ',short_stay_applicable,short_stay_percent,short_stay_gbp,best_practice_addition_gbp'

test('a tariff of several years becomes one part for each, and no price is null, never nought', async () => {
  const { rows, record } = await tryLoad(
    [
      header,
      'HN12F,Hips,2017/18,-,"5,431",,,6,5431,30,227',
      'HN12F,Hips,2018/19,,5493,,,6,5493,30,227',
      'UZ01Z,No price,2017/18,,,,,,,,',
      '',
    ].join('\n'),
  )
  assert.deepEqual(
    record?.parts.map(({ period, rows: count }) => [period, count]),
    [
      ['2017-18', 2],
      ['2018-19', 1],
    ],
  )
  const hip = rows.find((row) => row['hrg'] === 'HN12F' && row['year'] === '2017/18')
  assert.equal(hip?.['combined'], 543_100n)
  assert.equal(hip['outpatient_procedure'], null)
  assert.equal(hip['non_elective_trim'], 30)
  assert.equal(hip['short_stay_applies'], null)
  assert.equal(rows.find((row) => row['hrg'] === 'UZ01Z')?.['combined'], null)
})

test('the columns of short stays are optional, and their percentage is held in ten-thousandths', async () => {
  const { rows, quarantine } = await tryLoad(
    [
      header + short,
      'DZ11V,Lobar,2017/18,,1482,,,18,1482,18,208,Yes,25%,371,',
      'AA22G,Stroke,2017/18,,417,,,5,2315,14,240,No,-,-,"1,335"',
      'AA22C,Stroke,2017/18,,8207,,,117,9766,98,240,Yes,0.25,2442,',
      '',
    ].join('\n'),
  )
  assert.deepEqual(
    rows.map((row) => [
      row['short_stay_applies'],
      row['short_stay_rate'],
      row['short_stay'],
      row['best_practice_addition'],
    ]),
    [
      [true, 2_500, 37_100n, null],
      [false, null, null, 133_500n],
    ],
  )
  assert.match(String(quarantine[0]?.['reason']), /percentage/)
})

test('an HRG that stands twice in a year, or a price where a trim point belongs, is quarantined', async () => {
  const { rows, quarantine } = await tryLoad(
    [
      header,
      'HN12F,Hips,2017/18,,5431,,,6,5431,30,227',
      'HN12F,Hips,2017/18,,5400,,,6,5431,30,227',
      'HN12E,Hips,2017/18,,5654,,,9999,5654,30,227',
      'HN12D1,Hips,2017/18,,5654,,,9,5654,30,227',
      '',
    ].join('\n'),
  )
  assert.equal(rows.length, 1)
  assert.equal(quarantine.length, 3)
})

test('a workbook sheet is read by its headings, whatever its year calls a price', async () => {
  const headings = [
    'HRG code',
    'HRG name',
    'Outpatient procedure price (£)',
    'Combined day case / ordinary elective spell_(£)',
    'Day case spell_(£)',
    'Ordinary elective spell_(£)',
    'Ordinary elective long stay trim point (days)',
    'Non-elective spell_(£)',
    'Non-elective long stay trim point (days)',
    'Per day long stay payment (for days exceeding trim point) (£)',
    'Reduced short stay emergency tariff _applicable?',
    '% applied in calculation of reduced short stay emergency tariff ',
    'Reduced short stay emergency tariff (£)',
    ' BPT applies to HRG or sub-HRG level',
  ]
  const { rows, record } = await tryLoad(
    [headings.join(','), 'DZ11V,Lobar,-,"1,482",-,-,18,"1,482",18,208,Yes,25%,371,-', ''].join(
      '\n',
    ),
    { name: 'annex-a-2019-20.csv', year: '2019-20' },
  )
  assert.equal(record?.parts[0]?.period, '2019-20')
  assert.equal(rows[0]?.['combined'], 148_200n)
  assert.equal(rows[0]['non_elective'], 148_200n)
  assert.equal(rows[0]['short_stay'], 37_100n)
  assert.match(record.notes.join(' '), /not read: BPT applies to HRG or sub-HRG level\./)
})

test('unit costs are kept to £0.0001 and suppressed ones are null', async () => {
  const { rows, record } = await tryLoad(
    [
      '"department_code","currency_code","currency_desc","activity","unit_cost","cost"',
      '"Ambulance","01","Hear & Treat",1439703,62.3703465253334,89794775.0035621',
      '"Ambulance","09","Rare",,,',
      '',
    ].join('\n'),
    { name: 'ncc_2024_25.csv', year: '2024-25' },
  )
  assert.equal(record?.feed, 'price-attendance')
  assert.equal(rows[0]?.['unit_e4'], 623_703n)
  assert.equal(rows[0]['cost'], 8_979_477_500n)
  assert.equal(rows[1]?.['unit_e4'], null)
})

test('market forces factors are read in both layouts as millionths', async () => {
  const one = await tryLoad('provider_code,provider_name,mff_factor\nRK9,Plymouth,1.000000\n', {
    year: '2026-27',
  })
  assert.deepEqual(
    one.rows.map((row) => [row['provider'], row['mff_ppm']]),
    [['RK9', 1_000_000]],
  )
  assert.equal(one.record?.parts[0]?.period, '2026-27')
  const two = await tryLoad('provider_code,mff_2019_20,mff_2020_21\nRJZ,1.202198,1.191170\n')
  assert.deepEqual(
    two.record?.parts.map(({ period, rows }) => [period, rows]),
    [
      ['2019-20', 1],
      ['2020-21', 1],
    ],
  )
  assert.deepEqual(
    two.rows.map((row) => Number(row['mff_ppm'])).sort((a, b) => a - b),
    [1_191_170, 1_202_198],
  )
})
