import { poolOf } from '../../engines/disclosure/pooling.ts'
import type { SmallNumbers } from '../../engines/disclosure/suppression.ts'
import { literal, openDuck, sqlFile, type Duck } from '../../stores/duck.ts'
import type { Home } from '../../stores/home.ts'
import type { Scope } from '../../stores/scope.ts'
import { databaseOf } from '../manifest.ts'
import { fill } from './fill.ts'
import { shownIn, type Stay } from './shown-as.ts'

/** Tables that count nobody, and are the same in every scope. */
const asTheyAre = [
  'provider',
  'specialty',
  'pod',
  'chapter',
  'contract_pod',
  'price_note',
  'missing',
]

/** Further ones that insiders see whole: what became of files and lines, of no single practice. */
const inside = [
  'load',
  'feed_month',
  'control',
  'price_book',
  'load_note',
  'quarantine',
  'unpriced',
  'excluded',
  'undischarged',
  'attribution',
  'contract_comparison',
]

const statementsOf = (text: string): string[] =>
  text
    .replaceAll(/--[^\n]*/g, '')
    .split(';')
    .filter((statement) => statement.trim() !== '')

const shape = `
  create table shown_as (practice varchar, from_month varchar, to_month varchar, code varchar, name varchar, own boolean);
  create table member_as (practice varchar, group_code varchar, group_name varchar, locality varchar,
    locality_name varchar, from_month varchar, to_month varchar, code varchar, folded boolean);
  create table pooled (kind varchar, category varchar, shown varchar, left_out boolean);
`

/**
 * Counts as they may leave a scope: outside the group small ones are nought (what is left of a sum is said to
 * leave them out) and the rest are rounded half up; inside as they are. `few` is what of a count is small.
 */
const releasing = (outside: boolean, { from, to, nearest }: SmallNumbers): string[] =>
  outside
    ? [
        `create macro released(n) as cast(case when n between ${from} and ${to} then 0 else floor(n / ${nearest} + 0.5) * ${nearest} end as bigint)`,
        `create macro few(n) as case when n between ${from} and ${to} then n else 0 end`,
      ]
    : ['create macro released(n) as n', 'create macro few(n) as 0']

/** What every page says on which such counts stand. */
const noteOf = ({ from, to, nearest }: SmallNumbers): string =>
  `These figures have left the group: kinds of care with few patients stand together, counts of ${from} to ${to} are left out, and every other count is rounded to the nearest ${nearest} before it is added up.`

/** What is said of files outside the group: which they are, not how many rows they hold. */
const filesOutside = [
  'insert into load by name select * replace (0 as rows, 0 as quarantined, 0 as bytes) from build.load',
  'insert into feed_month by name select * replace (null as rows) from build.feed_month',
  'insert into price_book by name select * replace (0 as lines, 0 as cost_pence) from build.price_book',
]

type Count = { place: string; month: string; kind: string; category: string; thousandths: string }

const pool = async (duck: Duck, rule: SmallNumbers): Promise<void> => {
  const counts = await duck.all<Count>(sqlFile(import.meta.url, 'counts.sql'))
  const rows = [...Map.groupBy(counts, ({ kind }) => kind)].flatMap(([kind, own]) => {
    const cells = own.map(({ place, month, category, thousandths }) => ({
      category,
      place,
      month,
      count: Math.ceil(Number(thousandths) / 1000),
    }))
    const { together, leftOut } = poolOf(cells, rule)
    const shown = `few-${kind}`
    if (!leftOut)
      return [...together].map((category) => ({ kind, category, shown, left_out: false }))
    const all = new Set(own.map(({ category }) => category))
    return [...all].map((category) => ({ kind, category, shown, left_out: true }))
  })
  await fill(duck, 'pooled', rows)
}

/**
 * A database in memory with the marts of a build as one scope may see them; nothing of the build itself can
 * be reached from it, nor any file.
 */
export const cutMarts = async (
  home: Home,
  build: string,
  scope: Exclude<Scope, { kind: 'everything' }>,
  {
    memory,
    rule,
    stays: given,
  }: { memory: string; rule: SmallNumbers; stays: readonly Stay[] | null },
): Promise<Duck> => {
  const duck = await openDuck({ tmp: home.tmp, memory })
  try {
    await duck.run(`attach ${literal(databaseOf(home, build))} as build (read_only)`)
    for (const statement of [
      ...statementsOf(sqlFile(import.meta.url, '../schema.sql')),
      ...statementsOf(shape),
    ])
      await duck.run(statement)
    const same = scope.kind === 'inside' ? [...asTheyAre, ...inside] : asTheyAre
    for (const table of same)
      await duck.run(`insert into ${table} by name select * from build.${table}`)
    const outside = scope.kind === 'outside'
    for (const statement of outside ? filesOutside : []) await duck.run(statement)
    if (outside) await fill(duck, 'missing', [{ feed: 'released', note: noteOf(rule) }])
    for (const macro of releasing(outside, rule)) await duck.run(macro)
    const counted = given ?? (await duck.all<Stay>('select * from build.membership'))
    const { shown, stays } = shownIn(scope, counted, build)
    await fill(duck, 'shown_as', shown)
    await fill(duck, 'member_as', stays)
    if (outside) await pool(duck, rule)
    for (const statement of statementsOf(sqlFile(import.meta.url, 'marts.sql')))
      await duck.run(statement, statement.includes('$outside') ? { outside } : {})
    for (const made of ['shown_as', 'member_as', 'pooled']) await duck.run(`drop table ${made}`)
    for (const macro of ['released', 'few']) await duck.run(`drop macro ${macro}`)
    await duck.run('detach build')
    await duck.run('set enable_external_access = false')
    await duck.run('set lock_configuration = true')
    return duck
  } catch (error) {
    duck.close()
    throw error
  }
}
