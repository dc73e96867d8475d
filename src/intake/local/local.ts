import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Refusal, Result } from '../../core/refusal.ts'
import { literal } from '../../stores/duck.ts'
import type { Home } from '../../stores/home.ts'
import type { Computed, Layout, Parser } from '../engine/layout.ts'
import { standing } from '../engine/parsers.ts'
import { activityLayout } from '../sus/activity.ts'
import { activityFeeds } from '../sus/feeds.ts'
import { fieldParsers } from '../sus/fields.ts'
import { type Mapping, parseMapping } from './mapping.ts'

const inner = (field: string): string => (field === 'age' ? 'age_sent' : field)

const translated = (
  parser: Parser,
  codes: Readonly<Record<string, string>>,
  otherwise: 'keep' | 'empty',
): Parser => {
  if (otherwise === 'keep') return standing(parser, codes)
  const cases = Object.entries(codes).map(
    ([from, to]) => `when ${literal(from)} then ${literal(to)}`,
  )
  const replaced = (raw: string): string => `case ${raw} ${cases.join(' ')} end`
  return {
    ...parser,
    sql: (raw) => parser.sql(replaced(raw)),
    fault: (raw, value) => parser.fault(replaced(raw), value),
  }
}

/** The layout that a mapping describes, which the pipeline reads like any published one. */
export const layoutOf = (mapping: Mapping): Layout => {
  const [first, ...others] = mapping.dates
  if (first === undefined) throw new Error('A mapping has at least one form of dates.')
  const usual: Readonly<Record<string, Parser>> = fieldParsers([first, ...others])
  const names: Record<string, readonly string[]> = {}
  const parsers: Record<string, Parser> = {}
  for (const [field, from] of Object.entries(mapping.columns)) {
    if (mapping.period === 'activity day' && field.startsWith('period_')) continue
    const parser = usual[inner(field)]
    if (parser === undefined) throw new Error(`No parser for the field ${field}.`)
    names[inner(field)] = [typeof from === 'string' ? from : from.column]
    if (typeof from !== 'string')
      parsers[inner(field)] = translated(parser, from.codes, from.otherwise)
  }
  const computed = Object.entries(mapping.constants).map(([field, value]): Computed => {
    const parser = usual[inner(field)]
    if (parser === undefined) throw new Error(`No parser for the field ${field}.`)
    return { field: inner(field), sqlType: parser.sqlType, sql: parser.sql(literal(value)) }
  })
  const must = activityFeeds[mapping.feed].must.flatMap((field) => names[field] ?? [])
  const named = mapping.patient === undefined ? [] : [mapping.patient.column]
  return activityLayout({
    id: `local-${mapping.id}`,
    version: mapping.version,
    feed: mapping.feed,
    title: mapping.title,
    marks: [...must, ...named],
    patient: { kind: mapping.patient?.kind ?? 'pseudonym', from: named },
    names,
    dates: [first, ...others],
    grouped: mapping.grouped,
    replaces: mapping.replaces,
    parsers,
    computed,
  })
}

const shipped = fileURLToPath(new URL('../../../definitions/layouts/', import.meta.url))

type MappingFile = { text: string; read: Result<Mapping> }

const mappingsIn = (folder: string): MappingFile[] => {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => /\.ya?ml$/.test(name))
    .sort()
    .map((name) => {
      const path = join(folder, name)
      const text = readFileSync(path, 'utf8')
      return { text, read: parseMapping(text, path) }
    })
}

const usableIn = (files: readonly MappingFile[]): Mapping[] =>
  files.flatMap(({ read }) => (read.ok ? [read.value] : []))

/** Whether a text that cannot be read as a mapping was meant to be the one of this id. */
const isMeantFor = (id: string, text: string): boolean =>
  new RegExp(`^\\W*id\\W+${id}\\W*$`, 'm').test(text)

/** The mappings of a group as layouts, and those of its mapping files that cannot be used, with the reasons. */
export type LocalLayouts = { layouts: Layout[]; unusable: Refusal[] }

/**
 * The local layouts of a group: the repository's mapping files, and over them the group's own, where
 * one of the same id takes the other's place. A mapping that cannot be used stops no other; a file that
 * it was meant for is not read with the repository's mapping of its id instead.
 */
export const localLayouts = (home: Home): LocalLayouts => {
  const own = mappingsIn(join(home.definitions, 'layouts'))
  const broken = own.flatMap(({ text, read }) => (read.ok ? [] : [{ text, refusal: read.refusal }]))
  const brought = usableIn(mappingsIn(shipped)).filter(
    ({ id }) => !broken.some(({ text }) => isMeantFor(id, text)),
  )
  const mappings = new Map([...brought, ...usableIn(own)].map((mapping) => [mapping.id, mapping]))
  return {
    layouts: [...mappings.values()].map(layoutOf),
    unusable: broken.map(({ refusal }) => refusal),
  }
}
