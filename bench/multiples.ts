import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { filesOfMonths } from '../tests/journeys/homes.ts'
import { runSteward } from '../tests/journeys/serving.ts'
import { ofFloor, sheet } from './lines.ts'
import { runTask } from './task.ts'

/** A county-month of each kind of activity, four times and sixteen times over in one file. */
const kinds = {
  admitted: { file: 'SUSPLUS_APC_EPISODES', key: ['spell.hospital_provider_spell_number'] },
  outpatient: { file: 'SUSPLUS_OP', key: [] },
  emergency: { file: 'SUSPLUS_ECDS', key: [] },
} as const
const memoryBar = 1.25
const floorBar = 0.25

/** Each time the rows have record keys and spells of their own; lines with quotes stand once only. */
const repeated = (file: string, times: number, keys: readonly string[], target: string): void => {
  const [head = '', ...rows] = readFileSync(file, 'utf8').trimEnd().split(/\r?\n/)
  const places = [0, ...keys.map((key) => head.split(',').indexOf(key))]
  const plain = rows.filter((row) => !row.includes('"')).map((row) => row.split(','))
  writeFileSync(target, `${head}\n`)
  for (let time = 0; time < times; time++) {
    const again = plain.map((fields) =>
      fields.map((field, i) => (places.includes(i) ? `${field}${time}` : field)).join(','),
    )
    writeFileSync(target, `${again.join('\n')}\n`, { flag: 'a' })
  }
}

const scratch = mkdtempSync(join(tmpdir(), 'steward-bench-'))
const { note, print } = sheet()
try {
  const home = join(scratch, 'home')
  await runSteward(home, ['world', '--size', 'county'])
  const files = filesOfMonths(home, ['202002'])
  const reference = files.filter((file) => !/\/(activity|contract|prescribing)\//.test(file))
  const homes = new Map([4, 16].map((times) => [times, join(scratch, `home-${times}`)] as const))
  for (const each of homes.values()) await runSteward(each, ['load', ...reference])
  for (const [kind, { file, key }] of Object.entries(kinds)) {
    const month = files.find((path) => path.includes(file)) ?? ''
    const peaks = { intake: 0, pricing: 0 }
    for (const [times, place] of homes) {
      const path = join(scratch, `${times}-${basename(month)}`)
      repeated(month, times, key, path)
      const read = runTask('read-csv', [path], place)
      const intake = runTask('load', [path], place)
      rmSync(path)
      const copy = runTask('copy-lake', [kind], place)
      const pricing = runTask('price', [kind], place)
      const four = times === 4
      note({
        what: `intake of ${times} county-months, ${kind}`,
        measured: intake,
        floor: read,
        ...(four
          ? {}
          : {
              bar: `peak at most ${memoryBar} times that of 4`,
              met: intake.peak <= peaks.intake * memoryBar,
            }),
      })
      const fast = ofFloor(pricing, copy) >= floorBar
      note({
        what: `pricing of ${times} county-months, ${kind}`,
        measured: pricing,
        floor: copy,
        bar: four
          ? 'a quarter of its floor'
          : `a quarter of its floor, peak at most ${memoryBar} times that of 4`,
        met: fast && (four || pricing.peak <= peaks.pricing * memoryBar),
      })
      if (four) Object.assign(peaks, { intake: intake.peak, pricing: pricing.peak })
    }
  }
  print()
} finally {
  rmSync(scratch, { recursive: true, force: true })
}
