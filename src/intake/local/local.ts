import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { AppError } from '../../core/refusal.ts'
import { literal } from '../../stores/duck.ts'
import type { Home } from '../../stores/home.ts'
import type { Computed, Layout, Parser } from '../engine/layout.ts'
import { standing } from '../engine/parsers.ts'
import { activityLayout } from '../sus/activity.ts'
import { activityFeeds } from '../sus/feeds.ts'
import { fieldParsers } from '../sus/fields.ts'
import { type Mapping, readMapping } from './mapping.ts'

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

const mappingsIn = (folder: string): Mapping[] => {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => /\.ya?ml$/.test(name))
    .sort()
    .map((name) => {
      const read = readMapping(join(folder, name))
      if (!read.ok) throw new AppError(read.refusal)
      return read.value
    })
}

/**
 * The local layouts of a group: the repository's mapping files, and over them the group's own, where
 * one of the same id takes the other's place.
 *
 * @throws AppError `layout-not-valid` where a mapping file cannot be used
 */
export const localLayouts = (home: Home): Layout[] => {
  const mappings = [...mappingsIn(shipped), ...mappingsIn(join(home.definitions, 'layouts'))]
  return [...new Map(mappings.map((mapping) => [mapping.id, mapping])).values()].map(layoutOf)
}
