import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { literal, type Duck } from '../../stores/duck.ts'
import type { CurrentPart } from '../../stores/lake.ts'
import type { Reconciliation } from '../inputs/reconciliation.ts'
import { insertRows } from './statements.ts'

const bookNotes = 'prices/book-notes.csv'

const definition = (name: string): string =>
  literal(fileURLToPath(new URL(`../../../definitions/${name}`, import.meta.url)))

const readerOf = (name: string): string =>
  `read_csv(${definition(name)}, all_varchar = true, header = true, delim = ',', quote = '"')`

/** What is to be said of the price books that were loaded, known by the bytes of their files. */
export const stageBookNotes = async (duck: Duck, parts: readonly CurrentPart[]): Promise<void> => {
  const books = parts.filter(({ load }) => load.feed.startsWith('price-'))
  await duck.run(
    `create temp table book_note as select kind, financial_year, note from ${readerOf(bookNotes)}
     where list_contains(from_json(cast($books as json), '["VARCHAR"]'), sha256)`,
    { books: JSON.stringify(books.map(({ load }) => load.file.sha256)) },
  )
}

/** Fills the tables of names that come from definitions: points of delivery, specialties, chapters. */
export const fillNames = async (duck: Duck, rule: Reconciliation): Promise<void> => {
  const pods = [
    ...rule.compared.map(({ pod, name, kind }) => ({ pod, name, kind: kind as string })),
    ...rule.counted.map(({ pod, name }) => ({ pod, name, kind: 'contract' })),
  ]
  await insertRows(
    duck,
    'pod',
    { pod: 'VARCHAR', name: 'VARCHAR', kind: 'VARCHAR', sort: 'INTEGER' },
    pods.map((pod, i) => ({ ...pod, sort: 10 * (i + 1) })),
  )
  await duck.run(
    `insert into specialty select specialty, name from ${readerOf('reference/specialties.csv')} order by 1`,
  )
  await duck.run(
    `insert into chapter select chapter, name from ${readerOf('reference/bnf-chapters.csv')} order by 1`,
  )
  const missing = [
    `insert into specialty select distinct specialty, specialty from activity where specialty <> '' and specialty not in (select specialty from specialty)`,
    `insert into specialty select distinct specialty, specialty from contract where specialty <> '' and specialty not in (select specialty from specialty)`,
    `insert into chapter select distinct chapter, chapter from prescribing where chapter <> '' and chapter not in (select chapter from chapter)`,
    `insert into pod select pod, pod, min(kind), 9000 from activity where pod not in (select pod from pod) group by pod`,
    `insert into pod select distinct pod, case when pod = '' then 'Not stated' else pod end, 'contract', 9500 from contract_comparison where pod not in (select pod from pod)`,
  ]
  for (const statement of missing) await duck.run(statement)
}

/** Bytes of the reference lists, which are part of what a build is made of. */
export const referenceText = (): string =>
  ['reference/specialties.csv', 'reference/bnf-chapters.csv', bookNotes]
    .map((name) => readFileSync(new URL(`../../../definitions/${name}`, import.meta.url), 'utf8'))
    .join('')
