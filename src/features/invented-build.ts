import { createHash } from 'node:crypto'
import { addMonths } from '../core/month.ts'
import { openDuck, sqlFile, type Duck } from '../stores/duck.ts'
import type { Served } from '../warehouse/served.ts'

/** What a test wants its invented build to lack. */
export type Lack = 'activity' | 'contract' | 'prescribing' | 'lists' | 'members'

export type InventedOptions = {
  practices?: number
  /** Months up to March 2020. */
  months?: number
  groups?: 1 | 2
  lacks?: readonly Lack[]
}

/** The tables of a build as the warehouse has them, filled with invented rows, for tests of pages. */
export const inventedBuild = async (
  tmp: string,
  options: InventedOptions = {},
): Promise<Served> => {
  const { practices = 4, months = 24, groups = 1, lacks = [] } = options
  const duck = await openDuck({ tmp })
  await runAll(duck, sqlFile(import.meta.url, '../warehouse/schema.sql'))
  const inserts = sqlFile(import.meta.url, 'invented-build.sql')
    .replaceAll('{practices}', String(practices))
    .replaceAll('{months}', String(months))
    .replaceAll('{groups}', String(groups))
  await runAll(duck, inserts)
  for (const lack of lacks) await runAll(duck, lacking[lack])
  return {
    manifest: {
      id: createHash('sha256').update(JSON.stringify(options)).digest('hex').slice(0, 12),
      madeAt: '2020-04-20T06:00:00Z',
      asAt: '2020-04-20',
      code: 'invented',
      loads: [],
      rules: [],
      priced: [],
      months: { first: addMonths('2020-03', 1 - months), last: '2020-03' },
      groups: lacks.includes('members')
        ? []
        : [
            { code: 'CW', name: 'Cranwell Commissioning Group' },
            { code: 'EX', name: 'Exford Commissioning Group' },
          ].slice(0, groups),
      controls: { checked: 12, differ: 0 },
      missing: [],
      audit: null,
      bytes: 0,
    },
    duck,
    pricedFiles: () => [],
    lakeFiles: () => [],
    close: () => {},
  }
}

const statements = (text: string): string[] =>
  text
    .replace(/^--.*$/gm, '')
    .split(';')
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '')

const runAll = async (duck: Duck, text: string): Promise<void> => {
  for (const statement of statements(text)) await duck.run(statement)
}

const lacking: Readonly<Record<Lack, string>> = {
  activity:
    "delete from activity; delete from attribution; delete from unpriced; delete from load where feed <> 'prescribing'; delete from feed_month where feed in ('admitted', 'outpatient', 'emergency'); delete from price_note; insert into missing values ('admitted', 'No hospital lines have been loaded.')",
  contract: "delete from contract; delete from feed_month where feed = 'contract-aggregate'",
  prescribing:
    "delete from prescribing; delete from feed_month where feed = 'prescribing'; insert into missing values ('prescribing', 'No prescribing has been loaded.')",
  lists: 'delete from list_size',
  members: 'delete from membership',
}
