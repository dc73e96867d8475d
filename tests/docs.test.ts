import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, test } from 'node:test'
import { z } from 'zod'
import { shellCommands } from '../src/app/commands.ts'
import { readConfig } from '../src/app/config.ts'
import { references } from './reference/references.ts'

const root = join(import.meta.dirname, '..')
const read = (path: string): string => readFileSync(join(root, path), 'utf8')
const documents = ['*.md', 'docs/**/*.md', 'src/**/README.md']
  .flatMap((pattern) => globSync(pattern, { cwd: root }))
  .sort()

const packageFile = z
  .object({
    scripts: z.record(z.string(), z.string()),
    dependencies: z.record(z.string(), z.string()),
    devDependencies: z.record(z.string(), z.string()),
  })
  .parse(JSON.parse(read('package.json')))

/** Command lines in the sh blocks of a document. */
const commandLines = (text: string): string[] =>
  [...text.matchAll(/^ *```sh\n([^]*?)^ *```/gm)].flatMap(([, block = '']) =>
    block
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  )

const config = readConfig({})
assert.ok(config.ok)
const commands = shellCommands(config.value, { out: () => {}, err: () => {} })

const fault = (line: string): string | null => {
  const [, script, rest = ''] =
    /^(?:[A-Z_]+=\S+ )*npm (?:run (?:-s )?)?([\w:]+)(.*)$/.exec(line) ?? []
  if (script === undefined) return `not a command of npm: ${line}`
  if (!(script in packageFile.scripts)) return `no script ${script}: ${line}`
  if (script !== 'steward') return null
  const [name, ...args] = rest.replace(/^ -- /, '').split(' ')
  if (name === 'help') return null
  const command = commands.find((known) => known.name === name)
  if (!command) return `no command ${name}: ${line}`
  const unknown = args
    .filter((arg) => arg.startsWith('--'))
    .map((arg) => arg.slice(2))
    .find((option) => option !== 'json' && !(option in command.options))
  return unknown === undefined ? null : `no option --${unknown}: ${line}`
}

describe('the documents', () => {
  test('every command in them is one that exists, with options that it knows', () => {
    const faults = documents.flatMap((path) =>
      commandLines(read(path)).flatMap((line) => fault(line) ?? []),
    )
    assert.deepEqual(faults, [])
  })

  test('every link to a file leads to one', () => {
    const broken = documents.flatMap((path) =>
      [...read(path).matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)]
        .map(([, target = '']) => target)
        .filter((target) => !existsSync(join(root, dirname(path), target)))
        .map((target) => `${path}: ${target}`),
    )
    assert.deepEqual(broken, [])
  })

  test('every path in backticks that looks like one of ours exists', () => {
    const broken = documents.flatMap((path) =>
      [...read(path).matchAll(/`((?:src|tests|docs|definitions)\/[\w./-]+\.\w+)`/g)]
        .map(([, target = '']) => target)
        .filter((target) => !existsSync(join(root, target)))
        .map((target) => `${path}: ${target}`),
    )
    assert.deepEqual(broken, [])
  })

  test('decisions are numbered without a gap, and each says how it is enforced', () => {
    const files = globSync('docs/decisions/*.md', { cwd: root }).sort()
    for (const [i, path] of files.entries()) {
      const number = String(i + 1).padStart(4, '0')
      assert.ok(path.includes(`/${number}-`), `${path} should be number ${number}`)
      assert.match(read(path), new RegExp(`^# ${number} `))
      assert.match(read(path), /\*\*Enforced by\*\*/, path)
    }
  })

  test('the run-time dependencies are those that decision 0006 gives reasons for, each exact', () => {
    const text = read('docs/decisions/0006-run-time-dependencies.md')
    const table = text.slice(text.indexOf('| ---'), text.lastIndexOf('|'))
    const named = table
      .split('\n')
      .flatMap((row) => (row.split('|')[1] ?? '').split(','))
      .map((name) => name.trim())
      .filter((name) => /^@?[a-z]/.test(name))
    assert.deepEqual(named.sort(), Object.keys(packageFile.dependencies).sort())
    const versions = { ...packageFile.dependencies, ...packageFile.devDependencies }
    for (const [name, version] of Object.entries(versions))
      assert.match(version, /^\d+\.\d+\.\d+(-[\w.]+)?$/, name)
  })

  for (const [path, make] of Object.entries(references)) {
    test(`${path} is as npm run docs writes it`, () => {
      assert.equal(existsSync(join(root, path)) ? read(path) : '', make())
    })
  }
})
