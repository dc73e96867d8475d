import { createHash } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Month } from '../../core/month.ts'
import { openDuck, type Row } from '../../stores/duck.ts'
import type { Home } from '../../stores/home.ts'
import { commitLoad, readLoads, type LoadRecord } from '../../stores/lake.ts'
import { kinds, type Kind } from '../manifest.ts'
import {
  inventedCosts,
  inventedFactors,
  inventedPrices,
} from '../pricing/invented-months/invented-books.ts'
import {
  columns as activityColumns,
  inventRecords,
  writeParquet,
} from '../pricing/invented-months/invented-month.ts'

const [text, big, date] = ['varchar', 'bigint', 'date'] as const
const shared = { source_line: big }

const contract = {
  month: text,
  provider: text,
  practice: text,
  specialty: text,
  pod: text,
  actual_activity: big,
  actual_pence: big,
  actual_mff_pence: big,
  ...shared,
}

/** Types of the columns of each feed, as far as tests need them. */
const shapes: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  admitted: activityColumns.admitted,
  outpatient: activityColumns.outpatient,
  emergency: activityColumns.emergency,
  'critical-care': { ...activityColumns.criticalCare, ...shared },
  'price-admitted': activityColumns.priceAdmitted,
  'price-attendance': activityColumns.priceAttendance,
  'price-mff': activityColumns.mff,
  successors: activityColumns.successors,
  practices: {
    practice: text,
    name: text,
    postcode: text,
    opened: date,
    closed: date,
    status: text,
    ...shared,
  },
  membership: {
    practice: text,
    group_code: text,
    group_name: text,
    locality: text,
    locality_name: text,
    from_date: date,
    to_date: date,
    ...shared,
  },
  'contract-aggregate': contract,
  'contract-patient': contract,
  prescribing: {
    practice: text,
    unidentified: 'boolean',
    bnf_code: text,
    bnf_name: text,
    chapter: text,
    items: 'integer',
    quantity: big,
    adq_e5: big,
    nic_e5: big,
    cost_e5: big,
    ...shared,
  },
  'list-size': {
    extract_date: date,
    practice: text,
    org_type: text,
    sex: text,
    age_from: 'smallint',
    age_to: 'smallint',
    patients: 'integer',
    ...shared,
  },
  'reporting-dates': { month: text, flex_date: date, freeze_date: date, ...shared },
}

export type Loading = {
  feed: string
  period: string
  part?: string
  rows: readonly Row[]
  extractDate?: string
  /** Columns whose exact sums the record is to keep. */
  sums?: readonly string[]
}

/** Puts rows into the lake as a load does: the Parquet, then its record. */
export const loadRows = async (home: Home, loading: Loading): Promise<LoadRecord> => {
  const { feed, period, part = 'all', rows, extractDate = null, sums = [] } = loading
  const sequence = 1 + Math.max(0, ...readLoads(home).map((load) => load.sequence))
  const id = createHash('sha256')
    .update(
      JSON.stringify([feed, period, part, rows], (_, value: unknown) =>
        typeof value === 'bigint' ? String(value) : value,
      ),
    )
    .digest('hex')
    .slice(0, 12)
  const file = join(feed, period, `${id}-${part}.parquet`)
  mkdirSync(dirname(join(home.lake, file)), { recursive: true })
  const duck = await openDuck({ tmp: home.tmp, memory: '256MB' })
  const numbered = rows.map((row, i) => ({ ...row, source_line: i + 2 }))
  await writeParquet(duck, join(home.lake, file), shapes[feed] ?? {}, numbered)
  duck.close()
  const record: LoadRecord = {
    id,
    sequence,
    layout: `invented-${feed}`,
    feed,
    title: `Invented rows of ${feed}`,
    file: { path: join(home.root, `${feed}.csv`), bytes: rows.length, sha256: id },
    loadedAt: '2020-04-20T06:00:00.000Z',
    extractDate,
    year: null,
    cut: null,
    lines: {
      physical: rows.length + 1,
      header: 1,
      totals: 0,
      accepted: rows.length,
      quarantined: 0,
    },
    sums: Object.fromEntries(
      sums.map((sum) => [sum, String(rows.reduce((all, row) => all + BigInt(row[sum] ?? 0), 0n))]),
    ),
    parts: [{ period, part, file, rows: rows.length, from: null, to: null }],
    quarantine: null,
    notes: [],
  }
  commitLoad(home, record)
  return record
}

/** Price books, factors, successions and a directory for the invented activity of 2018/19. */
export const loadReference = async (home: Home): Promise<void> => {
  await loadRows(home, {
    feed: 'price-admitted',
    period: '2018-19',
    rows: inventedPrices('2018/19'),
  })
  await loadRows(home, { feed: 'price-attendance', period: '2023-24', rows: inventedCosts })
  await loadRows(home, { feed: 'price-mff', period: '2018-19', rows: inventedFactors })
  await loadRows(home, {
    feed: 'practices',
    period: '2019-04',
    rows: ['P10001', 'P10002', 'P10003', 'P10004'].map((practice, i) => ({
      practice,
      name: `Practice ${i + 1}`,
      status: 'active',
      closed: practice === 'P10003' ? '2019-03-10' : null,
    })),
  })
  await loadRows(home, {
    feed: 'successors',
    period: 'all',
    rows: [{ practice: 'P10003', successor: 'P10001', from_date: '2019-03-01' }],
  })
  await loadRows(home, {
    feed: 'membership',
    period: 'all',
    rows: ['P10001', 'P10002'].map((practice) => ({
      practice,
      group_code: 'CW',
      group_name: 'Cobwold',
      locality: 'N',
      locality_name: 'North',
      from_date: '2015-04-01',
    })),
  })
}

/** A month of the kinds of activity given, all of them when none are, invented from a seed. */
export const loadActivity = async (
  home: Home,
  month: Month,
  seed: string,
  count = 200,
  feeds: readonly Kind[] = kinds,
): Promise<void> => {
  for (const feed of feeds) {
    await loadRows(home, {
      feed,
      period: month,
      rows: inventRecords(feed, seed, count),
      extractDate: '2019-05-01',
    })
  }
}

/** A little of everything that is counted beside activity. */
export const loadOthers = async (home: Home, month: Month): Promise<void> => {
  const line = {
    month,
    provider: 'WXA',
    practice: 'P10001',
    specialty: '300',
    actual_activity: 1000n,
  }
  await loadRows(home, {
    feed: 'contract-aggregate',
    period: month,
    part: 'WXA',
    sums: ['actual_pence', 'actual_mff_pence'],
    rows: [
      { ...line, pod: 'COMM', actual_pence: 500_000n, actual_mff_pence: 20_000n },
      {
        ...line,
        pod: 'BLOCK',
        practice: null,
        actual_activity: 0n,
        actual_pence: 900_000n,
        actual_mff_pence: 0n,
      },
      { ...line, pod: 'NEL', actual_pence: 300_000n, actual_mff_pence: 10_000n },
      { ...line, pod: 'NELXBD', actual_pence: 30_000n, actual_mff_pence: 1_000n },
      { ...line, pod: 'NEVERHEARD', actual_pence: 70_000n, actual_mff_pence: 1_000n },
    ],
  })
  await loadRows(home, {
    feed: 'contract-patient',
    period: month,
    part: 'WXA',
    sums: ['actual_pence'],
    rows: [
      { ...line, pod: 'COMM', actual_pence: 500_000n, actual_mff_pence: 20_000n },
      { ...line, pod: 'DRUG', actual_pence: 123_456n, actual_mff_pence: null },
    ],
  })
  await loadRows(home, {
    feed: 'prescribing',
    period: month,
    sums: ['nic_e5', 'cost_e5', 'items'],
    rows: Array.from({ length: 40 }, (_, i) => ({
      practice: i % 9 === 0 ? '-' : `P1000${1 + (i % 4)}`,
      unidentified: i % 9 === 0,
      bnf_code: '0301011R0AAAAAA',
      chapter: i % 3 === 0 ? '03' : '21',
      items: 1 + i,
      quantity: 28_000n,
      nic_e5: 596_231n + BigInt(i),
      cost_e5: 600_007n + BigInt(i),
    })),
  })
  await loadRows(home, {
    feed: 'list-size',
    period: '2019-01',
    part: 'prac-all',
    rows: ['P10001', 'P10002'].map((practice, i) => ({
      extract_date: '2019-01-01',
      practice,
      org_type: 'GP',
      sex: 'all',
      age_from: 0,
      patients: 8_000 + i,
    })),
  })
}
