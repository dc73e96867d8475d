import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { filesOfWorld } from '../tests/journeys/homes.ts'
import { runSteward } from '../tests/journeys/serving.ts'
import { textTable } from '../src/app/text-table.ts'
import { runTask, type Measured } from './task.ts'

/**
 * Speed and size on the county, each beside a floor measured in the same run. Bars are for two cores; a
 * bar that is missed is said, and ends the program with exit code 1.
 */
type Line = { what: string; measured: Measured; floor?: Measured; bar?: string; met?: boolean }

const scratch = mkdtempSync(join(tmpdir(), 'steward-bench-'))
const home = join(scratch, 'home')
const lines: Line[] = []
const rate = ({ rows, seconds }: Measured): number => rows / seconds
const note = (line: Line): void => {
  lines.push(line)
  console.error(`${line.what}: ${line.measured.seconds.toFixed(1)} s, ${line.measured.peak} MB`)
}

const steward = async (args: readonly string[]): Promise<void> => {
  const ended = await runSteward(home, args)
  if (ended.code !== 0 && args[0] !== 'load') throw new Error(`${args[0]}: ${ended.err}`)
}

/** A month's file as often as asked for, with record keys and spells of its own each time. */
const repeated = (file: string, times: number): string => {
  const target = join(scratch, `${times}-${basename(file)}`)
  const [head = '', ...rows] = readFileSync(file, 'utf8').trimEnd().split(/\r?\n/)
  writeFileSync(target, `${head}\n`)
  const one = `${rows.join('\n')}\n`
  for (let i = 0; i < times; i += 1) writeFileSync(target, one, { flag: 'a' })
  return target
}

const bench = async (): Promise<void> => {
  await steward(['world', '--size', 'county'])
  const files = filesOfWorld(home)
  const admitted = files.findLast((file) => file.includes('APC_EPISODES')) ?? ''
  const [four, sixteen] = [repeated(admitted, 4), repeated(admitted, 16)]
  const readFloor = runTask('read-csv', [sixteen], home)
  const atFour = runTask('load', [four], join(scratch, 'four'))
  const atSixteen = runTask('load', [sixteen], join(scratch, 'sixteen'))
  note({ what: 'intake, 4 county-months of admitted care', measured: atFour })
  note({
    what: 'intake, 16 county-months of admitted care',
    measured: atSixteen,
    floor: readFloor,
    bar: `peak at most 1.25 times that of 4 (${Math.round(atFour.peak * 1.25)} MB)`,
    met: atSixteen.peak <= atFour.peak * 1.25,
  })
  const newest = files.slice(-12)
  await steward(['load', ...files.slice(0, -12)])
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
  const page = runTask('statement', practices, home)
  const milliseconds = page.rows / 1000
  note({
    what: `a statement, median of ${practices.length} at the server: ${milliseconds.toFixed(0)} ms`,
    measured: page,
    bar: 'under 50 ms',
    met: milliseconds < 50,
  })
}

try {
  await bench()
  console.log(
    textTable(
      ['what', 'rows', 'seconds', 'rows/s', 'of its floor', 'peak MB', 'bar', 'met'],
      lines.map(({ what, measured, floor, bar = '', met }) => [
        what,
        measured.rows.toLocaleString('en-GB'),
        measured.seconds.toFixed(2),
        Math.round(rate(measured)).toLocaleString('en-GB'),
        floor ? (rate(measured) / rate(floor)).toFixed(2) : '',
        String(measured.peak),
        bar,
        met === undefined ? '' : met ? 'yes' : 'NO',
      ]),
    ),
  )
  process.exitCode = lines.some(({ met }) => met === false) ? 1 : 0
} finally {
  rmSync(scratch, { recursive: true, force: true })
}
