import { basename, join } from 'node:path'
import type { Month } from '../../core/month.ts'
import { literal, type Duck } from '../../stores/duck.ts'
import type { Home } from '../../stores/home.ts'
import type { CurrentPart, LoadRecord } from '../../stores/lake.ts'
import { cutOf, feedMonths, isMonth, type ReportingDates } from './feed-months.ts'
import { insertRows } from './statements.ts'

const wanted: readonly (readonly [feed: string, alternatives: readonly string[], note: string])[] =
  [
    [
      'membership',
      [],
      'No membership of practices in a group has been loaded: figures of groups and localities are empty.',
    ],
    [
      'practices',
      [],
      'No practice directory has been loaded: practices that no other file names are shown by their codes, and closed practices are not followed to their successors.',
    ],
    ['list-size', [], 'No list sizes have been loaded: rates per 1,000 patients are not shown.'],
    ['need', [], 'No weighted populations have been loaded: figures are not set beside need.'],
    ['registers', [], 'No disease registers have been loaded: prevalence is not shown.'],
    ['admitted', [], 'No admitted care has been loaded.'],
    ['outpatient', [], 'No outpatient attendances have been loaded.'],
    ['emergency', [], 'No emergency-care attendances have been loaded.'],
    [
      'contract-aggregate',
      ['contract-patient'],
      'No contract monitoring has been loaded: community and mental health care, block payments, drugs and devices are not in the figures.',
    ],
    ['prescribing', [], 'No prescribing has been loaded.'],
  ]
const priced: readonly (readonly [feed: string, needs: readonly string[], note: string])[] = [
  [
    'price-admitted',
    ['admitted', 'outpatient'],
    'No price book of admitted care has been loaded: admitted care and outpatient procedures have no price.',
  ],
  [
    'price-attendance',
    ['outpatient', 'emergency'],
    'No unit costs have been loaded: attendances have no price.',
  ],
  [
    'price-mff',
    ['admitted', 'outpatient', 'emergency'],
    'No market forces factors have been loaded: prices are not adjusted for providers.',
  ],
]

/** What the group does not have, feed by feed, in words for its pages. */
export const missingFeeds = (parts: readonly CurrentPart[]): { feed: string; note: string }[] => {
  const loaded = new Set(parts.map(({ load }) => load.feed))
  return [
    ...wanted.filter(([feed, others]) => ![feed, ...others].some((each) => loaded.has(each))),
    ...priced.filter(
      ([feed, needs]) => !loaded.has(feed) && needs.some((each) => loaded.has(each)),
    ),
  ].map(([feed, , note]) => ({ feed, note }))
}

const reportingDates = async (duck: Duck): Promise<ReportingDates> => {
  const rows = await duck.all<{ month: Month; flex: string; freeze: string }>(
    'select month, flex_date as flex, freeze_date as freeze from lake_reporting_dates where flex_date is not null and freeze_date is not null',
  )
  return new Map(rows.map(({ month, flex, freeze }) => [month, { flex, freeze }]))
}

const sendersSql = `
  select distinct kind as feed, month, provider from activity where provider <> ''
  union all select distinct 'contract-aggregate', month, provider from lake_contract_aggregate where provider is not null`

const fillLoads = async (
  duck: Duck,
  loads: readonly LoadRecord[],
  parts: readonly CurrentPart[],
  dates: ReportingDates,
): Promise<void> => {
  const current = new Set(parts.map(({ part }) => part.file))
  const rows = loads.flatMap((load) =>
    load.parts.map((part) => ({
      load_id: load.id,
      sequence: load.sequence,
      feed: load.feed,
      layout: load.layout,
      title: load.title,
      file_name: basename(load.file.path),
      bytes: load.file.bytes,
      loaded_at: load.loadedAt,
      extract_date: load.extractDate,
      period: part.period,
      part: part.part,
      rows: part.rows,
      quarantined: load.lines.quarantined,
      is_current: current.has(part.file),
      cut: isMonth(part.period)
        ? cutOf(load.feed, load.cut, load.extractDate, dates.get(part.period)?.freeze)
        : load.cut,
    })),
  )
  const [text, big] = ['VARCHAR', 'BIGINT']
  await insertRows(
    duck,
    'load',
    {
      load_id: text,
      sequence: 'INTEGER',
      feed: text,
      layout: text,
      title: text,
      file_name: text,
      bytes: big,
      loaded_at: text,
      extract_date: 'DATE',
      period: text,
      part: text,
      rows: big,
      quarantined: big,
      is_current: 'BOOLEAN',
      cut: text,
    },
    rows,
  )
  await insertRows(
    duck,
    'load_note',
    { load_id: text, note: text },
    loads.flatMap(({ id, notes }) => notes.map((note) => ({ load_id: id, note }))),
  )
}

const fillQuarantine = async (
  duck: Duck,
  home: Home,
  loads: readonly LoadRecord[],
): Promise<void> => {
  const held = loads.filter(({ quarantine }) => quarantine !== null)
  if (held.length === 0) return
  const files = held.map(({ quarantine }) => literal(join(home.quarantine, quarantine ?? '')))
  await duck.run(
    `insert into quarantine
     select
       held.load_id, min(load.file_name), coalesce(held.column_name, 'whole line'),
       case when held.reason like 'repeats line %' then 'repeats an earlier line' else coalesce(held.reason, '') end,
       coalesce(held.remedy, ''), count(distinct held.line)
     from read_parquet([${files.join(', ')}], union_by_name = true) as held
     join (select distinct load_id, file_name from load) as load on load.load_id = held.load_id
     group by 1, 3, 4, 5 order by 1, 6 desc, 3, 4`,
  )
}

/** Fills the tables that tell of the files: loads, quarantine, months that came or did not, what is missing. */
export const fillRecords = async (
  duck: Duck,
  home: Home,
  {
    loads,
    parts,
    asAt,
  }: { loads: readonly LoadRecord[]; parts: readonly CurrentPart[]; asAt: string },
): Promise<void> => {
  const dates = await reportingDates(duck)
  await fillLoads(duck, loads, parts, dates)
  await fillQuarantine(duck, home, loads)
  const senders = await duck.all<{ feed: string; month: Month; provider: string }>(sendersSql)
  const arrivals = parts.flatMap(({ load, part }) =>
    isMonth(part.period)
      ? [
          {
            feed: load.feed,
            month: part.period,
            rows: part.rows,
            extractDate: load.extractDate,
            cut: load.cut,
          },
        ]
      : [],
  )
  const [text, big] = ['VARCHAR', 'BIGINT']
  await insertRows(
    duck,
    'feed_month',
    {
      feed: text,
      month: text,
      state: text,
      cut: text,
      rows: big,
      extract_date: 'DATE',
      absent: text,
    },
    feedMonths(arrivals, senders, dates, asAt),
  )
  await insertRows(duck, 'missing', { feed: text, note: text }, missingFeeds(parts))
}
