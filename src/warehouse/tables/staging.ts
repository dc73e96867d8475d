import { join } from 'node:path'
import { financialYear, lastDay, type Month } from '../../core/month.ts'
import { literal, sqlFile, type Duck } from '../../stores/duck.ts'
import type { Home } from '../../stores/home.ts'
import type { CurrentPart } from '../../stores/lake.ts'
import { summaryOf, type PricedMonth } from '../manifest.ts'
import type { Reconciliation } from '../inputs/reconciliation.ts'
import { stageBookNotes } from './names.ts'
import { insertRows, runAll } from './statements.ts'

/** Feeds that the marts read, as staging/feeds.sql has them. */
const feedsOf = (text: string): string[] =>
  [...text.matchAll(/temp table none_(\w+)/g)].map(([, feed = '']) => feed)

const viewOf = (name: string, none: string, files: readonly string[]): string =>
  files.length === 0
    ? `create or replace temp view ${name} as select * from ${none}`
    : `create or replace temp view ${name} as select * from ${none} union all by name ` +
      `select * from read_parquet([${files.map(literal).join(', ')}], union_by_name = true, filename = true)`

/**
 * Names what the marts read: one view for each feed over its current files, the priced lines, the
 * calendar of the build, and the points of delivery of the rule file.
 */
export const openStaging = async (
  duck: Duck,
  home: Home,
  {
    parts,
    priced,
    months,
    rule,
  }: {
    parts: readonly CurrentPart[]
    priced: readonly PricedMonth[]
    months: readonly Month[]
    rule: Reconciliation
  },
): Promise<void> => {
  const feeds = sqlFile(import.meta.url, '../staging/feeds.sql')
  await runAll(duck, feeds)
  const lines = priced.filter(({ rows }) => rows > 0).map(({ file }) => join(home.priced, file))
  const own: Record<string, string[]> = { priced: lines, line_summary: lines.map(summaryOf) }
  for (const feed of feedsOf(feeds)) {
    const files =
      own[feed] ??
      parts
        .filter(({ load }) => load.feed === feed.replaceAll('_', '-'))
        .map(({ part }) => join(home.lake, part.file))
    await duck.run(viewOf(feed in own ? feed : `lake_${feed}`, `none_${feed}`, files))
  }
  await insertRows(
    duck,
    'part',
    {
      filename: 'VARCHAR',
      feed: 'VARCHAR',
      period: 'VARCHAR',
      part: 'VARCHAR',
      load_id: 'VARCHAR',
      sequence: 'INTEGER',
      rows: 'BIGINT',
    },
    parts.map(({ load, part }) => ({
      filename: join(home.lake, part.file),
      feed: load.feed,
      period: part.period,
      part: part.part,
      load_id: load.id,
      sequence: load.sequence,
      rows: part.rows,
    })),
  )
  await insertRows(
    duck,
    'calendar',
    { month: 'VARCHAR', financial_year: 'VARCHAR', last_day: 'DATE' },
    months.map((month) => ({
      month,
      financial_year: financialYear(month),
      last_day: lastDay(month),
    })),
  )
  await insertRows(duck, 'contract_pod', { sent: 'VARCHAR', own: 'VARCHAR', counted: 'BOOLEAN' }, [
    ...rule.compared.flatMap(({ pod, sent }) =>
      [pod, ...sent].map((each) => ({ sent: each, own: pod, counted: false })),
    ),
    ...rule.counted.map(({ pod }) => ({ sent: pod, own: pod, counted: true })),
  ])
  await stageBookNotes(duck, parts)
  for (const name of ['contract', 'list-choice', 'practice-names', 'line-total']) {
    await runAll(duck, sqlFile(import.meta.url, `../staging/${name}.sql`))
  }
}
