import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { filesOfWorld } from '../tests/journeys/homes.ts'
import { runSteward } from '../tests/journeys/serving.ts'
import { sheet } from './lines.ts'
import { runTask } from './task.ts'

const scratch = mkdtempSync(join(tmpdir(), 'steward-bench-'))
const home = join(scratch, 'home')
const { note, print } = sheet()

const steward = async (args: readonly string[]): Promise<void> => {
  const ended = await runSteward(home, args)
  if (ended.code !== 0 && args[0] !== 'load') throw new Error(`${args[0]}: ${ended.err}`)
}

const bench = async (): Promise<void> => {
  await steward(['world', '--size', 'county'])
  const files = filesOfWorld(home)
  const newest = files.filter((file) => /\D202003\D/.test(file))
  await steward(['load', ...files.filter((file) => !newest.includes(file))])
  const whole = runTask('close', ['fresh'], home)
  const feeds = ['admitted', 'outpatient', 'emergency']
  const copyFloor = runTask('copy-lake', feeds, home)
  note({
    what: 'the whole close of the county',
    measured: whole,
    floor: copyFloor,
    bar: 'under 90 s and 2048 MB',
    met: whole.seconds < 90 && whole.peak < 2048,
  })
  await steward(['load', ...newest])
  const month = runTask('close', [], home)
  note({ what: 'one more month', measured: month, bar: 'under 10 s', met: month.seconds < 10 })
  const ended = await runSteward(home, ['status', '--json'])
  if (ended.code === 3) throw new Error(ended.err)
  const truths = readFileSync(`${home}-world/truths.json`, 'utf8')
  const practices = [...new Set(truths.match(/\b[A-Z]\d{5}\b/g))].slice(0, 15)
  const measures = ['trimethoprim', 'pregabalin-75-brand', 'emergency-admissions']
  const pages = {
    statement: practices.map((practice) => `/practices/${practice}`),
    'measure’s page': practices.map(
      (practice, i) => `/variation/measures/${measures[i % measures.length]}?practice=${practice}`,
    ),
  }
  for (const [name, urls] of Object.entries(pages)) {
    const measured = runTask('pages', urls, home)
    const milliseconds = measured.rows / 1000
    note({
      what: `a ${name}, median of ${urls.length} at the server: ${milliseconds.toFixed(0)} ms`,
      measured,
      bar: 'under 50 ms',
      met: milliseconds < 50,
    })
  }
}

try {
  await bench()
  print()
} finally {
  rmSync(scratch, { recursive: true, force: true })
}
