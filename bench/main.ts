import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'

/**
 * `npm run bench` runs every part and writes bench/results.md; `npm run bench -- PART…` runs some and
 * only prints them. Each figure stands beside a floor measured in the same run; a bar that is missed
 * is said, and ends the program with exit code 1.
 */
const parts = {
  county: 'The month’s close on the county',
  multiples: 'Many months at once: rows a second, and memory',
  statistics: 'The statistics engine, on one core',
  risk: 'Budgets and risk',
  forecast: 'Forecasts',
  measures: 'Prescribing measures',
  opportunities: 'Opportunities, false alarms and detection',
} as const

const results = join(import.meta.dirname, 'results.md')
const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !Object.hasOwn(parts, name))
if (unknown.length > 0) {
  console.error(
    `There is no part ${unknown.join(', ')}; there are ${Object.keys(parts).join(', ')}.`,
  )
  process.exit(2)
}

const scratch = mkdtempSync(join(tmpdir(), 'steward-bench-'))
/** The closed county, made once by the first part that looks at one instead of making its own. */
const countyHome = (): string => {
  const home = join(scratch, 'county')
  if (!existsSync(home)) {
    spawnSync(process.execPath, [join(import.meta.dirname, '../tests/county.ts')], {
      env: { ...process.env, STEWARD_HOME: home },
      stdio: ['ignore', 'inherit', 'inherit'],
    })
  }
  return home
}
const onCounty: readonly string[] = ['opportunities']

const sections: string[] = []
let missed = false
let broken = false
for (const [name, title] of Object.entries(parts)) {
  const file = join(import.meta.dirname, `${name}.ts`)
  if ((asked.length > 0 && !asked.includes(name)) || !existsSync(file)) continue
  console.error(`\n${title}`)
  const home = onCounty.includes(name) ? { STEWARD_HOME: countyHome() } : {}
  const ended = spawnSync(process.execPath, [file], {
    env: { ...process.env, ...home },
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  console.log(ended.stdout)
  missed ||= ended.status !== 0
  broken ||= ended.stdout.trim() === ''
  sections.push(`## ${title}\n\n\`\`\`\n${ended.stdout.trim()}\n\`\`\`\n`)
}

rmSync(scratch, { recursive: true, force: true })
const gigabytes = Math.round(totalmem() / 2 ** 30)
if (broken) {
  console.error('A part gave no figures (see above): bench/results.md stays as it was.')
} else if (asked.length === 0) {
  writeFileSync(
    results,
    `# Results of the benchmarks\n\nWritten by \`npm run bench\` on ${availableParallelism()} cores and ${gigabytes} GB of memory. Rows a second “of its floor” are those\nof the plain work named beside it, measured in the same run.\n\n${sections.join('\n')}`,
  )
}
process.exitCode = missed ? 1 : 0
