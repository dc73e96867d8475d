import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { AppError } from '../../core/refusal.ts'
import { type NotUsable, notUsableAs, readDefinition } from '../../stores/definition-file.ts'
import type { Base, Catalogue, Definition, Rule, Test } from './definition.ts'
import { parseRange, parseTest } from './leaf.ts'

const test = z.string().transform((text, context): Test => {
  const parsed = parseTest(text)
  if (parsed) return parsed
  context.addIssue({ code: 'custom', message: `“${text}” is not a test` })
  return z.NEVER
})

const range = z.string().transform((text, context) => {
  const parsed = parseRange(text)
  if (parsed) return parsed
  context.addIssue({ code: 'custom', message: `“${text}” is not a range such as 18..` })
  return z.NEVER
})

const recordSet = z.enum(['spells', 'outpatients', 'emergency'])
const part = z.string().regex(/^[a-z0-9-]+$/)

const rule: z.ZodType<Rule> = z.lazy(() =>
  z.union([
    test,
    z.strictObject({ part: part.optional(), all: z.array(rule) }),
    z.strictObject({ part: part.optional(), any: z.array(rule).min(1) }),
    z.strictObject({ not: rule }),
    z.strictObject({
      earlier: z.strictObject({
        of: recordSet,
        least: z.int().positive(),
        base: z.string().nullable().default(null),
        which: rule.nullable().default(null),
        when: rule,
      }),
    }),
    z.strictObject({
      points: z.strictObject({
        table: z.string(),
        codes: z.string(),
        length: z.int().positive(),
        earlier: rule,
        sum: range,
      }),
    }),
  ]),
)

const percent = z.number().min(0).max(100)
const actors = [
  'general-practice',
  'community-services',
  'acute-provider',
  'public-health',
  'mental-health-services',
  'urgent-care',
  'referrers',
] as const

const definition = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  name: z.string().min(3).max(70),
  about: z.string().min(20),
  instead: z.string().min(20),
  status: z.enum(['current', 'supplementary', 'superseded']),
  kind: z.enum(['avoid', 'shorten', 'convert']),
  mechanism: z.enum(['prevention', 'redirection', 'de-adoption', 'efficiency']),
  pathway: z.enum(['emergency', 'elective', 'any']),
  who: z.array(z.enum(actors)).min(1),
  influence: z.enum(['high', 'medium', 'low']),
  horizon: z.enum(['in-year', 'one-to-three-years', 'long-term']),
  precedence: z.int().positive(),
  within: z.string().nullable().default(null),
  code: z.string().nullable().default(null),
  experts: z
    .strictObject({ mean: percent, low: percent, high: percent })
    .refine(({ mean, low, high }) => low <= mean && mean <= high, 'the mean lies between the ends')
    .nullable()
    .default(null),
  base: z.string(),
  where: z.array(rule),
  share: z
    .strictObject({
      table: z.string(),
      codes: z.enum(['primary_diagnosis', 'any_diagnosis']),
      match: z.enum(['begins', 'is']),
      course: z.string().nullable().default(null),
      by: z.array(z.enum(['sex', 'age', 'outcome'])).default([]),
    })
    .nullable()
    .default(null),
  leftover: z.strictObject({ nights: z.int().nonnegative() }).nullable().default(null),
  rate: z.strictObject({
    counts: z.enum(['records', 'share', 'days']),
    per: z.enum(['registered people', 'these records', 'records']),
    of: rule.nullable().default(null),
  }),
  worth: z.strictObject({
    method: z.enum(['price', 'price-difference', 'days', 'days-beyond', 'fixed-days', 'none']),
    to: z
      .enum(['day-case', 'outpatient-procedure', 'sdec', 'tele-attendance'])
      .nullable()
      .default(null),
    days: z.int().positive().nullable().default(null),
    column: z.string().nullable().default(null),
  }),
  notes: z.array(z.string()).default([]),
  sources: z.array(z.string()).min(1),
})

const bases = z.record(
  z.string(),
  z.strictObject({ of: recordSet, about: z.string(), where: z.array(rule) }),
)

const ownFolder = fileURLToPath(new URL('../../../definitions/opportunities', import.meta.url))

const notUsable = (file: string): NotUsable =>
  notUsableAs('opportunity-definition-invalid', 'definitions file', file)

const invalid = (file: string, what: string): AppError => new AppError(notUsable(file)(what))

const read = <T>(file: string, schema: z.ZodType<T>): T => {
  const found = readDefinition(readFileSync(file, 'utf8'), schema, notUsable(file))
  if (!found.ok) throw new AppError(found.refusal)
  return found.value
}

const readAll = (homeDefinitions: string | undefined): Catalogue => {
  const folders = [
    ownFolder,
    ...(homeDefinitions === undefined ? [] : [join(homeDefinitions, 'opportunities')]),
  ]
  const files = new Map<string, string>()
  for (const folder of folders.filter((path) => existsSync(path))) {
    for (const path of globSync('**/*.{yaml,csv}', { cwd: folder }))
      files.set(path, join(folder, path))
  }
  const ordered = [...files].sort(([a], [b]) => (a < b ? -1 : 1))
  const hash = createHash('sha256')
  for (const [path, file] of ordered) hash.update(path).update(readFileSync(file))
  const baseFile = files.get('bases.yaml') ?? join(ownFolder, 'bases.yaml')
  const known = new Map<string, Base>(
    Object.entries(read(baseFile, bases)).map(([id, base]) => [id, { id, ...base }]),
  )
  const definitions = ordered
    .filter(([path]) => path.endsWith('.yaml') && path !== 'bases.yaml')
    .flatMap(([path, file]) =>
      read(file, z.array(definition)).map((each): Definition => {
        const base = known.get(each.base)
        if (!base) throw invalid(file, `no base is called ${each.base}`)
        return { ...each, of: base.of, family: basename(path, '.yaml') }
      }),
    )
    .sort((a, b) => a.precedence - b.precedence)
  const twice = definitions.find(({ id }, i) => definitions.findIndex((d) => d.id === id) !== i)
  if (twice) throw invalid(twice.family, `${twice.id} is defined twice`)
  return { definitions, bases: known, hash: hash.digest('hex').slice(0, 12) }
}

const kept = new Map<string, Catalogue>()

/** What of the group's own definitions is there, and since when: they may be edited while the program runs, Steward's are not. */
const stateOf = (folder: string): string =>
  existsSync(folder)
    ? globSync('**/*.{yaml,csv}', { cwd: folder })
        .map((path) => `${path} ${statSync(join(folder, path)).mtimeMs}`)
        .sort()
        .join('\n')
    : ''

/**
 * Every definition of an opportunity: Steward's own, and over them the group's files of the same path.
 * In order of precedence, then of file and place. Throws AppError opportunity-definition-invalid naming file and field.
 */
export const readCatalogue = (homeDefinitions?: string): Catalogue => {
  const state = homeDefinitions === undefined ? '' : stateOf(join(homeDefinitions, 'opportunities'))
  const known = kept.get(state) ?? readAll(state === '' ? undefined : homeDefinitions)
  kept.set(state, known)
  if (kept.size > 8) kept.delete([...kept.keys()][0] ?? '')
  return known
}
