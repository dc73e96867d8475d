import type { Duck } from '../src/stores/duck.ts'
import { codeList } from '../src/engines/measures/code-list.ts'
import { isPrescribed, loadMeasures, type Measure } from '../src/features/measures/measures.ts'

/** A presentation of the invented country, by its place in the list. */
export type Presentations = readonly string[]

const filled = (prefix: string, i: number): string =>
  `${prefix.replaceAll('%', 'AA')}AAAAAAAAAAAAAAA`.slice(0, 13) +
  (prefix.includes('%') ? prefix.slice(-2) : `A${'ABCDEFGH'[i % 8]}`)

/** 769 codes: those that the measures name, and others of every chapter, each generic with a brand. */
export const presentations = (measures: readonly Measure[], count: number): string[] => {
  const named = measures
    .flatMap(({ numerator, denominator }) => [numerator, denominator])
    .filter(isPrescribed)
    .flatMap(({ codes }) => codes.filter((code) => !code.startsWith('~')))
  const codes = new Set(named.map((code) => filled(code, 0)))
  for (let i = 0; codes.size < count; i++) {
    const chapter = String(1 + (i % 15)).padStart(2, '0')
    const chemical = `${chapter}09${String(Math.floor(i / 15)).padStart(3, '0')}Z0`
    codes.add(`${chemical}${i % 2 === 0 ? 'AA' : 'BB'}AAAA`)
  }
  return [...codes].slice(0, count)
}

/** 33 measures of code lists and 47 generated: costs and items per patient, shares of items and of quantity. */
export const measuresOfBench = (codes: Presentations) => {
  const own = loadMeasures().filter(({ source }) => source.startsWith('code list'))
  const lists: number[][] = []
  const listOf = (entries: readonly number[]): number => lists.push([...entries]) - 1
  const matching = (entries: readonly string[]): number[] => {
    const read = codeList(entries)
    return read.ok ? codes.flatMap((code, i) => (read.value.matches(code) ? [i] : [])) : []
  }
  const measures: { numerator: number; denominator: number | null; kind: string }[] = []
  for (const { numerator, denominator } of own) {
    if (!isPrescribed(numerator)) continue
    const base = isPrescribed(denominator) ? listOf(matching(denominator.codes)) : null
    const kind =
      base === null
        ? numerator.count === 'cost'
          ? 'cost'
          : 'rate'
        : numerator.count === 'quantity'
          ? 'mix'
          : 'share'
    measures.push({ numerator: listOf(matching(numerator.codes)), denominator: base, kind })
  }
  for (let i = 0; measures.length < 80; i++) {
    const all = Array.from({ length: 4 + (i % 5) }, (_, k) => (i * 31 + k * 97) % codes.length)
    const some = all.slice(0, 1 + (i % 3))
    const kind = ['cost', 'mix', 'share', 'rate'][i % 4] ?? 'rate'
    const against = kind === 'mix' || kind === 'share'
    measures.push({ numerator: listOf(some), denominator: against ? listOf(all) : null, kind })
  }
  return { lists, measures }
}

/** Fills a database with the invented country: so many practices, twelve months, every presentation of each. */
export const fillCountry = async (
  duck: Duck,
  practices: number,
  codes: Presentations,
): Promise<number> => {
  const { lists, measures } = measuresOfBench(codes)
  await duck.run(
    `create table presc as
     select
       cast(p as smallint) as practice, cast(m as tinyint) as month, cast(c as smallint) as code,
       cast(1 + hash(p * 7919 + c * 31 + m) % 40 as integer) as items,
       cast(28 * (1 + hash(p * 31 + c) % 60) as bigint) as quantity,
       cast((1 + hash(p * 17 + c * 13 + m * 5) % 9000) * 1000 as bigint) as cost
     from range(0, ${practices}) as a(p), range(0, 12) as b(m), range(0, ${codes.length}) as d(c)`,
  )
  await duck.run(
    `create table people as
     select cast(p as smallint) as practice, cast(m as tinyint) as month, cast(m * 8192 + p as integer) as key,
       cast(2000 + hash(p) % 18000 as integer) as patients
     from range(0, ${practices}) as a(p), range(0, 12) as b(m)`,
  )
  const counts = measures.flatMap(({ numerator, denominator, kind }, measure) => {
    const top = new Set(lists[numerator])
    const base = new Set(denominator === null ? [] : lists[denominator])
    return [...top.union(base)].map((code) => ({
      at: measure * 98_304,
      code,
      kind,
      top: Number(top.has(code)),
      base: Number(base.has(code)),
    }))
  })
  await duck.run(
    `create table counts as
     select cast(x.at as integer) as at, cast(x.code as smallint) as code, x.kind as kind, cast(x.top as double) as top, cast(x.base as double) as base
     from (select unnest(from_json($rows, '[{"at":"INTEGER","code":"INTEGER","kind":"VARCHAR","top":"INTEGER","base":"INTEGER"}]')) as x)`,
    { rows: JSON.stringify(counts) },
  )
  await duck.run(
    `create table measure as
     select cast(x.measure as smallint) as measure, x.kind as kind
     from (select unnest(from_json($rows, '[{"measure":"INTEGER","kind":"VARCHAR"}]')) as x)`,
    { rows: JSON.stringify(measures.map(({ kind }, measure) => ({ measure, kind }))) },
  )
  // Interchangeable products: forty sets of two.
  await duck.run(
    `create table set_of as select cast(c as smallint) as code, cast(c // 2 as smallint) as set_no from range(0, 80) as r(c)`,
  )
  const [row] = await duck.all<{ n: bigint }>('select count(*) as n from presc')
  return Number(row?.n ?? 0n)
}
