import { chmodSync, globSync, mkdtempSync, readFileSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { check, type Counts, runTests } from './stage.ts'

const root = join(import.meta.dirname, '..')
const bin = (name: string): string => join(root, 'node_modules', '.bin', name)

const filesOf = (...patterns: string[]): string[] =>
  patterns.flatMap((pattern) => globSync(pattern, { cwd: root })).sort()

/** Tests of what is kept in the ledger: those that open one, or pages that stand on one. */
const keepingInLedger = (): string[] =>
  filesOf('src/**/*.test.ts').filter((file) =>
    /\b(openTestLedger|inventedBudgets|inventedMeetings)\(/.test(
      readFileSync(join(root, file), 'utf8'),
    ),
  )

const inSuite = filesOf('src/**/*.test.ts', 'tests/*.test.ts')
const thorough = [
  'src/stores/backup/*.test.ts',
  'src/stores/ledger/engine/*.test.ts',
  'src/warehouse/{close,kills,served,verify,versions}.test.ts',
  'src/warehouse/pricing/twin.test.ts',
  'src/intake/{line-forms,load}.test.ts',
  'src/world/world.test.ts',
  'src/app/web/{access,lost-access,outside,sign-in}.test.ts',
  'tests/{rights,identifiers,disclosure}.test.ts',
].flatMap((pattern) => filesOf(pattern))

const lint = ['--type-aware', '--quiet', '.']

const sum = (a: Counts, b: Counts): Counts => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  skipped: a.skipped + b.skipped,
})

const chosen = process.argv.slice(2)
const scratch = mkdtempSync(join(tmpdir(), 'steward-test-'))
/** A folder in memory for suites that make many small files, where the machine has room for one; else the usual. */
const inMemory = ((): NodeJS.ProcessEnv => {
  const memory = '/dev/shm'
  try {
    const { bavail, bsize } = statfsSync(memory)
    if (bavail * bsize < 2 ** 31) return {}
    const folder = mkdtempSync(join(memory, 'steward-test-'))
    // The tests' PostgreSQL runs as another account where they run as root.
    chmodSync(folder, 0o711)
    return { TMPDIR: folder }
  } catch {
    return {}
  }
})()
const rmScratch = (): void => {
  for (const folder of [scratch, inMemory['TMPDIR'] ?? scratch])
    rmSync(folder, { recursive: true, force: true })
}
const county = { STEWARD_HOME: join(scratch, 'county') }
const small = { STEWARD_HOME: join(scratch, 'small') }
/** What is true of the planted county only; a journey on its own makes a small world for itself. */
const onCounty = filesOf('tests/journeys/{forecast,measures,opportunities}.test.ts')
const homeOf = ({ STEWARD_HOME }: typeof small): NodeJS.ProcessEnv =>
  chosen.length === 0 ? { STEWARD_JOURNEY_HOME: STEWARD_HOME } : {}

/** What `npm test` consists of, in order; a name on the command line runs that stage alone. */
const stages: Readonly<Record<string, () => Promise<Counts[]>>> = {
  checks: () =>
    Promise.all([
      check('formats (prettier)', bin('prettier'), ['--check', '--cache', '--log-level=warn', '.']),
      check('types (tsc)', bin('tsc'), ['--noEmit']).then(async (types) =>
        sum(types, await check('lints (oxlint)', bin('oxlint'), lint)),
      ),
    ]),
  // Two processes, one for each core: what reads, prices, budgets and explains, and everything else.
  fast: () => {
    const quick = inSuite.filter((file) => !thorough.includes(file))
    const data = quick.filter((file) =>
      /^src.(stores|intake|warehouse|world|features.(budgets|explain|figures|lines|overview))/.test(
        file,
      ),
    )
    const rest = quick.filter((file) => !data.includes(file))
    return Promise.all([
      runTests('fast suite: data', data, inMemory),
      runTests('fast suite: the rest', rest, inMemory),
    ])
  },
  // What takes many seconds each: whole closes, worlds and servers, made, broken and made again.
  thorough: () => {
    const halves = [0, 1].map((half) => thorough.filter((_, i) => i % 2 === half))
    return Promise.all(halves.map((files) => runTests('thorough suite', files)))
  },
  // What keeps something in the ledger, once more on the PostgreSQL that the machine has of its own.
  engines: async () =>
    globSync('/usr/lib/postgresql/*/bin/initdb').length === 0
      ? []
      : [
          await runTests('the ledger on the machine’s PostgreSQL', keepingInLedger(), {
            ...inMemory,
            STEWARD_TEST_ENGINE: 'machine',
          }),
        ],
  // The price of every line computed twice is half of it.
  conformance: () => {
    const all = filesOf('tests/conformance/**/*.test.ts')
    const twice = all.filter((file) => file.endsWith('small-world-prices.test.ts'))
    const rest = all.filter((file) => !twice.includes(file))
    return Promise.all([
      runTests('conformance: prices computed twice', twice),
      runTests('conformance: published files and figures', rest),
    ])
  },
  county: async () => [
    await check('the county: made, loaded, closed', process.execPath, ['tests/county.ts'], county),
    await check('verify on the county', process.execPath, ['src/app/main.ts', 'verify'], county),
  ],
  small: async () => [
    await check(
      'the small world: made, loaded, closed',
      process.execPath,
      ['tests/small.ts'],
      small,
    ),
  ],
  // What is killed and damaged has no browser, and goes beside what has one.
  journeys: () => {
    const harm = filesOf('tests/journeys/{damage,kills,ledger-kills}.test.ts')
    const walks = filesOf('tests/journeys/**/*.test.ts').filter(
      (file) => !harm.includes(file) && !onCounty.includes(file),
    )
    return Promise.all([
      runTests('journeys: kills and damage', harm),
      runTests('journeys: on the county', onCounty, homeOf(county)).then(async (first) =>
        sum(first, await runTests('journeys: in the small world', walks, homeOf(small))),
      ),
    ])
  },
}

const unknown = chosen.filter((name) => !(name in stages))
if (unknown.length > 0) {
  rmScratch()
  console.error(
    `There is no stage ${unknown.join(', ')}; there are ${Object.keys(stages).join(', ')}.`,
  )
  process.exit(2)
}

const began = performance.now()
let total: Counts = { passed: 0, failed: 0, skipped: 0 }
for (const [name, run] of Object.entries(stages)) {
  if (chosen.length > 0 && !chosen.includes(name)) continue
  for (const counts of await run()) total = sum(total, counts)
}
rmScratch()
const minutes = ((performance.now() - began) / 60_000).toFixed(1)
console.log(`\n${minutes} minutes; ${total.skipped} skipped for want of what they need`)
console.log(`${total.passed} passed, ${total.failed} failed`)
process.exitCode = total.failed > 0 ? 1 : 0
