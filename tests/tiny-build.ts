import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { parseMonth, type Month } from '../src/core/month.ts'
import { random, type Random } from '../src/core/random.ts'
import { literal, openDuck, type Duck } from '../src/stores/duck.ts'
import { kinds, type BuildManifest, type Kind } from '../src/warehouse/manifest.ts'
import type { Served } from '../src/warehouse/served.ts'

/**
 * A whole served build of three months, four practices and a few hundred invented lines, for tests of
 * pages: the tables of schema.sql are filled from the same Parquet rows by SQL of its own.
 */
export type TinyBuild = { served: Served; folder: string; remove(): void }

export const tinyMonths = ['2019-04', '2019-05', '2019-06'].map(
  (text) => parseMonth(text) ?? '2019-04',
) satisfies Month[]

export const tinyBuildId = 'b12ab34cd56e'
const practices = ['P81001', 'P81002', 'P81003', 'P89999', null]
const podsOf: Record<Kind, readonly string[]> = {
  admitted: ['DC', 'EL', 'NEL', 'NELST'],
  outpatient: ['OPFASPCL', 'OPFUPSPCL', 'OPPROC'],
  emergency: ['AE'],
}
const pick = <T>(chance: Random, items: readonly T[]): T => {
  const item = items[chance.int(items.length)]
  if (item === undefined) throw new Error('nothing to pick from')
  return item
}

const cell = (value: string | number | bigint | boolean | null): string =>
  value === null ? '' : typeof value === 'string' ? `"${value.replaceAll('"', '""')}"` : `${value}`

const loadId = (kind: string, month: string): string =>
  createHash('sha256').update(`${kind}${month}`).digest('hex').slice(0, 12)

type Line = Record<string, string | number | bigint | boolean | null>

const pricedLine = (chance: Random, kind: Kind, month: Month, at: number): Line => {
  const status = pick(chance, ['priced', 'priced', 'priced', 'priced', 'no price', 'excluded'])
  const priced = status === 'priced'
  const admitted = kind === 'admitted'
  const practice = pick(chance, practices)
  const base = 500_000 + chance.int(30_000_000)
  const excess = admitted && chance.int(4) === 0 ? chance.int(9) : 0
  const mff = 1_000_000 + chance.int(120_000)
  const exact = (BigInt(base) + BigInt(excess) * 2_400_000n) * BigInt(mff) * 1_000_000n
  const day = 1 + chance.int(28)
  return {
    line_key: `${kind}-${month}-${at}`,
    kind,
    provider: pick(chance, ['RNX', 'RVY']),
    site: 'RNX01',
    patient_key: `${(chance.int(2 ** 30) + 2 ** 30).toString(16).padStart(8, '0')}${'0'.repeat(24)}`,
    practice,
    attribution: practice === null ? 'not attributed' : pick(chance, ['derived', 'sent']),
    practice_sent: practice,
    practice_derived: practice,
    activity_date: `${month}-${String(day).padStart(2, '0')}`,
    month,
    pod: pick(chance, podsOf[kind]),
    specialty: pick(chance, ['100', '110', '300', '']),
    currency: priced ? 'AA22C' : null,
    hrg: status === 'no price' ? 'ZZ99Z' : pick(chance, ['AA22C', 'FZ18K', 'HN22B']),
    status,
    reason: priced ? null : status === 'excluded' ? 'private patient' : 'no price for this code',
    admission_date: admitted ? `${month}-01` : null,
    age: chance.int(95),
    sex: pick(chance, ['male', 'female']),
    length_of_stay: admitted ? day - 1 : null,
    critical_care_days: admitted ? 0 : null,
    rehabilitation_days: admitted ? 0 : null,
    palliative_days: admitted ? 0 : null,
    qualifying_days: admitted ? day - 1 : null,
    trim_days: admitted ? 5 : null,
    excess_days: admitted ? excess : null,
    days_basis: admitted ? 'dates' : null,
    base_pence: priced ? Math.round(base / 100) : null,
    base_e4: priced ? base : null,
    short_stay_rate: null,
    best_practice_pence: priced ? 0 : null,
    excess_pence: priced ? excess * 24_000 : null,
    top_up_rate: 0,
    unbundled_pence: priced ? 0 : null,
    unbundled_e4: priced ? 0 : null,
    mff_ppm: priced ? mff : null,
    exact_e14: priced ? exact : null,
    cost_pence: priced ? (exact + 50_000_000_000_000n) / 100_000_000_000_000n : null,
    price_book: priced ? 'national tariff 2019/20' : null,
    rule_pack: 'pricing-2019-20',
    stand_in: kind !== 'admitted',
    episodes: admitted ? 1 : null,
    load_id: loadId(kind, month),
    source_line: at + 2,
  }
}

const otherLines = (chance: Random, month: Month): Record<string, Line[]> => ({
  'contract-aggregate': Array.from({ length: 30 }, (_, i) => ({
    month,
    provider: pick(chance, ['RNX', 'RCZ']),
    site: 'RNX01',
    commissioner: '78H',
    practice: pick(chance, practices),
    specialty: pick(chance, ['100', '300']),
    pod: pick(chance, ['COMM', 'BLOCK']),
    local_pod: '=COMM & "nursing"',
    tariff_code: null,
    national_tariff: 'N',
    planned_activity: 1000,
    actual_activity: chance.int(90_000),
    planned_pence: 0,
    actual_pence: chance.int(900_000),
    planned_mff_pence: 0,
    actual_mff_pence: chance.int(9_000),
    source_line: i + 2,
  })),
  prescribing: Array.from({ length: 60 }, (_, i) => ({
    practice: pick(chance, practices),
    unidentified: false,
    bnf_code: `0${1 + chance.int(4)}01011A0AAAAAA`,
    bnf_name: 'Invented 5mg tablets',
    chapter: `0${1 + chance.int(4)}`,
    items: 1 + chance.int(30),
    quantity: 28_000,
    adq_e5: 0,
    nic_e5: 100_000 + chance.int(9_000_000),
    cost_e5: 100_000 + chance.int(9_000_000),
    snomed: '0',
    source_line: i + 2,
  })),
  'list-size': practices
    .filter((practice) => practice !== null)
    .map((practice, i) => ({
      extract_date: `${month}-01`,
      practice,
      org_type: 'GP',
      sex: 'all',
      age_from: 0,
      age_to: null,
      patients: 3_000 + chance.int(9_000),
      source_line: i + 2,
    })),
})

const writeParquet = async (duck: Duck, lines: readonly Line[], target: string): Promise<void> => {
  const columns = Object.keys(lines[0] ?? {})
  const text = [
    columns.join(','),
    ...lines.map((line) => columns.map((name) => cell(line[name] ?? null)).join(',')),
  ].join('\n')
  writeFileSync(`${target}.csv`, `${text}\n`)
  const types: Record<string, string> = { exact_e14: 'decimal(38, 0)', stand_in: 'boolean' }
  const typed = columns.map((name) => {
    const type = /_pence$|_e5$|_e4$|^quantity$|_line$|_activity$|^patients$/.test(name)
      ? 'bigint'
      : /_days$|_rate$|_ppm$|^(age|age_from|age_to|items|episodes|length_of_stay)$/.test(name)
        ? 'integer'
        : name.endsWith('_date')
          ? 'date'
          : 'varchar'
    return `${literal(name)}: ${literal(types[name] ?? type)}`
  })
  mkdirSync(dirname(target), { recursive: true })
  await duck.run(`copy (select * from read_csv(${literal(`${target}.csv`)}, header = true,
    auto_detect = false, quote = '"', escape = '"', columns = {${typed.join(', ')}}, force_not_null = ['source_line'${columns.includes('specialty') ? ", 'specialty'" : ''}]))
    to ${literal(target)} (format parquet)`)
  rmSync(`${target}.csv`)
}

/** Makes the build in a folder of its own; `remove` closes and deletes it. */
export const makeTinyBuild = async (seed = 'tiny'): Promise<TinyBuild> => {
  const folder = mkdtempSync(join(tmpdir(), 'steward-tiny-'))
  const chance = random(seed)
  const file = join(folder, 'warehouse.duckdb')
  const duck = await openDuck({ file, tmp: folder, memory: '300MB' })
  const lake: Record<string, Record<string, string>> = {}
  const priced: BuildManifest['priced'] = []
  for (const month of tinyMonths) {
    for (const kind of kinds) {
      const rows = Array.from({ length: 45 }, (_, at) => pricedLine(chance, kind, month, at))
      const name = join('priced', kind, month, 'k.parquet')
      mkdirSync(join(folder, 'priced', kind, month), { recursive: true })
      await writeParquet(duck, rows, join(folder, name))
      const costPence = rows.reduce((sum, row) => sum + BigInt(row['cost_pence'] ?? 0), 0n)
      priced.push({ kind, month, key: 'k', file: name, rows: 45, costPence: `${costPence}` })
    }
    for (const [feed, rows] of Object.entries(otherLines(chance, month))) {
      const name = join(folder, 'lake', feed, month, `${loadId(feed, month)}.parquet`)
      mkdirSync(dirname(name), { recursive: true })
      await writeParquet(duck, rows, name)
      lake[feed] = { ...lake[feed], [month]: name }
    }
  }
  const schema = readFileSync(new URL('../src/warehouse/schema.sql', import.meta.url), 'utf8')
  const marts = readFileSync(new URL('tiny-build.sql', import.meta.url), 'utf8')
    .replaceAll('{folder}', folder)
    .replaceAll('{build}', tinyBuildId)
  for (const text of [schema, marts]) {
    const bare = text.replaceAll(/^--.*$/gm, '')
    for (const statement of bare.split(';')) {
      if (statement.trim() !== '') await duck.run(statement)
    }
  }
  duck.close()
  const readOnly = await openDuck({ file, readOnly: true, tmp: folder, onlyFolders: [folder] })
  const manifest: BuildManifest = {
    id: tinyBuildId,
    madeAt: '2020-04-20T09:00:00Z',
    asAt: '2019-07-20',
    code: 'c0de00c0de00',
    loads: [],
    rules: [{ id: 'pricing-2019-20', sha256: 'a'.repeat(64) }],
    priced,
    months: { first: '2019-04', last: '2019-06' },
    groups: [{ code: 'CW', name: 'Countyshire Commissioning' }],
    controls: { checked: 3, differ: 0 },
    missing: ['No need weights have been loaded.'],
    audit: null,
    bytes: 0,
  }
  const served: Served = {
    manifest,
    duck: readOnly,
    pricedFiles: (kind, months) =>
      priced
        .filter((part) => part.kind === kind && (months?.includes(part.month) ?? true))
        .map((part) => join(folder, part.file)),
    lakeFiles: (feed, periods) =>
      Object.entries(lake[feed] ?? {})
        .filter(([period]) => periods?.includes(period) ?? true)
        .map(([, name]) => name),
    close() {},
  }
  return {
    served,
    folder,
    remove() {
      readOnly.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
