import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { penceFromHundredThousandths } from '../../src/core/money.ts'
import { loadFiles, type Outcome } from '../../src/intake/load.ts'
import { type Duck, literal, openDuck, type Row } from '../../src/stores/duck.ts'
import { type Home, openHome } from '../../src/stores/home.ts'
import { needs, referencePath } from './reference.ts'

const folder = 'data/public'

/** Files that are loaded, by the start of their path, and the layout that each must be found to have. */
const layouts: Readonly<Record<string, string>> = {
  'activity/artificial-hes/artificial_hes_ae': 'hes-emergency',
  'activity/artificial-hes/artificial_hes_apc': 'hes-admitted',
  'activity/artificial-hes/artificial_hes_op': 'hes-outpatient',
  'allocations/icb_place_tool_wp': 'need',
  'list-size/gp-reg-pat-prac-all': 'list-size-all',
  'list-size/gp-reg-pat-prac-quin-age': 'list-size-quin-age',
  'list-size/nhsbsa_patient_list_size': 'list-size-nhsbsa',
  'list-size/northants/nhsbsa_patient_list_size': 'list-size-nhsbsa',
  'ods/epcn': 'epcn',
  'ods/epraccur_2015': 'epraccur-earlier',
  'ods/epraccur_2019': 'epraccur-earlier',
  'ods/epraccur_2022': 'epraccur-earlier',
  'ods/epraccur_2023': 'epraccur-earlier',
  'ods/epraccur_2024': 'epraccur-earlier',
  'ods/epraccur_2026': 'epraccur',
  'ods/etr': 'etr',
  'prescribing/epd-layout': 'epd',
  'prescribing/epd_snomed': 'epd-snomed',
  'prescribing/nhsbsa_detailed': 'detailed-prescribing',
  'prescribing/pdpi_T201410': 'pdpi',
  'prescribing/pdpi_addr_T201403': 'pdpi-addr',
  'prescribing/pdpi_chem': 'pdpi-chem',
  'qof/PREVALENCE_': 'qof-prevalence',
}

/** Files that are no table, or none that Steward knows; all others are known and not used yet. */
const refusals: Readonly<Record<string, string>> = {
  'PROVENANCE.csv': 'layout-unknown',
  'activity/ae_attendances_201604-201903.rda': 'file-of-another-kind',
  'allocations/icb_place_tool_documentation': 'layout-unknown',
  'ods/dispensing_practices_201501.xls': 'file-of-another-kind',
  'prescribing/bnf_code_information_202002.zip': 'file-of-another-kind',
  'prescribing/pdpi_addr_T201801_northants_r-mangled': 'lines-wrapped',
  'prescribing/star_pu_weights.json': 'file-of-another-kind',
}

const expectedOf = (path: string): string => {
  const starts = (each: string): boolean => path.startsWith(each)
  const layout = Object.keys(layouts).find(starts)
  if (layout !== undefined) return `loaded as ${layouts[layout]}`
  const refusal = Object.keys(refusals).find(starts)
  return refusal === undefined ? 'known-not-used' : (refusals[refusal] ?? '')
}

const foundOf = (outcome: Outcome): string => {
  if ('error' in outcome) return String(outcome.error)
  if (!outcome.result.ok) return outcome.result.refusal.code
  const { value } = outcome.result
  return `loaded as ${'unchanged' in value ? value.unchanged.layout : value.layout}`
}

const filesUnder = (root: string): string[] =>
  readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .sort()

describe('every published file of the reference data', needs(folder), () => {
  const root = referencePath(folder)
  const scratch = mkdtempSync(join(tmpdir(), 'steward-conformance-'))
  const home: Home = openHome(join(scratch, 'home'))
  let outcomes: ReadonlyMap<string, Outcome> = new Map()
  let duck: Duck

  before(async () => {
    duck = await openDuck({ tmp: home.tmp, memory: '512MB' })
    const files = filesUnder(root)
    const results = await loadFiles(
      home,
      files.map((file) => ({ path: join(root, file) })),
    )
    outcomes = new Map(results.map((outcome, i) => [files[i] ?? '', outcome]))
  })
  after(() => {
    duck.close()
    rmSync(scratch, { recursive: true, force: true })
  })

  const recordOf = (path: string) => {
    const outcome = outcomes.get(path)
    assert.ok(outcome && 'result' in outcome && outcome.result.ok, `${path} was not loaded`)
    const { value } = outcome.result
    return 'unchanged' in value ? value.unchanged : value
  }

  /** Rows of a question asked of what one file brought into the lake, as the table `rows`. */
  const ask = (path: string, sql: string): Promise<Row[]> => {
    const files = recordOf(path).parts.map(({ file }) => literal(join(home.lake, file)))
    return duck.all(`with rows as (from read_parquet([${files.join(', ')}])) ${sql}`)
  }
  const one = async (path: string, sql: string): Promise<Row> => (await ask(path, sql))[0] ?? {}

  test('is loaded, or named as known and not used yet, or refused: never a crash', () => {
    assert.ok(outcomes.size >= 172, `${outcomes.size} files`)
    const found = [...outcomes].map(([path, outcome]) => `${path}: ${foundOf(outcome)}`)
    const expected = [...outcomes.keys()].map((path) => `${path}: ${expectedOf(path)}`)
    assert.deepEqual(found, expected)
  })

  test('is refused in one clear sentence, with one that says what to do', () => {
    for (const outcome of outcomes.values()) {
      if (!('result' in outcome) || outcome.result.ok) continue
      const { message, remedy } = outcome.result.refusal
      for (const sentence of [message, remedy]) assert.match(sentence, /^\S[^\n]{10,600}\.$/)
    }
  })

  test('is loaded whole: no row of a real file is quarantined, and its lines add up', () => {
    for (const [path, outcome] of outcomes) {
      if (!('result' in outcome) || !outcome.result.ok) continue
      const { physical, header, totals, accepted, quarantined } = recordOf(path).lines
      assert.equal(quarantined, 0, path)
      assert.equal(physical, header + totals + accepted + quarantined, path)
      assert.equal(recordOf(path).file.bytes, statSync(join(root, path)).size)
    }
  })

  test('prescribing with SNOMED codes: quantity times items is the total quantity on all 34 rows', async () => {
    const path = 'prescribing/epd_snomed_202601_sample.csv'
    const raw = literal(join(root, path))
    const [row] = await ask(
      path,
      `select count(*) as rows, count(*) filter (where rows.quantity =
          cast(cast(texts.QUANTITY as DECIMAL(18, 3)) * cast(texts.ITEMS as INTEGER) * 1000 as BIGINT)) as equal,
        count(*) filter (where rows.unidentified) as unidentified
      from rows join (select row_number() over () + 1 as line, * from read_csv(${raw}, all_varchar = true)) as texts
        on texts.line = rows.source_line and texts.SNOMED_CODE = rows.snomed`,
    )
    assert.equal(row?.['rows'], 34n)
    assert.equal(row['equal'], 34n)
    assert.ok(Number(row['unidentified']) > 0)
  })

  test('prescribing of September 2017: rows, practices, presentations, cost, shared codes, cost over NIC', async () => {
    const path = 'prescribing/epd-layout_e2e_201709.csv'
    const row = await one(
      path,
      `, counted as (select *, count(*) over (partition by practice, bnf_code) as sharing from rows)
      select count(*) as rows, count(distinct practice) as practices,
        count(distinct bnf_code) as presentations, cast(sum(cost_e5) as BIGINT) as cost,
        count(*) filter (where sharing > 1) as shared, count(*) filter (where cost_e5 > nic_e5) as over_nic
      from counted`,
    )
    const cost = row['cost']
    assert.ok(typeof cost === 'bigint')
    assert.deepEqual(
      { ...row, cost: penceFromHundredThousandths(cost) },
      {
        rows: 10_027n,
        practices: 4n,
        presentations: 2_709n,
        cost: 32_890_873n,
        shared: 6_883n,
        over_nic: 1_233n,
      },
    )
    const before2018 = 'prescribing/nhsbsa_detailed_prescribing_information_201709.csv'
    assert.deepEqual(recordOf(before2018).sums, recordOf(path).sums)
  })

  test('list sizes of January 2021: 6,658 practices and 60,606,345 patients', async () => {
    const row = await one(
      'list-size/gp-reg-pat-prac-all_202101.csv',
      'select count(*) as practices, cast(sum(patients) as BIGINT) as patients from rows',
    )
    assert.deepEqual(row, { practices: 6_658n, patients: 60_606_345n })
  })

  test('disease registers of 2020/21: 137,991 rows, 6,571 practices × 21 registers, one above its list', async () => {
    const path = 'qof/PREVALENCE_2021_v2.csv'
    const row = await one(
      path,
      `select count(*) as rows, count(distinct practice) as practices, count(distinct register) as registers,
        count(*) filter (where patients > list) as above, count(distinct (register, list_type)) as lists from rows`,
    )
    assert.deepEqual(row, {
      rows: 137_991n,
      practices: 6_571n,
      registers: 21n,
      above: 1n,
      lists: 21n,
    })
    const { parts, notes, sums } = recordOf(path)
    assert.deepEqual(
      parts.map(({ period }) => period),
      ['2020-21'],
    )
    assert.match(notes.join(' '), /1 row has more people on the register than on its list/)
    const raw = readFileSync(join(root, path), 'utf8').trimEnd().split('\n').slice(1)
    const total = (at: number): number =>
      raw.reduce((sum, line) => sum + Number(line.split(',')[at]), 0)
    assert.deepEqual(sums, { patients: String(total(2)), list: String(total(4)) })
  })

  test('the allocation tool: England’s population is its final weighted population in each year', async () => {
    for (const [year, population] of [
      ['2022_23', 61_498_822n],
      ['2023_24', 61_903_547n],
      ['2024_25', 62_154_630n],
      ['2025_26', 63_849_324n],
    ] as const) {
      const row = await one(
        `allocations/icb_place_tool_wp_${year}.csv`,
        `select cast(round(sum(population)) as BIGINT) as population, cast(round(sum(final)) as BIGINT) as final from rows`,
      )
      assert.deepEqual(row, { population, final: population }, year)
    }
  })

  test('the real county of 2025/26: 67 practices, population, weighted population, share and index', async () => {
    const path = 'allocations/icb_place_tool_wp_2025_26.csv'
    const row = await one(
      path,
      `select count(*) filter (where icb = 'QPM') as practices,
        cast(round(sum(population) filter (where icb = 'QPM')) as BIGINT) as population,
        cast(round(sum(final) filter (where icb = 'QPM')) as BIGINT) as final,
        format('{:.5f}', 100 * cast(sum(final) filter (where icb = 'QPM') as DOUBLE) / cast(sum(final) as DOUBLE)) as share,
        format('{:.5f}', cast(sum(final) filter (where icb = 'QPM') as DOUBLE)
          / cast(sum(population) filter (where icb = 'QPM') as DOUBLE)) as need_index
      from rows`,
    )
    assert.deepEqual(row, {
      practices: 67n,
      population: 848_449n,
      final: 816_244n,
      share: '1.27839',
      need_index: '0.96204',
    })
  })

  test('the real county over the years: its lists, and its practices of today', async () => {
    const lists = (path: string): Promise<Row> =>
      one(
        path,
        `select count(distinct practice) as codes,
          count(distinct practice) filter (where patients > 0) as with_patients,
          cast(sum(patients) as BIGINT) as patients from rows`,
      )
    const folderOf = 'list-size/northants/nhsbsa_patient_list_size'
    assert.deepEqual(await lists(`${folderOf}_2013_04-06_northants.csv`), {
      codes: 81n,
      with_patients: 75n,
      patients: 707_239n,
    })
    assert.deepEqual(await lists(`${folderOf}_2016_01-03_northants.csv`), {
      codes: 74n,
      with_patients: 74n,
      patients: 737_810n,
    })
    const assembled = literal(join(root, 'northamptonshire/practices_assembled.csv'))
    assert.deepEqual(
      await one(
        'list-size/gp-reg-pat-prac-all_202101.csv',
        `select count(*) as practices, cast(sum(patients) as BIGINT) as patients from rows
        where practice in (select practice_code from read_csv(${assembled}, all_varchar = true) where list_2021_01 is not null)`,
      ),
      { practices: 69n, patients: 788_270n },
    )
    assert.deepEqual(
      await one(
        'ods/epraccur_202602.csv',
        `select count(*) filter (where commissioner = '78H' and is_gp_practice and status = 'active') as county,
          count(*) filter (where is_gp_practice) as gp_practices,
          count(*) filter (where is_gp_practice and status = 'active') as active from rows`,
      ),
      { county: 66n, gp_practices: 8_189n, active: 6_604n },
    )
  })
})
